"""Where a selection stands: a fold of its events, and what each reviewer may know of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TypeVar

from flows.selection.criteria import WEIGHTS, WeightReading
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
from flows.selection.ranking import Points, Ranked, Round, drawn, order

T = TypeVar("T")
Pair = tuple[str, str]
"""(case, reviewer)."""


class Impartiality(StrEnum):
    """How a reviewer stands to a case, as they declare it."""

    FREE = "free"
    CONFLICT = "conflict"
    UNSURE = "unsure"
    """Staff decide; until then as with a conflict."""


@dataclass(frozen=True)
class Selection:
    """What has happened so far."""

    cases: tuple[str, ...] = ()
    reviewers: tuple[str, ...] = ()
    reading: WeightReading | None = None
    presented: tuple[str, ...] = ()
    open: bool = False
    declared: Mapping[Pair, Impartiality] = field(default_factory=dict)
    recused: frozenset[Pair] = frozenset()
    drafts: Mapping[Pair, Points] = field(default_factory=dict)
    scores: Mapping[Pair, ScoreSubmitted] = field(default_factory=dict)
    notes: Mapping[Pair, str] = field(default_factory=dict)
    closed: RankingClosed | None = None
    published: bool = False

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

    def out(self, case: str, reviewer: str) -> bool:
        """Whether a reviewer has nothing to do with a case: taken out by staff, or by their own word."""
        impartiality = self.declared.get((case, reviewer))
        return (case, reviewer) in self.recused or impartiality in (
            Impartiality.CONFLICT,
            Impartiality.UNSURE,
        )

    def visible(self, reviewer: str) -> tuple[str, ...]:
        """The cases a reviewer finds anywhere before results are published: lists, counts, files and mails."""
        if reviewer not in self.reviewers:
            return ()
        return tuple(case for case in self.cases if self.published or not self.out(case, reviewer))

    def readable(self, reviewer: str) -> tuple[str, ...]:
        """The cases whose book and form a reviewer may open: those they have declared to be free in."""
        known = self.visible(reviewer)
        return tuple(case for case in known if self.declared.get((case, reviewer)) is Impartiality.FREE)

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
        case CasesEntered(cases):
            return replace(state, cases=cases)
        case ReviewersSet(reviewers):
            return replace(state, reviewers=reviewers)
        case WeightsConfirmed(reading):
            return replace(state, reading=WeightReading(reading))
        case OrderDrawn(cases):
            return replace(state, presented=cases)
        case ScoringOpened():
            return replace(state, open=True)
        case RankingClosed():
            return replace(state, closed=event)
        case ResultPublished():
            return replace(state, published=True)
        case _:
            return _of_one(state, event, (event.case, event.reviewer))


def _of_one(
    state: Selection,
    event: ConflictDeclared | Recused | ScoreDrafted | ScoreSubmitted | ScoreReopened | OutlierNoted,
    pair: Pair,
) -> Selection:
    match event:
        case ConflictDeclared(impartiality=impartiality):
            return replace(state, declared={**state.declared, pair: Impartiality(impartiality)})
        case Recused():
            # The ranking has to be closed anew: what it was closed with counts no longer.
            return replace(state, recused=state.recused | {pair}, closed=None)
        case ScoreDrafted(points=points):
            return replace(state, drafts={**state.drafts, pair: points})
        case ScoreSubmitted():
            return replace(state, scores={**state.scores, pair: event}, drafts=_without(state.drafts, pair))
        case ScoreReopened():
            drafts = {**state.drafts, pair: state.scores[pair].points}
            return replace(state, scores=_without(state.scores, pair), drafts=drafts, closed=None)
        case OutlierNoted(note=note):
            return replace(state, notes={**state.notes, pair: note})


def _without(mapping: Mapping[Pair, T], pair: Pair) -> Mapping[Pair, T]:
    return {key: value for key, value in mapping.items() if key != pair}
