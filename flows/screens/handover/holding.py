"""Who may do what: nothing from an end that does not hold the application changes it, and the owner takes it back at
once. Whatever is final is the owner's alone."""

from flows.events.applications import AnotherBegun, Switched
from flows.events.company.company_claim import Joined, Replacing
from flows.events.company.replacement import ReplacementAnswered
from flows.events.consent import Consented
from flows.events.contribution import (
    ContributionAsked,
    ContributorNumberTyped,
    InvitationClosed,
    ProposalsSettled,
)
from flows.events.conversation import Asked
from flows.events.erasure import EraseAsked, Erased
from flows.events.event import Event, Events
from flows.events.handover import HandoverAsked, NotHeld, TakenBack
from flows.events.submitted.signed_copy import CopySent
from flows.events.submitted.signing import SignerAddressAsked, SigningRequested
from flows.events.submitted.submission import Confirmed, RequestBegun, RequestMade
from flows.events.upgrade import Upgraded, UpgradeDeclined
from flows.handover.state import OWNER
from flows.interface.callback_data import Verb, decode
from flows.interface.inbound import Content, Edited, Opened, Sent, Tap, Text, Upload
from flows.screens.decision import Decision
from flows.screens.handover.words import BACK, goes_back

_SENT = (Text, Tap, Sent, Opened, Edited, Upload)
"""What an end sends of its own. What the service found out was asked for by whoever held the application then; and
taking one's own message back is a right that depends on no chat."""

_FINAL = (
    AnotherBegun, Confirmed, Consented, ContributionAsked, ContributorNumberTyped, CopySent, EraseAsked, Erased,
    HandoverAsked, InvitationClosed, Joined, ProposalsSettled, Replacing, ReplacementAnswered, RequestBegun,
    RequestMade, SignerAddressAsked,
    SigningRequested, Switched, UpgradeDeclined, Upgraded,
)  # fmt: skip
"""Only the owner consents, submits, erases, sends what is signed, invites others, and chooses among applications."""


def unheld(decision: Decision) -> Events:
    """What a message leads to that comes from another end than the one that holds the application; () from that one."""
    inbound, holder = decision.inbound, decision.session.handover.holder
    if inbound.lease == holder or not isinstance(inbound.content, _SENT):
        return ()
    if inbound.lease == OWNER and _asks_back(decision, inbound.content):
        return (TakenBack(decision.now.isoformat(), "owner"),)
    return (NotHeld(inbound.lease),)


def given_back(decision: Decision) -> Events:
    """The end that holds the application gives it back; () when its message says nothing of the kind."""
    guest = decision.inbound.lease != OWNER
    asked = guest and _asks_back(decision, decision.inbound.content)
    return (TakenBack(decision.now.isoformat(), "end"),) if asked else ()


def allowed(decision: Decision, facts: Events) -> Events:
    """What comes of these facts at the end they come from: instead of what is the owner's to do, that it is."""
    if decision.inbound.lease == OWNER or not any(map(_is_final, facts)):
        return facts
    return (Asked("owner_only"),)


def _is_final(fact: Event) -> bool:
    return isinstance(fact, _FINAL) or (
        isinstance(fact, Asked) and fact.topic in ("applications", "colleague")
    )


def _asks_back(decision: Decision, content: Content) -> bool:
    match content:
        case Text():
            return goes_back(decision, content.text)
        case Tap():
            tap = decode(content.data)
            return tap is not None and tap.verb is Verb.HANDOVER and tap.first == BACK
        case _:
            return False
