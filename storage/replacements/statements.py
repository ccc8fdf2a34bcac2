"""An application that is to take the place of an earlier one: asked for with its submission, settled once.

Until it is settled the earlier application is in force and keeps its key, its place and its jobs. The statements run
inside the transaction of whatever causes them; applications are locked before requests, in the order of their numbers.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Row, and_, func, insert, select, update

from storage.cases import summary_statements
from storage.cases.applications import claim_key
from storage.cases.company import supersede
from storage.errors import Clash
from storage.outbox.jobs import job_row
from storage.places import statements
from storage.records import Json, NewJob, NewTurn, ReplacementRequest, Settlement
from storage.schema.tables import application, job, replacement

SETTLED = "replacement_settled"  # no constraint of a table: a request is settled once


def lock(connection: Connection, turns: Sequence[NewTurn]) -> dict[str, bool]:
    """Hold the earlier applications these turns are about; whether each is live, so that who asks has to wait."""
    keys = {asking.earlier: claim_key(new.submission.programme, new.submission.ubn)
            for new in turns if new.submission and (asking := new.submission.supersedes)}  # fmt: skip
    settled = {new.settles.earlier for new in turns if new.settles}
    held = {}
    for earlier in sorted(settled | set(keys)):
        query = select(application.c.claim_key).where(application.c.case_number == earlier)
        key = connection.execute(query.with_for_update()).scalar()
        held[earlier] = key is not None and key == keys.get(earlier)
    return held


def ask(connection: Connection, new: NewTurn, asking: ReplacementRequest, case_number: str) -> None:
    """Record the request and tell the earlier applicant. Clash when another one is not settled yet."""
    earlier = replacement.c.earlier == asking.earlier
    last = connection.execute(select(func.max(replacement.c.request)).where(earlier)).scalar()
    request = (last or 0) + 1
    row = {"case_number": case_number, "earlier": asking.earlier, "request": request, "asked_at": new.at}
    connection.execute(insert(replacement).values(**row, open_for=asking.earlier))
    statements.release(connection, new.session)
    _queue(connection, asking.jobs(request), asking.earlier, new.at)
    sessions = _makers(connection, asking.earlier)
    supersede.append_to_journals(
        connection, sessions, asking.asked(request), (new.account, new.event_id), new.at
    )


def settle(connection: Connection, settlement: Settlement, now: datetime) -> None:
    """Carry out the decision. Clash when the request is settled already, when an application was erased, or when the
    company has another live application by now."""
    row = _held(connection, settlement)
    if row is None:
        raise Clash(SETTLED)
    _close(connection, replacement.c.case_number == row.case_number, settlement.allowed, settlement.by, now)
    cause, skip = settlement.cause, settlement.session
    if settlement.allowed:
        _overtake(connection, row, settlement, now)
        if supersede.supersede(connection, row.earlier, row.case_number, now):
            statements.pass_on(connection, row.earlier, row.case_number)
        key = claim_key(row.programme, row.ubn)
        taking = update(application).where(application.c.case_number == row.case_number)
        connection.execute(taking.values(claim_key=key))
    _queue(connection, settlement.to_earlier.jobs, row.earlier, now)
    _queue(connection, settlement.to_new.jobs, row.case_number, now)
    theirs = [*_makers(connection, row.earlier), *supersede.joined(connection, row.earlier)]
    theirs = [session for session in theirs if session != skip]
    supersede.append_to_journals(connection, theirs, settlement.to_earlier.events, cause, now)
    supersede.append_to_journals(connection, [row.session], settlement.to_new.events, cause, now)


def withdraw(connection: Connection, case_number: str, events: Sequence[Json], now: datetime) -> None:
    """The application that waits is erased: nobody is asked about it any more."""
    earlier = select(replacement.c.open_for).where(replacement.c.case_number == case_number)
    asked = connection.execute(earlier).scalar()
    if asked:
        _close(connection, replacement.c.case_number == case_number, False, "erased", now)
        cause = ("erasure", f"{case_number} waiting")
        supersede.append_to_journals(connection, _makers(connection, asked), events, cause, now)


def _held(connection: Connection, settlement: Settlement) -> Row[*tuple[object, ...]] | None:
    """The request with its application, both applications and it locked; None when there is nothing to settle."""
    about = and_(replacement.c.earlier == settlement.earlier, replacement.c.request == settlement.request)
    asked = connection.execute(select(replacement.c.case_number).where(about)).scalar()
    if asked is None:
        return None
    pair = application.c.case_number.in_([settlement.earlier, asked])
    order = application.c.case_number
    connection.execute(select(order).where(pair).order_by(order).with_for_update()).all()
    undecided = replacement.c.allowed.is_(None)
    if settlement.overrules and settlement.allowed:
        undecided = replacement.c.allowed.is_not(True)
    columns = (replacement.c.case_number, replacement.c.earlier, application.c.session, application.c.programme,
               application.c.ubn)  # fmt: skip
    query = select(*columns).join_from(
        replacement, application, application.c.case_number == replacement.c.case_number
    )
    return connection.execute(query.where(about, undecided, application.c.erased_at.is_(None))).first()


def _close(connection: Connection, which: ColumnElement[bool], allowed: bool, by: str, now: datetime) -> None:
    closing = update(replacement).where(which)
    connection.execute(closing.values(open_for=None, allowed=allowed, settled_by=by, settled_at=now))
    settled = connection.execute(select(replacement.c.case_number).where(which)).scalars()
    summary_statements.touch(connection, *settled)


def _overtake(
    connection: Connection, row: Row[*tuple[object, ...]], settlement: Settlement, now: datetime
) -> None:
    """Whoever else waits for the place of the earlier one waits in vain: a refusal was overruled meanwhile."""
    others = select(replacement.c.case_number, application.c.session).join_from(
        replacement, application, application.c.case_number == replacement.c.case_number
    )
    for other in connection.execute(others.where(replacement.c.open_for == row.earlier)).all():
        _close(connection, replacement.c.case_number == other.case_number, False, settlement.by, now)
        _queue(connection, settlement.to_others.jobs, other.case_number, now)
        supersede.append_to_journals(
            connection, [other.session], settlement.to_others.events, settlement.cause, now
        )


def _makers(connection: Connection, case_number: str) -> Sequence[str]:
    query = select(application.c.session).where(application.c.case_number == case_number)
    return connection.execute(query).scalars().all()


def _queue(connection: Connection, jobs: Sequence[NewJob], case_number: str, now: datetime) -> None:
    if jobs:
        connection.execute(insert(job), [job_row(each, now, None, case_number) for each in jobs])
