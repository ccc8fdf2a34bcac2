"""The statements behind a change of a case's stream: what it looks at under a lock, and what it writes."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, and_, func, insert, select, update

from storage.cases import file_statements, summary_statements
from storage.cases.applications import claim_key
from storage.engine import json_text
from storage.engine.database import Database
from storage.engine.sealing import key_for_case, stored_key
from storage.outbox.jobs import job_row
from storage.records import CaseChange, CaseConsultation, CaseSeen, ChangeCase, StoredCaseEvent
from storage.schema.tables import application, case_event, consultation, job, once

CLAIMED = "application_claim_key"
"""The constraint of a Clash when another application of the company is live."""


def stream(connection: Connection, case_number: str) -> tuple[StoredCaseEvent, ...]:
    """The events of a case, oldest first."""
    columns = (case_event.c.number, case_event.c.at, case_event.c.who, case_event.c.event)
    query = select(*columns).where(case_event.c.case_number == case_number).order_by(case_event.c.number)
    rows, opens = connection.execute(query).all(), stored_key(connection, case_number).open
    return tuple(
        StoredCaseEvent(row.number, row.at, row.who, json_text.load(opens(row.event))) for row in rows
    )


def decided(
    database: Database,
    connection: Connection,
    case_number: str,
    decide: ChangeCase,
    now: datetime,
    consultant: str = "",
) -> CaseChange | None:
    """Have a change decided and write it; see CaseEvents.change. UnknownCase."""
    file_statements.lock_case(connection, case_number)
    if not _in_force(connection, case_number):
        return None
    mine = select(consultation.c.consultant).where(consultation.c.case_number == case_number)
    whose = consultant or str(connection.execute(mine).scalar() or "")
    if whose:
        _lock_consultant(database, connection, whose, now)
    change = decide(_seen(connection, case_number, whose))
    if change:
        write(database, connection, case_number, change, now)
    return change


def write(
    database: Database, connection: Connection, case_number: str, change: CaseChange, now: datetime
) -> None:
    """Write a change. The case is locked. Clash when one of its numbers is taken, or with CLAIMED; FileTooLarge."""
    if change.events:
        connection.execute(insert(case_event), _event_rows(connection, case_number, change.events))
    for sha256, new in change.files.items():
        file_statements.keep(database, connection, new, sha256, now)
    if change.jobs:
        connection.execute(insert(job), [job_row(new, now, None, case_number) for new in change.jobs])
    if change.consultation:
        _keep(database, connection, case_number, change.consultation, now)
    if change.released is not None:
        _release(connection, case_number, now if change.released else None)
    summary_statements.touch(connection, case_number)


def _release(connection: Connection, case_number: str, at: datetime | None) -> None:
    """Give up the place of a case and its company's claim to be the only one; or take the claim again: Clash with
    CLAIMED when another application has it by now. A place is then taken whether one is free or not: staff decided."""
    this = application.c.case_number == case_number
    found = connection.execute(select(application).where(this)).one()
    if (found.released_at is None) is (at is None):
        return
    key = None if at else claim_key(found.programme, found.ubn)
    connection.execute(update(application).where(this).values(claim_key=key, released_at=at))


def _event_rows(
    connection: Connection, case_number: str, events: Sequence[StoredCaseEvent]
) -> list[dict[str, object]]:
    key = key_for_case(connection, case_number)
    return [
        {
            "case_number": case_number,
            "number": one.number,
            "at": one.at,
            "who": one.who,
            "event": key.seal(json_text.dump(one.event)),
        }
        for one in events
    ]


def _in_force(connection: Connection, case_number: str) -> bool:
    """Whether no other case took its place."""
    this = application.c.case_number == case_number
    return bool(connection.execute(select(application.c.superseded_at.is_(None)).where(this)).scalar_one())


def _lock_consultant(database: Database, connection: Connection, consultant: str, now: datetime) -> None:
    """Wait until nobody else decides about this consultant's time; theirs is then seen by the next statement."""
    key = {"key": f"consultant {consultant}", "at": now}
    line = database.insert(once).values(**key)
    connection.execute(line.on_conflict_do_update(index_elements=["key"], set_={"at": now}))


def _seen(connection: Connection, case_number: str, consultant: str) -> CaseSeen:
    others = and_(
        consultation.c.consultant == consultant,
        consultation.c.case_number != case_number,
        consultation.c.open,
        application.c.superseded_at.is_(None),
    )
    source = consultation.join(application, application.c.case_number == consultation.c.case_number)
    count = connection.execute(select(func.count()).select_from(source).where(others)).scalar_one()
    times = select(consultation.c.starts_at, consultation.c.ends_at).select_from(source).where(others)
    visits = connection.execute(times.where(consultation.c.starts_at.is_not(None))).all()
    return CaseSeen(
        stream(connection, case_number), int(count), tuple((row.starts_at, row.ends_at) for row in visits)
    )


def _keep(
    database: Database, connection: Connection, case_number: str, found: CaseConsultation, now: datetime
) -> None:
    values = {
        "consultant": found.consultant,
        "open": found.open,
        "starts_at": found.starts_at,
        "ends_at": found.ends_at,
        "changed_at": now,
    }
    adding = database.insert(consultation).values(case_number=case_number, **values)
    connection.execute(adding.on_conflict_do_update(index_elements=["case_number"], set_=values))
