"""What the selection's page on the desk shows of a round."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from bot.committee.cases import Proposal
from bot.committee.round_forms import SelectionAct, may
from bot.notifications.mail_facts import STAFF_LANGUAGE
from bot.office.sessions import Member
from bot.selection.opened_round import OpenedRound
from bot.selection.words import Quota, rows
from bot.selection.words import words as selection_words
from flows.definitions.programme import Programme
from flows.selection.codec import to_json
from flows.selection.criteria import CRITERIA, WEIGHTS
from flows.selection.decide import LEAST_REVIEWERS
from flows.selection.draw import drawn_digest
from flows.selection.events import ScoreDrafted
from flows.selection.ranking import LEAST_SCORES, MOST_APART, Method, equal, order, shown
from flows.selection.state import Impartiality, Selection

HISTORY = 15
"""Acts the page lists."""


@dataclass(frozen=True, slots=True)
class ReviewerRow:
    """A reviewer and how far they are; of cases they may not see nothing is counted."""

    address: str
    name: str
    since: str
    until: str
    declared: int
    scored: int
    may_see: int
    removed: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One reviewer and one case: `state` names the word, `total` the points submitted."""

    reviewer: str
    state: str
    total: int | None = None


def round_facts(
    found: OpenedRound, named: Mapping[str, Proposal], programme: Programme, member: Member
) -> dict[str, Any]:
    """Everything its template asks for but what was typed."""
    state = found.selection
    return {
        "member": member,
        "programme": programme,
        "title": programme.words[STAFF_LANGUAGE]["title"],
        "state": state,
        "seen": found.seen,
        "may": {act.value: may(act, member.address, member.role, state) for act in SelectionAct},
        "named": named,
        "candidates": [one for number, one in named.items() if number not in found.withdrawn],
        "gone": [case for case in state.entered if case in found.withdrawn],
        "reviewers": [_reviewer(state, who) for who in dict.fromkeys(state.reviewers)],
        "criteria": [selection_words()["criterion"][name] for name in CRITERIA],
        "weights": {reading.value: points for reading, points in WEIGHTS.items()},
        "drawn": [(case, drawn_digest(case, state.draw.seed)) for case in state.presented]
        if state.draw
        else [],
        "matrix": [(case, [_cell(state, case, who) for who in state.active]) for case in state.cases],
        "conflicts": _conflicts(state),
        "outliers": [_outlier(state, case, who) for case, who in state.round.outliers],
        "rows": rows(state, Quota()),
        "quota": Quota(),
        "missing": _missing(state),
        "ties": _ties(state),
        "methods": list(Method),
        "history": [
            (one, to_json(one.event)["is"])
            for one in reversed(found.acts)
            if not isinstance(one.event, ScoreDrafted)
        ][:HISTORY],
    }


def _reviewer(state: Selection, who: str) -> ReviewerRow:
    invited, seen = state.invited.get(who), state.visible(who)
    return ReviewerRow(
        who,
        state.name(who),
        invited.since if invited else "",
        invited.until if invited else "",
        sum((case, who) in state.declared for case in state.cases),
        sum((case, who) in state.scores for case in seen),
        len(seen),
        state.removed.get(who, ""),
    )


def _cell(state: Selection, case: str, who: str) -> Cell:
    pair = (case, who)
    if pair in state.undecided:
        return Cell(who, "unsure")
    if state.out(*pair):
        return Cell(who, "out")
    if pair in state.scores:
        return Cell(who, "locked" if state.closed else "submitted", sum(state.scores[pair].points))
    if pair in state.drafts:
        return Cell(who, "reopened" if pair in state.reopened else "draft")
    return Cell(who, "free" if pair in state.declared else "undeclared")


def _conflicts(state: Selection) -> Sequence[tuple[str, str, str, str]]:
    """(case, reviewer, the word for it, what was said): who is out of what, and who is not sure."""
    said = []
    for case in state.cases:
        for who in state.active:
            pair = (case, who)
            declaration = state.declarations.get(pair)
            words = declaration.explanation if declaration else ""
            if pair in state.recused:
                said.append((case, who, "recused", state.recused[pair]))
            elif state.declared.get(pair) in (Impartiality.CONFLICT, Impartiality.UNSURE):
                said.append((case, who, str(state.declared[pair]), words))
    return said


def _outlier(state: Selection, case: str, who: str) -> Mapping[str, Any]:
    totals = {name: sum(points) for name, points in state.round.counted(case).items()}
    others = [total for name, total in totals.items() if name != who]
    return {
        "case": case,
        "reviewer": who,
        "total": totals[who],
        "others": shown(Fraction(sum(others), len(others))),
        "apart": MOST_APART,
        "note": state.notes.get((case, who), ""),
    }


def _missing(state: Selection) -> Mapping[str, Any]:
    """What is still in the way of closing."""
    return {
        "reviewers": max(0, LEAST_REVIEWERS - len(state.active)),
        "cases": state.round.too_few,
        "least": LEAST_SCORES,
        "notes": [pair for pair in state.round.outliers if not state.notes.get(pair)],
    }


def _ties(state: Selection) -> Sequence[str]:
    return sorted(equal(order(state.round.scored)))
