"""A person in front of a chat, whatever the platform: tests and rehearsals play any channel through this."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Protocol

PATIENCE = 30.0
"""Seconds a person waits for an answer before the test fails."""


class NoAnswerError(AssertionError):
    """The bot did not answer in time."""


class NotOnScreenError(AssertionError):
    """The person looked for a button that is not there."""


@dataclass(frozen=True, slots=True)
class Document:
    """A file received: its content where the platform carries files, else an address to fetch it from."""

    name: str
    url: str = ""
    content: bytes = b""


class Person(Protocol):
    """What somebody can do in a chat. Every act waits until the bot has answered it."""

    async def open(self) -> None:
        """Start the chat: follow the account, press Start."""
        ...

    async def say(self, text: str) -> None:
        """Type and send."""
        ...

    async def tap(self, wanted: str) -> None:
        """Tap the button with this label or this data."""
        ...

    async def photograph(self, content: bytes) -> None:
        """Send a photo."""
        ...

    @property
    def screen(self) -> str:
        """What the last answer says, as plain text."""
        ...

    @property
    def buttons(self) -> Mapping[str, str]:
        """What can be tapped: label → data."""
        ...

    @property
    def beside(self) -> Collection[str]:
        """The labels of the buttons that are shown outside of what `screen` says."""
        ...

    @property
    def earlier(self) -> Mapping[str, str]:
        """What can still be tapped further up in the chat: label → data."""
        ...

    @property
    def changes_in_place(self) -> bool:
        """Whether what is on the screen is changed where it stands, so that it need not be read again."""
        ...

    @property
    def refused_calls(self) -> int:
        """How many of the bot's calls the platform refused or did not answer."""
        ...

    @property
    def documents(self) -> list[Document]:
        """Every file received so far."""
        ...


def find_button(buttons: Mapping[str, str], wanted: str) -> str:
    """The data of the button with this label or data; numbers and ticks before a label may be left out."""
    if wanted in buttons.values():
        return wanted
    bare = {_bare(label): data for label, data in buttons.items()}
    data = buttons.get(wanted) or bare.get(_bare(wanted))
    if data is None:
        raise NotOnScreenError(f"no button {wanted!r} among {list(buttons)}")
    return data


def _bare(label: str) -> str:
    return re.sub(r"^[☑☐\s①-⑳]*(\d+\. )?", "", label).strip()
