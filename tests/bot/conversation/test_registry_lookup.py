"""The look-up in a conversation, through the real turns, over real HTTP to registers in every mood."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.app import built
from bot.config.settings import Settings
from bot.demo.standins.registry import Kind, RegistryStandin
from bot.service import Service
from flows.interface.inbound import Inbound, Sender, Text
from flows.interface.messages import Message, plain_text
from storage.records import Identity
from tests.support.programmes import NOW, programme
from tests.support.scripts import ubns
from tests.support.services.new_databases import new_sqlite

SENDER = Sender("web", "bot", "mei")


@dataclass
class Person:
    """Somebody who has agreed to the notice."""

    service: Service
    sent: int = 0

    async def say(self, text: str, *, again: bool = False) -> str:
        """Everything the bot answers; `again` delivers the same event once more."""
        self.sent += not again
        inbound = Inbound(SENDER, str(self.sent), Text(text), NOW, f"m{self.sent}")
        turned = await self.service.turn_processor.receive(inbound)
        said: tuple[Message, ...] = await turned.messages()
        turned.sent()
        return "\n".join(plain_text(message) for message in said)

    async def events(self) -> list[str]:
        """The names of the events in the journal."""
        stored = await self.service.journal.load(Identity(SENDER.channel, SENDER.account, SENDER.user))
        return [event["is"] for event in stored.events] if stored else []


@asynccontextmanager
async def asked(folder: Path, registers: RegistryStandin | None) -> AsyncIterator[Person]:
    """A person in front of the 統一編號 question."""
    settings = Settings(database_url=new_sqlite(folder / "bot.db"))
    if registers:
        settings = Settings(
            database_url=new_sqlite(folder / "bot.db"),
            registry_gcis_url=registers.gcis_url,
            registry_fia_url=registers.fia_url,
        )
    async with built(settings, programmes=[programme()], now=lambda: NOW) as service:
        person = Person(service)
        await person.say("開始")
        await person.say("同意")
        yield person


@pytest.fixture
async def registers() -> AsyncIterator[RegistryStandin]:
    async with RegistryStandin().running() as standin:
        yield standin


@pytest.mark.parametrize(
    ("ubn", "shown"),
    [
        ("90800708", "實收資本額：新臺幣 5,000,000 元"),
        ("24100303", "登記型態：合夥商號"),
        ("24100401", "登記型態：有限合夥"),
        ("24100503", "[改用總公司 12345675]"),
        ("24100601", "登記狀態：核准設立，但已命令解散"),
        ("24100900", "社團法人示範數位推廣協會"),
        ("24101400", "220 新北市板橋區府中路2號"),
        ("24101801", "企業名稱：阿水飲料攤"),
        ("60606066", "登記型態：外國公司在臺分公司"),
        ("24101904", "查不到這個統一編號"),
    ],
)
async def test_the_card_shows_what_the_registers_know(
    tmp_path: Path, registers: RegistryStandin, ubn: str, shown: str
) -> None:
    async with asked(tmp_path, registers) as person:
        said = await person.say(ubn)
        if shown.startswith("["):
            assert shown.strip("[]").removeprefix("改用總公司 ") in await person.say("是")
        else:
            assert shown in said


async def test_a_masked_name_is_neither_shown_nor_taken(tmp_path: Path, registers: RegistryStandin) -> None:
    async with asked(tmp_path, registers) as person:
        assert "陳O聖" not in await person.say("24101204")
        assert "負責人姓名" not in await person.say("是")


@pytest.mark.parametrize("kind", ["503", "limit", "truncated", "hang_up"])
async def test_when_nobody_answers_one_goes_on_by_hand(
    tmp_path: Path, registers: RegistryStandin, kind: Kind
) -> None:
    for source in ("gcis", "fia"):
        registers.trouble(source, kind, 9)
    async with asked(tmp_path, registers) as person:
        said = await person.say("90800708")
        assert "暫時查不到" in said
        assert "企業名稱（全銜）" in said
        assert (await person.events())[-1] == "LookedUp"


async def test_registers_that_hang_hold_nobody_up(tmp_path: Path, registers: RegistryStandin) -> None:
    """The answer is committed at once; the reply waits two seconds at most."""
    registers.trouble("gcis", "hang", 9)
    registers.trouble("fia", "hang", 9)
    async with asked(tmp_path, registers) as person:
        started = time.monotonic()
        assert "暫時查不到" in await person.say("90800708")
        assert time.monotonic() - started < 10


async def test_with_the_registers_off_nothing_happens(tmp_path: Path) -> None:
    async with asked(tmp_path, None) as person:
        assert "企業名稱（全銜）" in await person.say("90800708")
        assert "LookedUp" not in await person.events()


async def test_a_redelivered_number_is_looked_up_once(tmp_path: Path, registers: RegistryStandin) -> None:
    async with asked(tmp_path, registers) as person:
        await person.say("90800708")
        assert await person.say("90800708", again=True) == ""
        assert (await person.events()).count("LookedUp") == 1


async def test_the_card_is_still_there_after_a_restart(tmp_path: Path, registers: RegistryStandin) -> None:
    async with asked(tmp_path, registers) as person:
        await person.say("90800708")
        sent = person.sent
    async with asked(tmp_path, registers) as person:
        person.sent = sent + 10
        said = await person.say("是")
    assert "項登記資料" in said


async def test_what_is_typed_during_the_look_up_is_no_answer_to_the_card(
    tmp_path: Path, registers: RegistryStandin
) -> None:
    registers.slow(0.3)
    async with asked(tmp_path, registers) as person:
        looking = asyncio.create_task(person.say("90800708"))
        await asyncio.sleep(0.15)
        assert "還沒有當作答案" in await person.say("是")
        assert "這是您的公司嗎" in await looking
        assert "Recognised" not in await person.events()


async def test_erasing_during_the_look_up_erases(tmp_path: Path, registers: RegistryStandin) -> None:
    registers.slow(0.3)
    async with asked(tmp_path, registers) as person:
        looking = asyncio.create_task(person.say("90800708"))
        await asyncio.sleep(0.1)
        await person.say("刪除我的資料")
        await person.say("刪除")
        await looking
        assert await person.events() == []


async def test_one_person_is_given_twenty_look_ups_an_hour_and_goes_on_by_hand(
    tmp_path: Path, registers: RegistryStandin
) -> None:
    async with asked(tmp_path, registers) as person:
        said = []
        for ubn in ubns(22):
            said.append(await person.say(ubn))
            await person.say("修改 1")
        unknown = ["暫時查不到" in each for each in said]
        assert unknown == [False] * 20 + [True] * 2
        assert person.service.counters["lookups_over_limit"]() == 2
        assert "企業名稱（全銜）" in said[-1], "the company is filled in by hand"
        asked_for = {ubn for ubn in ubns(22) if any(ubn in call for call in registers.calls)}
        assert len(asked_for) == 20
