"""Events as the JSON objects that journals keep. Stored names never change; classes may be renamed."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from flows.events import alliance
from flows.events.answering import (
    Answered,
    Doubted,
    Drafted,
    Dropped,
    Focused,
    Kept,
    Rejected,
    Retyping,
    Skipped,
)
from flows.events.applications import AnotherBegun, Resumed, Switched
from flows.events.company.company_claim import (
    AlreadyApplied,
    CaseEnded,
    CaseMissed,
    CaseNamed,
    CaseProved,
    Joined,
    NumberNamed,
    Replacing,
)
from flows.events.company.registry import LookedUp, Recognised
from flows.events.company.replacement import (
    ReplacementAnswered,
    ReplacementAsked,
    ReplacementSettled,
    ReplacementWaiting,
)
from flows.events.consent import Consented, Declined, LanguageChosen, NoticeShown, Started
from flows.events.contribution import (
    Contributed,
    ContributionAsked,
    ContributorChecked,
    ContributorInvited,
    ContributorNumberTyped,
    InvitationClosed,
    ProposalsOpened,
    ProposalsSettled,
)
from flows.events.conversation import (
    Asked,
    Inquired,
    Misplaced,
    OldTap,
    Paused,
    Returned,
    SaidToStaff,
    StaffCalled,
    StaffFinished,
    StaffLeft,
    TypedAhead,
)
from flows.events.corrections import Rewritten, Withdrawn
from flows.events.erasure import EraseAsked, Erased
from flows.events.event import Event
from flows.events.handover import (
    HandedOver,
    HandoverAsked,
    HandoverDigitsTyped,
    HandoverEnded,
    HandoverMissed,
    HandoverOffered,
    NotHeld,
    TakenBack,
)
from flows.events.places import PlaceHeld, PlacesFull, QueueAsked
from flows.events.review import Decided, Reviewed, ReviewOpened, WarningsConfirmed
from flows.events.submitted import submission
from flows.events.submitted.signed_copy import (
    CopyArrived,
    CopyDropped,
    CopyPartRead,
    CopyPartRefused,
    CopyRead,
    CopyReading,
    CopyRefused,
    CopySent,
    CopyWithdrawn,
)
from flows.events.submitted.signing import (
    SignerAddressAsked,
    SigningNumberChecked,
    SigningNumberTyped,
    SigningRequested,
)
from flows.events.unstored import UNSTORED
from flows.events.upgrade import Upgraded, UpgradeDeclined, UpgradeNoticeShown, UpgradeOffered

_TYPES: Mapping[str, type[Any]] = {
    "OfficeQuestion": submission.OfficeQuestion,
    "OfficeAnswered": submission.OfficeAnswered,
    "RevisionOpened": submission.RevisionOpened,
    "RevisionClosed": submission.RevisionClosed,
    "RevisionSent": submission.RevisionSent,
    "Started": Started,
    "LanguageChosen": LanguageChosen,
    "NoticeShown": NoticeShown,
    "Consented": Consented,
    "Declined": Declined,
    "Answered": Answered,
    "Drafted": Drafted,
    "Doubted": Doubted,
    "Rejected": Rejected,
    "Skipped": Skipped,
    "Dropped": Dropped,
    "Focused": Focused,
    "Retyping": Retyping,
    "Kept": Kept,
    "Decided": Decided,
    "Reviewed": Reviewed,
    "ReviewOpened": ReviewOpened,
    "WarningsConfirmed": WarningsConfirmed,
    "Paused": Paused,
    "Returned": Returned,
    "Asked": Asked,
    "Inquired": Inquired,
    "Misplaced": Misplaced,
    "OldTap": OldTap,
    "Hurried": TypedAhead,
    "Rewritten": Rewritten,
    "Withdrawn": Withdrawn,
    "EraseAsked": EraseAsked,
    "Erased": Erased,
    "Confirmed": submission.Confirmed,
    "Submitted": submission.Submitted,
    "Refused": submission.Refused,
    "LookedUp": LookedUp,
    "Recognised": Recognised,
    "PlaceHeld": PlaceHeld,
    "PlacesFull": PlacesFull,
    "QueueAsked": QueueAsked,
    "AlreadyApplied": AlreadyApplied,
    "NumberNamed": NumberNamed,
    "CaseNamed": CaseNamed,
    "CaseMissed": CaseMissed,
    "CaseProved": CaseProved,
    "Joined": Joined,
    "Replacing": Replacing,
    "CaseEnded": CaseEnded,
    "ReplacementAsked": ReplacementAsked,
    "ReplacementWaiting": ReplacementWaiting,
    "ReplacementAnswered": ReplacementAnswered,
    "ReplacementSettled": ReplacementSettled,
    "AnotherBegun": AnotherBegun,
    "Switched": Switched,
    "Resumed": Resumed,
    "HandoverAsked": HandoverAsked,
    "HandoverOffered": HandoverOffered,
    "HandoverDigitsTyped": HandoverDigitsTyped,
    "HandoverMissed": HandoverMissed,
    "HandoverEnded": HandoverEnded,
    "HandedOver": HandedOver,
    "TakenBack": TakenBack,
    "NotHeld": NotHeld,
    "Contributed": Contributed,
    "ContributionAsked": ContributionAsked,
    "ContributorChecked": ContributorChecked,
    "ContributorInvited": ContributorInvited,
    "ContributorNumberTyped": ContributorNumberTyped,
    "InvitationClosed": InvitationClosed,
    "ProposalsOpened": ProposalsOpened,
    "ProposalsSettled": ProposalsSettled,
    "StaffCalled": StaffCalled,
    "SaidToStaff": SaidToStaff,
    "StaffFinished": StaffFinished,
    "StaffLeft": StaffLeft,
    "UpgradeOffered": UpgradeOffered,
    "UpgradeNoticeShown": UpgradeNoticeShown,
    "UpgradeDeclined": UpgradeDeclined,
    "Upgraded": Upgraded,
    "CopyArrived": CopyArrived,
    "CopyReading": CopyReading,
    "CopyPartRead": CopyPartRead,
    "CopyPartRefused": CopyPartRefused,
    "CopyRead": CopyRead,
    "CopyRefused": CopyRefused,
    "CopyWithdrawn": CopyWithdrawn,
    "CopyDropped": CopyDropped,
    "CopySent": CopySent,
    "SignerAddressAsked": SignerAddressAsked,
    "SigningRequested": SigningRequested,
    "SigningNumberTyped": SigningNumberTyped,
    "SigningNumberChecked": SigningNumberChecked,
    **alliance.EVENTS,
    "CaseAnswered": submission.CaseAnswered,
    "RequestBegun": submission.RequestBegun,
    "RequestDropped": submission.RequestDropped,
    "RequestMade": submission.RequestMade,
}
"""Every event by the name it is stored under."""

_NAMES: Mapping[type[Any], str] = {kind: name for name, kind in _TYPES.items()}


def stored_types() -> Mapping[str, type[Any]]:
    """Every event by the name it is stored under. Names stay as they are for ever; classes may be renamed."""
    return _TYPES


def stored_name(kind: type[Event]) -> str:
    """The name an event of this class is stored under."""
    return _NAMES[kind]


def to_json(event: Event) -> dict[str, Any]:
    """An event as a JSON object; `is` holds its stored name."""
    data = {"is": _NAMES[type(event)]} | {part.name: getattr(event, part.name) for part in fields(event)}
    return {**data, **UNSTORED.get(type(event), {})}


def from_json(data: Mapping[str, Any]) -> Event:
    """The event of a JSON object; fields added since it was written get their defaults."""
    kind = _TYPES[data["is"]]
    known = {part.name for part in fields(kind)}
    event: Event = kind(**{name: value for name, value in data.items() if name in known})
    return event
