"""Events of a case as the JSON objects that its stream keeps. Stored names never change; classes may be renamed."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from flows.cases.consultant_events import (
    AdviceReceived,
    AdviceReleased,
    AdviceReturned,
    AdviceUploaded,
    CaseClosed,
    ConsultantAccepted,
    ConsultantAssigned,
    ConsultantDeclined,
    OtherTimesAsked,
    Rated,
    TimesProposed,
    VisitCancelled,
    VisitFixed,
    VisitHeld,
    VisitMissed,
)
from flows.cases.events import (
    ActRecalled,
    CaseEvent,
    CaseRefused,
    CaseReopened,
    CaseWithdrawn,
    DataRequestAnswered,
    DataRequested,
    DataRequestExtended,
    MessageLeft,
    QuestionAnswered,
    QuestionAsked,
    ReviewPassed,
    RevisionAsked,
    RevisionReceived,
    SupplementAsked,
    SupplementReceived,
)

_TYPES: Mapping[str, type[Any]] = {
    "ReviewPassed": ReviewPassed,
    "SupplementAsked": SupplementAsked,
    "SupplementReceived": SupplementReceived,
    "RevisionAsked": RevisionAsked,
    "RevisionReceived": RevisionReceived,
    "QuestionAsked": QuestionAsked,
    "QuestionAnswered": QuestionAnswered,
    "DataRequested": DataRequested,
    "DataRequestExtended": DataRequestExtended,
    "DataRequestAnswered": DataRequestAnswered,
    "CaseRefused": CaseRefused,
    "CaseWithdrawn": CaseWithdrawn,
    "CaseReopened": CaseReopened,
    "ActRecalled": ActRecalled,
    "MessageLeft": MessageLeft,
    "ConsultantAssigned": ConsultantAssigned,
    "ConsultantAccepted": ConsultantAccepted,
    "ConsultantDeclined": ConsultantDeclined,
    "TimesProposed": TimesProposed,
    "OtherTimesAsked": OtherTimesAsked,
    "VisitFixed": VisitFixed,
    "VisitCancelled": VisitCancelled,
    "VisitHeld": VisitHeld,
    "VisitMissed": VisitMissed,
    "AdviceUploaded": AdviceUploaded,
    "AdviceReturned": AdviceReturned,
    "AdviceReleased": AdviceReleased,
    "AdviceReceived": AdviceReceived,
    "Rated": Rated,
    "CaseClosed": CaseClosed,
}
"""Every event by the name it is stored under."""

_NAMES: Mapping[type[Any], str] = {kind: name for name, kind in _TYPES.items()}


def stored_types() -> Mapping[str, type[Any]]:
    """Every event by the name it is stored under."""
    return _TYPES


def stored_name(kind: type[CaseEvent]) -> str:
    """The name an event of this class is stored under."""
    return _NAMES[kind]


def to_json(event: CaseEvent) -> dict[str, Any]:
    """An event as a JSON object; `is` holds its stored name."""
    values = {part.name: getattr(event, part.name) for part in fields(event)}
    plain = {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}
    return {"is": _NAMES[type(event)], **plain}


def from_json(data: Mapping[str, Any]) -> CaseEvent:
    """The event of a JSON object; fields added since it was written get their defaults."""
    kind = _TYPES[data["is"]]
    known = {part.name for part in fields(kind)}
    values = {name: value for name, value in data.items() if name in known}
    plain = {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}
    event: CaseEvent = kind(**plain)
    return event
