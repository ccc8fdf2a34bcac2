"""Where a request stands, folded from its facts."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
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
    SigningAsked,
    SigningFact,
    SigningFinished,
)

LASTS = timedelta(days=7)
"""How long a link works."""

IDLE = timedelta(minutes=30)
"""How long a browser may rest before the signer proves again who they are."""

CODE_LASTS = timedelta(minutes=15)
CODES_AN_HOUR = 3
TRIES_A_CODE = 5
MOST_TRIES = 15
"""Wrong codes of one request; then it is over, and the applicant makes another link."""
MOST_NUMBERS = 3
"""Wrong numbers in the chat; as above."""


class Stage(StrEnum):
    """What the page of a request shows."""

    OPEN = "open"
    NUMBER = "number"
    """A number waits to be typed in the chat."""
    CODE = "code"
    """A code waits to be typed on the page."""
    READING = "reading"
    DRAWING = "drawing"
    CHECKING = "checking"
    SIGNED = "signed"
    SENT_BACK = "sent_back"
    LOCKED = "locked"
    """Too many wrong codes or numbers."""
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class SigningRequest:
    """A request after its facts; `pages` were shown, in the order they were asked for first."""

    asked: SigningAsked
    browser: str = ""
    number: str = ""
    proof: str = ""
    """The number that was typed in the chat."""
    codes: tuple[str, ...] = ()
    """When each code was mailed."""
    misses: int = 0
    misses_of_code: int = 0
    verified: SignerVerified | None = None
    pages: tuple[int, ...] = ()
    picture: PicturePlaced | None = None
    sent_back: SentBack | None = None
    signed: SignedOnline | None = None
    finished: SigningFinished | None = None
    last_at: str = ""
    active_at: str = ""
    """When whoever was let in last did something."""

    def stage(self, browser: str, pages: int, now: datetime) -> Stage:
        """What to show this browser (SHA-256 of its cookie); the document has so many pages."""
        if self.signed:
            return Stage.SIGNED
        if self.sent_back:
            return Stage.SENT_BACK
        if self.locked:
            return Stage.LOCKED
        if now >= datetime.fromisoformat(self.asked.until):
            return Stage.EXPIRED
        if self.lets_in(browser, now):
            if set(self.pages) != set(range(1, pages + 1)):
                return Stage.READING
            return Stage.CHECKING if self.picture else Stage.DRAWING
        if self.tried_out:
            return Stage.LOCKED
        if not browser or browser != self.browser or _idle(self.last_at, now):
            return Stage.OPEN
        return Stage.NUMBER if self.asked.way == ProofMethod.CHAT else Stage.CODE

    def lets_in(self, browser: str, now: datetime) -> bool:
        """Whether this browser's signer has proved who they are, and has not been away since."""
        return self.knows(browser) and not _idle(self.active_at, now)

    def was_let_in_by(self, typed: str, now: datetime) -> bool:
        """Whether this number has just let somebody in: whoever typed it may not have seen that."""
        verified = self.verified
        return bool(verified and typed == self.proof and self.lets_in(verified.browser, now))

    def is_about(self, document: str) -> bool:
        """Whether nobody was let in to read another document than this one (SHA-256)."""
        return self.verified is None or self.verified.document in ("", document)

    def knows(self, browser: str) -> bool:
        """Whether it is the browser that signed or was let in last, however long ago."""
        return bool(browser) and self.verified is not None and self.verified.browser == browser

    @property
    def tried_out(self) -> bool:
        """Whether nobody may try to prove any more who they are."""
        return self.misses >= (MOST_NUMBERS if self.asked.way == ProofMethod.CHAT else MOST_TRIES)

    @property
    def locked(self) -> bool:
        """Whether that is the end of it. Whoever was let in before is not shut out by others' guesses."""
        return self.verified is None and self.tried_out

    @property
    def over(self) -> bool:
        """Whether nothing can follow any more but finishing what was signed."""
        return bool(self.signed or self.sent_back or self.locked)


def _idle(since: str, now: datetime) -> bool:
    return now - datetime.fromisoformat(since) > IDLE


def request_of(facts: Iterable[SigningFact]) -> SigningRequest | None:
    """Where a request stands after these facts; None without any."""
    request: SigningRequest | None = None
    for fact in facts:
        request = _after(request, fact)
    return request


def _after(request: SigningRequest | None, fact: SigningFact) -> SigningRequest:  # noqa: C901 - one case a fact
    if isinstance(fact, SigningAsked):
        return SigningRequest(fact, last_at=fact.at)
    assert request is not None, "a request begins with being asked for"
    request = replace(request, last_at=fact.at)
    match fact:
        case NumberShown():
            return replace(_begun(request, fact.browser), number=fact.number)
        case CodeMailed():
            return replace(_begun(request, fact.browser), codes=(*request.codes, fact.at), misses_of_code=0)
        case CodeMissed():
            return replace(request, misses=request.misses + 1, misses_of_code=request.misses_of_code + 1)
        case SignerVerified():
            let_in = replace(
                request, verified=fact, active_at=fact.at, number="", proof=request.number, picture=None
            )
            return replace(let_in, misses=0, misses_of_code=0)
        case PageShown():
            seen = request.pages if fact.page in request.pages else (*request.pages, fact.page)
            return replace(request, pages=seen, active_at=fact.at)
        case PicturePlaced():
            return replace(request, picture=fact, active_at=fact.at)
        case SentBack():
            return replace(request, sent_back=fact)
        case SignedOnline():
            return replace(request, signed=fact)
        case SigningFinished():
            return replace(request, finished=fact)


def _begun(request: SigningRequest, browser: str) -> SigningRequest:
    """Somebody begins in this browser: who was let in there proves it again, who was elsewhere goes on."""
    return replace(request, browser=browser, verified=None if request.knows(browser) else request.verified)
