"""The programme file: every mistake is named at start; and what a moment means for those who apply."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.config.programme_file import BadProgramme, read_programme
from bot.config.settings import SHIPPED_PROGRAMME
from bot.presenter import Presenter
from flows.definitions.programme import Period, Programme, Window
from flows.events.conversation import Asked
from flows.interface.messages import plain_text
from flows.screens.prompts import Welcome
from flows.session.state import Session
from tests.support.programmes import definition, programme

SHIPPED = SHIPPED_PROGRAMME.read_text(encoding="utf-8")


def at(text: str) -> datetime:
    """An instant in Taipei."""
    return datetime.fromisoformat(f"{text}+08:00")


def problems(tmp_path: Path, old: str, new: str) -> list[str]:
    """What is said of the shipped file with that change."""
    assert old in SHIPPED
    path = tmp_path / "programme.toml"
    path.write_text(SHIPPED.replace(old, new), encoding="utf-8")
    with pytest.raises(BadProgramme) as caught:
        read_programme(path)
    return caught.value.problems


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("year = 113", "", "year: missing"),
        ("year = 113", 'year = "113"', "year: must be int"),
        ("year = 113", "year = 2024", "year: must be a ROC year"),
        ("year = 113", "year = 113\nyaer = 113", "yaer: unknown"),
        ("opens = 2024-01-01T00:00:00+08:00", "opens = 2024-01-01", "opens: must be an instant"),
        ("closes = 2024-12-01T00:00:00+08:00", "closes = 2023-12-01T00:00:00+08:00", "closes: must be later"),
        ("grace_minutes = 60", "grace_minutes = 6000", "grace_minutes: must be from 0"),
        ("remind_days = 3", "remind_days = 90", "remind_days: must be from 0"),
        ("remind_days = 3", 'remind_days = "3"', "remind_days: must be int"),
        ("grace_minutes = 60", "places = -1", "places: must not be negative"),
        ("makeup = [2025-02-08]", "makeup = [8]", "calendar.makeup: must be a list of days"),
        ("makeup = [2025-02-08]", "make_up = [2025-02-08]", "calendar.make_up: unknown"),
        ("printing_checked = 2026-11-28", "", "printing_checked: must be the day"),
        (
            "printing_checked = 2026-11-28",
            "printing_checked = 2026-11-28T00:00:00Z",
            "printing_checked: must be",
        ),
        ("printing_checked = 2026-11-28", 'printing_checked = "2026"', "printing_checked: must be date"),
        ("review = 3", "review = 0", "deadlines.review: must be a number of days from 1"),
        ("drafts = 30", "drafts = -1", "retention.drafts: must be a number of days from 0"),
        ("drafts = 30", "draughts = 30", "retention.draughts: unknown"),
        ("drafts = 30", "drafts = 0", "words.zh-TW.notice: names {retention_drafts}, but"),
        ("{retention_closed} 天", "180 天", "words.zh-TW.notice: has to say how long data is kept"),
        ("{retention_drafts} days", "30 days", "words.en.notice: has to say how long data is kept"),
        ("review = 3", "reveiw = 3", "deadlines.reveiw: unknown"),
        ('phone = "(02)2553-3988#606"', "", "contact.phone: missing"),
        ("debby.weng@", "debby.weng ", "contact.email: not an e-mail address"),
        ("https://info", "info", "links.page: must be a web address"),
        ('fee = "全程免費"', "", "words.zh-TW.fee: missing"),
        ('fee = "全程免費"', 'fee = "全程免費"\nfoo = "x"', "words.zh-TW.foo: unknown"),
        ('fee = "全程免費"', 'fee = "{price}"', "words.zh-TW.fee: {price} is unknown"),
        ('fee = "全程免費"', 'fee = "{"', "words.zh-TW.fee: a brace itself"),
        (
            "[links]",
            "[[reopened]]\nopens = 2024-11-01T00:00:00+08:00\n[links]",
            "reopened 1: opens: must be later",
        ),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, old: str, new: str, named: str) -> None:
    assert [problem for problem in problems(tmp_path, old, new) if problem.startswith(named)]


def test_all_mistakes_are_named_at_once(tmp_path: Path) -> None:
    found = problems(tmp_path, "[contact]", "[contract]")
    assert {"contact: missing", "contract: unknown; remove it or correct its name"} <= set(found)


AGAIN = replace(programme(), reopened=(Period(at("2025-01-06T00:00"), at("2025-02-01T00:00")),))


@pytest.mark.parametrize(
    ("moment", "window", "days"),
    [
        ("2023-12-31T23:59:59", Window.NOT_YET, None),
        ("2024-01-01T00:00:00", Window.OPEN, None),
        ("2024-11-22T23:59:59", Window.OPEN, None),
        ("2024-11-23T00:00:00", Window.OPEN, 7),
        ("2024-11-27T12:00:00", Window.OPEN, 3),
        ("2024-11-30T23:59:59", Window.OPEN, 0),
        ("2024-12-01T00:00:00", Window.BETWEEN, None),
        ("2025-01-06T00:00:00", Window.OPEN, None),
        ("2025-01-31T00:00:00", Window.OPEN, 0),
        ("2025-02-01T00:00:00", Window.CLOSED, None),
    ],
)
def test_where_a_moment_lies(moment: str, window: Window, days: int | None) -> None:
    assert (AGAIN.window(at(moment)), AGAIN.days_left(at(moment))) == (window, days)


@pytest.mark.parametrize(
    ("begun", "now", "graced"),
    [
        ("2024-11-30T23:59", "2024-12-01T00:00", True),
        ("2024-11-30T23:59", "2024-12-01T00:59", True),
        ("2024-11-30T23:59", "2024-12-01T01:00", False),
        ("2024-11-30T23:58", "2024-11-30T23:59", False),
        ("2025-01-31T12:00", "2025-02-01T00:30", True),
        ("2024-11-30T12:00", "2025-02-01T00:30", False),
    ],
)
def test_who_began_in_time_has_an_hour(begun: str, now: str, graced: bool) -> None:
    """Not before closing (nobody needs it then), and not in a period one did not begin in."""
    assert (AGAIN.grace_until(at(begun), at(now)) is not None) is graced


def said(during: Programme, now: datetime, language: str = "zh-TW") -> str:
    """What somebody reads at the door."""
    session = Session("113.1", language)
    messages = Presenter(definition(during)).reply(session, Welcome(), (Asked("again"),), now)
    return "\n".join(plain_text(message) for message in messages)


AT_FIVE = replace(programme(), closes=at("2024-11-30T17:00"))


@pytest.mark.parametrize("language", ["zh-TW", "en"])
@pytest.mark.parametrize(
    "moment", ["2024-06-20T12:00", "2024-11-27T12:00", "2024-11-29T12:00", "2024-12-10T00:00"]
)
def test_a_closing_within_a_day_is_told_with_its_hour_at_any_time(moment: str, language: str) -> None:
    assert "17:00" in said(AT_FIVE, at(moment), language)
    assert "00:00" not in said(AGAIN, at(moment), language), "a day that counts whole needs no hour"


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        ("2023-12-31T00:00", "申請尚未開放"),
        ("2024-11-27T12:00", "還有 3 天就截止，最後一天是 113 年 11 月 30 日（星期六）"),
        ("2024-11-30T12:00", "今天是最後一天，24:00 截止"),
        ("2024-12-10T00:00", "114 年 1 月 6 日（星期一） 起再次開放"),
        ("2025-01-10T00:00", "計畫再次開放申請"),
        ("2025-03-01T00:00", "本年度申請已截止"),
    ],
)
def test_each_has_its_words(moment: str, words: str) -> None:
    assert words in said(AGAIN, at(moment))


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        ("2023-12-31T00:00", "not open yet"),
        ("2024-11-27T12:00", "3 days"),
        ("2024-11-30T12:00", "last day"),
        ("2024-12-10T00:00", "Mon 6 January 2025"),
        ("2025-01-10T00:00", "again"),
        ("2025-03-01T00:00", "Applications are closed"),
    ],
)
def test_each_has_its_words_in_english(moment: str, words: str) -> None:
    assert words in said(AGAIN, at(moment), "en")


def test_the_weekday_is_computed() -> None:
    """The slides call 30 November 2024 a Thursday; it was a Saturday."""
    now = datetime(2024, 6, 1, tzinfo=UTC) + timedelta(hours=1)
    assert "113 年 11 月 30 日（星期六）" in said(programme(), now)
    assert "Sat 30 November 2024" in said(programme(), now, "en")
