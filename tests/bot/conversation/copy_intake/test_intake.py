"""Photos of the signed form as they come in: albums, limits, files that bring their reader down."""

import asyncio
import time
from typing import Any

import pytest

from bot.channels.shared.download import FetchError, Trouble
from bot.conversation.turn_processor import TurnProcessor
from bot.sandbox.runner import Limits
from flows.events.submitted.signed_copy import CopyReading
from flows.interface.inbound import Text
from storage.engine.database import Database
from storage.journal.journal import Journal
from tests.bot.conversation.test_places import UBNS
from tests.support.lobby import stored_events
from tests.support.services.case_files import contents, draft, roles
from tests.support.signed_copies.uploads import Platform, Uploader, applied, reading_replica, told

OTHER_UBN = UBNS[1]


async def test_pages_are_read_once_and_kept(
    mei: Uploader, turns: TurnProcessor, database: Database, platform: Platform
) -> None:
    assert "還差第 1 頁" in told(await mei.photograph(turns, b"page 2"))
    assert "第 1、2 頁" in told(await mei.photograph(turns, b"page 1"))
    assert await draft(database) == b"%PDF picture of page 2 + picture of page 1"
    await mei.photograph(turns, b"page 3")
    assert (await draft(database)).count(b"picture") == 3
    assert len(platform.asked) == len(set(platform.asked)) == 3, "nothing is fetched twice"
    assert not [content for content in await contents(database) if content.startswith(b"page")], "no original"
    assert await roles(database) == ["copy_draft", *["copy_page"] * 3, "copy_preview", "document"]


async def test_an_album_waits_once_and_is_answered_once(
    database: Database, journal: Journal, platform: Platform
) -> None:
    turns = reading_replica(database, journal, platform, patience=1.0)
    mei = await applied(turns, database, platform)
    begun = time.monotonic()
    received = [await turns.receive(mei.upload(b"page %d" % number, group="g")) for number in (1, 2, 3)]
    answers = await asyncio.gather(*(each.messages() for each in received))
    assert time.monotonic() - begun < 15
    assert [bool(answer) for answer in answers] == [False, False, True]
    assert "第 1、2、3 頁" in told(answers[-1])


async def test_a_complete_album_is_answered_at_once(
    database: Database, journal: Journal, platform: Platform
) -> None:
    turns = reading_replica(database, journal, platform, patience=300)
    mei = await applied(turns, database, platform)
    uploads = [mei.upload(b"page %d" % number, group="g", total=3) for number in (1, 2, 3)]
    answers = await asyncio.gather(*[(await turns.receive(each)).messages() for each in uploads])
    assert "第 1、2、3 頁" in told(answers[-1])


@pytest.mark.parametrize("word", [b"die", b"hang", b"lie"])
async def test_what_brings_its_reader_down_costs_its_sender_one_word(
    word: bytes, database: Database, journal: Journal, platform: Platform
) -> None:
    turns = reading_replica(database, journal, platform, limits=Limits(seconds=2))
    mei = await applied(turns, database, platform)
    assert "這個檔案無法讀取" in told(await mei.photograph(turns, word))
    assert "第 1 頁" in told(await mei.photograph(turns, b"page 1"))
    assert platform.asked[0] not in platform.asked[1:], "it is not fetched again"


async def test_a_reader_taken_over_by_a_file_puts_nothing_of_it_into_the_log(
    mei: Uploader, turns: TurnProcessor, caplog: pytest.LogCaptureFixture
) -> None:
    for secret in ("tell 王小明\n2026 INFO forged", "tell wang@shop.example", "tell " + "x" * 500):
        await mei.photograph(turns, secret.encode())
    logged = [record.getMessage() for record in caplog.records if record.name == "bot.copies"]
    assert logged == ["copy.unreadable case=113-0001 error=?"] * 3


async def test_an_album_with_one_bad_file_is_made_of_the_others(mei: Uploader, turns: TurnProcessor) -> None:
    received = [
        await turns.receive(mei.upload(part, group="g"))
        for part in (b"page 1", b"die", b"page 2", b"damaged")
    ]
    answers = await asyncio.gather(*(each.messages() for each in received))
    seen = told(answers[-1])
    assert "第 1、2 頁" in seen
    assert "這個檔案無法讀取" in seen
    assert "打不開" in seen


async def begun_elsewhere(
    turns: TurnProcessor, mei: Uploader, database: Database, journal: Journal, platform: Platform
) -> asyncio.Task[Any]:
    """A photo whose reading has begun in this process, and hangs."""
    received = await turns.receive(mei.upload(b"hang"))
    reading = asyncio.create_task(received.messages())
    async with asyncio.timeout(20):
        while not any(isinstance(event, CopyReading) for event in await stored_events(database)):  # noqa: ASYNC110
            await asyncio.sleep(0.02)
    return reading


