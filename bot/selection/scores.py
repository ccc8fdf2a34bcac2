"""Every point and word of a selection as an Excel workbook, for staff: the same figures as the minutes."""

from collections.abc import Iterable
from typing import Any

from bot.selection.words import Quota, rows, words
from bot.spreadsheets import Sheet, as_workbook
from flows.selection.criteria import CRITERIA
from flows.selection.events import ScoreSubmitted
from flows.selection.state import Selection


def workbook(selection: Selection, quota: Quota) -> bytes:
    """Two sheets: the ranking, and a row for each score submitted, also of those that count for nothing."""
    said, minutes = words()["scores"], words()["minutes"]
    ranking = Sheet(
        said["ranking_sheet"],
        [minutes[head] for head in ("rank", "case", "mean", "scores", "result")],
        [
            [
                int(row.rank) if row.rank else "",
                row.case,
                float(row.mean) if row.mean else "",
                row.scores,
                row.result,
            ]
            for row in rows(selection, quota)
        ],
    )
    heads = [minutes["case"], minutes["reviewer"], *(words()["criterion"][name] for name in CRITERIA)]
    heads += [said[head] for head in ("total", "counts", "comment", "remarks", "private")]
    return as_workbook([ranking, Sheet(said["sheet"], heads, list(_scores(selection)))])


def _scores(selection: Selection) -> Iterable[list[Any]]:
    order = {case: place for place, case in enumerate(selection.cases)}
    for score in sorted(selection.scores.values(), key=lambda one: (order[one.case], one.reviewer)):
        counts = not selection.out(score.case, score.reviewer)
        yield _score(score, selection.name(score.reviewer), counts=counts)


def _score(score: ScoreSubmitted, reviewer: str, *, counts: bool) -> list[Any]:
    said, named = words()["scores"], words()["criterion"]
    remarks = "\n".join(f"{named[name]}：{remark}" for name, remark in score.remarks.items())
    figures = [*score.points, sum(score.points)]
    return [
        score.case,
        reviewer,
        *figures,
        said["yes" if counts else "no"],
        score.comment,
        remarks,
        score.private,
    ]
