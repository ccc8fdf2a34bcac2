"""The signed copy in the conversation: what arrives after submitting, what was seen on it, sending or dropping it.

The pictures themselves are read by bot/conversation/copy_intake; the engine only ever sees codes, page numbers and
hashes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

PROBLEMS = frozenset(
    {
        "no_form_found",
        "cut_off",
        "too_dark",
        "blurred",
        "other_case",
        "not_page_1",
        "red_box_empty",
        "red_box_doubtful",
        "date_not_seen",
        "code_unread",
        "mirrored",
        "signature_broken",
        "not_original",
    }
)
"""What may be told of pictures that can be sent in all the same: `copy.problem.<code>` says it to everybody, also to
staff, and `copy.remedy.<code>` tells the applicant what to do."""

PAGE_1_MISSING = "only_other_pages"
"""Other pages are there, page 1 is still to come: they wait for it."""

PAGE_UNREAD = "page_unread"
"""What has just been sent is no page that could be made out; what came before it waits on."""

SEALING_PAGE = 0
"""The number of the sheet for seals (用印頁), which may be signed in place of page 1."""

WAITING = 6
"""How many of the latest pictures wait for page 1."""

REFUSALS = frozenset(
    {
        PAGE_1_MISSING,
        PAGE_UNREAD,
        "blurred",
        "too_dark",
        "cut_off",
        "too_large",
        "unknown_kind",
        "too_many_pixels",
        "too_many_pages",
        "encrypted",
        "signed_online",
        "damaged",
        "no_page_1",
        "other_case",
        "other_revision",
        "unreachable",
        "unreadable",
        "unfinished",
        "too_many_parts",
        "too_much",
        "too_many_today",
        "infected",
        "not_scanned",
    }
)
"""Why what arrived cannot be used at all."""


@dataclass(frozen=True, slots=True)
class CopyFinding:
    """One thing to tell about the pictures: `code` finds the words (`copy.problem.<code>`), `other` the case number
    they belong to when it is another one."""

    code: str
    other: str = ""


@dataclass(frozen=True, slots=True)
class CopyDraft:
    """A signed copy put together, waiting for 「送出」: its file and its preview's, the files of the pages it was made
    of, the numbers of the pages that came in.

    `signer` names who signed a PDF digitally; empty for pen and stamp."""

    file: str
    parts: Sequence[str]
    pages: Sequence[int]
    findings: Sequence[CopyFinding] = ()
    signer: str = ""
    preview: str = ""


@dataclass(frozen=True, slots=True)
class OnlineSigning:
    """How a copy was signed on a web page: `way` is how the signer proved who they are, `kind` what stands in the field
    (flows/signing/facts.py), `record` the file with the whole account."""

    way: str
    kind: str
    record: str


@dataclass(frozen=True, slots=True)
class SentCopy:
    """A signed copy that was sent in, since `at` (ISO), and what was seen on it; the application's record keeps these.

    No `pages` mean that it is not known what was seen: an earlier version did not keep it. `confirmed_at` (ISO) is when
    staff said that it is signed. `online`: it was signed on a web page, and nothing was photographed. `by` is who of
    the office received it otherwise than in the chat."""

    file: str
    at: str
    pages: Sequence[int] = ()
    findings: Sequence[CopyFinding] = ()
    signer: str = ""
    confirmed_at: str = ""
    online: OnlineSigning | None = None
    by: str = ""

    @property
    def looks_signed(self) -> bool:
        """Whether nothing was seen that speaks against a signature."""
        return bool(self.pages) and not self.findings

    @property
    def enough(self) -> bool:
        """Whether nobody has to be asked to sign again: it looks signed, or staff said that it is."""
        return self.looks_signed or bool(self.confirmed_at)

    @property
    def to_confirm(self) -> bool:
        """Whether somebody has to look before it may be called signed: a certificate that nobody here has verified
        names whom it likes."""
        return not self.confirmed_at and (not self.looks_signed or bool(self.signer))


def draft_to_json(draft: CopyDraft) -> dict[str, Any]:
    """A draft as an event keeps it."""
    return {
        "file": draft.file,
        "parts": list(draft.parts),
        "pages": list(draft.pages),
        "findings": [[finding.code, finding.other] for finding in draft.findings],
        "signer": draft.signer,
        "preview": draft.preview,
    }


class CopyState(StrEnum):
    """What is known of the signed copy of an application: `copy.state.<state>` says it."""

    MISSING = "missing"
    CONFIRM = "confirm"
    """It came, and something is doubtful about it."""
    DIGITAL = "digital"
    """Signed digitally, with a certificate nobody here has verified."""
    SIGNED = "signed"
    """It looks signed."""
    ONLINE = "online"
    """Signed on a web page, and closed with the organisation's seal."""
    CONFIRMED = "confirmed"
    """Staff said that it is signed."""


def copy_state(sent: SentCopy | None) -> CopyState:
    """The state after the last copy that came in."""
    if sent is None:
        return CopyState.MISSING
    if sent.confirmed_at:
        return CopyState.CONFIRMED
    if not sent.looks_signed:
        return CopyState.CONFIRM
    if sent.online:
        return CopyState.ONLINE
    return CopyState.DIGITAL if sent.signer else CopyState.SIGNED


def sent_to_json(sent: SentCopy) -> dict[str, Any]:
    """A copy as the application's record keeps it."""
    online = {"online": asdict(sent.online)} if sent.online else {}
    return {
        "file": sent.file,
        "at": sent.at,
        "pages": list(sent.pages),
        "findings": [[finding.code, finding.other] for finding in sent.findings],
        "signer": sent.signer,
        **online,
    }


def sent_from_json(data: Mapping[str, Any]) -> SentCopy:
    """The copy that a record kept, or an event: both name it alike."""
    findings = tuple(CopyFinding(code, other) for code, other in data.get("findings", ()))
    pages, signer = tuple(data.get("pages", ())), str(data.get("signer", ""))
    online = OnlineSigning(**data["online"]) if "online" in data else None
    confirmed, by = str(data.get("confirmed_at", "")), str(data.get("by", ""))
    return SentCopy(str(data["file"]), str(data["at"]), pages, findings, signer, confirmed, online, by)


def draft_from_json(data: Mapping[str, Any]) -> CopyDraft:
    """The draft an event kept."""
    findings = tuple(CopyFinding(code, other) for code, other in data["findings"])
    return CopyDraft(
        data["file"],
        tuple(data["parts"]),
        tuple(data["pages"]),
        findings,
        data["signer"],
        data.get("preview", ""),
    )
