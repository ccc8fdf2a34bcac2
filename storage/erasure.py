"""Erasing a person (個人資料保護法 articles 3 and 11): one transaction, and nothing left to find."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, Connection, Table, and_, delete, false, func, or_, select, update

from storage.cases import file_statements
from storage.cases.company import supersede
from storage.cases.company.inquiries import told_mark
from storage.cases.company.several import others_have
from storage.engine.database import Database
from storage.errors import Clash, UnknownCase
from storage.records import Json
from storage.replacements import statements as replacing
from storage.retention import proofs
from storage.schema.tables import (
    alliance_file,
    application,
    attempt,
    case_event,
    case_file,
    case_summary,
    consultation,
    contribution_link,
    data_key,
    delivery,
    file,
    handover,
    identity,
    invitation,
    job,
    link,
    once,
    one_time_link,
    participant,
    place,
    revision,
    seat,
    selection_event,
    signing_fact,
    turn,
    waiting,
)
from storage.staff import unfiled

_ATTEMPTS = 5


@dataclass(frozen=True, slots=True)
class Erased:
    """How many of each thing an erasure removed (or, in a dry run, would remove)."""

    turns: int = 0
    identities: int = 0
    applications: int = 0
    jobs: int = 0
    deliveries: int = 0
    files: int = 0
    links: int = 0

    @property
    def counts(self) -> dict[str, int]:
        """What the proof says, by kind."""
        drafts = max(0, self.identities - self.applications)
        told = {"case": self.applications, "draft": drafts, "message": self.turns}
        return told | {"file": self.files, "mail": self.deliveries}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something is erased: the rule its proof names. `alone`: that one session, not the same person's other drafts
    with it; with `idle_since` only when nothing of it was stored since then."""

    rule: str = proofs.BY_STAFF
    alone: bool = False
    idle_since: datetime | None = None


_BY_STAFF = Reason()
BY_PERSON = Reason(proofs.BY_PERSON)
"""Somebody erases what is theirs."""


class Erasure:
    """Removes sessions and cases. What stays of an application is its number, verdict and dates.

    The number is never given out again, and the statistics of the programme stay true. `ended` are the events
    that tell whoever has joined an application that it is gone, `withdrawn` those that tell whoever was asked to be
    replaced by it that there is nothing to answer.
    """

    def __init__(
        self, database: Database, ended: Sequence[Json] = (), withdrawn: Sequence[Json] = ()
    ) -> None:
        self._database = database
        self._ended = ended
        self._withdrawn = withdrawn

    async def erase_case(
        self, case_number: str, now: datetime, dry_run: bool = False, reason: Reason = _BY_STAFF
    ) -> Erased:
        """Erase an application with everything about it and its applicant's drafts. UnknownCase."""
        query = select(application.c.session).where(application.c.case_number == case_number)
        async with self._database.read() as connection:
            session = (await connection.execute(query)).scalar()
        if session is None:
            raise UnknownCase(case_number)
        return await self.erase_session(session, now, dry_run, reason)

    async def erase_session(
        self, session: str, now: datetime, dry_run: bool = False, reason: Reason = _BY_STAFF
    ) -> Erased:
        """Erase a session, the application it became if any, and the same person's unsubmitted sessions.

        Other applications of that person stay: erase them by their case. `dry_run` only counts. A process
        that holds the session in a cache must drop it; if it writes first, it gets Stale.
        """
        for tried in range(_ATTEMPTS):
            try:
                return await self._attempt(session, now, dry_run, reason)
            except Clash:  # a turn was appended between two of our statements: look again
                if tried + 1 == _ATTEMPTS:
                    raise
        raise AssertionError

    async def _attempt(self, session: str, now: datetime, dry_run: bool, reason: Reason) -> Erased:
        def work(connection: Connection) -> Erased:
            sessions = [session] if reason.alone else _sessions(connection, session)
            if reason.idle_since and _last(connection, session) > reason.idle_since:
                return Erased()
            self._part(connection, sessions, now)
            case_number = _case(connection, session)
            erased = _erase(connection, sessions, now)
            proofs.record(connection, now, reason.rule, erased.counts, case_number)
            if dry_run:  # the honest count is the one the real thing makes
                connection.rollback()
            return erased

        erased = await self._database.transact(work)
        if not dry_run:
            await self._database.scrub()
        return erased

    def _part(self, connection: Connection, sessions: list[str], now: datetime) -> None:
        """Whoever has joined what is erased learns of it and goes on alone; who is erased takes part no longer."""
        cases = select(application.c.case_number).where(application.c.session.in_(sessions))
        # Locked, so that nobody joins between being looked for here and the end: see superseding.join.
        for case_number in (connection.execute(cases.with_for_update())).scalars().all():
            theirs = [one for one in supersede.joined(connection, case_number) if one not in sessions]
            supersede.append_to_journals(connection, theirs, self._ended, ("erasure", case_number), now)
            supersede.leave(connection, participant.c.case_number == case_number)
            replacing.withdraw(connection, case_number, self._withdrawn, now)
            _forget_tries(connection, case_number)
        supersede.leave(connection, participant.c.session.in_(sessions))


