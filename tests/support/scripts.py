"""Whole applications as lists of what a person sends, for tests that need many people at once."""

from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import Any

from flows.answers.ubn import checks_out
from flows.interface.inbound import Content, Text
from flows.interface.messages import Message
from tests.support.chat import Chat
from tests.support.player import play

_ANY = "12345675"


class _Recorder(Chat):
    """A chat that remembers everything it was sent."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: list[Content] = []

    def send(self, content: Content, *, ahead: bool = False) -> tuple[Message, ...]:
        """One turn."""
        self.sent.append(content)
        return super().send(content, ahead=ahead)


def application(name: str, ubn: str, address: str = "") -> tuple[tuple[Content, ...], dict[str, Any]]:
    """What a persona with this 統一編號 sends from hello to the receipt, and the answers that come of it.

    Everybody has an address of their own unless one is given: an address gets so many mails a day.
    The answers come from the ordered run of the engine alone: what any other run must arrive at."""
    sent, answers = _played(name)
    own = {"ubn": ubn, "contact_email": address or f"office@c{ubn}.example.com.tw"}
    swapped = {Text(_ANY): Text(ubn), Text(answers["contact_email"]): Text(own["contact_email"])}
    return tuple(swapped.get(content, content) for content in sent), {**answers, **own}


@cache
def _played(name: str) -> tuple[tuple[Any, ...], dict[str, Any]]:
    chat = _Recorder()
    play(chat, name, ubn=_ANY)
    assert chat.session.case_number, f"{name} did not submit"
    return tuple(chat.sent), {key: answer.value for key, answer in chat.session.answers.items()}


def ubns(count: int) -> list[str]:
    """So many 統一編號 whose check digit is right."""

    def valid() -> Iterator[str]:
        return (text for number in range(10_000_000, 100_000_000, 7) if checks_out(text := str(number)))

    return list(islice(valid(), count))
