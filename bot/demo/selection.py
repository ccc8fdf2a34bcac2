"""`rehearse REVIEW.json`: a selection played act by act as the rules allow it, with its minutes and figures.

What the file does not say is filled in: every reviewer declares to be free where it names no conflict, and gives as
many words as the rules ask for. Where somebody scored a case they have a conflict with, the conflict was found late:
the score is given, and then the reviewer is taken out.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.selection.minutes import minutes
from bot.selection.scores import workbook
from bot.selection.words import Quota, words
from flows.selection.criteria import WEIGHTS, WeightReading, outside, to_be_explained
from flows.selection.decide import refusal
from flows.selection.events import (
    CasesEntered,
    ConflictDeclared,
    OutlierNoted,
    RankingClosed,
    Recused,
    ResultPublished,
    ReviewersSet,
    ScoreSubmitted,
    ScoringOpened,
    SelectionEvent,
    WeightsConfirmed,
)
from flows.selection.ranking import Method, Points, equal, order, outcomes, shown
from flows.selection.state import Impartiality, Selection, fold


@dataclass
class Played:
    """A selection so far, and what was refused: the act, the case, the reviewer, and why."""

    state: Selection = field(default_factory=Selection)
    refused: list[list[str]] = field(default_factory=list)

    def do(self, events: Iterable[SelectionEvent]) -> None:
        """Everything that may happen does; what may not is noted."""
        for event in events:
            if why := refusal(self.state, event):
                who = [str(getattr(event, name, "")) for name in ("case", "reviewer")]
                self.refused.append([type(event).__name__, *who, why])
            else:
                self.state = fold([event], self.state)


def rehearse_selection(script: Mapping[str, Any], out: Path) -> int:
    """Play it and write report.json, minutes.pdf and scores.xlsx; 0 also when it could not be closed, as the report
    says."""
    review = script.get("review", script)
    method, quota = Method(review.get("method", Method.MEAN)), Quota()
    played = Played()
    played.do(_opening(review))
    played.do(_scoring(review))
    played.do(
        OutlierNoted(case, who, words()["rehearsal"]["note"]) for case, who in played.state.round.outliers
    )
    played.do([RankingClosed(method, _draw(played.state, method))])
    closed = played.state
    if closed.closed:
        played.do([ResultPublished()])
    report = _report(closed, played, quota)
    out.mkdir(parents=True, exist_ok=True)
    (out / "minutes.pdf").write_bytes(
        minutes(closed, quota, made_at=datetime.now(UTC).replace(microsecond=0))
    )
    (out / "scores.xlsx").write_bytes(workbook(closed, quota))
    text = json.dumps(report, ensure_ascii=False, indent=1)
    (out / "report.json").write_text(text + "\n", encoding="utf-8")
    print(json.dumps(report, ensure_ascii=False))
    return 0


def _opening(review: Mapping[str, Any]) -> Iterator[SelectionEvent]:
    cases, reviewers = tuple(review["scores"]), tuple(review["reviewers"])
    yield CasesEntered(cases)
    yield ReviewersSet(reviewers)
    yield WeightsConfirmed(review.get("reading", WeightReading.A))
    yield ScoringOpened()
    conflicts = review.get("conflicts", {})
    for who in reviewers:
        for case in cases:
            out = case in conflicts.get(who, ()) and who not in review["scores"][case]
            yield ConflictDeclared(case, who, Impartiality.CONFLICT if out else Impartiality.FREE, who)


def _scoring(review: Mapping[str, Any]) -> Iterator[SelectionEvent]:
    """Every score, and those taken out who had scored already."""
    weights = WEIGHTS[WeightReading(review.get("reading", WeightReading.A))]
    for case, given in review["scores"].items():
        for who, points in given.items():
            yield _score(case, who, tuple(points), weights)
    for who, cases in review.get("conflicts", {}).items():
        late = (case for case in cases if who in review["scores"].get(case, {}))
        yield from (Recused(case, who, words()["rehearsal"]["conflict"]) for case in late)


def _score(case: str, who: str, points: Points, weights: Points) -> ScoreSubmitted:
    asked = () if outside(points, weights) else to_be_explained(points, weights)
    said = words()["rehearsal"]
    return ScoreSubmitted(case, who, points, said["comment"], dict.fromkeys(asked, said["remark"]))


def _draw(state: Selection, method: Method) -> tuple[str, ...]:
    """Cases equal in everything, in the order of the file: a rehearsal leaves nothing to chance."""
    try:
        return tuple(case for case in state.cases if case in equal(order(state.round.scored, method)))
    except ValueError:
        return ()


def _report(closed: Selection, played: Played, quota: Quota) -> dict[str, Any]:
    counted = closed.round
    ordered = closed.ordered or order(counted.scored)
    means = {case: counted.mean(case) for case in closed.cases}
    results = outcomes(closed.ordered, quota.awards, quota.reserves)
    return {
        "reading": closed.reading,
        "means": {case: shown(mean) for case, mean in means.items() if mean is not None},
        "order": [one.case for one in ordered],
        "ranks": {one.case: one.rank for one in ordered},
        "below_pass_mark": sorted(counted.below_pass_mark),
        "outliers": sorted([case, who] for case, who in counted.outliers),
        "too_few_scores": sorted(counted.too_few),
        "sees": {who: sorted(closed.visible(who)) for who in closed.reviewers},
        "closed": closed.closed is not None,
        "published": played.state.published,
        "results": {case: str(result) for case, result in results.items()},
        "refused": played.refused,
    }