async def stopped(reading: asyncio.Task[Any]) -> None:
    """The process of that reading ends."""
    reading.cancel()
    await asyncio.wait({reading})


async def test_a_file_that_was_being_read_when_the_process_died_is_not_read_again(
    database: Database, journal: Journal, platform: Platform
) -> None:
    first = reading_replica(database, journal, platform, limits=Limits(seconds=60), instance="here:1:aa")
    mei = await applied(first, database, platform)
    reading = await begun_elsewhere(first, mei, database, journal, platform)
    poison = platform.asked[-1]
    await stopped(reading)
    second = reading_replica(database, journal, platform, instance="here:1:bb")
    seen = told(await mei.photograph(second, b"page 1"))
    assert "第 1 頁" in seen
    assert "已經略過" in seen
    assert platform.asked.count(poison) == 1
    assert "已經略過" not in told(await mei.photograph(second, b"page 2")), "it is told once"


async def test_what_another_process_is_reading_is_left_to_it(
    database: Database, journal: Journal, platform: Platform
) -> None:
    first = reading_replica(database, journal, platform, limits=Limits(seconds=60), instance="there:1:aa")
    mei = await applied(first, database, platform)
    reading = await begun_elsewhere(first, mei, database, journal, platform)
    second = reading_replica(database, journal, platform, instance="here:1:bb")
    seen = told(await mei.photograph(second, b"page 1"))
    assert "第 1 頁" in seen
    assert "已經略過" not in seen
    await stopped(reading)


async def test_what_was_left_unread_is_read_with_the_next_contact(
    database: Database, journal: Journal, platform: Platform
) -> None:
    first = reading_replica(database, journal, platform)
    mei = await applied(first, database, platform)
    await first.receive(mei.upload(b"page 1"))  # and the process ends before it looks
    second = reading_replica(database, journal, platform)
    assert "這是要送出的簽章申請書" in told(await mei.send(second, Text("進度")))


async def test_people_are_served_in_turn_and_one_file_of_each_at_a_time(
    database: Database, journal: Journal, platform: Platform
) -> None:
    turns = reading_replica(database, journal, platform, limits=Limits(seconds=20, at_once=1))
    mei = await applied(turns, database, platform)
    lin = await applied(turns, database, platform, "lin", ubn=OTHER_UBN)
    crowd = [(await turns.receive(mei.upload(b"slow 0.2"))).messages() for _ in range(8)]
    reading = asyncio.gather(*crowd)
    await asyncio.sleep(0.1)
    asked = platform.asked.copy()
    assert "第 1 頁" in told(await lin.photograph(turns, b"page 1"))
    assert len(platform.asked) - len(asked) <= 4, "lin waited for one or two files of mei, not for all"
    await reading
    assert platform.most <= 2


async def test_ten_files_are_the_most(mei: Uploader, turns: TurnProcessor, platform: Platform) -> None:
    for number in range(10):
        assert "最多收 10 個" not in told(await mei.photograph(turns, b"page %d" % (number % 3 + 1)))
    fetched = len(platform.asked)
    assert "最多收 10 個" in told(await mei.photograph(turns, b"page 1"))
    assert len(platform.asked) == fetched, "it is not even fetched"
    await mei.send(turns, Text("重拍"))
    assert "第 1 頁" in told(await mei.photograph(turns, b"page 1"))


async def test_many_at_once_are_refused_before_they_are_fetched(
    mei: Uploader, turns: TurnProcessor, platform: Platform
) -> None:
    received = [await turns.receive(mei.upload(b"page 2", group="g")) for _ in range(60)]
    answers = await asyncio.gather(*(each.messages() for each in received))
    assert len(platform.asked) == 10
    assert platform.most == 1
    assert sum("最多收 10 個" in told(answer) for answer in answers) == 50


async def test_sixty_megabytes_are_the_most(mei: Uploader, turns: TurnProcessor) -> None:
    for number in (1, 2, 3):
        large = b"page %d" % number + b" " * 19_990_000
        assert "60 MB" not in told(await mei.photograph(turns, large))
    assert "60 MB" in told(await mei.photograph(turns, b"page 1" + b" " * 100_000))


async def test_a_file_too_large_says_so_before_it_is_fetched(
    mei: Uploader, turns: TurnProcessor, platform: Platform
) -> None:
    assert "20 MB 以內" in told(await mei.photograph(turns, b"page 1", size=21_000_010))
    assert platform.asked == []
    upload = mei.upload(b"page 1")
    platform.trouble[upload.message] = FetchError(Trouble.TOO_LARGE)
    assert "20 MB 以內" in told(await mei.seen(await turns.receive(upload)))
