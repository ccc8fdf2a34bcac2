"""The words of the signed copy: what comes in, what was seen on it, why it is refused, what to tell people."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, StrEnum

MOST_BYTES = 20_000_000
MOST_PIXELS = 50_000_000
MOST_PAGES = 10
MOST_RESULT_BYTES = 10_000_000
"""What is taken and given: storage holds 20 MB, 50 MP is the largest photo of today's telephones (48 MP)."""


class MediaKind(StrEnum):
    """The file formats that are taken."""

    JPEG = "image/jpeg"
    PNG = "image/png"
    HEIC = "image/heic"
    WEBP = "image/webp"
    TIFF = "image/tiff"
    PDF = "application/pdf"


@dataclass(frozen=True)
class Media:
    """A file that may be read: its format and how many pages it has (a picture has one, a TIFF may have more)."""

    kind: MediaKind
    pages: int


class RefusalCode(StrEnum):
    """Why a file, or a set of pages, is not taken."""

    TOO_LARGE = "too_large"
    """Facts: bytes, most."""
    UNKNOWN_KIND = "unknown_kind"
    """None of `MediaKind`, whatever it is called. Facts: name."""
    TOO_MANY_PIXELS = "too_many_pixels"
    """Facts: pixels, most."""
    TOO_MANY_PAGES = "too_many_pages"
    """Facts: pages, most."""
    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"
    """Cut short, or not what it says it is."""
    NO_PAGE_1 = "no_page_1"
    OTHER_CASE = "other_case"
    """Facts: case_number, the other one."""
    SIGNED_ONLINE = "signed_online"
    """What was signed on a web page, which was sent in there and then."""
    OTHER_REVISION = "other_revision"
    """It is of answers that others have taken the place of."""


@dataclass(frozen=True)
class Refused:
    """Why not, with the facts a message needs."""

    code: RefusalCode
    facts: Mapping[str, str | int] = field(default_factory=dict)


class Ink(Enum):
    """What the blank field of the red box holds."""

    EMPTY = "empty"
    MAYBE = "maybe"
    SIGNED = "signed"
    UNSEEN = "unseen"
    """Not page 1, or the page could not be made out."""


@dataclass(frozen=True)
class Page:
    """One page as it came in, upright and clean, and what was seen on it."""

    picture: bytes
    """JPEG, A4 upright at 200 dpi."""
    case_number: str | None
    """From the QR code; None if there is none or it cannot be read."""
    number: int | None
    """Likewise."""
    form_found: bool
    """Whether the printed form was found and straightened by its own lines."""
    cut_off: bool
    """Whether a part of the form lies outside the picture."""
    blur_mm: float
    """How wide an edge is smeared on the paper (standard deviation, millimetres); 0.1 is a good photo."""
    brightness: float
    """How bright the paper is in the picture, 0 to 255."""
    signature_ink: Ink
    ink_mm2: float = 0.0
    """How much ink was seen in the fields to sign in."""
    dated: bool = True
    """Whether a date seems to be written beside the signature; so, too, of pages that have no place for one."""
    mirrored: bool = False
    """Whether the picture was the wrong way round, as some telephones keep what the front camera shows."""
    revision: int = 0
    """Of which answers it is, as its code says; 0 when none says so."""
    altered: bool = False
    """Whether it is of a PDF that claims to be the document made for the case, and shows or is something else."""


class ProblemCode(StrEnum):
    """What people are told about their pictures before they send them in."""

    NO_FORM_FOUND = "no_form_found"
    CUT_OFF = "cut_off"
    TOO_DARK = "too_dark"
    BLURRED = "blurred"
    OTHER_CASE = "other_case"
    NOT_PAGE_1 = "not_page_1"
    RED_BOX_EMPTY = "red_box_empty"
    NOT_ORIGINAL = "not_original"
    RED_BOX_DOUBTFUL = "red_box_doubtful"
    """Something may be there: too faint, too little, or something lies on it."""
    DATE_NOT_SEEN = "date_not_seen"
    CODE_UNREAD = "code_unread"
    """A page known by its rules alone: whose it is, no code tells."""
    MIRRORED = "mirrored"
    """Turned back already."""


@dataclass(frozen=True)
class Problem:
    """One thing to tell; `position` is the picture it is about, from 0 in the order given."""

    code: ProblemCode
    position: int | None = None
    other_case: str | None = None


@dataclass(frozen=True)
class Assembled:
    """The signed copy: a PDF of upright A4 pages, and which of them (from 1) came from the applicant."""

    pdf: bytes
    sent_pages: tuple[int, ...]
