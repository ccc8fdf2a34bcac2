"""What an alliance has put together so far: its members, what the leader says, its indicators, schedule and files."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from flows.rules.verdict import State
from flows.schemes.alliance.growth import Revenue
from flows.schemes.alliance.indicators import Indicators
from flows.schemes.alliance.schedule import Schedule


class Source(StrEnum):
    """What a figure of overseas revenue rests on."""

    CERTIFIED = "cpa"
    OWN_CLOSING = "self"
    TAX_RETURN = "filed"


class NameCheck(StrEnum):
    """How a company's name compares with the public register."""

    SAME = "same"
    EXPLAINED = "explained"
    DIFFERENT = "different"
    NOT_LOOKED_UP = "not_looked_up"


@dataclass(frozen=True)
class Member:
    """One company's seat. `verdict` says whether it is an SME; `changed` that its form was changed after it was
    confirmed; `declared` that it agreed to both declarations and gave its data; `related` that it says it belongs
    together with another member; `supported` that it names a programme of this year or of the same content;
    `elsewhere` that it has a seat in another alliance of the year."""

    ubn: str
    name: str
    revenue: Revenue
    leader: bool = False
    confirmed: bool = True
    verdict: State = State.ELIGIBLE
    source: Source = Source.CERTIFIED
    declared: bool = True
    name_check: NameCheck = NameCheck.SAME
    head: str = ""
    address: str = ""
    related: bool = False
    changed: bool = False
    supported: bool = False
    elsewhere: bool = False

    @property
    def counted(self) -> bool:
        """Whether it counts towards the six, and its figures towards the sums: confirmed, and not known to be too
        large. One whose size staff have to look at counts."""
        return self.confirmed and self.verdict is not State.NOT_ELIGIBLE


class Prose(StrEnum):
    """How the chapters of prose are given."""

    TYPED = "typed"
    PDF = "pdf"
    OWN_BOOK = "own_book"


@dataclass(frozen=True)
class Files:
    """What has been uploaded. `own_book_agrees`: the leader has ticked that its numbers are those entered here."""

    registration: bool = False
    slides: bool = False
    own_book: bool = False
    own_book_agrees: bool = False


@dataclass(frozen=True)
class Proposal:
    """Everything that is looked at before a proposal may be sent.

    `empty` names printed places that have neither a value nor 「無」; `summary_pages` is how long the summary came out,
    0 before it was set; `supported` that the leader names a programme of this year or of the same content; `received`
    is when the request to send it reached us, None while it is only looked at."""

    name: str
    industry: str
    market: str
    members: tuple[Member, ...]
    indicators: Indicators
    schedule: Schedule
    files: Files = Files()
    prose: Prose = Prose.TYPED
    empty: tuple[str, ...] = ()
    summary_pages: int = 0
    declared: bool = False
    consented: bool = False
    mail_proven: bool = False
    supported: bool = False
    closes: datetime | None = None
    received: datetime | None = None

    @property
    def confirmed(self) -> tuple[Member, ...]:
        """The members that have confirmed their form."""
        return tuple(member for member in self.members if member.confirmed)

    @property
    def counted(self) -> tuple[Member, ...]:
        """The members that count."""
        return tuple(member for member in self.members if member.counted)

    @property
    def leaders(self) -> tuple[Member, ...]:
        """Whoever leads: exactly one when all is well."""
        return tuple(member for member in self.members if member.leader)


INDUSTRIES = ("it", "food_travel", "beauty")
"""The three industries of the scheme (slides of 113, lines 175–176)."""

OTHER_MARKETS = ("apac_other", "other")
"""Markets that the slides do not name; 「等」 leaves them to staff (lines 170–171)."""

SHORT_NAME = 4
"""Characters that the slides advise for an alliance's name (line 564)."""


def occurrences(members: tuple[Member, ...]) -> Mapping[str, int]:
    """How often each company number is among the members."""
    numbers = [member.ubn for member in members]
    return {number: numbers.count(number) for number in numbers}
