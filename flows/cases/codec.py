"""Events of a case as the JSON objects that its stream keeps. Stored names never change; classes may be renamed."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
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
    StaffChatBegun,
    StaffChatEnded,
    SupplementAsked,
    SupplementReceived,
)
from flows.cases.proposal.events import (
    CaseConcluded,
    ContractFailed,
    ContractReturned,
    ContractSent,
    ContractSigned,
    CorrectionAsked,
    CorrectionClosed,
    CorrectionPlace,
    CorrectionReceived,
    EvidenceReceived,
    FailedPoint,
    LatePaperDecided,
    MemberGone,
    MilestoneAccepted,
    MilestoneOpened,
    PaperReceived,
    PointChecked,
    PresentationHeld,
    ProposalSentAgain,
    QualificationFailed,
    QualificationPassed,
    QuestionNoted,
    ReserveMovedUp,
    ResultAnnounced,
    SlidesReplaced,
    SlotAnswered,
    SlotAssigned,
    SupportRevoked,
)

_TYPES: Mapping[str, type[Any]] = {
    "ReviewPassed": ReviewPassed,
    "SupplementAsked": SupplementAsked,
    "SupplementReceived": SupplementReceived,
    "RevisionAsked": RevisionAsked,
    "RevisionReceived": RevisionReceived,
    "QuestionAsked": QuestionAsked,
    "QuestionAnswered": QuestionAnswered,
    "StaffChatBegun": StaffChatBegun,
    "StaffChatEnded": StaffChatEnded,
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
    "ProposalSentAgain": ProposalSentAgain,
    "PaperReceived": PaperReceived,
    "LatePaperDecided": LatePaperDecided,
    "PointChecked": PointChecked,
    "CorrectionAsked": CorrectionAsked,
    "CorrectionReceived": CorrectionReceived,
    "CorrectionClosed": CorrectionClosed,
    "MemberGone": MemberGone,
    "QualificationPassed": QualificationPassed,
    "QualificationFailed": QualificationFailed,
    "SlotAssigned": SlotAssigned,
    "SlotAnswered": SlotAnswered,
    "SlidesReplaced": SlidesReplaced,
    "PresentationHeld": PresentationHeld,
    "QuestionNoted": QuestionNoted,
    "ResultAnnounced": ResultAnnounced,
    "ReserveMovedUp": ReserveMovedUp,
    "ContractSent": ContractSent,
    "ContractReturned": ContractReturned,
    "ContractSigned": ContractSigned,
    "ContractFailed": ContractFailed,
    "MilestoneOpened": MilestoneOpened,
    "EvidenceReceived": EvidenceReceived,
    "MilestoneAccepted": MilestoneAccepted,
    "SupportRevoked": SupportRevoked,
    "CaseConcluded": CaseConcluded,
}
"""Every event by the name it is stored under."""

_NAMES: Mapping[type[Any], str] = {kind: name for name, kind in _TYPES.items()}


def stored_types() -> Mapping[str, type[Any]]:
    """Every event by the name it is stored under."""
    return _TYPES


def stored_name(kind: type[CaseEvent]) -> str:
    """The name an event of this class is stored under."""
    return _NAMES[kind]


_PARTS: Mapping[tuple[type[Any], str], type[Any]] = {
    (CorrectionAsked, "places"): CorrectionPlace,
    (QualificationFailed, "points"): FailedPoint,
}
"""Fields whose values are objects themselves."""


def to_json(event: CaseEvent) -> dict[str, Any]:
    """An event as a JSON object; `is` holds its stored name."""
    return {"is": _NAMES[type(event)], **_plain(event)}


def _plain(whole: Any) -> dict[str, Any]:
    values = {part.name: getattr(whole, part.name) for part in fields(whole)}
    return {name: _listed(value) if isinstance(value, tuple) else value for name, value in values.items()}


def _listed(values: tuple[Any, ...]) -> list[Any]:
    return [_plain(one) if is_dataclass(one) else one for one in values]


def from_json(data: Mapping[str, Any]) -> CaseEvent:
    """The event of a JSON object; fields added since it was written get their defaults."""
    event: CaseEvent = _made(_TYPES[data["is"]], data)
    return event


def _made(kind: type[Any], data: Mapping[str, Any]) -> Any:
    known = {part.name for part in fields(kind)}
    values = {name: value for name, value in data.items() if name in known}
    return kind(**{name: _value(kind, name, value) for name, value in values.items()})


def _value(kind: type[Any], name: str, value: Any) -> Any:
    if not isinstance(value, list):
        return value
    part = _PARTS.get((kind, name))
    return tuple(_made(part, one) for one in value) if part else tuple(value)
