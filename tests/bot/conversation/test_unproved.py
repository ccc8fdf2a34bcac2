"""Limited places and companies that no register knows: submitted, told the truth, and in nobody's way."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.conversation.follow_ups.registry_lookup import RegistryLookup
from bot.conversation.turn_processor import TurnProcessor
from bot.limits.buckets import Allowance, Rate
from flows.interface.inbound import Sender, Text
from flows.registry import Lookup, NotFound, Source, Trouble, Unavailable
from storage.engine.database import Database
from storage.journal.journal import Journal
from tests.bot.conversation.test_places import UBNS, come, told
from tests.support.lobby import replica
from tests.support.programmes import programme


class Registers:
    """Registers that all give one answer."""

    on = True

    def __init__(self, outcome: Lookup) -> None:
        self.outcome = outcome

    async def lookup(self, ubn: str) -> Lookup:
        return self.outcome


@pytest.fixture
async def journal(database: Database) -> AsyncIterator[Journal]:
    """Its journal."""
    journal = Journal(database)
    yield journal
    await journal.close()


def turns(database: Database, journal: Journal, outcome: Lookup | None = None) -> TurnProcessor:
    """A process of a programme with one place, whose registers answer so; None: they are off."""
    more = [RegistryLookup(Registers(outcome))] if outcome else []
    return replica(database, journal, replace(programme(), places=1), more=more)


async def test_they_submit_though_every_place_is_taken_and_are_told_that_staff_decide(
    database: Database, journal: Journal
) -> None:
    known, unknown = turns(database, journal), turns(database, journal, NotFound())
    await come(known, "first", UBNS[0], "receipt")
    second = await come(unknown, "second", UBNS[1], "submit")
    assert "名額 沒有查到貴公司的登記資料，送出後由執行單位確認" in told(second)
    assert "為您保留到" not in told(second)
    await second.send(unknown, Text("確認送出"))
    assert second.at("receipt")
    assert "名額要等執行單位確認" in told(second)
    await second.send(unknown, Text("進度"))
    assert "名額 沒有查到貴公司的登記資料，等候執行單位確認" in told(second)


async def test_many_of_them_keep_nobody_out(database: Database, journal: Journal) -> None:
    known = turns(database, journal)
    ten = replica(
        database, journal, replace(programme(), places=10), more=[RegistryLookup(Registers(NotFound()))]
    )
    for number, ubn in enumerate(UBNS[1:5]):
        await come(ten, f"unknown {number}", ubn, "receipt")
    honest = await come(
        replica(database, journal, replace(programme(), places=2)), "first", UBNS[0], "receipt"
    )
    assert honest.at("receipt")
    late = await come(known, "late", UBNS[5], "submit")
    assert "目前名額已滿" in told(late)


async def test_registers_that_do_not_answer_prove_nothing(database: Database, journal: Journal) -> None:
    silent = turns(database, journal, Unavailable())
    first = await come(silent, "first", UBNS[0], "submit")
    assert "為您保留到" in told(first)
    await first.send(silent, Text("確認送出"))
    assert "名額要等執行單位確認" not in told(first)
    second = await come(silent, "second", UBNS[1], "submit")
    assert "目前名額已滿" in told(second)


async def test_who_looks_up_too_much_to_be_told_gets_no_place_by_it(
    database: Database, journal: Journal
) -> None:
    """Else one typed other numbers until none is looked up any more, and then an invented one."""
    spent: Allowance[Sender] = Allowance(Rate(burst=0, per_second=0), lambda: 0.0)
    more = [RegistryLookup(Registers(NotFound()), spent)]
    limited = replica(database, journal, replace(programme(), places=1), more=more)
    invented = await come(limited, "first", UBNS[0], "submit")
    assert "名額 沒有查到貴公司的登記資料，送出後由執行單位確認" in told(invented)
    await invented.send(limited, Text("確認送出"))
    assert "名額要等執行單位確認" in told(invented)


@pytest.mark.parametrize("trouble", [each for each in Trouble if each is not Trouble.LIMITED])
async def test_no_trouble_of_the_registers_themselves_is_held_against_anybody(
    database: Database, journal: Journal, trouble: Trouble
) -> None:
    silent = turns(database, journal, Unavailable({Source.GCIS: trouble}))
    first = await come(silent, "first", UBNS[0], "submit")
    assert "為您保留到" in told(first)


async def test_without_limited_places_nothing_is_said(database: Database, journal: Journal) -> None:
    free = replica(database, journal, more=[RegistryLookup(Registers(NotFound()))])
    first = await come(free, "first", UBNS[0], "receipt")
    assert "名額" not in told(first)
