"""A session: one applicant's progress through a questionnaire, the fold of its events."""

from collections.abc import Iterable
from dataclasses import asdict

from flows.contribution.state import evolve_contributions
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
    Submitted,
)
from flows.events.upgrade import Upgraded, UpgradeDeclined, UpgradeNoticeShown, UpgradeOffered
from flows.handover.state import evolve_handover
from flows.session.answer_changes import (
    evolve_upgrade,
    with_answer,
    with_draft,
    without_message,
    without_question,
)
from flows.session.answers import minus, put
from flows.session.company.company_claim import Claim, evolve_claim
from flows.session.company.registry import lookup_made, with_choice
from flows.session.company.replacement import evolve_replacement
from flows.session.own_screens import evolve_own
from flows.session.places import evolve_place
from flows.session.staff_chat import evolve_staff_chat
from flows.session.state import Session, replace
from flows.session.submitted.copy_state import evolve_copy
from flows.session.submitted.ending import ended
from flows.session.submitted.evolution import SUBMITTED, evolve_submitted, next_asked
from flows.session.submitted.signing import evolve_signing


def fold(session: Session, events: Iterable[Event]) -> Session:
    """The session after these events."""
    for event in events:
        session = evolve(session, event)
    return session


def evolve(session: Session, event: Event) -> Session:  # noqa: C901, PLR0915 - one case per event, each one line
    """The session after one event. Whatever comes after a pause ends it."""
    if isinstance(event, NotHeld):
        return session
    if session.paused or session.inquiry or session.asks_office:
        session = replace(session, paused=False, inquiry=None, asks_office=False)
    if isinstance(event, AllianceEvent):
        return evolve_own(session, event)
    if isinstance(event, SUBMITTED):
        return evolve_submitted(session, event)
    match event:
        case Started():
            return replace(session, started=True, **asdict(event))
        case AnotherBegun() | Resumed():
            return replace(session, another=isinstance(event, AnotherBegun))
        case LanguageChosen():
            return replace(session, language=event.language)
        case NoticeShown():
            return replace(session, notice_shown=True, declined=False)
        case Consented():
            return replace(session, consent_version=event.version, consent_at=event.at, declined=False)
        case Declined():
            return replace(session, declined=True, notice_shown=False)
        case Answered():
            return next_asked(with_answer(session, event), event.question)
        case Drafted():
            return with_draft(session, event)
        case Doubted():
            return replace(session, doubt=event)
        case Rejected():
            tries = put(session.tries, event.question, event.tries)
            return replace(
                session, tries=tries, rejected=put(session.rejected, event.question, event.message)
            )
        case Skipped():
            skipped = session.skipped | {event.question}
            return next_asked(
                replace(without_question(session, event.question), skipped=skipped), event.question
            )
        case Dropped():
            return next_asked(without_question(session, event.question), event.question)
        case Focused():
            drafts = minus(session.drafts, event.question)
            return replace(session, focus=event.question, doubt=None, drafts=drafts, erasing=False)
        case Retyping():
            return replace(session, doubt=None)
        case Kept(erasing=True):
            return replace(session, erasing=False)
        case Kept():
            drafts = minus(session.drafts, session.focus)
            return next_asked(replace(session, focus="", doubt=None, drafts=drafts), session.focus)
        case LookedUp():
            return replace(session, looked=lookup_made(event))
        case Recognised(choice="not_mine"):
            return replace(without_question(session, session.company_question), looked=None)
        case Recognised():
            return replace(session, looked=with_choice(session.looked, event.choice))
        case PlaceHeld() | PlacesFull() | QueueAsked():
            return replace(session, place=evolve_place(session.place, event))
        case AlreadyApplied():
            return replace(session, applied=event.ubn, claim=Claim())
        case NumberNamed() | CaseNamed() | CaseMissed() | CaseProved() | Replacing():
            return replace(session, claim=evolve_claim(session.claim, event))
        case Joined():
            return replace(session, joined=True, case_number=event.case_number, submitted_at=event.at)
        case CaseEnded():
            return ended(session, event)
        case ReplacementAnswered(agreed=True):
            replacement = evolve_replacement(session.replacement, event)
            return replace(ended(session, CaseEnded("superseded")), replacement=replacement)
        case ReplacementAsked() | ReplacementWaiting() | ReplacementAnswered() | ReplacementSettled():
            return replace(session, replacement=evolve_replacement(session.replacement, event))
        case Asked(topic="human" | "sign_problem") if session.case_number:
            return replace(session, asks_office=True)
        case Decided():
            return replace(session, verdict=(event.state, *event.reasons))
        case Reviewed():
            return replace(session, reviewed=session.reviewed | {event.page})
        case ReviewOpened():
            return replace(session, reviewed=frozenset(), focus="", doubt=None)
        case WarningsConfirmed():
            return replace(session, confirmed=session.confirmed | set(event.findings))
        case Inquired():
            return replace(session, inquiry=event if event.typed else None)
        case StaffCalled() | StaffFinished() | StaffLeft():
            return evolve_staff_chat(session, event)
        case UpgradeOffered() | UpgradeNoticeShown() | UpgradeDeclined() | Upgraded():
            return evolve_upgrade(session, event)
        case Paused():
            return replace(session, paused=True)
        case Withdrawn():
            return without_message(session, event)
        case (
            HandoverAsked() | HandoverOffered() | HandoverDigitsTyped() | HandoverMissed()
            | HandoverEnded() | HandedOver() | TakenBack()
        ):  # fmt: skip
            return replace(session, handover=evolve_handover(session.handover, event))
        case (
            ContributionAsked() | ContributorInvited() | InvitationClosed()
            | ContributorNumberTyped() | ContributorChecked() | Contributed() | ProposalsOpened()
            | ProposalsSettled()
        ):  # fmt: skip
            return replace(session, contributions=evolve_contributions(session.contributions, event))
        case EraseAsked():
            return replace(session, erasing=True)
        case Submitted():
            return replace(session, case_number=event.case_number, submitted_at=event.at)
        case (
            CopyArrived() | CopyReading() | CopyPartRead() | CopyPartRefused() | CopyRead()
            | CopyRefused() | CopyWithdrawn() | CopyDropped() | CopySent()
        ):  # fmt: skip
            return evolve_copy(session, event)
        case SignerAddressAsked() | SigningRequested() | SigningNumberTyped() | SigningNumberChecked():
            return replace(session, signing=evolve_signing(session.signing, event))
        case (
            Returned() | Asked() | Misplaced() | OldTap() | TypedAhead() | Rewritten() | Erased()
            | Switched() | Confirmed() | Refused() | SaidToStaff() | CaseAnswered() | OfficeQuestion()
            | OfficeAnswered()
        ):  # fmt: skip
            return session
