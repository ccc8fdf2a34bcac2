"""Short and clear: what was typed is seen, everything is said once, what is obvious costs one tap, nothing is cut."""

import pytest

from flows.cases.stage import DIAGNOSIS_OPEN
from flows.events.answering import Answered
from flows.events.conversation import Inquired
from flows.interface.messages import Message, plain_text
from tests.support.chat import Chat, on_screen
from tests.support.player import play
from tests.support.programmes import edition


def reached(question: str, persona: str = "exporter", language: str = "zh-TW", **changed: object) -> Chat:
    """A conversation at this question."""
    return play(Chat(language), persona, until=question, **changed)


def noted(chat: Chat) -> str:
    """The notes of the last reply."""
    return "\n".join(note.text for message in chat.messages for note in message.notes)


def labels(chat: Chat) -> list[str]:
    """What can be tapped."""
    return [label for label, _ in on_screen(chat.messages)]


@pytest.mark.parametrize("language", ["zh-TW", "en"])
def test_each_amount_just_typed_is_seen_in_full(language: str) -> None:
    """Row by row and both at once, in both units."""
    chat = reached("export_revenue_2y", language=language)
    chat.say("一千二百萬")
    assert "12,000,000" in noted(chat)
    assert "1,200 萬" in noted(chat)
    chat.say("九百萬元")
    assert "9,000,000" in noted(chat)
    assert "900 萬" in noted(chat)
    assert "…" not in noted(chat)
    whole = reached("export_revenue_2y", language=language)
    whole.say("1,200萬；900萬")
    assert all(amount in noted(whole) for amount in ("12,000,000", "9,000,000"))


def test_years_are_called_by_their_numbers() -> None:
    """112 is last year in the programme's year 113; the form goes on printing what was published."""
    chat = reached("export_revenue_2y")
    assert "112 年（去年）" in plain_text(chat.messages[-1])
    chat.say("800萬")
    assert chat.messages[-1].title.endswith("111 年（前年）")
    assert "2022 (the year before)" in plain_text(
        _after(reached("export_revenue_2y", language="en"), "8,000,000")
    )
    for words in edition().words.values():
        assert "1" in words.row("export_revenue_2y", "y1")
        assert "112" not in words.row("export_revenue_2y", "y1")


def _after(chat: Chat, text: str) -> Message:
    return chat.say(text)[-1]


def test_the_self_assessment_shows_all_rows_before_it_asks_for_them_and_then_one_a_screen() -> None:
    chat = reached("digital_capability")
    rows = [edition().speak("zh-TW").row("digital_capability", row) for row in chat.prompt.question.rows]  # type: ignore[union-attr]
    first = plain_text(chat.messages[-1])
    assert all(row in first for row in rows)
    chat.tap("規劃或試辦中")
    assert "顧客輪廓資訊：2" in noted(chat)
    assert chat.messages[-1].title == f"（2／8）{rows[1]}"
    assert not any(row in plain_text(chat.messages[-1]) for row in rows[2:])
    assert plain_text(chat.messages[-1]).count("規劃或試辦中") == 2, (
        "in the echo and among the steps, no more"
    )


@pytest.mark.parametrize(
    ("first", "rest", "values"),
    [
        ((), "全部尚未開始", [1] * 8),
        (("3", "4"), "其餘尚未開始", [3, 4, 1, 1, 1, 1, 1, 1]),
        (("3", "4"), "2 2 2 2 5 5", [3, 4, 2, 2, 2, 2, 5, 5]),
        (("3", "4"), "都2", [3, 4, 2, 2, 2, 2, 2, 2]),
    ],
)
@pytest.mark.parametrize("tapped", [True, False])
def test_all_rows_or_all_that_are_left_take_one_act(
    first: tuple[str, ...], rest: str, values: list[int], *, tapped: bool
) -> None:
    chat = reached("digital_capability")
    for step in first:
        chat.say(step)
    if tapped and rest in labels(chat):
        chat.tap(rest)
    else:
        chat.say(rest)
    given = chat.session.values()["digital_capability"]
    assert isinstance(given, dict)
    assert list(given.values()) == values
    assert noted(chat).endswith("、".join(map(str, values)))


