"""Header fields as they travel: text of people is encoded once (RFC 2047), and nothing on the way out reads it again.

Python's header objects decode what looks like an encoded word when a text is set, whoever typed it, and some releases
then write the line breaks they found in it (CVE-2024-6923). So the fields are written here, in full, and the message
keeps them as they are: `refold_source="none"`.
"""

import re
from base64 import b64encode
from collections.abc import Iterable, Mapping
from email import policy
from email.message import EmailMessage
from itertools import takewhile
from string import ascii_letters, digits

from bot.mail.calendar_file import CalendarFile

LINE = 76
"""Characters of a line that has an encoded word in it (RFC 2047, section 2)."""

WORD = 75
"""Characters of an encoded word (RFC 2047, section 2)."""

POLICY = policy.SMTP.clone(refold_source="none", utf8=True)
"""Writes fields as they are; UTF-8 occurs in addresses alone (RFC 6532), which the sender then announces."""

_FRAME = "=?utf-8?b?{}?="
_QUOTED = "=?utf-8?q?{}?="
_SHORTEST = len(_FRAME.format("")) + 16
"""Less room than this at the end of a line is left empty."""
_SAFE = frozenset(ascii_letters + digits + "!*+-/")
_PLAIN_WORD = re.compile(r"(?!.*(=\?|\?=))[!-~]{1,60}")
_PLAIN_NAME = re.compile(r"[A-Za-z0-9'-]{1,30}(?: [A-Za-z0-9'-]{1,30}){0,7}")


class FieldLines:
    """One header field being written, folded before what no longer fits."""

    def __init__(self, name: str) -> None:
        self._lines = [f"{name}:"]
        self._begun = False

    @property
    def room(self) -> int:
        """Characters that still fit on the last line, after the blank."""
        return LINE - len(self._lines[-1]) - 1

    def add(self, token: str) -> None:
        """Put a token on the last line, or on the next if it is too long. It must hold no blank to be split at."""
        if len(token) > self.room and (self._begun or len(token) < LINE):
            self._lines.append("")
        self._lines[-1] += f" {token}"
        self._begun = True

    def encode_name(self, text: str) -> None:
        """Add the text as one encoded word where it fits into one: readers are known that put a blank between two."""
        words = [_FRAME.format(b64encode(text.encode()).decode()), _QUOTED.format(_in_quotes(text))]
        shorter = min(words, key=len)
        if len(shorter) <= WORD:
            self.add(shorter)
        else:
            self.encode(text)

    def encode(self, text: str) -> None:
        """Add the text as encoded words; characters are never torn apart."""
        rest = text
        while rest:
            if self.room < _SHORTEST:
                self._lines.append("")
            length = _fitting(rest, (min(self.room, WORD) - len(_FRAME.format(""))) // 4 * 3)
            self.add(_FRAME.format(b64encode(rest[:length].encode()).decode()))
            rest = rest[length:]

    @property
    def value(self) -> str:
        """What is after the colon, folded."""
        return "\r\n".join(self._lines).partition(":")[2].removeprefix(" ")


Field = tuple[str, str]
"""A name, and the value as it travels."""


def text_field(name: str, text: str) -> Field:
    """An unstructured field. Words of ASCII before the first other one stay readable; what could pass for an encoded
    word is encoded itself. `text` is one line without controls."""
    field, words = FieldLines(name), text.split(" ")
    plain = list(takewhile(_PLAIN_WORD.fullmatch, words))
    for word in plain:
        field.add(word)
    field.encode(" ".join(words[len(plain) :]))
    return name, field.value


def address_field(name: str, addresses: Mapping[str, str]) -> Field:
    """An address list, from addresses to their display names; an empty name is none. Names are one line each."""
    field = FieldLines(name)
    for number, (address, shown) in enumerate(addresses.items(), start=1):
        _add_name(field, shown)
        field.add((f"<{address}>" if shown else address) + ("," if number < len(addresses) else ""))
    return name, field.value


def _add_name(field: FieldLines, shown: str) -> None:
    if _PLAIN_NAME.fullmatch(shown):
        for word in shown.split(" "):
            field.add(word)
    elif shown:
        field.encode_name(shown)


def _in_quotes(text: str) -> str:
    """The text in the Q encoding, with the letters that a display name may hold (RFC 2047, section 5, rule 3)."""
    return "".join(
        char if char in _SAFE else "_" if char == " " else "".join(f"={byte:02X}" for byte in char.encode())
        for char in text
    )


def headed(fields: Iterable[Field]) -> EmailMessage:
    """A message with these fields and no body yet."""
    message = EmailMessage(policy=POLICY)
    for name, value in fields:
        message.set_raw(name, value)
    return message


def add_texts(message: EmailMessage, text: str, html: str, calendar: CalendarFile | None = None) -> None:
    """The body, as text and as HTML, and as a calendar entry if there is one: programs take the last they know. Half a
    character, which no charset can write, becomes a question mark."""
    message.set_content(_whole(text), cte="base64")
    message.add_alternative(_whole(html), subtype="html", cte="base64")
    if calendar:
        entry = calendar.content.decode()
        message.add_alternative(entry, subtype="calendar", cte="base64", params={"method": calendar.method})


def _whole(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


def _fitting(text: str, room: int) -> int:
    """How many characters of the text have at most `room` bytes in UTF-8; at least one."""
    length = min(len(text), room)
    while length > 1 and len(text[:length].encode()) > room:
        length -= 1
    return length
