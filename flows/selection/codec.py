"""Events of a selection as the JSON objects that its stream keeps. Stored names never change; classes may be
renamed."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from flows.selection.events import (
    CasesEntered,
    ChairNamed,
    CommentsReleased,
    ConflictCleared,
    ConflictDeclared,
    OrderDrawn,
    OutlierNoted,
    RankingClosed,
    Recused,
    ResultPublished,
    ReviewerInvited,
    ReviewerRemoved,
    ReviewersSet,
    ScoreDrafted,
    ScoreReopened,
    ScoreSubmitted,
    ScoringOpened,
    SelectionEvent,
    WeightsConfirmed,
)
from flows.selection.ranking import Method

_TYPES: Mapping[str, type[Any]] = {
    "CasesEntered": CasesEntered,
    "ReviewersSet": ReviewersSet,
    "ReviewerInvited": ReviewerInvited,
    "ReviewerRemoved": ReviewerRemoved,
    "ChairNamed": ChairNamed,
    "WeightsConfirmed": WeightsConfirmed,
    "OrderDrawn": OrderDrawn,
    "ScoringOpened": ScoringOpened,
    "ConflictDeclared": ConflictDeclared,
    "Recused": Recused,
    "ConflictCleared": ConflictCleared,
    "ScoreDrafted": ScoreDrafted,
    "ScoreSubmitted": ScoreSubmitted,
    "ScoreReopened": ScoreReopened,
    "CommentsReleased": CommentsReleased,
    "OutlierNoted": OutlierNoted,
    "RankingClosed": RankingClosed,
    "ResultPublished": ResultPublished,
}

_NAMES: Mapping[type[Any], str] = {kind: name for name, kind in _TYPES.items()}


def stored_types() -> Mapping[str, type[Any]]:
    """Every event by the name it is stored under."""
    return _TYPES


def to_json(event: SelectionEvent) -> dict[str, Any]:
    """An event as a JSON object; `is` holds its stored name."""
    values = {part.name: getattr(event, part.name) for part in fields(event)}
    return {"is": _NAMES[type(event)], **{name: _plain(value) for name, value in values.items()}}


def from_json(data: Mapping[str, Any]) -> SelectionEvent:
    """The event of a JSON object; fields added since it was written get their defaults."""
    kind = _TYPES[data["is"]]
    known = {part.name for part in fields(kind)}
    values = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in data.items()
        if name in known
    }
    if "method" in values:
        values["method"] = Method(str(values["method"]))
    event: SelectionEvent = kind(**values)
    return event


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return dict(value)
    return list(value) if isinstance(value, tuple) else value