@pytest.mark.parametrize(
    ("persona", "question", "label", "value"),
    [
        ("exporter", "website", "沒有官網", "無"),
        ("exporter", "mailing_address", "同登記地址", None),
        ("exporter", "contact_name", "王大明", "王大明"),
        ("exporter", "target_markets", "尚未確定", ["undecided"]),
        ("exporter", "overseas_activities", "皆無", ["none"]),
        ("exporter", "tools_in_use", "皆未使用", ["none"]),
        ("exporter", "tools_wanted", "尚未確定", ["undecided"]),
        ("exporter", "social_channels", "皆未經營", ["none"]),
        ("non_exporter", "gov_support_3y", "否", "no"),
    ],
)
def test_what_is_obvious_is_one_tap(persona: str, question: str, label: str, value: object) -> None:
    chat = reached(question, persona)
    if question == "contact_name":
        label = str(chat.session.values()["responsible_person"])
    chat.tap(label)
    assert [event for event in chat.events if isinstance(event, Answered) and event.question == question]
    assert value is None or chat.session.values()[question] == value


def test_the_owner_is_offered_the_owners_title_and_nobody_else() -> None:
    owner, other = reached("contact_name"), reached("contact_name")
    owner.say("王大明")
    assert "就用 負責人" in labels(owner)
    owner.say("就用")
    assert owner.session.values()["contact_title"] == "負責人"
    other.say("林小華")
    assert "就用 負責人" not in labels(other)


def test_an_option_that_excludes_the_others_takes_no_tick_away_at_once() -> None:
    chat = reached("tools_in_use")
    chat.tap("SEO")
    chat.tap("皆未使用")
    assert "tools_in_use" not in chat.session.values()


def test_the_review_cuts_nothing_it_asks_to_confirm() -> None:
    detail = "想把手工皂賣到日本和泰國，" * 22 + "謝謝"
    chat = reached("review", pain_detail=detail)
    for _ in range(2):
        chat.press(chat.messages[-1].buttons[0].tap)
    shown = plain_text(chat.messages[-1])
    assert detail in shown
    assert "…" not in shown


@pytest.mark.parametrize("language", ["zh-TW", "en"])
def test_who_asks_at_the_door_is_not_welcomed_again(language: str) -> None:
    chat = Chat(language)
    chat.open()
    title = chat.messages[-1].title
    chat.tap(chat.messages[-1].buttons[1].label)
    for topic in chat.definition.scheme.topics:
        chat.tap(edition().speak(language).say(f"button.about_{topic}"))
        assert len(chat.messages) == 1
        assert chat.messages[-1].title != title
        assert chat.messages[-1].buttons[0].label == edition().speak(language).say("button.start")
    chat.say("要錢嗎？")
    assert isinstance(chat.events[-1], Inquired)
    assert len(plain_text(chat.messages[-1])) < 160
    chat.tap(edition().speak(language).say("button.start"))
    notice = chat.messages[-1].body
    chat.say("要錢嗎？")
    assert chat.messages[-1].body != notice
    chat.tap(edition().speak(language).say("consent.again"))
    assert chat.messages[-1].body == notice


def test_whoever_asks_with_the_first_word_is_welcomed_as_well() -> None:
    chat = Chat()
    chat.say("要錢嗎？")
    assert "誰可以申請" in plain_text(chat.messages[-1])


def test_the_second_refusal_helps_and_the_third_offers_a_way_out() -> None:
    chat = reached("employee_count")
    chat.say("很多")
    assert "勞保局" not in noted(chat)
    chat.say("好多")
    assert "勞保局" in noted(chat)
    chat.say("滿多的")
    assert "真人協助" in noted(chat)


def test_no_address_is_no_dead_end() -> None:
    chat = reached("contact_email")
    chat.say("小明")
    assert "同事或家人" in noted(chat)
    assert "同事或家人" in plain_text(chat.messages[-1])


def test_what_was_asked_second_is_a_button() -> None:
    chat = reached("paid_in_capital")
    chat.say("要錢嗎？資料會給誰看？")
    asked = [event for event in chat.events if isinstance(event, Inquired)]
    assert asked
    assert asked[0].also
    label = edition().speak("zh-TW").say(f"intent.{asked[0].also}.asks")
    chat.tap(label)
    assert [event.intent for event in chat.events if isinstance(event, Inquired)] == [asked[0].also]


@pytest.mark.parametrize("language", ["zh-TW", "en"])
def test_each_stage_of_a_case_says_what_comes_next(language: str) -> None:
    words = edition().speak(language)
    assert all(words.has(f"stage.next_{stage.value}") for stage in DIAGNOSIS_OPEN)
