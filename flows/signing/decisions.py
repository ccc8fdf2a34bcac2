"""What may follow in a request: each decision gives facts, or a Refusal whose word finds the sentence to show.

A form that is sent again by whoever sent it, since they saw no answer, is no refusal: nothing more follows of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from flows.signing.facts import (
    CodeMailed,
    CodeMissed,
    NumberShown,
    PageShown,
    PicturePlaced,
    ProofMethod,
    SentBack,
    SignedOnline,
    SignerVerified,
    SigningFacts,
)
from flows.signing.request import CODE_LASTS, CODES_AN_HOUR, TRIES_A_CODE, SigningRequest, Stage

MOST_WORDS = 200
"""Characters of why somebody will not sign."""

STATEMENTS = 3
"""Boxes to tick."""


class RefusalCode(StrEnum):
    """Why nothing followed: `refusals.<code>` in templates/shared/signing says it."""

    OVER = "over"
    NOT_LET_IN = "not_let_in"
    CODES_SPENT = "codes_spent"
    CODE_OLD = "code_old"
    CODE_WRONG = "code_wrong"
    TRIES_SPENT = "tries_spent"
    EMPTY = "empty"
    NO_WORDS = "no_words"
    BOXES = "boxes"
    OTHER_DOCUMENT = "other_document"
    OUT_OF_TURN = "out_of_turn"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Nothing follows, and why."""

    code: RefusalCode


@dataclass(frozen=True, slots=True)
class Visit:
    """Who asks: the browser (SHA-256 of its cookie), how many pages the document has, when, and its SHA-256."""

    browser: str
    pages: int
    now: datetime
    document: str = ""

    @property
    def at(self) -> str:
        """The instant, as facts keep it."""
        return self.now.isoformat()


def start(request: SigningRequest, visit: Visit, number: str) -> SigningFacts | Refusal:
    """Begin, or ask for another code: `number` is the one to show where the chat is the proof."""
    stage = request.stage(visit.browser, visit.pages, visit.now)
    if request.over or stage in (Stage.EXPIRED, Stage.LOCKED):
        return Refusal(RefusalCode.OVER)
    if request.asked.way == ProofMethod.CHAT:
        return (NumberShown(visit.browser, number, visit.at),)
    lately = [at for at in request.codes if visit.now - datetime.fromisoformat(at) < timedelta(hours=1)]
    if len(lately) >= CODES_AN_HOUR:
        return Refusal(RefusalCode.CODES_SPENT)
    return (CodeMailed(len(request.codes) + 1, visit.browser, visit.at),)


def type_code(request: SigningRequest, visit: Visit, *, right: bool) -> SigningFacts | Refusal:
    """A code was typed on the page; `right` whether it is the one mailed last."""
    if right and request.lets_in(visit.browser, visit.now):
        return ()
    if request.stage(visit.browser, visit.pages, visit.now) is not Stage.CODE:
        return Refusal(RefusalCode.OUT_OF_TURN)
    if visit.now - datetime.fromisoformat(request.codes[-1]) > CODE_LASTS:
        return Refusal(RefusalCode.CODE_OLD)
    if request.misses_of_code >= TRIES_A_CODE:
        return Refusal(RefusalCode.TRIES_SPENT)
    if not right:
        return (CodeMissed(visit.at),)
    return (SignerVerified(visit.browser, visit.at, visit.document), PageShown(1, visit.at))


def type_number(request: SigningRequest, typed: str, now: datetime, document: str = "") -> SigningFacts:
    """Two digits were typed in the chat; nothing follows where no page waits for them."""
    at = now.isoformat()
    waits = request.number and request.stage(request.browser, 0, now) is Stage.NUMBER
    if not waits or request.asked.way != ProofMethod.CHAT:
        return ()
    if typed != request.number:
        return (CodeMissed(at),)
    return (SignerVerified(request.browser, at, document), PageShown(1, at))


def turn_to(request: SigningRequest, visit: Visit, page: int) -> SigningFacts | Refusal:
    """Show a page of the document: those up to the next one, in their order."""
    if refusal := _outside(request, visit):
        return refusal
    if not 1 <= page <= min(visit.pages, len(request.pages) + 1):
        return Refusal(RefusalCode.OUT_OF_TURN)
    return () if page in request.pages else (PageShown(page, visit.at),)


def place(request: SigningRequest, visit: Visit, picture: PicturePlaced) -> SigningFacts | Refusal:
    """Place what is to stand in the field, once all pages were shown."""
    if refusal := _outside(request, visit):
        return refusal
    if len(request.pages) < visit.pages:
        return Refusal(RefusalCode.OUT_OF_TURN)
    return (picture,) if picture.strokes or picture.files else Refusal(RefusalCode.EMPTY)


def send_back(request: SigningRequest, visit: Visit, words: str) -> SigningFacts | Refusal:
    """Do not sign, and say why, in at most MOST_WORDS characters."""
    if request.sent_back and request.knows(visit.browser):
        return ()
    if refusal := _outside(request, visit):
        return refusal
    said = " ".join(words.split())[:MOST_WORDS]
    return (SentBack(said, visit.at),) if said else Refusal(RefusalCode.NO_WORDS)


def sign(
    request: SigningRequest,
    visit: Visit,
    document: str,
    read: str,
    signed: SignedOnline,
    ticked: Sequence[bool],
) -> SigningFacts | Refusal:
    """Sign: `document` is the SHA-256 of the document now, `read` that of the one whose pages were shown."""
    if request.signed and request.knows(visit.browser) and read == request.signed.document:
        return ()
    if refusal := _outside(request, visit):
        return refusal
    if request.stage(visit.browser, visit.pages, visit.now) is not Stage.CHECKING:
        return Refusal(RefusalCode.OUT_OF_TURN)
    if read != document:
        return Refusal(RefusalCode.OTHER_DOCUMENT)
    if len(ticked) != STATEMENTS or not all(ticked):
        return Refusal(RefusalCode.BOXES)
    return (signed,)


def _outside(request: SigningRequest, visit: Visit) -> Refusal | None:
    if request.over or request.stage(visit.browser, visit.pages, visit.now) is Stage.EXPIRED:
        return Refusal(RefusalCode.OVER)
    return None if request.lets_in(visit.browser, visit.now) else Refusal(RefusalCode.NOT_LET_IN)
