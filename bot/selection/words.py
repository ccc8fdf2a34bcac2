"""Words of minutes and workbook, and how what a selection comes to is put into them."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from bot.paths import TEMPLATES
from flows.selection.ranking import Outcome, Ranked, order, outcomes, shown
from flows.selection.state import Selection

FOLDER = TEMPLATES / "alliance" / "selection"


@cache
def words() -> Mapping[str, Mapping[str, str]]:
    """Every word, by section."""
    found: dict[str, Any] = tomllib.loads((FOLDER / "words.toml").read_text(encoding="utf-8"))
    return found


@dataclass(frozen=True, slots=True)
class Quota:
    """How many cases are selected, and how many are in reserve; the slides of 113 say four (line 68)."""

    awards: int = 4
    reserves: int = 2


@dataclass(frozen=True, slots=True)
class Row:
    """A case as it is printed; `mean` and `rank` are empty where nobody has scored it."""

    case: str
    rank: str
    mean: str
    scores: int
    result: str


def rows(selection: Selection, quota: Quota) -> tuple[Row, ...]:
    """Every case, best first, then those nobody has scored. Results are those of the closed ranking; before that the
    order is of what was scored so far, and no result is said."""
    told = _results(selection.ordered, quota)
    ordered = selection.ordered or _so_far(selection)
    played = selection.round
    ranked = tuple(
        Row(one.case, str(one.rank), shown(one.mean), len(played.counted(one.case)), told.get(one.case, ""))
        for one in ordered
    )
    known = {one.case for one in ordered}
    return (*ranked, *(Row(case, "", "", 0, "") for case in selection.cases if case not in known))


def _so_far(selection: Selection) -> tuple[Ranked, ...]:
    return order(selection.round.scored)


def _results(ordered: tuple[Ranked, ...], quota: Quota) -> Mapping[str, str]:
    said = words()["outcome"]
    told = outcomes(ordered, quota.awards, quota.reserves)
    reserves = [one.case for one in ordered if told[one.case] is Outcome.RESERVE]
    return {
        case: said[outcome].format(position=reserves.index(case) + 1 if case in reserves else "")
        for case, outcome in told.items()
    }
