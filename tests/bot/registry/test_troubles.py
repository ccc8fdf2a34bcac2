"""Registers that are down, slow, full, refuse us or talk nonsense: never taken for not found, never waited for."""

import asyncio
import json
import logging

import pytest

from bot.demo.standins import registry_samples as s
from bot.demo.standins.registry import BASIC, BRANCHES, SHOPS, TYPES
from bot.limits.buckets import Rate
from bot.registry import Registry
from flows.registry import Found, NotFound, Source, Trouble, Unavailable
from tests.bot.registry.conftest import BUDGET, Office
from tests.support.stopwatch import waited_seconds

TROUBLES = {
    "503": Trouble.SERVER,
    "429": Trouble.LIMITED,
    "hang_up": Trouble.NETWORK,
    "limit": Trouble.LIMITED,
    "not_listed": Trouble.REFUSED,
    "gone": Trouble.REQUEST,
    "html": Trouble.LIMITED,
    "truncated": Trouble.UNREADABLE,
    "huge": Trouble.UNREADABLE,
}
MANY = 99


@pytest.mark.parametrize("kind", TROUBLES)
@pytest.mark.parametrize("source", ["gcis", "fia", "g0v"])
async def test_trouble_is_not_not_found(office: Office, source: str, kind: str) -> None:
    """For a number nobody knows, too: it cannot be told."""
    registry = await office.registry(source)
    for ubn in (s.EXPORTER, s.UNKNOWN):
        office.standin.trouble(source, kind, MANY)  # type: ignore[arg-type]
        outcome = await registry.lookup(ubn)
        assert isinstance(outcome, Unavailable)
        assert outcome.troubles == {Source(source): TROUBLES[kind]}
        assert outcome.reason is TROUBLES[kind]


async def test_every_source_off(office: Office) -> None:
    async with Registry(now=office.clock) as registry:
        assert not registry.on
        outcome = await registry.lookup(s.EXPORTER)
    assert isinstance(outcome, Unavailable)
    assert (outcome.reason, outcome.troubles) == (Trouble.OFF, {})


async def test_nobody_listens(office: Office, unused_tcp_port: int) -> None:
    url = f"http://127.0.0.1:{unused_tcp_port}"
    async with Registry(gcis_url=url, fia_url=url, now=office.clock) as registry:
        outcome = await registry.lookup(s.EXPORTER)
    assert outcome == Unavailable({Source.GCIS: Trouble.NETWORK, Source.FIA: Trouble.NETWORK})


async def test_one_register_stands_in_for_the_other(office: Office) -> None:
    office.standin.trouble("gcis", "503")
    outcome = await (await office.registry()).lookup(s.EXPORTER)
    assert isinstance(outcome, Found)
    assert outcome.troubles == {Source.GCIS: Trouble.SERVER}
    assert outcome.record.sources == (Source.FIA,)
    assert (outcome.record.name, outcome.record.capital) == ("大發食品股份有限公司", None)


async def test_the_mirror_fills_what_a_register_in_trouble_leaves_open(office: Office) -> None:
    office.standin.trouble("gcis", "limit")
    outcome = await (await office.registry("gcis", "fia", "g0v")).lookup(s.EXPORTER)
    assert isinstance(outcome, Found)
    assert (outcome.record.capital, outcome.record.responsible_person) == (30_000_000, "王大明")
    assert outcome.record.sources == (Source.FIA, Source.G0V)


async def test_the_mirror_does_not_decide_that_a_company_does_not_exist(office: Office) -> None:
    registry = await office.registry("gcis", "fia", "g0v")
    office.standin.trouble("g0v", "503")
    assert await registry.lookup(s.UNKNOWN) == NotFound()
    office.standin.trouble("gcis", "503")
    assert isinstance(await registry.lookup("24102003"), Unavailable)


async def test_a_shop_without_the_closed_data_set_is_known_in_part(office: Office) -> None:
    office.standin.trouble(SHOPS, "not_listed")
    outcome = await (await office.registry()).lookup(s.SOLE)
    assert isinstance(outcome, Found)
    assert outcome.troubles == {Source.GCIS: Trouble.REFUSED}
    assert (outcome.record.registration_type, outcome.record.setup_date) == ("sole_prop", "2021-06-15")
    assert (outcome.record.capital, outcome.record.responsible_person) == (None, "")


