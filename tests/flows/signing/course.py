"""A request as it goes on, played by decisions alone."""

from datetime import UTC, datetime

from flows.signing import decisions
from flows.signing.decisions import Refusal, RefusalCode, Visit
from flows.signing.facts import (
    PictureKind,
    PicturePlaced,
    ProofMethod,
    SignedOnline,
    SigningAsked,
    SigningFact,
    SigningFacts,
    fact_from_json,
    fact_to_json,
)
from flows.signing.request import LASTS, SigningRequest, Stage, request_of

NOW = datetime(2026, 11, 28, 6, 0, tzinfo=UTC)
MINE, OTHER = "a" * 64, "b" * 64
PAGES = 3
SIGNED = SignedOnline(["read", "true", "agreed"], "d" * 64, NOW.isoformat())
PICTURE = PicturePlaced(PictureKind.DRAWN, NOW.isoformat(), strokes=[[[0.1, 0.2], [0.3, 0.4]]])


def asked(way: ProofMethod) -> SigningAsked:
    address = "manager@company.tw" if way is ProofMethod.MAIL else ""
    return SigningAsked(way, NOW.isoformat(), (NOW + LASTS).isoformat(), "line", address)


class Course:
    """A request as it goes on; every fact passes through JSON, as it would through the database."""

    def __init__(self, way: ProofMethod = ProofMethod.CHAT) -> None:
        self.facts: list[SigningFact] = [asked(way)]
        self.now = NOW

    @property
    def request(self) -> SigningRequest:
        found = request_of(fact_from_json(fact_to_json(fact)) for fact in self.facts)
        assert found
        return found

    def visit(self, browser: str = MINE) -> Visit:
        return Visit(browser, PAGES, self.now)

    def stage(self, browser: str = MINE) -> Stage:
        return self.request.stage(browser, PAGES, self.now)

    def take(self, decided: SigningFacts | Refusal) -> RefusalCode | None:
        if isinstance(decided, Refusal):
            return decided.code
        self.facts += decided
        return None

    def start(self, browser: str = MINE) -> RefusalCode | None:
        return self.take(decisions.start(self.request, self.visit(browser), "47"))

    def number(self, typed: str = "47") -> None:
        self.take(decisions.type_number(self.request, typed, self.now))

    def code(self, *, right: bool = True, browser: str = MINE) -> RefusalCode | None:
        return self.take(decisions.type_code(self.request, self.visit(browser), right=right))

    def turn(self, page: int, browser: str = MINE) -> RefusalCode | None:
        return self.take(decisions.turn_to(self.request, self.visit(browser), page))

    def place(self, picture: PicturePlaced = PICTURE) -> RefusalCode | None:
        return self.take(decisions.place(self.request, self.visit(), picture))

    def back(self, words: str) -> RefusalCode | None:
        return self.take(decisions.send_back(self.request, self.visit(), words))

    def sign(self, read: str = "d" * 64, ticked: tuple[bool, ...] = (True,) * 3) -> RefusalCode | None:
        return self.take(decisions.sign(self.request, self.visit(), "d" * 64, read, SIGNED, ticked))

    def read(self) -> None:
        self.start()
        self.number()
        assert [self.turn(page) for page in (2, 3)] == [None, None]
