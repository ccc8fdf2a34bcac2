"""Where a selection stands: a fold of its events, and what each reviewer may know of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TypeAlias, TypeVar

from flows.selection.criteria import WEIGHTS, WeightReading
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
from flows.selection.ranking import Ranked, Round, drawn, order

K = TypeVar("K")
T = TypeVar("T")
Pair = tuple[str, str]
"""(case, reviewer)."""

OfOne: TypeAlias = (
    ConflictDeclared
    | Recused
    | ConflictCleared
    | ScoreDrafted
    | ScoreSubmitted
    | ScoreReopened
    | OutlierNoted
)
"""What somebody does about one case and one reviewer."""


class Impartiality(StrEnum):
    """How a reviewer stands to a case, as they declare it."""

    FREE = "free"
    CONFLICT = "conflict"
    UNSURE = "unsure"
    """Staff decide; until then as with a conflict."""


@dataclass(frozen=True)
class Selection:
    """What has happened so far. `left` are cases that were withdrawn, refused or erased meanwhile."""

    entered: tuple[str, ...] = ()
    left: frozenset[str] = frozenset()
    reviewers: tuple[str, ...] = ()
    invited: Mapping[str, ReviewerInvited] = field(default_factory=dict)
    removed: Mapping[str, str] = field(default_factory=dict)
    chair: str = ""
    reading: WeightReading | None = None
    draw: OrderDrawn | None = None
    open: bool = False
    declared: Mapping[Pair, Impartiality] = field(default_factory=dict)
    declarations: Mapping[Pair, ConflictDeclared] = field(default_factory=dict)
    recused: Mapping[Pair, str] = field(default_factory=dict)
    drafts: Mapping[Pair, ScoreDrafted] = field(default_factory=dict)
    scores: Mapping[Pair, ScoreSubmitted] = field(default_factory=dict)
    reopened: Mapping[Pair, str] = field(default_factory=dict)
    notes: Mapping[Pair, str] = field(default_factory=dict)
    released: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    closed: RankingClosed | None = None
    published: bool = False

    @property
    def cases(self) -> tuple[str, ...]:
        """The cases that are selected from, in the order they were entered."""
        return tuple(case for case in self.entered if case not in self.left)

    @property
    def presented(self) -> tuple[str, ...]:
        """The cases in the order they were drawn; none before."""
        return tuple(case for case in (self.draw.cases if self.draw else ()) if case not in self.left)

    @property
    def active(self) -> tuple[str, ...]:
        """The reviewers who were not taken out altogether."""
        return tuple(who for who in dict.fromkeys(self.reviewers) if who not in self.removed)

    @property
    def round(self) -> Round:
        """What was scored: only what counts of it is counted. Without confirmed weights nothing is."""
        weights = WEIGHTS[self.reading] if self.reading else ()
        given = {
            case: {who: score.points for (of, who), score in self.scores.items() if of == case}
            for case in self.cases
        }
        conflicts = {
            who: frozenset(case for case in self.cases if self.out(case, who)) for who in self.reviewers
        }
        return Round(weights, given, conflicts)

    def name(self, reviewer: str) -> str:
        """What a reviewer is called."""
        invited = self.invited.get(reviewer)
        return invited.name if invited else reviewer

    def out(self, case: str, reviewer: str) -> bool:
        """Whether a reviewer has nothing to do with a case: taken out by staff, or by their own word."""
        impartiality = self.declared.get((case, reviewer))
        partial = impartiality in (Impartiality.CONFLICT, Impartiality.UNSURE)
        return reviewer in self.removed or (case, reviewer) in self.recused or partial

    def visible(self, reviewer: str) -> tuple[str, ...]:
        """The cases a reviewer finds anywhere before results are published: lists, counts, files and mails."""
        if reviewer not in self.active:
            return ()
        return tuple(case for case in self.cases if self.published or not self.out(case, reviewer))

    def readable(self, reviewer: str) -> tuple[str, ...]:
        """The cases whose book and form a reviewer may open: those they have declared to be free in."""
        known = self.visible(reviewer)
        return tuple(case for case in known if self.declared.get((case, reviewer)) is Impartiality.FREE)

    @property
    def undecided(self) -> tuple[Pair, ...]:
        """Where a reviewer is not sure and staff have not said yet."""
        return tuple(
            (case, who)
            for (case, who), said in self.declared.items()
            if said is Impartiality.UNSURE
            and (case, who) not in self.recused
            and case in self.cases
            and who in self.active
        )

    @property
    def ordered(self) -> tuple[Ranked, ...]:
        """The cases as the closed ranking has them, best first; none before it is closed."""
        if self.closed is None:
            return ()
        return drawn(order(self.round, self.closed.method), self.closed.draw)


def fold(events: Iterable[SelectionEvent], selection: Selection | None = None) -> Selection:
    """What these events come to, from the beginning or from `selection` on."""
    state = selection or Selection()
    for event in events:
        state = _next(state, event)
    return state


def _next(state: Selection, event: SelectionEvent) -> Selection:
    match event:
        case ReviewersSet() | ReviewerInvited() | ReviewerRemoved() | ChairNamed():
            return _people(state, event)
        case CasesEntered(cases):
            return replace(state, entered=cases)
        case WeightsConfirmed(reading):
            return replace(state, reading=WeightReading(reading))
        case OrderDrawn():
            return replace(state, draw=event)
        case ScoringOpened():
            return replace(state, open=True)
        case CommentsReleased(case_number, reviewers):
            return replace(state, released={**state.released, case_number: reviewers})
        case RankingClosed():
            return replace(state, closed=event)
        case ResultPublished():
            return replace(state, published=True)
        case _:
            return _of_one(state, event, (event.case, event.reviewer))


def _people(
    state: Selection, event: ReviewersSet | ReviewerInvited | ReviewerRemoved | ChairNamed
) -> Selection:
    match event:
        case ReviewersSet(reviewers):
            return replace(state, reviewers=reviewers)
        case ReviewerInvited(reviewer):
            known = state.reviewers if reviewer in state.reviewers else (*state.reviewers, reviewer)
            invited, removed = {**state.invited, reviewer: event}, _without(state.removed, reviewer)
            closed = None if reviewer in state.removed else state.closed
            return replace(state, reviewers=known, invited=invited, removed=removed, closed=closed)
        case ReviewerRemoved(reviewer, reason):
            return replace(state, removed={**state.removed, reviewer: reason}, closed=None)
        case ChairNamed(chair):
            return replace(state, chair=chair)


def _of_one(state: Selection, event: OfOne, pair: Pair) -> Selection:
    match event:
        case ConflictDeclared(impartiality=impartiality):
            said = Impartiality(impartiality)
            # Who says so late takes their score out: the ranking has to be closed anew.
            closed = state.closed if said is Impartiality.FREE else None
            declarations = {**state.declarations, pair: event}
            declared = {**state.declared, pair: said}
            return replace(state, declared=declared, declarations=declarations, closed=closed)
        case Recused(reason=reason):
            # The ranking has to be closed anew: what it was closed with counts no longer.
            return replace(state, recused={**state.recused, pair: reason}, closed=None)
        case ConflictCleared():
            return replace(state, declared={**state.declared, pair: Impartiality.FREE})
        case ScoreDrafted():
            return replace(state, drafts={**state.drafts, pair: event})
        case ScoreSubmitted():
            reopened, drafts = _without(state.reopened, pair), _without(state.drafts, pair)
            return replace(state, scores={**state.scores, pair: event}, drafts=drafts, reopened=reopened)
        case ScoreReopened(reason=reason):
            old = state.scores[pair]
            draft = ScoreDrafted(old.case, old.reviewer, old.points, old.comment, old.remarks, old.private)
            drafts, scores = {**state.drafts, pair: draft}, _without(state.scores, pair)
            reopened = {**state.reopened, pair: reason}
            return replace(state, scores=scores, drafts=drafts, reopened=reopened, closed=None)
        case OutlierNoted(note=note):
            return replace(state, notes={**state.notes, pair: note})


def _without(mapping: Mapping[K, T], gone: K) -> Mapping[K, T]:
    return {key: value for key, value in mapping.items() if key != gone}
