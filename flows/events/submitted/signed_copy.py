"""The facts of a signed copy on its way back, from a photo that arrives to what is sent in or taken back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias


@dataclass(frozen=True, slots=True)
class CopyArrived:
    """A photo or file came after submitting: `ref` is the channel's pointer to it, `group` its album of `total` parts
    (0 when the platform does not say), `message` the platform's id of the message that carried it."""

    ref: str
    name: str = ""
    group: str = ""
    message: str = ""
    total: int = 0


@dataclass(frozen=True, slots=True)
class CopyReading:
    """Reading what arrived begins, at this instant (ISO), in the process `by`. If nothing follows, it did not end well
    and is not tried again."""

    ref: str
    at: str
    by: str


@dataclass(frozen=True, slots=True)
class CopyPartRead:
    """It was read: `size` bytes, and its pages (flows/session/submitted/signed_copy.py, CopyPage as JSON)."""

    ref: str
    size: int
    pages: Sequence[Mapping[str, Any]]
    message: str = ""


@dataclass(frozen=True, slots=True)
class CopyPartRefused:
    """What arrived cannot be used, whatever else there is; `code` finds the words (`copy.refused.<code>`)."""

    ref: str
    code: str
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CopyRead:
    """A signed copy was put together and waits for 「送出」 (CopyDraft as JSON: flows/session/submitted).

    `apart`: its parts were told before by CopyPartRead, and what has arrived since still waits."""

    draft: Mapping[str, Any]
    apart: bool = False


@dataclass(frozen=True, slots=True)
class CopyRefused:
    """No signed copy can be made of what is there; `code` finds the words (`copy.refused.<code>`). `apart` as above."""

    code: str
    facts: Mapping[str, str] = field(default_factory=dict)
    apart: bool = False


@dataclass(frozen=True, slots=True)
class CopyWithdrawn:
    """The message that carried a photo or file was taken back; `draft` when the copy that waited goes with it."""

    ref: str
    message: str
    draft: bool = False


@dataclass(frozen=True, slots=True)
class CopyDropped:
    """The person wants to take the pictures again."""


@dataclass(frozen=True, slots=True)
class CopySent:
    """The signed copy was sent in at this instant (ISO): its file, its number among this person's copies from 1, the
    pages that came in, what was seen on them (code and other case: CopyFinding in flows/session/submitted), and who
    signed digitally."""

    file: str
    number: int
    at: str
    pages: Sequence[int] = ()
    findings: Sequence[Sequence[str]] = ()
    signer: str = ""


CopyEvent: TypeAlias = (
    CopyArrived | CopyReading | CopyPartRead | CopyPartRefused
    | CopyRead | CopyRefused | CopyWithdrawn | CopyDropped | CopySent
)  # fmt: skip
