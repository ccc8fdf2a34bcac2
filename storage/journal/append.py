"""The statements behind an append: everything a turn carries, and the verdict when the database objects."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, func, insert, select

from storage.alliances import statements as alliances
from storage.cases import case_numbers, file_statements, summary_statements
from storage.cases.applications import claim_key
from storage.cases.company import supersede
from storage.cases.stream import case_changes, revisions
from storage.engine import json_text
from storage.engine.database import Database
from storage.engine.dialects import FOREIGN_KEY
from storage.engine.sealing import key_for
from storage.engine.vault import DataKey
from storage.errors import Clash
from storage.journal.exchange import exchange
from storage.journal.outcomes import Appended, Awaited, Duplicate, Full, Gone, Outcome, Stale, Taken
from storage.journal.people import person_of, settle_people
from storage.journal.redact import rewrite
from storage.outbox.jobs import job_row
from storage.places import statements
from storage.records import NewTurn, ReplacementRequest, Submission
from storage.replacements import statements as replacing
from storage.schema.tables import application, identity, job, turn

_REPEATED = {"turn_event_key", "application_session_key"}
_OVERTAKEN = {"turn_pkey", "turn_previous_fkey", "identity_pkey", FOREIGN_KEY}
_FULL = "places"  # no constraint of a table: the limit of the programme
_ADD_TURNS = insert(turn)
Row = dict[str, Any]


def store(database: Database, connection: Connection, turns: Sequence[NewTurn]) -> list[Appended]:
    """Insert every turn with what it carries. Clash if the database objects to any of it.

    The journal's rows go first, so that a redelivered submission is recognised as such and is not told
    that its own company already has an application.
    """
    file_statements.lock_cases(connection, turns)
    live = replacing.lock(connection, turns)
    numbers = [case_numbers.allocate(database, connection, new.submission) for new in turns]
    cases = [case_numbers.written(new.submission, number) for new, number in zip(turns, numbers, strict=True)]
    rows = [_closing_row(connection, new) for new in turns if new.visit > 1]
    waits = [_waits(new, live) for new in turns]
    keys = {new.session: key_for(connection, new.session) for new in turns}
    rows += [
        _turn_row(new, case, wait, keys[new.session])
        for new, case, wait in zip(turns, cases, waits, strict=True)
    ]
    connection.execute(_ADD_TURNS, [row for row in rows if row])
    for new in turns:
        if new.redact:
            rewrite(connection, new.session, new.seq, new.redact)
    jobs: list[Row] = []
    for new, number, case, wait in zip(turns, numbers, cases, waits, strict=True):
        if new.identity:
            connection.execute(insert(identity), _identity_row(new) | person_of(connection, new))
        if new.submission and number and case:
            row = _application_row(new, new.submission, number, case, keys[new.session])
            _apply(database, connection, new, row, wait)
            alliances.first_revision(connection, new, case)
            jobs += [job_row(each, new.at, new.session, case) for each in new.submission.jobs]
        _settle_others(database, connection, new)
        alliances.settle(database, connection, new)
        jobs += exchange(database, connection, new)
        settle_people(connection, new)
        revisions.revise(connection, new)
        jobs += _own_jobs(new)
    if jobs:
        connection.execute(insert(job), jobs)
    _settle_cases(database, connection, turns)
    return [
        Appended(new.seq, case, wait is not None) for new, case, wait in zip(turns, cases, waits, strict=True)
    ]


def _own_jobs(new: NewTurn) -> list[Row]:
    """The jobs of a turn besides those of a submission."""
    again = new.resent.jobs if new.resent else ()
    rows = [job_row(each, new.at, new.session, each.case_number) for each in new.jobs]
    return rows + [job_row(each, new.at, new.session, new.resent.case_number) for each in again if new.resent]


def _settle_cases(database: Database, connection: Connection, turns: Sequence[NewTurn]) -> None:
    for new in turns:
        file_statements.settle(database, connection, new)
        if new.changes:
            case_changes.decided(database, connection, new.case_number, new.changes, new.at)


async def outcome_of_clash(database: Database, new: NewTurn, constraint: str) -> Outcome:
    """What a constraint's objection to this one turn means. Clash again if it means a mistake of ours."""
    if constraint in _REPEATED:
        return Duplicate()
    if constraint in _OVERTAKEN:
        known = select(turn.c.seq).where(turn.c.account == new.account).where(turn.c.event_id == new.event_id)
        async with database.read() as connection:
            return Duplicate() if (await connection.execute(known)).first() else Stale()
    if constraint == "application_claim_key" and new.submission:
        return await _holder(database, new.session, new.submission)
    if constraint in {file_statements.ERASED, replacing.SETTLED, alliances.LIVE_KEY}:
        return Stale()
    if constraint == "replacement_open_key":
        return Awaited()
    if constraint == _FULL:
        return Full()
    if constraint == supersede.NOT_LIVE:
        return Gone()
    raise Clash(constraint)


