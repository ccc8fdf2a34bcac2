"""A reviewer's view of a selection, as their chat needs it."""

from collections.abc import Callable
from dataclasses import dataclass

from flows.selection.chat.place import Place, Screen
from flows.selection.criteria import CRITERIA, LONGEST_COMMENT, SHORTEST_COMMENT, WEIGHTS, to_be_explained
from flows.selection.events import ScoreDrafted, ScoreSubmitted
from flows.selection.ranking import Points
from flows.selection.state import Impartiality, Selection


@dataclass(frozen=True)
class ReviewerPart:
    """The selection, whose desk it is, the number of the last act about a case of theirs, and the one that an act of
    now would get."""

    state: Selection
    reviewer: str
    seen: Callable[[str], int]
    coming: int

    @property
    def cases(self) -> tuple[str, ...]:
        """Those there are for them, in the order they are presented in; who is recused finds a case nowhere."""
        visible = self.state.visible(self.reviewer)
        presented = tuple(case for case in self.state.presented if case in visible)
        return presented if len(presented) == len(visible) else visible

    @property
    def weights(self) -> Points:
        """The most points of each criterion; none before the weights are confirmed."""
        return WEIGHTS[self.state.reading] if self.state.reading else ()

    def kept(self, case: str) -> ScoreDrafted:
        """What they have given so far, here or on the page, submitted or not."""
        pair = (case, self.reviewer)
        one = self.state.scores.get(pair) or self.state.drafts.get(pair)
        if one is None:
            return ScoreDrafted(case, self.reviewer, (None,) * len(CRITERIA))
        return ScoreDrafted(case, self.reviewer, tuple(one.points), one.comment, one.remarks, one.private)

    def score(self, case: str) -> ScoreSubmitted | None:
        """The same to be submitted; None while points are missing."""
        kept = self.kept(case)
        points = tuple(one for one in kept.points if one is not None)
        if len(points) < len(CRITERIA):
            return None
        remarks = {name: words.strip() for name, words in kept.remarks.items() if words.strip()}
        comment, private = kept.comment.strip(), kept.private.strip()
        return ScoreSubmitted(case, self.reviewer, points, comment, remarks, private)

    def total(self, case: str) -> int:
        """The sum of what is given."""
        return sum(one for one in self.kept(case).points if one is not None)

    def locked(self, case: str) -> bool:
        """Whether they have submitted it."""
        return (case, self.reviewer) in self.state.scores

    def declared(self, case: str) -> bool:
        """Whether they may see more of a case than names."""
        return self.state.declared.get((case, self.reviewer)) is Impartiality.FREE

    def explains(self, case: str, criterion: int) -> bool:
        """Whether the points of a criterion want a word."""
        points, weights = self.kept(case).points, self.weights
        whole = tuple(
            most * 3 // 4 if one is None else one for one, most in zip(points, weights, strict=True)
        )
        return CRITERIA[criterion] in to_be_explained(whole, weights)

    def remarked(self, case: str, criterion: int) -> bool:
        """Whether there is a word about a criterion."""
        return bool(self.kept(case).remarks.get(CRITERIA[criterion], "").strip())

    def commented(self, case: str) -> bool:
        """Whether the comment on the whole is as long as it has to be."""
        return SHORTEST_COMMENT <= len(self.kept(case).comment.strip()) <= LONGEST_COMMENT

    def next_of(self, case: str, *, after: int = -1) -> Place:
        """The screen of what is missing: from the criterion behind `after` on, then the comment, then the sum."""
        if after >= 0:
            on = after + 1
            return Place(Screen.CRITERION, case, on) if on < len(CRITERIA) else Place(Screen.COMMENT, case)
        for number, one in enumerate(self.kept(case).points):
            if one is None:
                return Place(Screen.CRITERION, case, number)
            if self.explains(case, number) and not self.remarked(case, number):
                return Place(Screen.REMARK, case, number)
        return Place(Screen.SUM if self.commented(case) else Screen.COMMENT, case)
