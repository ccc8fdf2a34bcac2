"""When somebody is reminded of the signed copy: in the morning some days later, never after the closing."""

from dataclasses import replace
from datetime import datetime

import pytest

from flows.definitions.programme import Period
from flows.rules.reminders import remind_at, remind_now
from tests.support.programmes import programme


def at(text: str) -> datetime:
    """An instant in Taipei."""
    return datetime.fromisoformat(f"{text}+08:00")


@pytest.mark.parametrize(
    ("submitted", "reminded"),
    [
        ("2024-06-20T11:00", "2024-06-23T10:00"),
        ("2024-06-20T23:59", "2024-06-23T10:00"),  # at night: still in the morning
        ("2024-11-27T12:00", "2024-11-30T10:00"),  # three days later is the last day
        ("2024-11-28T12:00", "2024-11-30T10:00"),  # three days later it is closed: the last morning instead
        ("2024-11-29T21:00", "2024-11-30T10:00"),
        ("2024-11-29T23:30", None),  # less than half a day after submitting
        ("2024-11-30T18:00", None),
        ("2024-12-01T00:30", None),  # in the grace: the last minute has passed
    ],
)
def test_the_moment(submitted: str, reminded: str | None) -> None:
    assert remind_at(programme(), at(submitted)) == (at(reminded) if reminded else None)


def test_a_programme_may_not_want_it() -> None:
    assert remind_at(replace(programme(), remind_days=0), at("2024-06-20T11:00")) is None


def test_the_closing_that_counts_is_that_of_the_period_one_applied_in() -> None:
    again = replace(programme(), reopened=(Period(at("2025-01-06T00:00"), at("2025-01-09T00:00")),))
    assert remind_at(again, at("2025-01-06T11:00")) == at("2025-01-08T10:00")
    assert remind_now(again, at("2024-11-28T12:00"), at("2024-11-30T10:00"))
    assert not remind_now(again, at("2024-11-28T12:00"), at("2025-01-07T10:00"))
