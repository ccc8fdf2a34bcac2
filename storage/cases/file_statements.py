"""The statements by which files come to a case and leave it; they run inside somebody's transaction."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, delete, select, update

from storage.cases import summary_statements
from storage.engine import json_text
from storage.engine.database import Database
from storage.engine.sealing import key_for, key_for_case
from storage.errors import Clash, FileTooLarge, UnknownCase
from storage.records import Json, NewFile, NewTurn
from storage.schema.tables import application, case_file, file, job, link

MAX_FILE_BYTES = 20 * 1024 * 1024  # Telegram's getFile goes no further (core.telegram.org/bots/api#getfile)

SENT_COPIES = "copies"
"""Where an application's record keeps the signed copies that came in, oldest first."""

ERASED = "application_erased"  # no constraint of a table: nothing is kept for a case that is erased


def lock_case(connection: Connection, case_number: str) -> None:
    """Hold the application's row: two uploads to one role follow each other, and an erasure comes before or after.

    UnknownCase when there is no such case, or no longer.
    """
    living = select(application.c.case_number).where(application.c.case_number == case_number)
    holding = living.where(application.c.erased_at.is_(None)).with_for_update()
    if (connection.execute(holding)).first() is None:
        raise UnknownCase(case_number)


def lock_cases(connection: Connection, turns: Iterable[NewTurn]) -> None:
    """Hold every case that these turns bring something to or take it from, in an order that is the same for all.

    Before anything else of the transaction, as an erasure does. Clash when a case was erased meanwhile.
    """
    cases = {
        new.case_number
        for new in turns
        if new.files or new.drops or new.sent or new.changes or new.revises or new.asks
    }
    try:
        for case_number in sorted(cases):
            lock_case(connection, case_number)
    except UnknownCase:
        raise Clash(ERASED) from None


def settle(database: Database, connection: Connection, new: NewTurn) -> None:
    """Store what a turn brings to its case and remove what it takes back. Its jobs are stored already."""
    for sha256, content in new.files.items():
        keep(database, connection, content, sha256, new.at)
    if new.drops:
        drop(connection, new.case_number, new.drops_from, new.drops)
    if new.sent:
        record_copies(connection, new.case_number, new.sent)


def record_copies(connection: Connection, case_number: str, sent: Sequence[Json]) -> None:
    """Keep what is known of signed copies that have come in. The case is locked."""
    record = record_of(connection, case_number)
    keep_record(connection, case_number, record | {SENT_COPIES: [*record.get(SENT_COPIES, ()), *sent]})
    summary_statements.touch(connection, case_number)


def record_of(connection: Connection, case_number: str) -> dict[str, Any]:
    """The record of a case, which is locked."""
    this = select(application.c.record).where(application.c.case_number == case_number)
    key = key_for_case(connection, case_number)
    found: dict[str, Any] = json_text.load(key.open(connection.execute(this).scalar_one()))
    return found


def keep_record(connection: Connection, case_number: str, record: Mapping[str, Any]) -> None:
    """Put another record in its place."""
    sealed = key_for_case(connection, case_number).seal(json_text.dump(dict(record)))
    this = application.c.case_number == case_number
    connection.execute(update(application).where(this).values(record=sealed))


def keep(database: Database, connection: Connection, new: NewFile, sha256: str, now: datetime) -> None:
    """Store a file under its hash as the current one of its role. The case is locked. FileTooLarge.

    A different file in that role stays, marked as replaced; the same one again changes nothing.
    """
    size = len(new.content)
    if size > MAX_FILE_BYTES:
        raise FileTooLarge(size, MAX_FILE_BYTES)
    owner = select(application.c.session).where(application.c.case_number == new.case_number)
    session: str = connection.execute(owner).scalar_one()
    own = key_for(connection, session)
    row = {
        "sha256": sha256,
        "media_type": new.media_type,
        "size": size,
        "content": own.seal_bytes(new.content),
    }
    row |= {"sealed_for": session if own else None}
    connection.execute(database.insert(file).values(**row, created_at=now).on_conflict_do_nothing())
    others = (
        update(case_file)
        .where(case_file.c.case_number == new.case_number, case_file.c.role == new.role)
        .where(case_file.c.sha256 != sha256, case_file.c.replaced_at.is_(None))
    )
    connection.execute(others.values(replaced_at=now))
    key, name = {"case_number": new.case_number, "role": new.role, "sha256": sha256}, own.seal(new.name)
    adding = database.insert(case_file).values(**key, name=name, created_at=now)
    again = {"name": name, "created_at": now, "replaced_at": None}
    connection.execute(
        adding.on_conflict_do_update(
            index_elements=list(key), set_=again, where=case_file.c.replaced_at.is_not(None)
        )
    )


def drop(connection: Connection, case_number: str, prefix: str, hashes: Iterable[str]) -> None:
    """Remove these files from the roles of the case that begin so, and altogether where nothing else needs them:
    another role, another case, or a job that is still to be done. The case is locked."""
    owed = (job.c.case_number == case_number, job.c.done_at.is_(None))
    payloads = (connection.execute(select(job.c.payload).where(*owed))).scalars().all()
    for sha256 in hashes:
        if any(sha256 in payload for payload in payloads):
            continue
        here = (case_file.c.case_number == case_number, case_file.c.role.startswith(prefix, autoescape=True))
        connection.execute(delete(case_file).where(*here, case_file.c.sha256 == sha256))
        needed = select(case_file.c.sha256).where(case_file.c.sha256 == sha256)
        if (connection.execute(needed.limit(1))).first() is None:
            connection.execute(delete(link).where(link.c.sha256 == sha256))
            connection.execute(delete(file).where(file.c.sha256 == sha256))


def seal_for_others(connection: Connection, sessions: list[str]) -> None:
    """A content that another case has as well is sealed for that one from now on: the key it is sealed with ends."""
    others = (
        select(file.c.sha256, file.c.content, file.c.sealed_for, application.c.session)
        .join(case_file, case_file.c.sha256 == file.c.sha256)
        .join(application, application.c.case_number == case_file.c.case_number)
        .where(file.c.sealed_for.in_(sessions), application.c.session.not_in(sessions))
    )
    for row in connection.execute(others).all():
        content = key_for(connection, row.sealed_for).open_bytes(row.content)
        this = and_(file.c.sha256 == row.sha256, file.c.sealed_for == row.sealed_for)
        sealed = key_for(connection, row.session).seal_bytes(content)
        connection.execute(update(file).where(this).values(content=sealed, sealed_for=row.session))
