"""A character the form cannot print is told at once, and the answer can stand or be typed anew."""

from dataclasses import replace

from bot import documents
from bot.presenter import Presenter
from flows.interface.messages import plain_text
from tests.support.chat import Chat
from tests.support.player import play

RARE = "林𪚥明"
"""Four dragons: a character no vendored font has."""


def at_the_name() -> Chat:
    chat = Chat()
    edition = replace(chat.edition, drawable=documents.drawable())
    chat.definition = replace(chat.definition, edition=edition)
    chat.speech = Presenter(chat.definition)
    play(chat, "exporter", until="responsible_person")
    return chat


def test_a_rare_character_is_told_at_once_and_may_stand() -> None:
    chat = at_the_name()
    shown = plain_text(chat.say(RARE)[-1])
    assert "印不出這些字：𪚥" in shown
    chat.say("確認")
    assert chat.session.answers["responsible_person"].value == RARE


def test_a_rare_character_may_be_typed_anew() -> None:
    chat = at_the_name()
    chat.say(RARE)
    chat.say("林龍明")
    assert chat.session.answers["responsible_person"].value == "林龍明"


def test_ordinary_names_are_not_questioned() -> None:
    chat = at_the_name()
    chat.say("王大明")
    assert chat.session.answers["responsible_person"].value == "王大明"
