"""Rows of a table and ticks of a list: each year is a row of its own, and typing never loses a tick."""

import pytest

from flows.answers.base import Accepted
from flows.events.answering import Answered
from tests.flows.answers.sample import REFUSED, SUPPORT, read, said
from tests.support.chat import Chat
from tests.support.player import play


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            "112年國貿署 展覽補助、113年數位部 雲市集",
            [("112", "國貿署", "展覽補助"), ("113", "數位部", "雲市集")],
        ),
        ("1.111年經濟部CITD 2.112年經濟部SBIR", [("111", "經濟部", "CITD"), ("112", "經濟部", "SBIR")]),
        ("112.8 經濟部 SBIR", [("112", "經濟部", "SBIR")]),
        ("112年3月經濟部SBIR", [("112", "經濟部", "SBIR")]),
        ("民國112年經濟部CITD", [("112", "經濟部", "CITD")]),
    ],
)
def test_each_year_is_a_row_and_a_month_is_no_agency(text: str, rows: list[tuple[str, str, str]]) -> None:
    outcome = read(SUPPORT, text)
    assert isinstance(outcome, Accepted)
    assert isinstance(outcome.value, list)
    assert [tuple(row.values()) for row in outcome.value if isinstance(row, dict)] == rows


@pytest.mark.parametrize("text", ["112年經濟部工業局、113年經濟部中企署", "1.112年經濟部SBIR 2.113年雲市集"])
def test_a_row_without_agency_or_programme_is_refused(text: str) -> None:
    assert said(read(SUPPORT, text))[0] == REFUSED


@pytest.mark.parametrize(
    ("question", "ticked", "text", "kept"),
    [
        ("tools_wanted", "聊天機器人", "2", ["chatbot", "search_ads"]),
        ("tools_wanted", "聊天機器人", "決定", None),
        ("tools_wanted", "聊天機器人", "尚未確定，希望顧問建議", None),
        ("tools_wanted", "聊天機器人", "改成 2", ["search_ads"]),
        ("export_markets", "日本", "泰國、日本", ["jp", "th"]),
        ("target_markets", "日本", "泰國", ["jp", "th"]),
        ("target_markets", "日本", "泰國、越南、韓國", None),
    ],
)
def test_typing_never_loses_a_tick(question: str, ticked: str, text: str, kept: list[str] | None) -> None:
    chat = play(Chat(), "exporter", until=question)
    chat.tap(ticked)
    chat.say(text)
    answers = [event.value for event in chat.events if isinstance(event, Answered)]
    if kept is None:
        assert answers == []
        draft = chat.session.drafts[question]
        assert isinstance(draft.value, list)
        assert len(draft.value) == 1
    else:
        assert answers == [kept]