async def test_a_company_without_the_first_data_set_is_known_in_part(office: Office) -> None:
    office.standin.trouble(BASIC, "not_listed")
    outcome = await (await office.registry("gcis")).lookup(s.EXPORTER)
    assert isinstance(outcome, Found)
    assert (outcome.record.name, outcome.record.capital) == ("大發食品股份有限公司", None)


async def test_a_branch_is_known_for_one_though_its_data_set_is_closed(office: Office) -> None:
    office.standin.trouble(BRANCHES, "not_listed", 2)
    alone = await (await office.registry("gcis")).lookup(s.DOMESTIC_BRANCH)
    both = await (await office.registry()).lookup(s.DOMESTIC_BRANCH)
    assert isinstance(alone, Found)
    assert isinstance(both, Found)
    assert (alone.record.is_branch, alone.record.head_office) == (True, "")
    assert (both.record.is_branch, both.record.head_office) == (True, s.EXPORTER)


async def test_a_register_in_trouble_is_not_asked_again_at_once(office: Office) -> None:
    """應用三 stands in for a closed data set, but is not a second knock at a door just shut."""
    office.standin.trouble(BASIC, "limit")
    assert isinstance(await (await office.registry("gcis")).lookup(s.EXPORTER), Unavailable)
    assert [path.rsplit("/", 1)[1] for path in office.standin.calls] == [TYPES, BASIC]


@pytest.mark.parametrize("hanging", [("gcis",), ("fia",), ("gcis", "fia")])
async def test_nobody_waits_longer_than_the_budget(office: Office, hanging: tuple[str, ...]) -> None:
    registry = await office.registry()
    for source in hanging:
        office.standin.trouble(source, "hang", MANY)
    at_most = BUDGET + 0.2
    seconds, outcome = await waited_seconds(lambda: registry.lookup(s.EXPORTER), at_most)
    assert seconds < at_most
    assert not isinstance(outcome, NotFound)
    assert outcome.troubles == {Source(source): Trouble.TIMEOUT for source in hanging}
    assert isinstance(outcome, Found) == (len(hanging) == 1)


async def test_a_slow_register_is_never_asked_by_all_at_once(office: Office) -> None:
    office.standin.slow(0.02)
    registry = await office.registry("fia", at_once=2, rate=Rate(burst=99, per_second=1))
    outcomes = await asyncio.gather(*(registry.lookup(ubn) for ubn in s.SAMPLES))
    assert office.standin.most_at_once <= 2
    assert all(isinstance(outcome, Found) for outcome in outcomes)


async def test_the_log_names_the_register_and_no_company(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    office.standin.trouble("fia", "503")
    with caplog.at_level(logging.DEBUG, "bot.registry"):
        await (await office.registry("fia")).lookup(s.EXPORTER)
    assert "fia" in caplog.text
    assert s.EXPORTER not in json.dumps([record.getMessage() for record in caplog.records])


async def test_registers_are_asked_no_faster_than_agreed_whoever_asks(office: Office) -> None:
    """Some look-ups wait their turn; those that would wait too long are told at once, and later ones served again."""
    registry = await office.registry(rate=Rate(burst=2, per_second=10))
    numbers = [f"{number:08d}" for number in range(12)]
    outcomes = await asyncio.gather(*(registry.lookup(number) for number in numbers))
    limited = [each for each in outcomes if isinstance(each, Unavailable)]
    assert len(limited) == 8, "two at once, two more within half the time a look-up may take"
    assert {each.reason for each in limited} == {Trouble.LIMITED}
    assert registry.counters["lookups_given_up"]() == 8
    await asyncio.sleep(0.3)
    assert isinstance(await registry.lookup(numbers[-1]), NotFound)
    calls = len(office.standin.calls)
    assert isinstance(await registry.lookup(numbers[-1]), NotFound)
    assert len(office.standin.calls) == calls, "what is remembered costs nothing"
