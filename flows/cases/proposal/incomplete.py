"""What an act on a proposal lacks, or says that cannot be."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from enum import StrEnum

from flows.cases.decide import LONGEST_TEXT, Case
from flows.cases.proposal import events as e
from flows.cases.proposal.progress import UNDECIDED, Arrival, Progress
from flows.cases.stage import CaseState, in_effect
from flows.definitions.programme import taipei_day

MOST_COPIES = 20
LONGEST_LINE = 200
"""Characters of the line that says what to mend at a place."""

Known = Mapping[str, Collection[str]]


class ProposalRefusal(StrEnum):
    """Why an act on a proposal was not done; `proposal_problem.<why>` says it (templates/shared/web)."""

    NOT_NOW = "not_now"
    FROZEN = "frozen"
    TWICE = "twice"
    REASON_MISSING = "reason_missing"
    TOO_LONG = "too_long"
    MOMENT = "moment"
    """No moment, or one that is still to come."""
    WAY = "way"
    COPIES = "copies"
    REVISION = "revision"
    POSTMARK = "postmark"
    """No day, one after the arrival, or one on what was brought by hand."""
    ENTRY = "entry"
    """What it takes the place of is no entry about paper."""
    NOT_LATE = "not_late"
    POINT = "point"
    PLACES = "places"
    LINE_MISSING = "line_missing"
    DATE_PAST = "date_past"
    ROUNDS = "rounds"
    """It was asked to mend something as often as it may be."""
    PAPER_MISSING = "paper_missing"
    LATE_UNDECIDED = "late_undecided"
    UNCHECKED = "unchecked"
    """Of a point not everything was ticked, and no note says why."""
    OUTCOME = "outcome"


def incomplete(
    event: e.ProposalEvent, state: CaseState, case: Case, now: datetime, points: Known, places: Known
) -> ProposalRefusal | None:
    """What the act lacks, where the proposal is in this state."""
    found, today = state.proposal or Progress(), taipei_day(now)
    match event:
        case e.PaperReceived():
            entries = {one.number for one in in_effect(case.events) if isinstance(one.event, e.PaperReceived)}
            return _paper(event, entries, case.received.revision, now)
        case e.LatePaperDecided(_, reason):
            late = found.arrival not in (Arrival.MISSING, Arrival.IN_TIME)
            return _text(reason) if late else ProposalRefusal.NOT_LATE
        case e.PointChecked(point, ticks, note):
            known = point in points and set(ticks) <= set(points[point])
            return _longest(note) if known else ProposalRefusal.POINT
        case e.CorrectionAsked():
            return _correction(event, found, case, today, places)
        case e.QualificationPassed():
            return _passes(found, points)
        case e.QualificationFailed(failed, objection):
            wrong = not failed or not {one.point for one in failed} <= set(points)
            texts = [*(one.reason for one in failed), objection]
            return ProposalRefusal.POINT if wrong else _first(texts)
        case e.ResultAnnounced(outcome):
            return None if outcome in e.OUTCOMES else ProposalRefusal.OUTCOME
        case e.ContractSent(due=due) | e.MilestoneOpened(due=due):
            return _day(due, today)
        case (
            e.CorrectionClosed(reason) | e.MemberGone(reason=reason) | e.ReserveMovedUp(reason)
            | e.ContractFailed(reason) | e.SupportRevoked(reason) | e.QuestionNoted(reason)
        ):  # fmt: skip
            return _text(reason)
        case _:
            return None


def _paper(
    event: e.PaperReceived, entries: Collection[int], revision: int, now: datetime
) -> ProposalRefusal | None:
    at = _moment(event.at)
    if at is None or at > now:
        return ProposalRefusal.MOMENT
    if event.way not in e.WAYS:
        return ProposalRefusal.WAY
    if not 1 <= event.copies <= MOST_COPIES or not {event.sealed, event.annex} <= set(
        range(event.copies + 1)
    ):
        return ProposalRefusal.COPIES
    if not 0 <= event.revision <= revision:
        return ProposalRefusal.REVISION
    if event.corrects and event.corrects not in entries:
        return ProposalRefusal.ENTRY
    return _postmark(event, at)


def _postmark(event: e.PaperReceived, at: datetime) -> ProposalRefusal | None:
    if not event.postmark:
        return None
    try:
        day = date.fromisoformat(event.postmark)
    except ValueError:
        return ProposalRefusal.POSTMARK
    return None if event.way in e.POSTED and day <= taipei_day(at) else ProposalRefusal.POSTMARK


def _correction(
    event: e.CorrectionAsked, found: Progress, case: Case, today: date, places: Known
) -> ProposalRefusal | None:
    named = [(one.seat, one.place) for one in event.places]
    if not named or len(set(named)) < len(named):
        return ProposalRefusal.PLACES
    if any(place not in places.get(seat, ()) for seat, place in named):
        return ProposalRefusal.PLACES
    if any(not one.line.strip() for one in event.places):
        return ProposalRefusal.LINE_MISSING
    if any(len(one.line) > LONGEST_LINE for one in event.places):
        return ProposalRefusal.TOO_LONG
    same = set(named) == {(one.seat, one.place) for one in found.places}
    if not same and found.corrections >= case.table.deadlines.correction_rounds:
        return ProposalRefusal.ROUNDS
    return _day(event.due, today)


def _passes(found: Progress, points: Known) -> ProposalRefusal | None:
    """A person passes a proposal that has paper, whose late paper was decided about, and each of whose points was
    looked at, or a note says why not."""
    arrival = found.arrival
    if arrival is Arrival.MISSING:
        return ProposalRefusal.PAPER_MISSING
    if arrival in UNDECIDED:
        return ProposalRefusal.LATE_UNDECIDED
    unchecked = any(not found.is_checked(point, ticks) for point, ticks in points.items())
    return ProposalRefusal.UNCHECKED if unchecked else None


def _moment(text: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at if at.tzinfo else None


def _day(text: str, today: date) -> ProposalRefusal | None:
    try:
        past = date.fromisoformat(text) < today
    except ValueError:
        past = True
    return ProposalRefusal.DATE_PAST if past else None


def _text(text: str) -> ProposalRefusal | None:
    return _longest(text) if text.strip() else ProposalRefusal.REASON_MISSING


def _longest(text: str) -> ProposalRefusal | None:
    return ProposalRefusal.TOO_LONG if len(text) > LONGEST_TEXT else None


def _first(texts: Collection[str]) -> ProposalRefusal | None:
    return next(filter(None, map(_text, texts)), None)
