"""A chat written as plain text is the test: read what the person does, play it, write down what the bot says.

# What this conversation shows.
@ exporter until employee_count; paid_in_capital=2億    play a persona up to there, with other answers
@ language en                                           or: begin in English
@ closed                                                or: after the deadline
@ closes in 3 days                                      or: that long before it
@ 114 opens in 2 days                                   the year after opens then (tests/support/years.py)
@ staff answer here                                     who asks for a person is answered in this chat
@ new questions                                         its edition asks other questions
> typed words
> [a button on the screen] > [or the first words of it…]
> [a button that has left the screen] earlier
>> either of these, sent before the last reply was seen
> (sticker)  > (opens the chat)  > (3 days later)  > (90 minutes later)
> (edits 「typed words」 to 「other words」)  > (unsends 「typed words」)
> (the registers say found)  > (the registers say another of 12345675)     tests/support/registers.py
> (the place is held)  > (the places are full)  > (number 3 in line)
> (the company has applied)  > (the company has not applied)
  whatever the bot says is indented; ┄ stands between messages
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from flows.definitions.programme import Programme
from flows.interface.inbound import Media
from flows.interface.messages import Message, choice_text, plain_text
from flows.scheme.definition import Catalogue
from tests.support.chat import Chat
from tests.support.claims_and_places import found_out
from tests.support.player import play
from tests.support.programmes import NOW, closed, programme
from tests.support.promises import WatchedChat
from tests.support.registers import told
from tests.support.years import two_years

_DONE = re.compile(r"(>>?) (?:\[(?P<label>.+)\](?P<earlier> earlier)?|\((?P<act>.+)\)|(?P<text>.*))")
_RETOLD = re.compile(r"(?:edits|unsends) 「(.+?)」(?: to 「(.+)」)?")
_TOLD = re.compile(r"the registers say (.+?)(?: of (\d{8}))?")
_LATER = re.compile(r"(\d+) (day|hour|minute)s? later")
_OPENS = re.compile(r"@ 114 opens in (\d+) (day|hour|minute)s?")
_CLOSES = re.compile(r"in (\d+) (day|hour|minute)s?")


def replayed(text: str) -> str:
    """The whole transcript anew: what it tells the person to do, with what the bot says now."""
    lines = [line for line in text.splitlines() if line.startswith(("#", "@", ">"))]
    chat = _begun([line for line in lines if line.startswith("@")])
    return "\n".join(_lines(chat, lines)) + "\n"


def moments(text: str) -> Iterator[Chat]:
    """The same chat after each thing the person of a transcript does."""
    lines = [line for line in text.splitlines() if line.startswith(("@", ">"))]
    chat = _begun([line for line in lines if line.startswith("@")])
    for line in lines:
        if line.startswith(">"):
            _do(chat, line)
            yield chat


def _begun(directives: list[str]) -> Chat:
    words = [directive.removeprefix("@ ").partition(" ") for directive in directives]
    language = next((rest for word, _, rest in words if word == "language"), "zh-TW")
    during = closed() if any(word == "closed" for word, _, _ in words) else programme()
    for word, _, rest in words:
        if word == "closes" and (soon := _CLOSES.fullmatch(rest)):
            during = replace(during, closes=NOW + _pause(soon))
    years = _years(directives, during)
    chat = WatchedChat(language, during, years)
    chat.staffed = "@ staff answer here" in directives
    for word, _, rest in words:
        if word not in ("language", "closed", "closes", "114", "new", "staff"):
            until, *changes = rest.removeprefix("until ").split("; ")
            play(chat, word, until, **dict(change.split("=", 1) for change in changes))
    return chat


def _years(directives: list[str], during: Programme) -> Catalogue | None:
    """Two years, where the transcript is about them."""
    opening = next((_OPENS.fullmatch(directive) for directive in directives if "114" in directive), None)
    if opening is None:
        return None
    return two_years(during, NOW + _pause(opening), other_questions="@ new questions" in directives)


def _pause(said: re.Match[str]) -> timedelta:
    return timedelta(**{f"{said[2]}s": int(said[1])})


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
    ahead = done[1] == ">>"
    if done["label"]:
        return chat.tap(done["label"].removesuffix("…"), earlier=ahead or bool(done["earlier"]), ahead=ahead)
    if later := _LATER.fullmatch(done["act"] or ""):
        chat.wait(_pause(later))
        return ()
    if done["act"] == "opens the chat":
        return chat.open()
    if looked := _TOLD.fullmatch(done["act"] or ""):
        return chat.send(told(looked[1], looked[2] or ""))
    if found := found_out(chat.session, chat.now, done["act"] or ""):
        return chat.send(found)
    if retold := _RETOLD.fullmatch(done["act"] or ""):
        return chat.edit(retold[1], retold[2]) if retold[2] else chat.unsend(retold[1])
    return chat.show(Media(done["act"])) if done["act"] else chat.say(done["text"], ahead=ahead)


def _said(messages: tuple[Message, ...]) -> Iterator[str]:
    for index, message in enumerate(messages):
        if index:
            yield "┄"
        yield from plain_text(message, choices=False).splitlines()
        if message.choices:
            yield "　".join(choice_text(choice) for choice in message.choices)
        if message.buttons:
            yield " ".join(f"[{button.label}]" for button in message.buttons)
