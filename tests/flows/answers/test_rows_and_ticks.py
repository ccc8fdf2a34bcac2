"""Rows of a table and ticks of a list: each year is a row of its own, and typing never loses a tick."""

import pytest

from flows.answers.base import Accepted
from flows.events.answering import Answered
from flows.events.answering import Rejected as Refused
from flows.events.event import Event
from flows.interface.callback_data import Verb, encode
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


def pressed(chat: Chat, verb: Verb, *names: str) -> list[Event]:
    """What a tap on that button of the question asked comes to."""
    chat.press(encode(verb, chat.session.drawn_for, chat.question, *names))
    return list(chat.events)


def answers(chat: Chat) -> list[object]:
    """What was answered by the latest turn."""
    return [event.value for event in chat.events if isinstance(event, Answered)]


def test_the_last_tick_may_be_the_last_act() -> None:
    """「選好」 beside an option takes it with what is ticked; alone it is the only one."""
    chat = play(Chat(), "exporter", until="business_models")
    pressed(chat, Verb.FINISH, "b2c")
    assert answers(chat) == [["b2c"]]
    chat = play(Chat(), "exporter", until="export_markets")
    pressed(chat, Verb.TOGGLE, "jp")
    pressed(chat, Verb.FINISH, "jp")
    assert answers(chat) == [["jp"]], "ticked already: it stays ticked"
    chat = play(Chat(), "exporter", until="export_markets")
    pressed(chat, Verb.TOGGLE, "jp")
    pressed(chat, Verb.FINISH, "th")
    assert answers(chat) == [["jp", "th"]]
    chat.press(encode(Verb.FINISH, chat.session.drawn_for, "export_markets", "th"))
    assert not answers(chat), "tapped twice"


def test_what_leaves_no_room_for_more_is_the_answer() -> None:
    chat = play(Chat(), "exporter", until="target_markets")
    for market in ("jp", "th", "vn"):
        pressed(chat, Verb.TOGGLE, market)
    assert answers(chat) == [["jp", "th", "vn"]]
    chat.say("上一題")
    pressed(chat, Verb.FINISH, "kr")
    assert [type(event) for event in chat.events] == [Refused], "a fourth has no room, also as the last"


def test_free_words_are_asked_for_whatever_tick_ends_the_list() -> None:
    chat = play(Chat(), "exporter", until="export_mode")
    pressed(chat, Verb.TOGGLE, "direct")
    pressed(chat, Verb.FINISH, "other")
    assert not answers(chat)
    chat.say("寄賣")
    assert answers(chat) == [["direct", "other"]]


def test_options_that_go_together_are_ticked_at_one_tap() -> None:
    chat = play(Chat(), "exporter", until="social_channels")
    pressed(chat, Verb.TOGGLE, "facebook+line")
    assert not answers(chat)
    assert chat.session.drafts["social_channels"].value == ["facebook", "line"]
    pressed(chat, Verb.TOGGLE, "facebook+line")
    assert chat.session.drafts["social_channels"].value == ["facebook", "line"], "tapped twice, ticked still"
    pressed(chat, Verb.FINISH, "instagram+line")
    assert answers(chat) == [["facebook", "line", "instagram"]]
    chat = play(Chat(), "exporter", until="social_channels")
    pressed(chat, Verb.TOGGLE, "none+facebook")
    assert answers(chat) in ([], [["none"]]), "what excludes all others never stands beside one"
    pressed(chat, Verb.TOGGLE, "nothing+known")
    assert not answers(chat)


def test_rows_of_a_scale_are_marked_in_any_order() -> None:
    """Each row's marks and 「其餘」 for what is left: nobody has to answer eight times what is the same."""
    chat = play(Chat(), "exporter", until="digital_capability")
    for step, row in (("4", "promotion"), ("1", "new_channel"), ("2", "new_channel")):
        pressed(chat, Verb.ANSWER, step, row)
    assert chat.session.drafts["digital_capability"].value == {"promotion": 4, "new_channel": 2}
    pressed(chat, Verb.ANSWER, "3", "rest")
    (given,) = answers(chat)
    assert isinstance(given, dict)
    assert list(given.values()) == [3, 3, 3, 4, 3, 3, 3, 2]
    assert list(given) == list(chat.edition.questionnaire.by_id["digital_capability"].rows)
