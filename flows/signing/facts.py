"""The facts of one request that somebody sign an application online, and the JSON objects they are kept as.

Instants are ISO texts with a time zone. Stored names never change; fields added later get defaults.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, TypeAlias

from flows.definitions.languages import CHINESE


class ProofMethod(StrEnum):
    """How the signer proves who they are."""

    CHAT = "chat"
    """The applicant signs: a number shown on the page is typed back in the chat of the application."""
    MAIL = "mail"
    """Somebody else signs: a code goes to the mailbox the applicant named."""


class PictureKind(StrEnum):
    """What stands in the signature field."""

    DRAWN = "drawn"
    SEALS = "seals"


@dataclass(frozen=True, slots=True)
class SigningAsked:
    """The applicant asks for it, on this channel. `address` is the signer's mailbox (Way.MAIL); `until` ends it."""

    way: str
    at: str
    until: str
    channel: str = ""
    address: str = ""
    language: str = CHINESE


@dataclass(frozen=True, slots=True)
class NumberShown:
    """Two digits were shown to a browser, known by the SHA-256 of its cookie, to be typed in the chat."""

    browser: str
    number: str
    at: str


@dataclass(frozen=True, slots=True)
class CodeMailed:
    """Code number `code` (from 1) of this request is mailed, since somebody asked for it in this browser."""

    code: int
    browser: str
    at: str


@dataclass(frozen=True, slots=True)
class CodeMissed:
    """A wrong code, or a wrong number in the chat."""

    at: str


@dataclass(frozen=True, slots=True)
class SignerVerified:
    """The right code was typed, or the right number: this browser may read and sign the document of this SHA-256."""

    browser: str
    at: str
    document: str = ""


@dataclass(frozen=True, slots=True)
class PageShown:
    """Page `page` (from 1) of the application was asked for."""

    page: int
    at: str


@dataclass(frozen=True, slots=True)
class PicturePlaced:
    """What is to stand in the field: strokes of x and y from 0 to 1, or the files of seal pictures as they were sent
    (`originals`) and cleaned (`files`). It replaces what was placed before."""

    kind: str
    at: str
    strokes: Sequence[Sequence[Sequence[float]]] = ()
    files: Sequence[str] = ()
    originals: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class SentBack:
    """The signer will not sign this, and says why."""

    words: str
    at: str


@dataclass(frozen=True, slots=True)
class SignedOnline:
    """Signed: the statements ticked in their wording, the SHA-256 of the document read. `ip` is empty where no proxy
    that is trusted says it."""

    statements: Sequence[str]
    document: str
    at: str
    ip: str = ""
    device: str = ""


@dataclass(frozen=True, slots=True)
class SigningFinished:
    """The signed document and the record of the signing are kept and on their way, by their SHA-256."""

    file: str
    record: str
    at: str


SigningFact: TypeAlias = (
    SigningAsked | NumberShown | CodeMailed | CodeMissed | SignerVerified | PageShown | PicturePlaced
    | SentBack | SignedOnline | SigningFinished
)  # fmt: skip

SigningFacts: TypeAlias = tuple[SigningFact, ...]

STORED: Mapping[str, type[Any]] = {
    "SigningAsked": SigningAsked,
    "NumberShown": NumberShown,
    "CodeMailed": CodeMailed,
    "CodeMissed": CodeMissed,
    "SignerVerified": SignerVerified,
    "PageShown": PageShown,
    "PicturePlaced": PicturePlaced,
    "SentBack": SentBack,
    "SignedOnline": SignedOnline,
    "SigningFinished": SigningFinished,
}
"""Every fact by the name it is stored under."""

_NAMES: Mapping[type[Any], str] = {kind: name for name, kind in STORED.items()}


def fact_to_json(fact: SigningFact) -> dict[str, Any]:
    """A fact as a JSON object; `is` holds its stored name."""
    return {"is": _NAMES[type(fact)], **asdict(fact)}


def fact_from_json(data: Mapping[str, Any]) -> SigningFact:
    """The fact of a JSON object."""
    kind = STORED[str(data["is"])]
    known = {name: value for name, value in data.items() if name in kind.__dataclass_fields__}
    fact: SigningFact = kind(**known)
    return fact
