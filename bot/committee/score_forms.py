"""What a reviewer filled in of a case: read from the form, and as the page shows it again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.office.sessions import PostedForm
from flows.selection.criteria import CRITERIA, WEIGHTS, ConflictKind, levels, to_be_explained
from flows.selection.events import ConflictDeclared, ScoreDrafted, ScoreSubmitted
from flows.selection.ranking import DraftPoints
from flows.selection.state import Impartiality, Selection

_LEVEL = "level"
"""The field of a button that stands for the points of a level: "target_market:9"."""


@dataclass(frozen=True, slots=True)
class Filled:
    """Points and words so far. `typed` is what stands in a field of points and is no whole number, by criterion."""

    points: DraftPoints
    comment: str = ""
    remarks: Mapping[str, str] = field(default_factory=dict)
    private: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """The sum of what is given."""
        return sum(one for one in self.points if one is not None)

    def draft(self, case: str, reviewer: str) -> ScoreDrafted:
        """To be kept."""
        return ScoreDrafted(case, reviewer, self.points, self.comment, self.remarks, self.private)

    def score(self, case: str, reviewer: str) -> ScoreSubmitted | None:
        """To be submitted; None while points are missing."""
        points = tuple(one for one in self.points if one is not None)
        if len(points) < len(CRITERIA):
            return None
        remarks = {name: words.strip() for name, words in self.remarks.items() if words.strip()}
        return ScoreSubmitted(case, reviewer, points, self.comment.strip(), remarks, self.private.strip())


def read_score(form: PostedForm) -> Filled:
    """What was typed or pressed: a level's button counts before the number beside it."""
    points, typed = [], {}
    pressed, _, level = form.get(_LEVEL).partition(":")
    for name in CRITERIA:
        text = (level if pressed == name else form.get(f"points_{name}")).strip().translate(_FULL_WIDTH)
        number = int(text) if text.isascii() and text.isdecimal() and len(text) < 4 else None
        if text and number is None:
            typed[name] = text[:20]
        points.append(number)
    remarks = {name: _plain(form.get(f"remark_{name}")) for name in CRITERIA}
    return Filled(
        tuple(points),
        _plain(form.get("comment")),
        {name: words for name, words in remarks.items() if words},
        _plain(form.get("private")),
        typed,
    )


def stored_score(state: Selection, case: str, reviewer: str) -> Filled:
    """What is kept: submitted, else drafted, else nothing."""
    one = state.scores.get((case, reviewer)) or state.drafts.get((case, reviewer))
    if one is None:
        return Filled((None,) * len(CRITERIA))
    return Filled(tuple(one.points), one.comment, one.remarks, one.private)


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """A criterion as the form has it: the points filled in, the most there are, its levels, whether a word is asked
    for."""

    name: str
    most: int
    points: str
    remark: str
    levels: Mapping[str, int]
    explain: bool


def criterion_rows(state: Selection, filled: Filled) -> Sequence[CriterionRow]:
    """The five, in the order of the slides; none before the weights are confirmed."""
    if state.reading is None:
        return ()
    weights = WEIGHTS[state.reading]
    # What is missing counts as the middle, about which nothing has to be said.
    whole = tuple(
        most * 3 // 4 if one is None else one for one, most in zip(filled.points, weights, strict=True)
    )
    explained = to_be_explained(whole, weights)
    return [
        CriterionRow(
            name,
            most,
            filled.typed.get(name, "") if points is None else str(points),
            filled.remarks.get(name, ""),
            levels(most),
            points is not None and name in explained,
        )
        for name, points, most in zip(CRITERIA, filled.points, weights, strict=True)
    ]


def read_declaration(form: PostedForm, case: str, reviewer: str) -> ConflictDeclared | str:
    """What somebody declares about a case; what is missing, otherwise."""
    said = form.get("impartiality")
    if said not in set(Impartiality):
        return "choose"
    kinds = tuple(one for one in ConflictKind if one in form.fields.get("kind", ()))
    words = _plain(form.get("explanation")).strip()
    if said == Impartiality.FREE:
        if kinds:
            return "free_with_kinds"
        words = ""
    elif said == Impartiality.CONFLICT and not kinds:
        return "kind_missing"
    if ConflictKind.OTHER in kinds and not words:
        return "explain"
    return ConflictDeclared(case, reviewer, said, form.get("name").strip()[:60], kinds, words)


def _plain(text: str) -> str:
    """A text area as it was typed: browsers send two characters for the end of a line."""
    return text.replace("\r\n", "\n")


_FULL_WIDTH = {ord("０") + digit: ord("0") + digit for digit in range(10)}
