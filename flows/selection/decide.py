"""What may be done in a selection, and why something may not: every act is its event, allowed or refused."""

from enum import StrEnum

from flows.selection.criteria import (
    LONGEST_COMMENT,
    SHORTEST_COMMENT,
    WEIGHTS,
    WeightReading,
    outside,
    to_be_explained,
)
from flows.selection.events import (
    CasesEntered,
    ConflictDeclared,
    OrderDrawn,
    OutlierNoted,
    RankingClosed,
    Recused,
    ResultPublished,
    ReviewersSet,
    ScoreDrafted,
    ScoreReopened,
    ScoreSubmitted,
    ScoringOpened,
    SelectionEvent,
    WeightsConfirmed,
)
from flows.selection.ranking import equal, order
from flows.selection.state import Impartiality, Selection

LEAST_REVIEWERS = 5
"""Reviewers without whom the scoring is not closed: as many as a committee of procurement has (constructed)."""


class Refusal(StrEnum):
    """Why an act is refused."""

    NO_CASES = "no_cases"
    UNKNOWN_CASE = "unknown_case"
    UNKNOWN_REVIEWER = "unknown_reviewer"
    TOO_FEW_REVIEWERS = "too_few_reviewers"
    REVIEWER_LEFT_OUT = "reviewer_left_out"
    WEIGHTS_NOT_CONFIRMED = "weights_not_confirmed"
    WEIGHTS_FIXED = "weights_fixed"
    UNKNOWN_READING = "unknown_reading"
    ALREADY_OPEN = "already_open"
    NOT_OPEN = "not_open"
    NAME_MISSING = "name_missing"
    NOT_DECLARED = "not_declared"
    TAKEN_OUT = "taken_out"
    POINTS_OUTSIDE = "points_outside"
    COMMENT_LENGTH = "comment_length"
    REMARK_MISSING = "remark_missing"
    SUBMITTED_ALREADY = "submitted_already"
    NOT_SUBMITTED = "not_submitted"
    REASON_MISSING = "reason_missing"
    NO_OUTLIER = "no_outlier"
    TOO_FEW_SCORES = "too_few_scores"
    OUTLIER_WITHOUT_NOTE = "outlier_without_note"
    RANKS_NEED_EVERYBODY = "ranks_need_everybody"
    DRAW_MISSING = "draw_missing"
    CLOSED_ALREADY = "closed_already"
    NOT_CLOSED = "not_closed"
    PUBLISHED = "published"


def refusal(state: Selection, event: SelectionEvent) -> Refusal | None:
    """Why this may not happen now; None when it may."""
    if state.published:
        return Refusal.PUBLISHED
    match event:
        case CasesEntered() | ReviewersSet() | WeightsConfirmed() | OrderDrawn() | ScoringOpened():
            return _before(state, event)
        case RankingClosed():
            return _closing(state, event)
        case ResultPublished():
            return None if state.closed else Refusal.NOT_CLOSED
        case _:
            return _of_one(state, event)


def _before(
    state: Selection, event: CasesEntered | ReviewersSet | WeightsConfirmed | OrderDrawn | ScoringOpened
) -> Refusal | None:
    """What is set before anybody scores."""
    match event:
        case WeightsConfirmed(reading):
            if state.reading:
                return Refusal.WEIGHTS_FIXED
            return None if reading in set(WeightReading) else Refusal.UNKNOWN_READING
        case OrderDrawn(cases):
            return None if sorted(cases) == sorted(state.cases) else Refusal.UNKNOWN_CASE
        case ReviewersSet(reviewers):
            # A substitute comes beside the others: who left is recused, so that the record keeps what they did.
            kept = set(state.reviewers) <= set(reviewers) or not state.open
            if not reviewers:
                return Refusal.TOO_FEW_REVIEWERS
            return None if kept else Refusal.REVIEWER_LEFT_OUT
    if state.open:
        return Refusal.ALREADY_OPEN
    match event:
        case CasesEntered(cases):
            return None if cases else Refusal.NO_CASES
        case _:
            return _opening(state)


def _opening(state: Selection) -> Refusal | None:
    if not state.cases:
        return Refusal.NO_CASES
    if not state.reviewers:
        return Refusal.TOO_FEW_REVIEWERS
    return None if state.reading else Refusal.WEIGHTS_NOT_CONFIRMED


def _of_one(
    state: Selection,
    event: ConflictDeclared | Recused | ScoreDrafted | ScoreSubmitted | ScoreReopened | OutlierNoted,
) -> Refusal | None:
    """What somebody does about one case."""
    if event.reviewer not in state.reviewers:
        return Refusal.UNKNOWN_REVIEWER
    if event.case not in state.cases:
        return Refusal.UNKNOWN_CASE
    pair = (event.case, event.reviewer)
    match event:
        case ConflictDeclared(name=name):
            if state.out(event.case, event.reviewer):
                return Refusal.TAKEN_OUT
            return None if name.strip() else Refusal.NAME_MISSING
        case Recused(reason=reason):
            return None if reason.strip() else Refusal.REASON_MISSING
        case ScoreReopened(reason=reason):
            if pair not in state.scores:
                return Refusal.NOT_SUBMITTED
            return None if reason.strip() else Refusal.REASON_MISSING
        case OutlierNoted(note=note):
            if pair not in state.round.outliers:
                return Refusal.NO_OUTLIER
            return None if note.strip() else Refusal.REASON_MISSING
        case _:
            return _scoring(state, event)


def _scoring(state: Selection, event: ScoreDrafted | ScoreSubmitted) -> Refusal | None:
    pair = (event.case, event.reviewer)
    if state.reading is None or not state.open:
        return Refusal.NOT_OPEN
    if state.out(*pair):
        return Refusal.TAKEN_OUT
    if state.declared.get(pair) is not Impartiality.FREE:
        return Refusal.NOT_DECLARED
    if pair in state.scores:
        return Refusal.SUBMITTED_ALREADY
    if state.closed:
        return Refusal.CLOSED_ALREADY
    weights = WEIGHTS[state.reading]
    if outside(event.points, weights):
        return Refusal.POINTS_OUTSIDE
    if isinstance(event, ScoreDrafted):
        return None
    if not SHORTEST_COMMENT <= len(event.comment.strip()) <= LONGEST_COMMENT:
        return Refusal.COMMENT_LENGTH
    explained = {name for name, remark in event.remarks.items() if remark.strip()}
    return None if explained >= set(to_be_explained(event.points, weights)) else Refusal.REMARK_MISSING


def _closing(state: Selection, event: RankingClosed) -> Refusal | None:
    if not state.open:
        return Refusal.NOT_OPEN
    if state.closed:
        return Refusal.CLOSED_ALREADY
    if len(set(state.reviewers)) < LEAST_REVIEWERS:
        return Refusal.TOO_FEW_REVIEWERS
    if state.round.too_few:
        return Refusal.TOO_FEW_SCORES
    if any(not state.notes.get(pair, "").strip() for pair in state.round.outliers):
        return Refusal.OUTLIER_WITHOUT_NOTE
    try:
        ordered = order(state.round, event.method)
    except ValueError:
        return Refusal.RANKS_NEED_EVERYBODY
    return None if equal(ordered) <= set(event.draw) else Refusal.DRAW_MISSING
