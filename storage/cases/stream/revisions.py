"""What applicants bring to a submitted case with a turn: answers in place of the old ones, a question to the office or
that its people are to answer in the chat."""

from datetime import datetime

from sqlalchemy import Connection, func, insert, select, update

from storage.cases import file_statements, summary_statements
from storage.engine import json_text
from storage.engine.sealing import key_for_case
from storage.outbox.jobs import job_row
from storage.records import Json, NewTurn
from storage.schema.tables import application, case_event, case_file, job
from storage.stored_names import FileRole

APPLICANT = "applicant"
"""Who did what the applicant did in a chat (flows/cases/events.py)."""

EARLIER = "earlier"
"""Where an application's record keeps the answers that others have taken the place of, oldest first."""

_MADE_OF_ANSWERS = (
    FileRole.DOCUMENT, FileRole.PREVIEW, FileRole.READING_COPY, FileRole.READING_PREVIEW,
    FileRole.SEALING_PAGE, FileRole.SEALING_PREVIEW,
)  # fmt: skip


def revise(connection: Connection, turn: NewTurn) -> None:
    """Keep new answers beside the old ones, tell the case's stream, let its papers be made anew; keep a question in its
    stream; nothing for a turn that brings neither. The case is locked."""
    new, now = turn.revises, turn.at
    if turn.asks:
        _add_next(connection, turn.case_number, turn.asks, now)
        summary_statements.touch(connection, turn.case_number)
    if new is None:
        return
    this = application.c.case_number == new.case_number
    columns = (application.c.answers, application.c.verdict, application.c.company)
    old = connection.execute(select(*columns).where(this)).one()
    key = key_for_case(connection, new.case_number)
    record = file_statements.record_of(connection, new.case_number)
    before = {
        "answers": json_text.load(key.open(old.answers)),
        "verdict": old.verdict,
        "company": old.company,
        "provenance": record.get("provenance", {}),
    }
    record |= {**new.record, "revision": new.revision, "revised_at": now.isoformat()}
    record[EARLIER] = [*record.get(EARLIER, ()), before]
    answers = key.seal(json_text.dump(new.answers))
    values = {"company": new.company, "verdict": new.verdict, "answers": answers}
    connection.execute(update(application).where(this).values(**values))
    file_statements.keep_record(connection, new.case_number, record)
    _add_next(connection, new.case_number, new.event, now)
    papers = case_file.c.role.in_(_MADE_OF_ANSWERS) & case_file.c.replaced_at.is_(None)
    connection.execute(
        update(case_file).where(case_file.c.case_number == new.case_number, papers).values(replaced_at=now)
    )
    if new.jobs:
        rows = [job_row(each, now, turn.session, new.case_number) for each in new.jobs]
        connection.execute(insert(job), rows)
    summary_statements.touch(connection, new.case_number)


def _add_next(connection: Connection, case_number: str, event: Json, now: datetime) -> None:
    """Add what the applicant did under the next number."""
    last = select(func.coalesce(func.max(case_event.c.number), 0))
    number = connection.execute(last.where(case_event.c.case_number == case_number)).scalar_one() + 1
    row = {"case_number": case_number, "number": number, "at": now, "who": APPLICANT}
    sealed = key_for_case(connection, case_number).seal(json_text.dump(event))
    connection.execute(insert(case_event).values(row | {"event": sealed}))
