"""A reviewer's pages of a case as they are drawn: the declaration, the form, the sum."""

from typing import Any

from aiohttp import web

from bot.committee.cases import Proposal
from bot.committee.reviewers import Reviewer
from bot.committee.rounds import MOVED
from bot.committee.score_forms import Filled, criterion_rows, stored_score
from bot.office.rendering import HEADERS, drawn
from bot.office.sessions import PostedForm
from bot.selection.words import words
from flows.selection.criteria import LONGEST_COMMENT, SHORTEST_COMMENT, ConflictKind
from flows.selection.state import Impartiality, Selection

_SCRIPTED = HEADERS | {
    "Content-Security-Policy": HEADERS["Content-Security-Policy"] + "; script-src 'self'; connect-src 'self'"
}
"""Of the form, which keeps itself at every change where there is JavaScript."""


def progress(reviewer: Reviewer, case: str) -> str:
    """The word for how far they are with a case."""
    return progress_of(reviewer.round.selection, reviewer.address, case)


def progress_of(state: Selection, reviewer: str, case: str) -> str:
    """The same of anybody, by their mail address."""
    pair = (case, reviewer)
    if pair not in state.declared:
        return "undeclared"
    if pair in state.scores:
        return "locked" if state.closed or state.published else "submitted"
    if pair in state.reopened:
        return "reopened"
    if pair in state.drafts:
        return "draft"
    return "ready" if state.open else "not_open"


def sum_page(reviewer: Reviewer, case: Proposal, filled: Filled) -> web.Response:
    """The sum, before a score is submitted."""
    return drawn("selection/review_sum.html", _facts(reviewer, case, filled))


def score_page(
    reviewer: Reviewer,
    case: Proposal,
    filled: Filled | None = None,
    problem: str = "",
    status: int = 200,
) -> web.Response:
    """The form with what is filled in, else with what is kept."""
    kept = stored_score(reviewer.round.selection, case.number, reviewer.address)
    facts = {"problem": problem, "kept": kept if problem == MOVED and filled and kept != filled else None}
    response = drawn(
        "selection/review_case.html", {**_facts(reviewer, case, filled or kept), **facts}, status
    )
    response.headers.update(_SCRIPTED)
    return response


def declaration_page(
    reviewer: Reviewer, case: Proposal, problem: str = "", form: PostedForm | None = None, status: int = 200
) -> web.Response:
    """How they stand to a case, with what was filled in."""
    facts = {
        "member": None,
        "reviewer": reviewer,
        "case": case,
        "kinds": [one.value for one in ConflictKind],
        "answers": [one.value for one in Impartiality],
        "problem": problem,
        "form": form or PostedForm({}),
        "seen": reviewer.round.seen_of(case.number, reviewer.address),
    }
    return drawn("selection/review_declare.html", facts, status)


def _facts(reviewer: Reviewer, case: Proposal, filled: Filled) -> dict[str, Any]:
    state, pair = reviewer.round.selection, (case.number, reviewer.address)
    return {
        "member": None,
        "reviewer": reviewer,
        "case": case,
        "progress": progress(reviewer, case.number),
        "open": state.open,
        "rows": criterion_rows(state, filled),
        "criterion_names": words()["criterion"],
        "filled": filled,
        "seen": reviewer.round.seen_of(*pair),
        "reason": state.reopened.get(pair, ""),
        "bounds": (SHORTEST_COMMENT, LONGEST_COMMENT),
        "saved_at": reviewer.round.saved_at(*pair),
    }
