"""What a phone can do for people: dial, copy, open the keyboard with the old answer, open the calendar near the day."""

from dataclasses import replace
from datetime import date

import pytest

from flows.answers import parse
from flows.answers.base import Accepted
from flows.answers.values import choices, plain
from flows.definitions.programme import Contact
from flows.definitions.questionnaire import Question
from flows.interface.callback_data import decode
from flows.interface.inbound import Inbound, Text
from flows.interface.messages import Message
from flows.screens.decision import Decision
from flows.screens.view import view
from tests.support.chat import SENDER, Chat
from tests.support.personas import persona
from tests.support.player import play


@pytest.mark.parametrize(
    ("phone", "dialled"),
    [
        ("(02)2553-3988#606", "tel:+886225533988,606"),
        ("02-2553-3988 分機 606", "tel:+886225533988,606"),
        ("0800-056-476", "tel:+886800056476"),
        ("+886 2 2553 3988", "tel:+886225533988"),
        ("請來信", ""),
    ],
)
def test_a_number_as_the_phone_dials_it(phone: str, dialled: str) -> None:
    assert Contact("翁小姐", phone, "debby@example.tw").dialled == dialled


@pytest.mark.parametrize("name", ["exporter", "english", "messy_typist", "sole_proprietor"])
def test_words_laid_before_somebody_to_change_are_their_answer(name: str) -> None:
    """Sent back as they are, they change nothing."""
    chat = play(Chat(persona(name).get("lang", "zh-TW")), name, "review")
    laid = [(line.tap, line.typed) for message in _pages(chat) for line in message.lines if line.typed]
    assert len(laid) >= 5
    for tap, typed in laid:
        question = _question(chat, tap)
        inbound = Inbound(SENDER, "", Text(typed), chat.now)
        decision = Decision(chat.definition, chat.session, inbound, chat.now, chat.prompt, view)
        outcome = parse(question, typed, decision.reading(question))
        assert isinstance(outcome, Accepted), (question.id, typed)
        assert plain(outcome.value) == plain(chat.session.answers[question.id].value), question.id


def _question(chat: Chat, tap: str) -> Question:
    pressed = decode(tap)
    assert pressed
    return chat.edition.questionnaire.by_id[pressed.first]


def _pages(chat: Chat) -> list[Message]:
    """Every page of the review."""
    pages = list(chat.messages)
    while chat.messages[-1].look == "review":
        pages += chat.press(chat.messages[-1].buttons[0].tap)
    return pages


def test_the_calendar_opens_near_the_day_and_at_the_answer_given() -> None:
    chat = play(Chat(), "exporter", "established_date")
    days = chat.messages[-1].days
    assert days is not None
    assert days.earliest < days.initial < days.latest
    assert date.fromisoformat(days.latest).year - date.fromisoformat(days.initial).year == 10
    chat.press(f"{days.tap}:2015-03-20")
    answered = chat.edition.questionnaire.by_id["established_date"].number
    again = chat.say(f"修改 {answered}")[-1].days
    assert again is not None
    assert again.initial == "2015-03-20"


def labels(page: Message) -> list[str]:
    return [*(each.label for each in page.links), *(each.label for each in page.copies)]


def test_who_asks_for_a_person_can_ring_write_and_look_it_up() -> None:
    chat = play(Chat(), "exporter", "contact_name")
    page = chat.say("真人協助")[0]
    assert labels(page) == [
        "撥打電話",
        "開啟計畫網頁",
        "複製電子郵件",
    ]
    assert page.copies[0].text == chat.programme.contact.email


def test_a_programme_without_a_page_has_no_button_for_it() -> None:
    chat = Chat(during=replace(Chat().programme, links={}))
    page = play(chat, "exporter", "contact_name").say("真人協助")[0]
    assert labels(page) == ["撥打電話", "複製電子郵件"]


def test_after_submitting_the_number_is_copied_and_the_camera_is_at_hand() -> None:
    chat = play(Chat(), "exporter")
    for said in ("進度", "繼續"):
        shown = chat.say(said)[-1]
        assert [each.text for each in shown.copies] == [chat.session.case_number]
        assert shown.photo


def test_what_is_ticked_is_said_and_what_is_left() -> None:
    chat = play(Chat(), "exporter", "export_markets")
    assert _ticked(chat) == "還沒有勾選任何一項。"
    options = [choice.tap for choice in chat.messages[-1].choices]
    chat.press(options[0])
    assert _ticked(chat) == "已勾選：新加坡"
    for tap in options[1:7]:
        chat.press(tap)
    assert _ticked(chat).endswith("還可以選 3 項。")
    whole = chat.messages[-1].ticks
    assert whole is not None
    assert chat.press(whole.whole.tap)[-1].choices
    for tap in options[7:10]:
        chat.press(tap)
    assert len(choices(chat.session.answers["export_markets"].value)) == 10, (
        "the tenth leaves no room for more"
    )


def _ticked(chat: Chat) -> str:
    ticks = chat.messages[-1].ticks
    assert ticks is not None
    return ticks.said
