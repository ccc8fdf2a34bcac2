"""Requests that somebody sign an application online: their links, and their facts, in the order of the primary key.

A request's link is a one-time link of the case about the request's number; it stays open until it is replaced, revoked,
or ends. What may be done by it is decided from the facts.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256

from sqlalchemy import Connection, Update, insert, select, update

from storage.cases import file_statements
from storage.engine import json_text
from storage.engine.database import Database
from storage.engine.sealing import case_key_column, key_for_case
from storage.errors import Clash
from storage.outbox.jobs import job_row
from storage.records import Json, NewFile, NewJob
from storage.schema.tables import application, job, one_time_link, signing_fact
from storage.stored_names import LinkPurpose

_OVERTAKEN = "signing_fact_pkey"


@dataclass(frozen=True, slots=True)
class RequestLink:
    """What a token opens: request `request` of a case. `ended` when a newer link replaced it, or it was revoked."""

    case_number: str
    request: int
    ended: bool


@dataclass(frozen=True, slots=True)
class NewFacts:
    """Facts to append to a request that has `seq` facts, with the jobs and files that come with them; `copy` is a
    signed copy that the application's record keeps from then on."""

    case_number: str
    request: int
    seq: int
    at: datetime
    facts: Sequence[Json]
    jobs: Sequence[NewJob] = ()
    files: Sequence[NewFile] = field(default_factory=tuple)
    copy: Json | None = None


class SigningRequests:
    """Makes, finds and continues them. Unavailable."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def make(self, token: str, new: NewFacts, until: datetime) -> None:
        """Keep a request with its first fact, under the hash of its token, and end the links of earlier ones of the
        case; a second time changes nothing. UnknownCase, also for an erased one."""
        key = {"case_number": new.case_number, "request": new.request, "seq": 1}
        link = {
            "token_hash": _hash(token),
            "purpose": LinkPurpose.SIGN_APPLICATION,
            "case_number": new.case_number,
            "about": str(new.request),
            "expires_at": until,
        }

        def work(connection: Connection) -> None:
            file_statements.lock_case(connection, new.case_number)
            adding = self._database.insert(one_time_link).values(link).on_conflict_do_nothing()
            connection.execute(adding)
            seals = key_for_case(connection, new.case_number)
            row = {**key, "at": new.at, "fact": seals.seal(json_text.dump(new.facts[0]))}
            connection.execute(self._database.insert(signing_fact).values(row).on_conflict_do_nothing())
            connection.execute(_ending(new.case_number, new.request).values(revoked_at=new.at))

        await self._database.transact(work)

    async def find(self, token: str) -> RequestLink | None:
        """What a token opens; None for one that is unknown, or whose case was erased."""
        query = (
            select(one_time_link.c.case_number, one_time_link.c.about, one_time_link.c.revoked_at)
            .join_from(one_time_link, application, application.c.case_number == one_time_link.c.case_number)
            .where(one_time_link.c.token_hash == _hash(token), application.c.erased_at.is_(None))
            .where(one_time_link.c.purpose == LinkPurpose.SIGN_APPLICATION)
        )
        async with self._database.read() as connection:
            row = (await connection.execute(query)).first()
        return RequestLink(row.case_number, int(row.about), row.revoked_at is not None) if row else None

    async def facts(self, case_number: str, request: int) -> tuple[Json, ...]:
        """Everything that happened to a request, in order; empty when there is none."""
        query = (
            select(signing_fact.c.fact, case_key_column(signing_fact.c.case_number))
            .where(signing_fact.c.case_number == case_number, signing_fact.c.request == request)
            .order_by(signing_fact.c.seq)
        )
        async with self._database.read() as connection:
            rows = (await connection.execute(query)).all()
        vault = self._database.vault
        return tuple(json_text.load(vault.unwrap(row.key).open(row.fact)) for row in rows)

    async def append(self, new: NewFacts) -> bool:
        """Append facts with what comes with them, all or nothing; False when others came first: look again, decide
        again. UnknownCase, also for an erased one; FileTooLarge."""

        def work(connection: Connection) -> None:
            file_statements.lock_case(connection, new.case_number)
            place = {"case_number": new.case_number, "request": new.request, "at": new.at}
            key = key_for_case(connection, new.case_number)
            rows = [
                {**place, "seq": new.seq + number, "fact": key.seal(json_text.dump(fact))}
                for number, fact in enumerate(new.facts, start=1)
            ]
            connection.execute(insert(signing_fact), rows)
            if new.jobs:
                jobs = [job_row(one, new.at, None, new.case_number) for one in new.jobs]
                connection.execute(insert(job), jobs)
            for one in new.files:
                file_statements.keep(self._database, connection, one, sha256(one.content).hexdigest(), new.at)
            if new.copy is not None:
                file_statements.record_copies(connection, new.case_number, [new.copy])

        try:
            await self._database.transact(work)
        except Clash as clash:
            if clash.constraint != _OVERTAKEN:
                raise
            return False
        return True


def _ending(case_number: str, request: int) -> Update:
    """The open links of earlier requests of the case."""
    earlier = [str(number) for number in range(1, request)]
    return (
        update(one_time_link)
        .where(one_time_link.c.purpose == LinkPurpose.SIGN_APPLICATION, one_time_link.c.about.in_(earlier))
        .where(one_time_link.c.case_number == case_number, one_time_link.c.revoked_at.is_(None))
    )


def _hash(token: str) -> str:
    return sha256(token.encode("utf-8", "replace")).hexdigest()
