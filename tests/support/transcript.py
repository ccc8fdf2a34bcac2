"""A chat written as plain text is the test: read what the person does, play it, write down what the bot says.

    # What this conversation shows.
    @ exporter until employee_count; paid_in_capital=2億    play a persona up to there, with other answers
    @ language en                                           or: begin in English
    @ closed                                                or: after the deadline
    > typed words
    > [a button on the screen, or the first words of it]
    > [a button that has left the screen] earlier
    >> either of these, sent before the last reply was seen
    > (sticker)  > (opens the chat)  > (3 days later)
      whatever the bot says is indented; ┄ stands between messages
"""

import re
from collections.abc import Iterator
from datetime import timedelta

from flows.inbound import Media
from flows.messages import Message, choice_text, plain_text
from tests.support.chat import Chat
from tests.support.player import play
from tests.support.programmes import closed, programme
from tests.support.promises import WatchedChat

_DONE = re.compile(r"(>>?) (?:\[(?P<label>.+)\](?P<earlier> earlier)?|\((?P<act>.+)\)|(?P<text>.*))")
_LATER = re.compile(r"(\d+) days? later")


def replayed(text: str) -> str:
    """The whole transcript anew: what it tells the person to do, with what the bot says now."""
    lines = [line for line in text.splitlines() if line.startswith(("#", "@", ">"))]
    chat = _begun([line for line in lines if line.startswith("@")])
    return "\n".join(_lines(chat, lines)) + "\n"


def _begun(directives: list[str]) -> Chat:
    words = [directive.removeprefix("@ ").partition(" ") for directive in directives]
    language = next((rest for word, _, rest in words if word == "language"), "zh-TW")
    during = closed() if any(word == "closed" for word, _, _ in words) else programme()
    chat = WatchedChat(language, during)
    for word, _, rest in words:
        if word not in ("language", "closed"):
            until, *changes = rest.removeprefix("until ").split("; ")
            play(chat, word, until, **dict(change.split("=", 1) for change in changes))
    return chat


def _lines(chat: Chat, lines: list[str]) -> Iterator[str]:
    for line in lines:
        if not line.startswith(">"):
            yield line
            continue
        yield from ("", line)
        yield from (f"  {said}".rstrip() for said in _said(_do(chat, line)))


def _do(chat: Chat, line: str) -> tuple[Message, ...]:
    """Do what one line says; nothing is said when only time passes."""
    done = _DONE.fullmatch(line)
    assert done, f"cannot read: {line}"
    hasty = done[1] == ">>"
    if done["label"]:
        return chat.tap(done["label"], earlier=hasty or bool(done["earlier"]), hasty=hasty)
    if later := _LATER.fullmatch(done["act"] or ""):
        chat.wait(timedelta(days=int(later[1])))
        return ()
    if done["act"] == "opens the chat":
        return chat.open()
    return chat.show(Media(done["act"])) if done["act"] else chat.say(done["text"], hasty=hasty)


def _said(messages: tuple[Message, ...]) -> Iterator[str]:
    for index, message in enumerate(messages):
        if index:
            yield "┄"
        yield from plain_text(message, choices=False).splitlines()
        if message.choices:
            yield "　".join(choice_text(choice) for choice in message.choices)
        if message.buttons:
            yield " ".join(f"[{button.label}]" for button in message.buttons)