def _settle_others(database: Database, connection: Connection, new: NewTurn) -> None:
    """What the turn means for places and applications besides the one it may submit."""
    if new.leaves_place:
        statements.release(connection, new.session)
    if new.joins:
        supersede.join(database, connection, new)
    if new.settles:
        replacing.settle(connection, new.settles, new.at)


def _waits(new: NewTurn, live: Mapping[str, bool]) -> ReplacementRequest | None:
    """What the application this turn submits has to wait for; None when the earlier one is no longer live."""
    asking = new.submission.supersedes if new.submission else None
    return asking if asking and live[asking.earlier] else None


def _apply(
    database: Database, connection: Connection, new: NewTurn, row: Row, waits: ReplacementRequest | None
) -> None:
    """Insert the application: in force with its key and its place, or waiting with neither."""
    assert new.submission is not None
    connection.execute(insert(application), row | ({"claim_key": None} if waits else {}))
    summary_statements.begin(connection, row["case_number"], row["series"], row["number"], new.at)
    if new.submission.places and new.submission.unproved:
        statements.keep_for_staff(connection, new.session, row["case_number"])
    if waits:
        replacing.ask(connection, new, waits, row["case_number"])
    elif not new.submission.unproved:
        _confirm_place(database, connection, new, new.submission)


def _confirm_place(database: Database, connection: Connection, new: NewTurn, submission: Submission) -> None:
    """The application takes its place, after every other objection; Clash when there is none left."""
    if submission.places:
        quota = statements.Quota(submission.programme, submission.places)
        statements.lock(database, connection, quota.programme)
        if not statements.confirm(database, connection, quota, new.session, new.at):
            raise Clash(_FULL)


async def _holder(database: Database, session: str, submission: Submission) -> Outcome:
    key = claim_key(submission.programme, submission.ubn)
    query = select(application.c.case_number, application.c.session)
    async with database.read() as connection:
        found = (await connection.execute(query.where(application.c.claim_key == key))).first()
    if found is None:
        return Stale()  # erased a moment ago: deciding again will succeed
    return Duplicate() if found.session == session else Taken(found.case_number)


def _closing_row(connection: Connection, new: NewTurn) -> Row | None:
    """An empty last turn for the visit this one replaces: whoever still has that one cached gets Stale."""
    if new.identity is None:
        return None
    who = new.identity
    last = (
        select(turn.c.session, func.max(turn.c.seq).label("seq"))
        .join_from(turn, identity, turn.c.session == identity.c.session)
        .where(identity.c.channel == who.channel, identity.c.account == who.account)
        .where(identity.c.user == who.user, identity.c.visit == new.visit - 1)
        .group_by(turn.c.session)
    )
    found = (connection.execute(last)).first()
    if found is None:
        return None
    return _row(new, found.session, found.seq + 1, f"{new.event_id} closes", "[]")


def _turn_row(new: NewTurn, case: str | None, waits: ReplacementRequest | None, key: DataKey) -> Row:
    sealed = (
        [*new.submission.seal(case), *(waits.waiting if waits else ())] if new.submission and case else []
    )
    events = key.seal(json_text.dump([*new.events, *sealed]))
    return _row(new, new.session, new.seq, new.event_id, events) | {"message": new.message}


def _row(new: NewTurn, session: str, seq: int, event_id: str, events: str) -> Row:
    return {
        "session": session,
        "seq": seq,
        "previous": seq - 1 if seq > 1 else None,
        "account": new.account,
        "event_id": event_id,
        "at": new.at,
        "message": None,
        "events": events,
    }


def _identity_row(new: NewTurn) -> Row:
    assert new.identity is not None
    return {
        "channel": new.identity.channel,
        "account": new.identity.account,
        "user": new.identity.user,
        "visit": new.visit,
        "session": new.session,
        "created_at": new.at,
    }


def _application_row(new: NewTurn, submission: Submission, number: int, case: str, key: DataKey) -> Row:
    return {
        "case_number": case,
        "session": new.session,
        "scheme": submission.scheme,
        "programme": submission.programme,
        "series": submission.series,
        "number": number,
        "ubn": submission.ubn,
        "company": submission.company,
        "verdict": submission.verdict,
        "language": submission.language,
        "questionnaire": submission.questionnaire,
        "answers": key.seal(json_text.dump(submission.answers)),
        "record": key.seal(json_text.dump(submission.record)),
        "submitted_at": new.at,
        "erased_at": None,
        "claim_key": claim_key(submission.programme, submission.ubn),
        "code": submission.code,
    }
