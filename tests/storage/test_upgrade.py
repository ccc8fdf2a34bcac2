"""A database of any released schema comes up to date with everything in it."""

from datetime import timedelta
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text

from storage import migrations
from storage.cases.applications import Applications
from storage.cases.deliveries import Deliveries
from storage.engine.database import Database
from storage.errors import OlderSchema
from storage.journal.journal import Journal
from storage.outbox.jobs import Jobs
from storage.places.places import Places, PlaceStatus
from storage.places.statements import Quota
from storage.records import NewJob
from tests.storage.make import NOW, session

RELEASED = sorted(
    file.stem[1:5] for file in (Path(migrations.__file__).parent / "versions").glob("v[0-9]*.py")
)

_ROWS = (
    "INSERT INTO turn (session, seq, previous, account, event_id, at, message, events) VALUES"
    " ('{0}', 1, NULL, 'line:Ubot', 'e1', '2024-03-05 09:30:00+00:00', NULL, '[]')",
    'INSERT INTO identity (channel, account, "user", visit, session, created_at) VALUES'
    " ('line', 'Ubot', 'Umei', 1, '{0}', '2024-03-05 09:30:00+00:00')",
    "INSERT INTO application (case_number, session, year, number, ubn, company, verdict, language,"
    " questionnaire, answers, record, submitted_at) VALUES ('113-0001', '{0}', 113, 1, '12345675', '龍門',"
    " 'eligible', 'zh-TW', '113.1', '{{}}', '{{}}', '2024-03-05 09:30:00+00:00')",
    "INSERT INTO delivery (case_number, kind, message_id, recipient, queued_at) VALUES"
    " ('113-0001', 'staff', '<113-0001.staff@bot>', 'staff@example.tw', '2024-03-05 09:30:00+00:00')",
    "INSERT INTO job (kind, case_number, payload, created_at, run_after, attempts) VALUES ('signed_mail', '113-0001',"
    ' \'{{"file":"ab","number":1,"at":"2024-03-05T09:30:00+00:00"}}\', \'2024-03-05 09:30:00+00:00\','
    " '2024-03-05 09:30:00+00:00', 1)",
)
"""As the first release wrote them; columns added since must have got their defaults."""


def _upgrade_to(revision: str, connection: Connection) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


@pytest.mark.parametrize("released", RELEASED)
async def test_an_older_database_keeps_everything(empty_url: str, released: str) -> None:
    database = Database.open(empty_url)
    async with database.write() as connection:
        await connection.run_sync(lambda sync: _upgrade_to(released, sync))
        for row in _ROWS:
            await connection.execute(text(row.format(session(1)).replace(":", "\\:")))
    await database.migrate()
    journal = Journal(database)
    kept = await journal.load_session(session(1))
    assert kept is not None
    assert (kept.seq, kept.visit) == (1, 1)
    deliveries = Deliveries(database)
    assert await deliveries.bounced("<113-0001.staff@bot>", "5.1.1", NOW)
    jobs = Jobs(database)
    assert await jobs.add_once("digest 2024-03-05", NewJob("digest", {}, NOW), NOW)
    assert not await jobs.add_once("digest 2024-03-05", NewJob("digest", {}, NOW), NOW)
    application = await Applications(database).get("113-0001")
    assert application
    assert application.record.get("copies", ()) == (
        [{"file": "ab", "at": NOW.isoformat()}] if released < "0007" else ()
    ), "a signed copy that only its job knew"
    assert (application.superseded_by, application.supersedes, application.superseded_at) == (
        None,
        None,
        None,
    )
    only_one = Places(database, Quota(113, 1))
    assert await only_one.hold(session(2), NOW, NOW + timedelta(minutes=30)) == PlaceStatus(), "theirs counts"
    await journal.close()
    await database.close()


async def test_tries_counted_under_plain_hashes_are_forgotten_but_not_what_contacts_were_told(
    empty_url: str,
) -> None:
    plain, at = "ab" * 32, "2024-03-05 09:30:00+00:00"
    database = Database.open(empty_url)
    async with database.write() as connection:
        await connection.run_sync(lambda sync: _upgrade_to("0009", sync))
        for statement in (
            f"INSERT INTO attempt (person, kind, level, at) VALUES ('{plain}', 'look', 3, '{at}')",
            f"INSERT INTO once (key, at) VALUES ('inquired 113-0001 {plain}', '{at}'), ('digest 2024-03-05', '{at}')",
        ):
            await connection.execute(text(statement.replace(":", "\\:")))
    await database.migrate()
    async with database.read() as connection:
        assert (await connection.execute(text("SELECT person FROM attempt"))).all() == []
        keys = (await connection.execute(text("SELECT key FROM once ORDER BY key"))).scalars().all()
    assert keys[0] == "digest 2024-03-05"
    assert keys[1].startswith("inquired 113-0001 ")
    assert plain not in keys[1]
    assert len(keys) == 2
    await database.close()


@pytest.mark.parametrize("released", RELEASED)
async def test_whoever_only_looks_is_told_of_an_older_schema_and_changes_nothing(
    empty_url: str, released: str
) -> None:
    database = Database.open(empty_url)
    with pytest.raises(OlderSchema):
        await database.check_schema()
    async with database.write() as connection:
        await connection.run_sync(lambda sync: _upgrade_to(released, sync))
    if released == RELEASED[-1]:
        await database.check_schema()
    else:
        with pytest.raises(OlderSchema, match=rf"at schema {released}, .* needs schema {RELEASED[-1]}"):
            await database.check_schema()
    async with database.read() as connection:
        stands = (await connection.execute(text("SELECT version_num FROM alembic_version"))).scalar()
    assert stands == released
    await database.close()
