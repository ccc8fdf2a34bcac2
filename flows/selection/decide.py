"""What may be done in a selection, and why something may not: every act is its event, allowed or refused."""

from datetime import date
from typing import TypeAlias

from flows.selection.criteria import (
    LONGEST_COMMENT,
    SHORTEST_COMMENT,
    WEIGHTS,
    ConflictKind,
    WeightReading,
    outside,
    outside_so_far,
    to_be_explained,
)
from flows.selection.events import (
    CasesEntered,
    ChairNamed,
    CommentsReleased,
    ConflictCleared,
    ConflictDeclared,
    OrderDrawn,
    OutlierNoted,
    RankingClosed,
    Recused,
    ResultPublished,
    ReviewerInvited,
    ReviewerRemoved,
    ReviewersSet,
    ScoreDrafted,
    ScoreReopened,
    ScoreSubmitted,
    ScoringOpened,
    SelectionEvent,
    WeightsConfirmed,
)
from flows.selection.ranking import Points, equal, order
from flows.selection.refusals import Refusal
from flows.selection.state import Impartiality, OfOne, Selection

LEAST_REVIEWERS = 5
"""Reviewers without whom the scoring is not closed: as many as a committee of procurement has (constructed)."""

LONGEST_WORDS = 500
"""Characters of a remark, a reason or a note."""

LONGEST_DRAFT = 2000
"""The same of a draft: words that are too long are kept until they are made shorter."""

_Before: TypeAlias = CasesEntered | ReviewersSet | WeightsConfirmed | OrderDrawn | ScoringOpened
_People: TypeAlias = ReviewerInvited | ReviewerRemoved | ChairNamed


def refusal(state: Selection, event: SelectionEvent) -> Refusal | None:
    """Why this may not happen now; None when it may."""
    if state.published:
        return Refusal.PUBLISHED
    match event:
        case CasesEntered() | ReviewersSet() | WeightsConfirmed() | OrderDrawn() | ScoringOpened():
            return _before(state, event)
        case ReviewerInvited() | ReviewerRemoved() | ChairNamed():
            return _people(state, event)
        case CommentsReleased(case_number):
            return None if case_number in state.cases else Refusal.UNKNOWN_CASE
        case RankingClosed():
            return _closing(state, event)
        case ResultPublished():
            return None if state.closed else Refusal.NOT_CLOSED
        case _:
            return _of_one(state, event)


def _people(state: Selection, event: _People) -> Refusal | None:
    """Who reviews, and who takes the chair."""
    match event:
        case ChairNamed(chair):
            return None if chair.strip() else Refusal.NAME_MISSING
        case ReviewerRemoved(reviewer, reason):
            if reviewer not in state.active:
                return Refusal.UNKNOWN_REVIEWER
            return _reason(reason)
        case ReviewerInvited(reviewer, name, since, until):
            if not name.strip() or not reviewer.strip():
                return Refusal.NAME_MISSING
            if not _in_order(since, until):
                return Refusal.DAYS
            return Refusal.CLOSED_ALREADY if state.closed and reviewer not in state.active else None


def _in_order(since: str, until: str) -> bool:
    try:
        return date.fromisoformat(since) <= date.fromisoformat(until)
    except ValueError:
        return False


def _reason(words: str) -> Refusal | None:
    if not words.strip():
        return Refusal.REASON_MISSING
    return Refusal.TOO_LONG if len(words) > LONGEST_WORDS else None


def _before(state: Selection, event: _Before) -> Refusal | None:
    """What is set before anybody scores."""
    match event:
        case WeightsConfirmed(reading):
            if state.reading:
                return Refusal.WEIGHTS_FIXED
            return None if reading in set(WeightReading) else Refusal.UNKNOWN_READING
        case OrderDrawn(cases):
            if not state.cases or sorted(cases) != sorted(state.cases):
                return Refusal.UNKNOWN_CASE
            return Refusal.DRAWN_ALREADY if sorted(state.presented) == sorted(cases) else None
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
    if not state.active:
        return Refusal.TOO_FEW_REVIEWERS
    return None if state.reading else Refusal.WEIGHTS_NOT_CONFIRMED


def _of_one(state: Selection, event: OfOne) -> Refusal | None:
    """What somebody does about one case."""
    if event.reviewer not in state.active:
        return Refusal.UNKNOWN_REVIEWER
    if event.case not in state.cases:
        return Refusal.UNKNOWN_CASE
    pair = (event.case, event.reviewer)
    match event:
        case ConflictDeclared():
            return _declaring(state, event)
        case Recused(reason=reason):
            return _reason(reason)
        case ConflictCleared(reason=reason):
            return _reason(reason) if pair in state.undecided else Refusal.NOTHING_TO_DECIDE
        case ScoreReopened(reason=reason):
            return _reason(reason) if pair in state.scores else Refusal.NOT_SUBMITTED
        case OutlierNoted(note=note):
            return _reason(note) if pair in state.round.outliers else Refusal.NO_OUTLIER
        case _:
            return _scoring(state, event)


def _declaring(state: Selection, event: ConflictDeclared) -> Refusal | None:
    if state.out(event.case, event.reviewer):
        return Refusal.TAKEN_OUT
    if not set(event.kinds) <= set(ConflictKind) or len(event.explanation) > LONGEST_WORDS:
        return Refusal.KIND_MISSING
    return None if event.name.strip() else Refusal.NAME_MISSING


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
    return _draft(event, weights) if isinstance(event, ScoreDrafted) else _submission(event, weights)


def _draft(event: ScoreDrafted, weights: Points) -> Refusal | None:
    if max(map(len, (event.comment, event.private, *event.remarks.values()))) > LONGEST_DRAFT:
        return Refusal.TOO_LONG
    return Refusal.POINTS_OUTSIDE if outside_so_far(event.points, weights) else None


def _submission(event: ScoreSubmitted, weights: Points) -> Refusal | None:
    if outside(event.points, weights):
        return Refusal.POINTS_OUTSIDE
    if max(map(len, (event.private, *event.remarks.values()))) > LONGEST_WORDS:
        return Refusal.TOO_LONG
    if not SHORTEST_COMMENT <= len(event.comment.strip()) <= LONGEST_COMMENT:
        return Refusal.COMMENT_LENGTH
    explained = {name for name, remark in event.remarks.items() if remark.strip()}
    return None if explained >= set(to_be_explained(event.points, weights)) else Refusal.REMARK_MISSING


def _closing(state: Selection, event: RankingClosed) -> Refusal | None:
    if not state.open:
        return Refusal.NOT_OPEN
    if state.closed:
        return Refusal.CLOSED_ALREADY
    if len(state.active) < LEAST_REVIEWERS:
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
