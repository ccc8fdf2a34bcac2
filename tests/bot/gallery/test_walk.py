"""Every screen there is, in both languages, half answered ones too: both platforms would take each."""

from collections.abc import Iterator
from typing import Any

import pytest
from linebot.v3.messaging import ReplyMessageRequest

from bot.channels.line.draw import draw as draw_line
from bot.channels.telegram.draw import draw as draw_telegram
from bot.cli.line_account import DOCUMENT
from bot.demo.standins.line_rules import check_reply
from bot.demo.standins.telegram_rules import read_keyboard, read_text
from bot.gallery.walk import Shot, gallery
from flows.interface.messages import Look
from tests.support.programmes import definition, edition

LANGUAGES = ("zh-TW", "en")
SHOTS = {language: tuple(gallery(definition(), language, DOCUMENT)) for language in LANGUAGES}


def words(language: str, key: str) -> str:
    return edition().speak(language).say(key)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_holds_every_question_and_every_look(language: str) -> None:
    messages = [message for shot in SHOTS[language] for message in shot.messages]
    asked = {question.id for question in edition().questionnaire.questions if question.asked}
    assert {message.question for message in messages} >= asked
    assert {message.look for message in messages} >= set(Look)
    assert any(choice.ticked for message in messages for choice in message.choices)
    assert any(choice.rank for message in messages for choice in message.choices)
    assert {message.language for message in messages} == {language}


ALL = [pytest.param(shot, id=f"{language} {shot.name}") for language in LANGUAGES for shot in SHOTS[language]]


@pytest.mark.parametrize("shot", ALL)
def test_both_platforms_take_it(shot: Shot) -> None:
    check_reply({"messages": draw_line(shot.messages, words, secure=True, tapped=shot.tapped)})
    for message in shot.messages:
        drawing = draw_telegram(message, words)
        for text in drawing.texts:
            read_text(text, "HTML", 4096)
        if drawing.keyboard:
            read_keyboard(drawing.keyboard.to_json())


@pytest.mark.parametrize("shot", ALL)
def test_what_a_locked_screen_shows_begins_with_the_question_and_holds_no_secret(shot: Shot) -> None:
    objects = draw_line(shot.messages, words, secure=True, tapped=shot.tapped)
    shown = [each["altText"] for each in objects if each["type"] == "flex"]
    secrets = [DOCUMENT.url, *(link.url for message in shot.messages for link in message.links)]
    assert not [text for text in shown if any(secret in text for secret in secrets if "/files/" in secret)]
    for message in shot.messages:
        assert not message.title or any(text.startswith(message.title) for text in shown)


@pytest.mark.parametrize("shot", ALL)
def test_the_models_of_lines_sdk_know_every_property_of_it(shot: Shot) -> None:
    messages = draw_line(shot.messages, words, secure=True, tapped=shot.tapped)
    known = ReplyMessageRequest.from_dict({"replyToken": "t", "messages": messages}).to_dict()
    assert known["messages"] == messages


@pytest.mark.parametrize("shot", ALL)
def test_a_quick_reply_is_never_the_only_way(shot: Shot) -> None:
    """LINE for PC shows none: whatever they offer can be tapped on a card of the same reply as well (after a tick on
    the long card above, or on the one its button brings). The camera is a phone's; a computer has its own way."""
    objects = draw_line(shot.messages, words, secure=True)
    offered = set(tapped(objects[-1].pop("quickReply", {})))
    assert offered <= set(tapped(objects))


def tapped(node: Any) -> Iterator[str]:
    """The data of everything that can be tapped on a card."""
    if isinstance(node, dict):
        if "data" in node:
            yield node["data"]
        for child in node.values():
            yield from tapped(child)
    elif isinstance(node, list):
        for child in node:
            yield from tapped(child)
