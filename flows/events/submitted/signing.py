"""Signing online in the conversation: who is to sign, and the number that proves it is the applicant."""

from dataclasses import dataclass
from typing import TypeAlias

from flows.definitions.languages import CHINESE


@dataclass(frozen=True, slots=True)
class SignerAddressAsked:
    """Somebody else is to sign: the chat asks for their mailbox."""


@dataclass(frozen=True, slots=True)
class SigningRequested:
    """A link to sign by is wanted, request `request` (from 1) of the case: `way` is how the signer proves who they are
    (flows/signing/facts.py), `address` their mailbox where that is the way. It is good from `at` until `until` (ISO),
    was asked for on `channel`, and speaks the `language` of the chat. `message` is the one that named the address."""

    request: int
    way: str
    at: str
    until: str
    address: str = ""
    channel: str = ""
    language: str = CHINESE
    message: str = ""


@dataclass(frozen=True, slots=True)
class SigningNumberTyped:
    """Two digits were typed while a page may show some; they themselves are kept nowhere."""


@dataclass(frozen=True, slots=True)
class SigningNumberChecked:
    """What came of them: "right", "wrong", or "none" where no page waits for any."""

    outcome: str


SigningEvent: TypeAlias = SignerAddressAsked | SigningRequested | SigningNumberTyped | SigningNumberChecked
