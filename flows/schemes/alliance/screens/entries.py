"""What the leader has entered, read out of the session's entries: indicators, schedule, files, members' seats."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from flows.answers.parsing.alliance_name import bare_name
from flows.answers.values import amount
from flows.definitions.programme import TAIPEI
from flows.schemes.alliance.growth import Revenue, total
from flows.schemes.alliance.indicators import Indicators
from flows.schemes.alliance.lists import LEAST_PROSE as LEAST
from flows.schemes.alliance.lists import MARKETS_TO_CHECK, PROSE
from flows.schemes.alliance.proposal import Files, Proposal, Prose
from flows.schemes.alliance.prose_images import IllustratedText, illustrated
from flows.schemes.alliance.schedule import Schedule
from flows.schemes.alliance.stored import Json, indicators_of, members_of, schedule_of
from flows.screens.base import Situation
from flows.session.alliance import Part
from flows.session.state import Session

CHAPTER, SEATS, DRAFT, SCHEDULE, CONSENT, SUMMARY_PAGES, MAIL, CASE = (
    "chapter", "seats", "draft", "schedule", "consent_review", "summary_pages", "mail", "case_state",
)  # fmt: skip
"""Names of entries. Rows of an indicator are under `kpi.<indicator>`, files under `file.<part>`, sections under
`prose.<section>`, their images under `images.<section>` by number."""


def mend_end(part: Part) -> datetime | None:
    """The moment from which what is mended comes too late; None where nothing is to be."""
    if not part.mend_due:
        return None
    return datetime.combine(date.fromisoformat(part.mend_due) + timedelta(days=1), time(), TAIPEI)


@dataclass(frozen=True, slots=True)
class WorkspaceEntries:
    """One leader's work."""

    situation: Situation

    @property
    def session(self) -> Session:
        """The leader's session."""
        return self.situation.session

    @property
    def entries(self) -> Json:
        """Everything entered."""
        return self.session.entries

    @property
    def chapter(self) -> str:
        """Which part of the workspace is open: a name, and behind a dot what of it."""
        return str(self.entries.get(CHAPTER, "board"))

    def text(self, question: str) -> str:
        """A chosen option or words; empty when not answered."""
        value = self.session.values().get(question, "")
        return value if isinstance(value, str) else ""

    def rows(self, indicator: str) -> Sequence[Json]:
        """The rows of an indicator."""
        return tuple(self.entries.get(f"kpi.{indicator}", ()))

    def file(self, part: str) -> Json | None:
        """The file given for a part."""
        found: Json | None = self.entries.get(f"file.{part}")
        return found

    def section(self, name: str) -> IllustratedText:
        """A section of prose with its images."""
        return illustrated(self.entries, name)

    @property
    def seats(self) -> Sequence[Json]:
        """The members' seats as last seen, the leader's first."""
        return tuple(seat for seat in self.entries.get(SEATS, ()) if seat.get("admitted", True))

    @property
    def knocking(self) -> Sequence[Json]:
        """Seats that wait to be let in."""
        return tuple(seat for seat in self.entries.get(SEATS, ()) if not seat.get("admitted", True))

    @property
    def schedule(self) -> Schedule | None:
        """The schedule laid out so far."""
        stored = self.entries.get(SCHEDULE)
        return schedule_of(stored) if stored else None

    @property
    def missing_prose(self) -> tuple[str, ...]:
        """Sections that are not long enough yet, where they are typed; a file that is missing where one is given."""
        match self.prose:
            case Prose.TYPED:
                return tuple(each for each in PROSE if self.section(each).length < LEAST)
            case Prose.PDF:
                return () if self.file("own_prose") else ("own_prose",)
            case _:
                return ()

    @property
    def prose(self) -> Prose:
        """How the chapters of prose are given."""
        chosen = self.text("prose_mode")
        return Prose(chosen) if chosen else Prose.TYPED

    @property
    def market(self) -> str:
        """The market as the checks know it; those that staff decide about are alike."""
        market = self.text("target_market")
        return "apac_other" if market in MARKETS_TO_CHECK else market

    @property
    def revenue(self) -> Revenue:
        """Base and target of all members that count."""
        return total(member.revenue for member in members_of(self.seats) if member.counted)

    def proposal(self, received: Any = None) -> Proposal:
        """Everything as the checks look at it; `received` is when the request to send it reached us."""
        values, programme = self.session.values(), self.situation.definition.programme
        declared = all(
            values.get(each) == "yes"
            for each in ("declare_no_duplicate", "declare_no_abnormal", "know_not_returned")
        )
        support = values.get("gov_support_leader")
        years = (
            [row.get("year") for row in support if isinstance(row, Mapping)]
            if isinstance(support, list)
            else []
        )
        return Proposal(
            name=bare_name(self.text("alliance_name")),
            industry=self.text("industry_focus"),
            market=self.market,
            members=members_of(self.seats),
            indicators=self.indicators(),
            schedule=self.schedule or Schedule(()),
            files=Files(
                bool(self.file("registration")), bool(self.file("slides")), bool(self.file("own_book")),
                bool(self.entries.get("own_book_agrees")),
            ),
            prose=self.prose,
            empty=self.missing_prose,
            summary_pages=int(self.entries.get(SUMMARY_PAGES, 1)),
            declared=declared,
            consented=bool(self.entries.get(CONSENT)),
            mail_proven=self.mail_proven,
            supported=programme.year in years or values.get("gov_support_same") == "yes",
            closes=max(programme.closes, mend_end(self.session.alliance) or programme.closes),
            received=received,
        )  # fmt: skip

    @property
    def mail_proven(self) -> bool:
        """Whether a code sent to the address given now was typed."""
        return bool(self.text("project_email")) and self.entries.get(MAIL) == self.text("project_email")

    def indicators(self) -> Indicators:
        """The indicators as entered."""
        return indicators_of(self.entries)


def number(value: object) -> int:
    """A figure of a form in whole New Taiwan dollars; 0 where none is given."""
    found = amount(value) if isinstance(value, int | float) else None
    return int(found or 0)


def case_facts(known: Json) -> dict[str, str]:
    """What is said of a case by how it was seen last."""
    return {name: str(known[name]) for name in ("case", "r", "stage", "next")}