def _last(connection: Connection, session: str) -> datetime:
    """When something of the session was stored last."""
    latest = select(func.max(turn.c.at)).where(turn.c.session == session)
    found: datetime | None = connection.execute(latest).scalar()
    return found or datetime.min.replace(tzinfo=UTC)


def _case(connection: Connection, session: str) -> str | None:
    """The number of the application it became, unless that is erased already."""
    alive = (application.c.session == session, application.c.erased_at.is_(None))
    found: str | None = connection.execute(select(application.c.case_number).where(*alive)).scalar()
    return found


def _sessions(connection: Connection, session: str) -> list[str]:
    """The session, and the drafts of whoever it belongs to."""
    theirs, others = identity.alias(), identity.alias()
    same_person = and_(*(theirs.c[key] == others.c[key] for key in ("channel", "account", "user")))
    drafts = (
        select(others.c.session)
        .join_from(theirs, others, same_person)
        .where(theirs.c.session == session, theirs.c.person == 0, ~others_have(others))
        .where(others.c.session.not_in(select(application.c.session)))
    )
    return list({session, *(connection.execute(drafts)).scalars()})


def _erase(connection: Connection, sessions: list[str], now: datetime) -> Erased:
    cases = select(application.c.case_number).where(application.c.session.in_(sessions)).scalar_subquery()
    of_cases = case_file.c.case_number.in_(cases)
    of_drafts = select(alliance_file.c.sha256).where(alliance_file.c.alliance.in_(sessions))
    hashes = list((connection.execute(select(case_file.c.sha256).where(of_cases).union(of_drafts))).scalars())
    unused = and_(
        file.c.sha256.in_(hashes),
        file.c.sha256.not_in(select(case_file.c.sha256)),
        file.c.sha256.not_in(select(alliance_file.c.sha256)),
    )

    def remove(table: Table, which: ColumnElement[bool]) -> int:
        return (connection.execute(delete(table).where(which))).rowcount

    remove(case_file, of_cases)
    for table in (case_summary, case_event, one_time_link, signing_fact, consultation, selection_event):
        remove(table, table.c.case_number.in_(cases))
    unfiled.settle_about(connection, cases, now)
    file_statements.seal_for_others(connection, sessions)
    remove(data_key, data_key.c.session.in_(sessions))
    for table in (place, waiting, handover, contribution_link):
        remove(table, table.c.session.in_(sessions))
    remove(handover, _let_in(connection, sessions))
    for table in (place, waiting, seat):
        remove(table, table.c.session.in_(sessions))
    for table in (invitation, alliance_file):
        remove(table, table.c.alliance.in_(sessions))
    remove(revision, revision.c.case_number.in_(cases))
    return Erased(
        links=remove(link, link.c.sha256.in_(select(file.c.sha256).where(unused))),
        files=remove(file, unused),
        deliveries=remove(delivery, delivery.c.case_number.in_(cases)),
        jobs=remove(job, or_(job.c.case_number.in_(cases), job.c.session.in_(sessions))),
        identities=remove(identity, identity.c.session.in_(sessions)),
        turns=remove(turn, turn.c.session.in_(sessions)),
        applications=_blank(connection, sessions, now),
    )


def _let_in(connection: Connection, sessions: list[str]) -> ColumnElement[bool]:
    """Where these people were let in as another end of somebody's application."""
    who = (identity.c.channel, identity.c.account, identity.c.user)
    people = connection.execute(select(*who).where(identity.c.session.in_(sessions)).distinct()).all()
    ends = (
        and_(handover.c.channel == channel, handover.c.account == account, handover.c.user == user)
        for channel, account, user in people
    )
    return or_(false(), *ends)


def _forget_tries(connection: Connection, case_number: str) -> None:
    """Nobody's tries name the case any longer, and nobody is marked who asked about it.

    How often a person has tried stays, as a count under a keyed hash: else every erasure would give new tries."""
    connection.execute(update(attempt).where(attempt.c.case_number == case_number).values(case_number=None))
    asked = once.c.key.startswith(told_mark(case_number), autoescape=True)
    connection.execute(delete(once).where(asked))


def _blank(connection: Connection, sessions: list[str], now: datetime) -> int:
    which = and_(application.c.session.in_(sessions), application.c.erased_at.is_(None))
    empty = {"ubn": "", "company": "", "answers": "{}", "record": "{}", "claim_key": None, "code": ""}
    done = connection.execute(update(application).where(which).values(**empty, erased_at=now))
    return done.rowcount
