"""What a form of the selection's page asks for, as the events that follow."""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from secrets import token_hex

from bot.office.sessions import PostedForm
from flows.cases.decide import StaffRole
from flows.selection.draw import drawn_order
from flows.selection.events import (
    CasesEntered,
    ChairNamed,
    CommentsReleased,
    ConflictCleared,
    OrderDrawn,
    OutlierNoted,
    RankingClosed,
    Recused,
    ReviewerInvited,
    ReviewerRemoved,
    ScoreReopened,
    ScoringOpened,
    SelectionEvent,
    WeightsConfirmed,
)
from flows.selection.ranking import Method, equal, order
from flows.selection.state import Selection


class SelectionAct(StrEnum):
    """What the page's forms do, by the end of their address; `publish` has a page of its own."""

    CASES = "cases"
    INVITE = "invite"
    REMOVE = "remove"
    CHAIR = "chair"
    WEIGHTS = "weights"
    DRAW = "draw"
    OPEN = "open"
    RECUSE = "recuse"
    CLEAR = "clear"
    REOPEN = "reopen"
    NOTE = "note"
    CLOSE = "close"
    RELEASE = "release"
    PUBLISH = "publish"


OF_CHAIR = frozenset({SelectionAct.NOTE, SelectionAct.CLOSE, SelectionAct.PUBLISH})
"""What the chair does: whoever is named, else any manager."""
OF_MANAGERS = frozenset({SelectionAct.CHAIR, SelectionAct.WEIGHTS, SelectionAct.OPEN})


def may(act: SelectionAct, who: str, role: StaffRole, state: Selection) -> bool:
    """Whether somebody of the staff may do this."""
    if act in OF_CHAIR:
        return who == state.chair if state.chair else role is StaffRole.MANAGER
    return act not in OF_MANAGERS or role is StaffRole.MANAGER


def events_of(act: SelectionAct, form: PostedForm, state: Selection) -> Sequence[SelectionEvent]:
    """The events of a form; none where what it needs was not ticked."""
    return _READ[act](form, state)


def _cases(form: PostedForm, _: Selection) -> Sequence[SelectionEvent]:
    return [CasesEntered(tuple(dict.fromkeys(form.fields.get("case", ()))))]


def _invite(form: PostedForm, _: Selection) -> Sequence[SelectionEvent]:
    address, name = form.get("address").strip().lower(), form.get("name").strip()
    return [ReviewerInvited(address, name[:60], form.get("since"), form.get("until"))]


def _weights(form: PostedForm, _: Selection) -> Sequence[SelectionEvent]:
    return [WeightsConfirmed(form.get("reading"))] if form.get("sure") else []


def _draw(_: PostedForm, state: Selection) -> Sequence[SelectionEvent]:
    seed = token_hex(8)
    return [OrderDrawn(drawn_order(state.cases, seed), seed)]


def _close(form: PostedForm, state: Selection) -> Sequence[SelectionEvent]:
    method = Method(form.get("method")) if form.get("method") in set(Method) else Method.MEAN
    return [closing(state, method, token_hex(8))]


def closing(state: Selection, method: Method, seed: str) -> RankingClosed:
    """The closing of a ranking, cases equal in everything put in an order by a draw with this seed."""
    try:
        ties = equal(order(state.round.scored, method))
    except ValueError:
        ties = frozenset()
    return RankingClosed(method, drawn_order(ties, seed), seed) if ties else RankingClosed(method)


def _release(form: PostedForm, state: Selection) -> Sequence[SelectionEvent]:
    return [CommentsReleased(form.get("case"), tuple(form.fields.get("reviewer", ())))]


_READ: Mapping[SelectionAct, Callable[[PostedForm, Selection], Sequence[SelectionEvent]]] = {
    SelectionAct.CASES: _cases,
    SelectionAct.INVITE: _invite,
    SelectionAct.REMOVE: lambda form, _: [ReviewerRemoved(form.get("reviewer"), form.get("reason"))],
    SelectionAct.CHAIR: lambda form, _: [ChairNamed(form.get("chair"))],
    SelectionAct.WEIGHTS: _weights,
    SelectionAct.DRAW: _draw,
    SelectionAct.OPEN: lambda form, _: [ScoringOpened()],
    SelectionAct.RECUSE: lambda form, _: [
        Recused(form.get("case"), form.get("reviewer"), form.get("reason"))
    ],
    SelectionAct.CLEAR: lambda form, _: [
        ConflictCleared(form.get("case"), form.get("reviewer"), form.get("reason"))
    ],
    SelectionAct.REOPEN: lambda form, _: [
        ScoreReopened(form.get("case"), form.get("reviewer"), form.get("reason"))
    ],
    SelectionAct.NOTE: lambda form, _: [
        OutlierNoted(form.get("case"), form.get("reviewer"), form.get("note"))
    ],
    SelectionAct.CLOSE: _close,
    SelectionAct.RELEASE: _release,
}
