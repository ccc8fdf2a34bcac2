"""What a persona does next, judged by nothing but the messages on the screen."""

from collections.abc import Mapping, Sequence
from typing import Any

from flows.definitions.questionnaire import Kind, Question
from flows.interface.callback_data import Verb, decode, encode
from flows.interface.inbound import Content, Tap, Text
from flows.interface.messages import Look, Message
from tests.support.chat import Chat
from tests.support.personas import answers
from tests.support.programmes import questionnaire

_FORWARD = (Look.WELCOME, Look.NOTICE, Look.REVIEW, Look.WARNINGS, Look.SUBMIT, Look.CONFIRM)
"""Screens whose first button leads on."""

MOST_MOVES = 200
"""More than any application needs: who goes in circles stops."""


def play(chat: Chat, name: str, until: str = "", **changed: Any) -> Chat:
    """Play a persona until that question or look is on the screen; `changed` answers differ from theirs."""
    given = {**answers(name), **changed}
    if not chat.messages:
        chat.open()
    for _ in range(MOST_MOVES):
        if here(chat.messages) == until or not (contents := moves(chat.messages, given)):
            break
        for content in contents:
            chat.send(content)
    assert not until or here(chat.messages) == until, f"{name} never came to {until}"
    return chat


def here(messages: Sequence[Message]) -> str:
    """The question on the screen, or the look of what else it is."""
    last = messages[-1]
    return last.question if last.look is not Look.CONFIRM and last.question else last.look.value


def moves(messages: Sequence[Message], given: Mapping[str, Any]) -> tuple[Content, ...]:
    """What a person with these answers sends now; nothing when they are through or do not know."""
    last = messages[-1]
    if last.look in _FORWARD:
        return (Tap(last.buttons[0].tap),)
    answer = given.get(last.question)
    if answer is None:
        return ()
    if isinstance(answer, Mapping):
        return tuple(Text(str(part)) for part in answer.values())
    if isinstance(answer, str):
        return (Text(answer),)
    return _several(last, questionnaire().by_id[last.question], [str(part) for part in answer])


def _several(shown: Message, question: Question, parts: Sequence[str]) -> tuple[Content, ...]:
    """Options are tapped, rows of a table are typed, and 完成 ends both."""
    drawn = decode(shown.choices[0].tap) if shown.choices else None
    version = drawn.version if drawn else ""
    if question.kind is Kind.TABLE:
        done = (Text("完成"),) if len(parts) < question.limits.max_items else ()
        return (*(Text(part) for part in parts), *done)
    if question.kind in (Kind.MULTI_CHOICE, Kind.RANKING):
        toggles = [Tap(encode(Verb.TOGGLE, version, question.id, part)) for part in parts]
        return (*toggles, Tap(encode(Verb.DONE, version, question.id)))
    return tuple(Tap(encode(Verb.ANSWER, version, question.id, part)) for part in parts)
