"""Handing an application to another end: a chat of another platform, or a page on a computer; and taking it back."""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class HandoverAsked:
    """The person wants to go on elsewhere: `to` is "web", "line" or "telegram"."""

    to: str


@dataclass(frozen=True, slots=True)
class HandoverOffered:
    """A link and nine digits were made, number `number` of this session, good until `until` (ISO, UTC). Neither of
    them is kept."""

    number: int
    to: str
    until: str


@dataclass(frozen=True, slots=True)
class HandoverDigitsTyped:
    """Two digits were typed while a new end may show some; they themselves are kept nowhere."""


@dataclass(frozen=True, slots=True)
class HandoverMissed:
    """The digits were not the right ones (`left` tries remain), or nobody has opened the link yet ("unopened")."""

    outcome: str
    left: int


@dataclass(frozen=True, slots=True)
class HandoverEnded:
    """The offer ended without the application having moved: "cancelled" or "expired"."""

    reason: str


@dataclass(frozen=True, slots=True)
class HandedOver:
    """The end that was given number `number` holds the application since `at` (ISO, UTC). It is a `device` on the
    channel `to`, and was handed it from the channel `source`."""

    number: int
    at: str
    to: str
    device: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class TakenBack:
    """The owner's chat holds the application again since `at`: it took it ("owner"), or the end gave it ("end")."""

    at: str
    by: str


@dataclass(frozen=True, slots=True)
class NotHeld:
    """An end that does not hold the application sent something, which changed nothing. `lease` is the number it was
    given; 0 is the owner's chat."""

    lease: int


HandoverEvent: TypeAlias = (
    HandoverAsked | HandoverOffered | HandoverDigitsTyped | HandoverMissed | HandoverEnded
    | HandedOver | TakenBack | NotHeld
)  # fmt: skip
