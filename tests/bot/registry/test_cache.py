"""What is remembered, for how long, and when a failing register is left alone; by a clock that is moved by hand."""

from datetime import date, timedelta

from bot.demo.standins import registry_samples as s
from bot.registry import Registry
from flows.registry import Found, NotFound, Source, Trouble, Unavailable
from tests.bot.registry.conftest import Office


async def test_a_record_is_fetched_once_a_day(office: Office) -> None:
    registry = await office.registry("fia")
    first = await registry.lookup(s.EXPORTER)
    office.clock.forward(hours=23, minutes=59)
    assert await registry.lookup(s.EXPORTER) == first
    assert len(office.standin.calls) == 1
    office.clock.forward(minutes=1)
    again = await registry.lookup(s.EXPORTER)
    assert len(office.standin.calls) == 2
    assert isinstance(again, Found)
    assert again.record.fetched_on == date(2024, 5, 21)


async def test_not_found_is_asked_again_after_ten_minutes(office: Office) -> None:
    registry = await office.registry("g0v")
    for minutes, calls in ((0, 1), (9, 1), (1, 2)):
        office.clock.forward(minutes=minutes)
        assert await registry.lookup(s.UNKNOWN) == NotFound()
        assert len(office.standin.calls) == calls


async def test_a_record_that_lacks_a_register_is_completed_after_ten_minutes(office: Office) -> None:
    registry = await office.registry()
    office.standin.trouble("gcis", "503")
    capital = []
    for minutes in (0, 9, 1):
        office.clock.forward(minutes=minutes)
        outcome = await registry.lookup(s.EXPORTER)
        assert isinstance(outcome, Found)
        capital.append(outcome.record.capital)
    assert capital == [None, None, 30_000_000]


async def test_unavailable_is_not_remembered(office: Office) -> None:
    registry = await office.registry("fia")
    office.standin.trouble("fia", "503")
    assert isinstance(await registry.lookup(s.EXPORTER), Unavailable)
    assert isinstance(await registry.lookup(s.EXPORTER), Found)


async def test_an_old_record_serves_when_nobody_answers_and_says_its_day(office: Office) -> None:
    registry = await office.registry("fia")
    await registry.lookup(s.EXPORTER)
    office.clock.forward(days=40)
    office.standin.trouble("fia", "503")
    old = await registry.lookup(s.EXPORTER)
    assert isinstance(old, Found)
    assert (old.stale, old.record.fetched_on) == (True, date(2024, 5, 20))
    assert old.troubles == {Source.FIA: Trouble.SERVER}
    fresh = await registry.lookup(s.EXPORTER)
    assert isinstance(fresh, Found)
    assert (fresh.stale, fresh.record.fetched_on) == (False, date(2024, 6, 29))


async def test_the_longest_unused_is_forgotten_first(office: Office) -> None:
    registry = await office.registry("g0v", most=2)
    for ubn in (s.EXPORTER, s.LARGE, s.EXPORTER, s.SOLE, s.EXPORTER, s.LARGE):
        await registry.lookup(ubn)
    asked = [path.rsplit("/", 1)[1] for path in office.standin.calls]
    assert asked == [s.EXPORTER, s.LARGE, s.SOLE, s.LARGE]


async def test_a_register_that_keeps_failing_is_left_alone_then_tried_once(office: Office) -> None:
    registry = await office.registry("fia", failures=3, pause=timedelta(minutes=1))
    office.standin.trouble("fia", "503", 4)
    reasons = [await _reason(registry) for _ in range(5)]
    assert reasons == [Trouble.SERVER] * 3 + [Trouble.PAUSED] * 2
    assert len(office.standin.calls) == 3
    office.clock.forward(minutes=1)
    assert await _reason(registry) is Trouble.SERVER
    assert await _reason(registry) is Trouble.PAUSED
    office.clock.forward(minutes=1)
    assert isinstance(await registry.lookup(s.EXPORTER), Found)
    assert isinstance(await registry.lookup(s.LARGE), Found)


async def _reason(registry: Registry) -> Trouble:
    outcome = await registry.lookup(s.EXPORTER)
    assert isinstance(outcome, Unavailable)
    return outcome.reason


async def test_one_good_answer_forgives_earlier_failures(office: Office) -> None:
    registry = await office.registry("fia", failures=2)
    for ubn in (s.EXPORTER, s.LARGE, s.SOLE):
        office.standin.trouble("fia", "503")
        assert isinstance(await registry.lookup(ubn), Unavailable)
        assert isinstance(await registry.lookup(ubn), Found)


async def test_a_register_left_alone_does_not_silence_the_other(office: Office) -> None:
    registry = await office.registry("gcis", "fia", failures=1)
    office.standin.trouble("gcis", "503")
    await registry.lookup(s.SOLE)
    outcome = await registry.lookup(s.EXPORTER)
    assert isinstance(outcome, Found)
    assert outcome.troubles == {Source.GCIS: Trouble.PAUSED}
