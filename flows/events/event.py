"""Every kind of event. A session is the fold of its events; nothing else is stored of it."""

from typing import TypeAlias

from flows.events.alliance import AllianceEvent
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
from flows.events.submitted.submission import (
    CaseAnswered,
    Confirmed,
    OfficeAnswered,
    OfficeQuestion,
    Refused,
    RequestBegun,
    RequestDropped,
    RequestMade,
    RevisionClosed,
    RevisionOpened,
    RevisionSent,
    Submitted,
)
from flows.events.upgrade import Upgraded, UpgradeDeclined, UpgradeNoticeShown, UpgradeOffered

Event: TypeAlias = (
    Started | LanguageChosen | NoticeShown | Consented | Declined | Answered | Drafted | Doubted | Rejected
    | Skipped | Dropped | Focused | Retyping | Kept | Decided | Reviewed | ReviewOpened | WarningsConfirmed | Paused
    | Returned | Asked | Inquired | Misplaced | OldTap | TypedAhead | Rewritten | Withdrawn | EraseAsked | Erased
    | Confirmed | Submitted | Refused | LookedUp | Recognised
    | PlaceHeld | PlacesFull | QueueAsked
    | AlreadyApplied | NumberNamed | CaseNamed | CaseMissed | CaseProved | Joined | Replacing | CaseEnded
    | ReplacementAsked | ReplacementWaiting | ReplacementAnswered | ReplacementSettled
    | CopyArrived | CopyReading | CopyPartRead | CopyPartRefused
    | AnotherBegun | Switched | Resumed
    | HandoverAsked | HandoverOffered | HandoverDigitsTyped | HandoverMissed | HandoverEnded
    | HandedOver | TakenBack | NotHeld
    | ContributionAsked | ContributorInvited | InvitationClosed | ContributorNumberTyped | ContributorChecked
    | Contributed | ProposalsOpened | ProposalsSettled
    | StaffCalled | SaidToStaff | StaffFinished | StaffLeft
    | UpgradeOffered | UpgradeNoticeShown | UpgradeDeclined | Upgraded
    | OfficeQuestion | OfficeAnswered | RevisionOpened | RevisionClosed | RevisionSent
    | CopyRead | CopyRefused | CopyWithdrawn | CopyDropped | CopySent
    | SignerAddressAsked | SigningRequested | SigningNumberTyped | SigningNumberChecked
    | AllianceEvent
    | CaseAnswered | RequestBegun | RequestDropped | RequestMade
)  # fmt: skip

Events: TypeAlias = tuple[Event, ...]
