"""How much one person may have read in a day: told kindly, nobody else held up, what was there before kept."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.conversation.copy_intake.intake import CopyIntake
from bot.conversation.follow_ups.signed_copy import CopyReader
from bot.conversation.turn_processor import TurnProcessor
from bot.limits.buckets import DAY
from bot.limits.uploads import UploadLimits
from bot.sandbox.runner import Sandbox
from flows.interface.inbound import Text
from storage.cases.files import Files
from storage.engine.database import Database
from storage.journal.journal import Journal
from tests.support.lobby import Visitor, replica
from tests.support.programmes import NOW
from tests.support.signed_copies.uploads import LIMITS, STUB, Platform, applied, told

TOLD = "今天傳來的檔案已經很多"


class Scene:
    """A process that reads files, on a clock of its own."""

    def __init__(self, database: Database, journal: Journal) -> None:
        self.now = 0.0
        self.platform = Platform()
        self.limits = UploadLimits(lambda: self.now)
        intake = CopyIntake(
            Files(database), {"line": self.platform.fetch}, Sandbox(LIMITS, STUB), limits=self.limits
        )
        self.turns: TurnProcessor = replica(database, journal, more=[CopyReader(intake, lambda: NOW, 0.2)])


@pytest.fixture
async def scene(database: Database, impatient: None) -> AsyncIterator[Scene]:
    journal = Journal(database)
    yield Scene(database, journal)
    await journal.close()


async def test_sixty_files_a_day_are_the_most(scene: Scene, database: Database) -> None:
    mei = await applied(scene.turns, database, scene.platform)
    lin = await applied(scene.turns, database, scene.platform, "lin", ubn="12345675")
    for number in range(60):
        if number % 10 == 0:
            await mei.send(scene.turns, Text("重拍"))
        assert TOLD not in told(await mei.photograph(scene.turns, b"page 1"))
    await mei.send(scene.turns, Text("重拍"))
    fetched = len(scene.platform.asked)
    said = told(await mei.photograph(scene.turns, b"page 1"))
    assert TOLD in said
    assert "真人協助" in said, "and how to go on"
    assert len(scene.platform.asked) == fetched, "it is not even fetched"
    assert scene.limits.counters["uploads_over_limit"]() == 1
    assert "第 1 頁" in told(await lin.photograph(scene.turns, b"page 1"))
    scene.now += DAY / 60
    assert "第 1 頁" in told(await mei.photograph(scene.turns, b"page 1"))


async def test_three_hundred_megabytes_a_day_are_the_most_and_what_came_before_is_kept(
    scene: Scene, database: Database
) -> None:
    mei = await applied(scene.turns, database, scene.platform)
    await mei.photograph(scene.turns, b"page 1")
    for _ in range(15):
        scene.limits.fetched(mei.inbound(Text("")).sender, 20_000_000)
    assert TOLD in told(await mei.photograph(scene.turns, b"page 2"))
    sent = await mei.send(scene.turns, Text("送出"))
    assert "已收到簽章申請書" in told(sent)
    scene.now += DAY / 10
    assert TOLD not in told(await mei.photograph(scene.turns, b"page 1"))


async def test_the_same_person_on_another_channel_account_is_another(scene: Scene) -> None:
    sender = Visitor("mei").inbound(Text("")).sender
    scene.limits.fetched(sender, 400_000_000)
    assert not scene.limits.allow(sender)
    assert scene.limits.allow(replace(sender, account="another"))
