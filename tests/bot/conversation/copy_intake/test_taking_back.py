"""Photos taken back before they are sent in, or taken again, or erased while they are read: nothing of them stays."""

import asyncio
from dataclasses import replace
from hashlib import sha256

from sqlalchemy import select

from bot.channels.shared.download import FetchError, Trouble
from bot.conversation.turn_processor import TurnProcessor
from flows.events.submitted.signed_copy import CopyReading, CopySent
from flows.interface.inbound import Text
from storage.cases.files import Files
from storage.engine.database import Database
from storage.erasure import Erasure
from storage.schema.tables import turn
from tests.support.colleagues import CASE
from tests.support.lobby import stored_events
from tests.support.programmes import NOW
from tests.support.services.case_files import contents, draft, roles
from tests.support.signed_copies.uploads import Platform, Uploader, told


async def test_a_photo_taken_back_before_sending_is_gone_from_every_table(
    mei: Uploader, turns: TurnProcessor, database: Database
) -> None:
    before = await contents(database)
    photo = mei.upload(b"page 1", name="王大明的簽名.jpg")
    await mei.seen(await turns.receive(photo))
    assert await draft(database)
    await mei.unsend(turns, photo)
    assert await contents(database) == before
    assert await roles(database) == ["document"]
    async with database.read() as connection:
        journal = " ".join((await connection.execute(select(turn.c.events))).scalars())
    assert "王大明的簽名" not in journal
    assert "簽章申請書 還沒收到" in told(await mei.send(turns, Text("進度")))
    await mei.send(turns, Text("送出"))
    assert not any(isinstance(event, CopySent) for event in await stored_events(database))


async def test_the_other_pages_stay_when_one_is_taken_back(
    mei: Uploader, turns: TurnProcessor, database: Database
) -> None:
    await mei.photograph(turns, b"page 1")
    second = mei.upload(b"page 2")
    await mei.seen(await turns.receive(second))
    seen = told(await mei.unsend(turns, second))
    assert "已經刪除" in seen
    assert await draft(database) == b"%PDF picture of page 1"
    assert not [content for content in await contents(database) if b"page 2" in content]


async def test_a_waiting_page_taken_back_does_not_spoil_the_next(
    mei: Uploader, turns: TurnProcessor, platform: Platform
) -> None:
    third = mei.upload(b"page 3")
    await mei.seen(await turns.receive(third))
    await mei.unsend(turns, third)
    platform.trouble[third.message] = FetchError(Trouble.GONE)
    seen = told(await mei.photograph(turns, b"page 1"))
    assert "第 1 頁" in seen
    assert "沒有收到檔案內容" not in seen


async def test_a_photo_taken_back_while_it_is_read_is_not_kept(
    mei: Uploader, turns: TurnProcessor, database: Database
) -> None:
    before = await contents(database)
    photo = mei.upload(b"slow 1.5")
    reading = asyncio.create_task((await turns.receive(photo)).messages())
    async with asyncio.timeout(20):
        while not any(isinstance(event, CopyReading) for event in await stored_events(database)):  # noqa: ASYNC110
            await asyncio.sleep(0.02)
    await mei.unsend(turns, photo)
    await reading
    assert await contents(database) == before


async def test_taking_again_leaves_nothing_of_the_first(
    mei: Uploader, turns: TurnProcessor, database: Database
) -> None:
    before = await contents(database)
    for pages in ((b"page 1", b"page 2"), (b"page 2",)):
        for page in pages:
            await mei.photograph(turns, page)
        assert "重新拍照" in told(await mei.send(turns, Text("重拍")))
        assert await contents(database) == before


async def test_what_was_sent_in_stays_and_its_pages_go(
    mei: Uploader, turns: TurnProcessor, database: Database
) -> None:
    await mei.photograph(turns, b"page 1")
    sent = await draft(database)
    await mei.send(turns, Text("送出"))
    assert await roles(database) == ["copy_draft", "copy_preview", "document"]
    await mei.photograph(turns, b"page 1")
    await mei.send(turns, Text("重拍"))
    found = await Files(database).get(sha256(sent).hexdigest())
    assert found is not None, "its mail is still to be sent"


async def test_erasing_while_a_copy_is_read_leaves_nothing(
    mei: Uploader, turns: TurnProcessor, database: Database
) -> None:
    received = [await turns.receive(mei.upload(b"slow 0.5", group="g", total=3)) for _ in range(3)]
    reading = asyncio.gather(*(each.messages() for each in received), return_exceptions=True)
    await asyncio.sleep(0.6)
    await Erasure(database).erase_case(CASE, NOW)
    await reading
    assert await contents(database) == []
    assert await roles(database) == []


async def test_a_photo_of_somebody_elses_is_not_taken_for_a_message_of_mine(
    mei: Uploader, turns: TurnProcessor
) -> None:
    await mei.photograph(turns, b"page 1")
    other = replace(mei.upload(b"page 2"), message="another message")
    await mei.unsend(turns, other)
    assert "第 1 頁" in told(await mei.send(turns, Text("說明")))
