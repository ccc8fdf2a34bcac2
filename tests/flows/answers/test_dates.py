"""Days as people in Taiwan write them."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.answers import show
from flows.answers.base import Rejected
from tests.flows.answers.sample import DATE, EN, TODAY, ZH, both, doubt, read, rejected, value


@pytest.mark.parametrize(
    "text",
    [
        "民國85年3月1日",
        "民國 85 年 3 月 1 日",
        "中華民國85年03月01日",
        "民國八十五年三月一日",
        "八十五年三月一日",
        "85年3月1日",
        "85年3月1號",
        "85/3/1",
        "85/03/01",
        "85.3.1",
        "85-3-1",
        "85－3－1",
        "85、3、1",
        "85 3 1",
        "民國85.3.1",
        "民85.3.1",
        "085/03/01",
        "0850301",
        "850301",
        "民國850301",
        "８５／３／１",
        "８５年３月１日",
        "1996-03-01",
        "1996/3/1",
        "1996.3.1",
        "1996年3月1日",
        "西元1996年3月1日",
        "西元 1996/3/1",
        "一九九六年三月一日",
        "19960301",
        "１９９６０３０１",
        "1996-3-1 (五)",
        "1996年3月1日 星期五",
        "1 March 1996",
        "March 1, 1996",
        "Mar 1 1996",
        "1st of March 1996",
        "1-Mar-1996",
        "成立日期：85/3/1",
        "85年3月1日設立",
        "設立於民國85年3月1日",
        "民國85年3月1",
        "民國 85 年 3 月 1 日（1996-03-01）",
    ],
)
def test_reads(text: str) -> None:
    """All of these are the same day."""
    assert value(DATE, text) == "1996-03-01"


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("民國元年1月1日", "1912-01-01"),
        ("元年元月一日", "1912-01-01"),
        ("民國前1年1月1日", "1911-01-01"),
        ("民前一年十二月三十一日", "1911-12-31"),
        ("100/1/1", "2011-01-01"),
        ("1000101", "2011-01-01"),
        ("民國一百年十二月二十五日", "2011-12-25"),
        ("民國一一二年二月廿八日", "2023-02-28"),
        ("二〇二四年二月二十九日", "2024-02-29"),
        ("113年2月29日", "2024-02-29"),
        ("25/12/1996", "1996-12-25"),
        ("12/25/1996", "1996-12-25"),
        ("3/3/1996", "1996-03-03"),
        ("今天", "2024-05-20"),
        ("today", "2024-05-20"),
    ],
)
def test_reads_the_rarer_forms(text: str, iso: str) -> None:
    """First years, hundreds, leap days, and the forms of other countries."""
    assert value(DATE, text) == iso


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("民國113年2月30日", "impossible"),
        ("112/2/29", "impossible"),
        ("85/13/1", "impossible"),
        ("85/0/1", "impossible"),
        ("13/13/1996", "impossible"),
        ("9999999", "impossible"),
        ("114/1/1", "future"),
        ("2024-05-21", "future"),
        ("1910-12-31", "too_early"),
        ("民國前2年1月1日", "too_early"),
        ("西元前1年1月1日", "impossible"),
        ("西元85年3月1日", "too_early"),
        ("85年3月", "no_day"),
        ("民國85年", "no_day"),
        ("85/3", "no_day"),
        ("", "unreadable"),
        ("很久以前", "unreadable"),
        ("12345", "unreadable"),
        ("85/3/1/2", "unreadable"),
        ("民國85年3月1日（1997-03-01）", "unreadable"),
    ],
)
def test_refuses(text: str, code: str) -> None:
    """Days that do not exist, are yet to come, are too old, or cannot be made out."""
    assert rejected(DATE, text) == code


def test_bounds_come_with_the_refusal() -> None:
    """The refusal says what the bound is."""
    assert read(DATE, "2024-06-01") == Rejected("future", {"today": "2024-05-20"})
    assert read(DATE, "1900/1/1") == Rejected("too_early", {"earliest": "1911-01-01"})


def test_day_and_month_that_may_be_swapped_are_asked_about() -> None:
    """3/1/1996 is 3 January to some and 1 March to others."""
    assert doubt(DATE, "3/1/1996") == ("order", ("1996-01-03", "1996-03-01"))


def test_only_a_day_already_past_is_a_reading() -> None:
    """A swapped reading in the future is no reading."""
    assert value(DATE, "2/10/2024") == "2024-02-10"


def test_shows_both_calendars() -> None:
    """ROC and AD stand side by side."""
    assert both(DATE, "1996-03-01") == ("民國 85 年 3 月 1 日（1996-03-01）", "1 March 1996 (民國 85.3.1)")
    assert both(DATE, "1911-01-01") == (
        "民國前 1 年 1 月 1 日（1911-01-01）",
        "1 January 1911 (民國前 1.1.1)",
    )


@settings(deadline=None)
@given(st.dates(date(1911, 1, 1), TODAY))
def test_reads_what_it_shows(day: date) -> None:
    """What the bot shows can be sent back to it, and so can the bare ROC digits."""
    for names in (ZH, EN):
        assert value(DATE, show(DATE, day.isoformat(), {}, names)) == day.isoformat()
    if day.year > 1911:
        assert value(DATE, f"{day.year - 1911:03}{day.month:02}{day.day:02}") == day.isoformat()


@settings(deadline=None)
@given(st.dates(TODAY + timedelta(days=1), date(2900, 1, 1)))
def test_no_day_to_come_is_accepted(day: date) -> None:
    """Nothing is founded or signed tomorrow."""
    assert rejected(DATE, day.isoformat()) == "future"
