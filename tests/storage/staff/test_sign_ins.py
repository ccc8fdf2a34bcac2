"""Signing in: used up once, ended by time and by signing out, nothing kept that opens anything."""

import asyncio
from datetime import timedelta

from sqlalchemy import select

from storage.engine.database import Database
from storage.outbox.jobs import Jobs
from storage.records import NewJob
from storage.schema.tables import sign_in
from storage.staff.access_log import Access, AccessLog
from storage.staff.sign_ins import MOST_TRIES, Scope, SignInRequest, SignIns
from tests.storage.make import LATER, NOW, SOON

WANTED = SignInRequest("id", "lin@office.example", "/desk", SOON)
MAIL = NewJob("sign_in_mail", {"request": "id"}, NOW)


async def test_a_request_begins_one_session(database: Database) -> None:
    sign_ins = SignIns(database)
    await sign_ins.ask(WANTED, MAIL, NOW)
    assert await sign_ins.find("id", NOW) == WANTED
    assert (await sign_ins.find("id", SOON), await sign_ins.find("other", NOW)) == (None, None)
    used = await asyncio.gather(*(sign_ins.use("id", token, NOW, LATER) for token in ("one", "two")))
    assert sorted(used) == [False, True]
    token = ("one", "two")[used.index(True)]
    assert await sign_ins.signed_in(token, SOON) == "lin@office.example"
    assert [await sign_ins.signed_in(*one) for one in ((token, LATER), ("three", NOW))] == ["", ""]
    await sign_ins.sign_out(token, SOON)
    assert await sign_ins.signed_in(token, SOON) == ""
    job = await Jobs(database).lease("w", NOW, 60)
    assert job
    assert job.payload == {"request": "id"}


async def test_a_request_of_nobody_begins_none_and_old_ones_are_forgotten(database: Database) -> None:
    sign_ins = SignIns(database)
    await sign_ins.ask(SignInRequest("id", "", "/desk", SOON), MAIL, NOW)
    assert not await sign_ins.use("id", "token", NOW, LATER)
    await sign_ins.ask(SignInRequest("next", "", "/desk", LATER), MAIL, SOON + timedelta(seconds=1))
    async with database.read() as connection:
        assert (await connection.execute(select(sign_in.c.id))).scalars().all() == ["next"]


async def test_codes_are_tried_so_often_and_no_more(database: Database) -> None:
    sign_ins = SignIns(database)
    await sign_ins.ask(WANTED, MAIL, NOW)
    tried = [await sign_ins.count_try("id") for _ in range(MOST_TRIES + 2)]
    assert tried == [True] * MOST_TRIES + [False] * 2


async def test_a_browser_known_for_links_is_no_session_and_can_be_forgotten(database: Database) -> None:
    sign_ins = SignIns(database)
    await sign_ins.ask(SignInRequest("id", "lin@office.example", "/desk", SOON, Scope.LINKS), MAIL, NOW)
    assert await sign_ins.use("id", "token", NOW, LATER)
    assert await sign_ins.signed_in("token", NOW) == ""
    assert await sign_ins.signed_in("token", NOW, Scope.LINKS) == "lin@office.example"
    [known] = await sign_ins.known_browsers(NOW)
    assert (known.address, known.expires_at) == ("lin@office.example", LATER)
    await sign_ins.forget(known.token_hash, NOW)
    assert await sign_ins.known_browsers(NOW) == ()
    assert await sign_ins.signed_in("token", NOW, Scope.LINKS) == ""


async def test_who_saw_a_case_is_told_latest_first(database: Database) -> None:
    log = AccessLog(database)
    seen = [Access(at, who, "case", "113-0001") for at, who in ((NOW, "lin"), (SOON, "wang"))]
    for one in (*seen, Access(SOON, "lin", "list", None, "ours 3")):
        await log.add(one)
    assert await log.of_case("113-0001") == (seen[1], seen[0])
