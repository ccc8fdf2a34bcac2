"""The minutes of a selection as a PDF: how was ranked, what came of it, who was left out, what the chair said."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from fractions import Fraction
from typing import Any

from bot.documents.compiler import Template
from bot.selection.words import FOLDER, Quota, rows, words
from flows.selection.ranking import MOST_APART, PASS_MARK, Method, shown
from flows.selection.state import Selection

TEMPLATE = Template(FOLDER, "minutes.typ", "minutes")


def minutes(
    selection: Selection, quota: Quota, *, made_at: datetime, names: Mapping[str, str] | None = None
) -> bytes:
    """A tagged PDF/A file; the same selection and moment give the same bytes. `names`: what alliances are called, by
    case number. Blocks for some 50 ms."""
    return TEMPLATE.compiled(facts(selection, quota, names or {}), made_at=made_at)


def facts(selection: Selection, quota: Quota, names: Mapping[str, str]) -> dict[str, Any]:
    """What the template prints, as it is printed."""
    said = words()["minutes"]
    ranked = rows(selection, quota)
    return {
        "words": said,
        "note": said["note"] if selection.closed else f"{said['not_closed']}{said['note']}",
        "round": _round(selection, quota),
        "ranking": [
            [
                row.rank,
                f"{row.case} {names.get(row.case, '')}".strip(),
                row.mean or said["no_mean"],
                row.scores,
                row.result,
            ]
            for row in ranked
        ],
        "reviewers": [_reviewer(selection, who) for who in selection.reviewers],
        "chair": [_outlier(selection, case, who) for case, who in selection.round.outliers],
        "no_outliers": said["no_outliers"].format(apart=MOST_APART),
    }


def _round(selection: Selection, quota: Quota) -> Sequence[tuple[str, str]]:
    said, weights = words()["minutes"], selection.round.weights
    named = said["comma"].join(
        f"{words()['criterion'][name]} {most}"
        for name, most in zip(words()["criterion"], weights, strict=False)
    )
    method = selection.closed.method if selection.closed else Method.MEAN
    return (
        (said["reading"], said["reading_value"].format(reading=selection.reading or "", weights=named)),
        (said["method"], words()["method"][method]),
        (said["pass_mark"], said["pass_mark_value"].format(mark=PASS_MARK)),
        (said["awards"], said["awards_value"].format(awards=quota.awards, reserves=quota.reserves)),
        *_drawn(selection),
    )


def _drawn(selection: Selection) -> Sequence[tuple[str, str]]:
    """The draws there were, each with its seed; who took the chair, if somebody was named."""
    said, closed = words()["minutes"], selection.closed
    found = []
    if selection.draw:
        order = said["comma"].join(selection.draw.cases)
        found.append((said["draw"], said["draw_value"].format(order=order, seed=selection.draw.seed)))
    if closed and closed.draw:
        order = said["comma"].join(closed.draw)
        found.append(
            (said["tie_draw"], said["draw_value"].format(order=order, seed=closed.seed or said["none"]))
        )
    if selection.chair:
        found.append((said["chair_person"], selection.chair))
    return found


def _reviewer(selection: Selection, who: str) -> Sequence[str]:
    """A reviewer, the cases they scored and those they were left out of."""
    said = words()["minutes"]
    scored = [case for case in selection.cases if who in selection.round.counted(case)]
    out = [case for case in selection.cases if selection.out(case, who)]
    return selection.name(who), *(said["comma"].join(cases) or said["none"] for cases in (scored, out))


def _outlier(selection: Selection, case: str, who: str) -> Sequence[str]:
    """A total far from the others', and what the chair said of it."""
    said = words()["minutes"]
    totals = {name: sum(points) for name, points in selection.round.counted(case).items()}
    others = [total for name, total in totals.items() if name != who]
    row = said["chair_row"].format(
        case=case,
        reviewer=selection.name(who),
        total=totals[who],
        others=shown(Fraction(sum(others), len(others))),
    )
    return row, selection.notes.get((case, who), "") or said["no_note"]
