"""Slots follow each other in the drawn order; at twelve, fourteen and fifteen minutes the chair rings."""

from datetime import datetime, timedelta

import pytest

from flows.definitions.programme import TAIPEI
from flows.selection.slots import Phase, minutes_in, next_bell, phase, slots

NINE = datetime(2024, 3, 25, 9, 0, tzinfo=TAIPEI)


def test_each_case_has_thirty_minutes_and_five_to_change() -> None:
    found = slots(("b", "a", "c"), NINE)
    assert [(f"{one.start:%H:%M}", f"{one.end:%H:%M}") for one in found] == [
        ("09:00", "09:30"), ("09:35", "10:05"), ("10:10", "10:40"),
    ]  # fmt: skip
    assert [one.case for one in found] == ["b", "a", "c"]
    assert [f"{bell:%H:%M}" for bell in found[1].bells] == ["09:47", "09:49", "09:50"]
    assert slots((), NINE) == ()


@pytest.mark.parametrize(
    ("seconds", "expected", "minutes", "bell"),
    [
        (-1, Phase.TO_COME, 0, 12),
        (0, Phase.PRESENTING, 0, 12),
        (12 * 60 - 1, Phase.PRESENTING, 11, 12),
        (12 * 60, Phase.PRESENTING, 12, 14),
        (15 * 60 - 1, Phase.PRESENTING, 14, 15),
        (15 * 60, Phase.ANSWERING, 15, None),
        (30 * 60 - 1, Phase.ANSWERING, 29, None),
        (30 * 60, Phase.OVER, 30, None),
    ],
)
def test_the_clock_of_a_slot(seconds: int, expected: Phase, minutes: int, bell: int | None) -> None:
    [slot], now = slots(("a",), NINE), NINE + timedelta(seconds=seconds)
    assert (phase(slot, now), minutes_in(slot, now)) == (expected, minutes)
    assert next_bell(slot, now) == (NINE + timedelta(minutes=bell) if bell else None)
