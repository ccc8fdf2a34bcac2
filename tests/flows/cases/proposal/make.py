"""Short ways to say what a proposal's case is made of: it closes on a Wednesday, 113-03-06, at 17:00."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from flows.cases.consultant_events import APPLICANT
from flows.cases.decide import Case
from flows.cases.events import CaseEvent, MessageLeft, RecordedEvent
from flows.cases.proposal.acts import ProposalContext
from flows.cases.proposal.events import CorrectionAsked, CorrectionPlace, PaperReceived, PointChecked
from flows.cases.stage import CaseKind, Received, Timetable
from flows.definitions.programme import TAIPEI

CLOSES = datetime(2024, 3, 6, 17, 0, tzinfo=TAIPEI)
SENT = CLOSES - timedelta(days=3)
NOW = CLOSES + timedelta(days=1)
TABLE = Timetable(closes=CLOSES)
POINTS = {"eligible": ("ended", "duplicate"), "complete": ("copies",), "conform": ("same",)}
PLACES = {"": ("kpi", "files", "paper.seals"), "seat2": ("form",)}
CONTEXT = ProposalContext(NOW, POINTS, PLACES)

PAPER = PaperReceived((CLOSES - timedelta(hours=3)).isoformat(), "hand", 2, 2, 2, 1)
LATE = replace(PAPER, at=(CLOSES + timedelta(minutes=20)).isoformat())
POSTMARKED = replace(LATE, way="registered", postmark="2024-03-05")
CHECKED = tuple(PointChecked(point, ticks) for point, ticks in POINTS.items())
KPI, FORM, SEALS = (
    CorrectionPlace("kpi", "指標四的目標"), CorrectionPlace("form", "外銷年份", "seat2"),
    CorrectionPlace("paper.seals", "第二份缺小章"),
)  # fmt: skip
DUE = "2024-03-11"


def asked(*places: CorrectionPlace, due: str = DUE) -> CorrectionAsked:
    """These places are to be mended."""
    return CorrectionAsked(places, due)


def stream(*events: CaseEvent, who: str = "lin@example.org") -> tuple[RecordedEvent, ...]:
    """These events, one a minute from an hour after closing; what the leader did is the leader's."""
    theirs = ("CorrectionReceived", "ProposalSentAgain", "SlotAnswered", "ContractReturned")
    return tuple(
        RecordedEvent(
            number,
            CLOSES + timedelta(hours=1, minutes=number),
            APPLICANT if type(event).__name__ in theirs else who,
            event,
        )
        for number, event in enumerate(events, 1)
    )


def proposal(*events: CaseEvent, revision: int = 1) -> Case:
    """The case of a proposal sent three days before closing, and what happened since."""
    received = Received(SENT, kind=CaseKind.PROPOSAL, revision=revision, sent_at=SENT)
    return Case(received, stream(*events), TABLE)


def left(events: Sequence[CaseEvent]) -> list[CaseEvent]:
    """The same, each told at once."""
    found: list[CaseEvent] = []
    for event in events:
        found.append(event)
        found.append(MessageLeft(len(found)))
    return found
