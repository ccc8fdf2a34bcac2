"""The engine's decision: what one inbound message means for a session, as facts.

`decide` is pure. It never raises on what people send: whatever comes becomes at least one event, so that every
turn leaves a trace and a prompt.
"""

from dataclasses import replace
from datetime import datetime

from flows.answers.parsing.invitation_code import named_code
from flows.definitions.questionnaire import Kind
from flows.engine import staff_chat, taps
from flows.engine.edited_message import on_edited
from flows.engine.settle import settle
from flows.engine.several_people import at_what_was_seen, signed
from flows.engine.unsent_message import on_unsent
from flows.events.alliance import CodeGiven
from flows.events.applications import AnotherBegun
from flows.events.consent import NoticeShown
from flows.events.conversation import Asked, Misplaced, Returned, TypedAhead
from flows.events.event import Events
from flows.events.upgrade import Upgraded
from flows.interface.callback_data import decode
from flows.interface.inbound import Content, Edited, Inbound, Media, Opened, Sent, Tap, Text, Unsent, Upload
from flows.interface.known import (
    AppliedKnown,
    CaseKnown,
    ContributionSent,
    ContributorKnown,
    CopyBegins,
    CopySeen,
    Discovered,
    HandoverChecked,
    HandoverMade,
    InvitationMade,
    LookedUp,
    PartSeen,
    PlaceKnown,
    SigningNumberKnown,
)
from flows.scheme.definition import Definition
from flows.scheme.form import Entry
from flows.screens import about, applications, consent, inquiries, signed_copy
from flows.screens.command_words import Command, change_number
from flows.screens.commands import UNKNOWN, change, is_answer, is_unknown, on_command
from flows.screens.contribution import inviting
from flows.screens.decision import Decision
from flows.screens.every_screen import own_screen, screen_of
from flows.screens.handover import holding, offering
from flows.screens.prompts import (
    Ask,
    Doubt,
    HandoverWait,
    Panel,
    Prompt,
    Receipt,
    RegisterCard,
    ReplaceCheck,
    Superseded,
)
from flows.screens.scheme_choice import chosen
from flows.screens.stages import company_claim, online_signing, places_full, registry_card
from flows.screens.stages.upgrade import offered, offered_again
from flows.screens.view import view
from flows.session.evolve import fold
from flows.session.state import Session


def decide(
    definition: Definition, session: Session, inbound: Inbound, now: datetime, shown: Prompt | None = None
) -> Events:
    """The facts this message causes, in order; never empty. `shown` is the session's prompt (flows/screens/view.py),
    for whoever has worked it out already."""
    if not session.consented:
        definition, content = chosen(definition, session, inbound.content)
        inbound = replace(inbound, content=content)
    prompt = view(definition, session) if shown is None else shown
    decision = Decision(definition, session, inbound, now, prompt, view)
    if facts := holding.unheld(decision):
        return facts
    if staff_chat.is_silent(decision):
        return staff_chat.SILENT
    seen = at_what_was_seen(decision)
    if not (facts := staff_chat.handed_back(decision)):
        found = signed(decision, staff_chat.called(seen, _facts(seen))) or (Asked("again"),)
        facts = staff_chat.ends(decision) + holding.allowed(decision, found)
        facts = definition.form.own.allowed(decision, facts)
    if inbound.returning and session.consented and not any(isinstance(fact, Returned) for fact in facts):
        facts = (Returned(), *facts)
    moved = any(isinstance(fact, Upgraded) for fact in facts) and definition.successor
    settling = replace(decision, definition=moved) if moved else decision
    facts += settle(settling, fold(session, facts))
    return facts + offered(settling, facts, fold(session, facts))


def _facts(decision: Decision) -> Events:
    content = decision.inbound.content
    if not decision.session.consented:
        return _before_consent(decision, content)
    if back := holding.given_back(decision):
        return back
    if isinstance(decision.prompt, HandoverWait):
        return offering.while_waiting(decision, content, _answered)
    return _answered(decision)


def _answered(decision: Decision) -> Events:  # noqa: C901 - one case per content
    content = decision.inbound.content
    match content:
        case Tap():
            return taps.on_tap(decision, content.data)
        case Text():
            return _text(decision, content.text)
        case Sent():
            return _sent(decision, content.media)
        case Opened():
            return (Returned(),)
        case LookedUp():
            return registry_card.on_lookup(decision, content)
        case PlaceKnown():
            return places_full.on_found(decision, content)
        case AppliedKnown() | CaseKnown():
            return company_claim.on_found(decision, content)
        case InvitationMade():
            return inviting.on_made(decision, content)
        case ContributorKnown():
            return inviting.on_checked(decision, content)
        case ContributionSent():
            return inviting.on_sent(decision, content)
        case HandoverMade():
            return offering.on_made(decision, content)
        case HandoverChecked():
            return offering.on_checked(decision, content)
        case Edited():
            return on_edited(decision, content)
        case Unsent():
            return on_unsent(decision, content)
        case Upload() if isinstance(decision.prompt, Panel):
            screen = own_screen(decision.definition.form, decision.prompt)
            return screen.on_upload(decision, decision.prompt, content) or (Misplaced(content.media.value),)
        case Upload():
            return signed_copy.on_upload(decision, content)
        case Discovered():
            return decision.definition.form.own.discovered(decision, content)
        case CopyBegins():
            return signed_copy.on_begin(decision, content)
        case PartSeen():
            return signed_copy.on_part_seen(decision, content)
        case CopySeen():
            return signed_copy.on_seen(decision, content)
        case SigningNumberKnown():
            return online_signing.on_number(content)


def _before_consent(decision: Decision, content: Content) -> Events:
    """Until the notice is agreed to, nothing is asked and nothing is kept."""
    screen = screen_of(decision.prompt)
    if code := _code(decision, content):
        return (*consent.started(decision), CodeGiven(code), NoticeShown())
    if isinstance(content, Text):
        return inquiries.elsewhere(
            decision, content.text, screen.on_text(decision, decision.prompt, content.text)
        )
    tap = decode(content.data) if isinstance(content, Tap) else None
    return (screen.on_tap(decision, decision.prompt, tap) if tap else None) or consent.started(decision)


def _sent(decision: Decision, media: Media) -> Events:
    """No words: out of place wherever something is asked. A sticker once all is done is a courtesy."""
    if isinstance(decision.prompt, Receipt):
        return (Asked("thanked" if media is Media.STICKER else "submitted"),)
    return (Misplaced(media.value),)


def _text(decision: Decision, text: str) -> Events:
    if decision.inbound.message in decision.session.unsent:  # it was taken back, and only now it arrives
        return (Asked("again"),)
    number = change_number(text)
    if number is not None:
        return change(decision, number)
    if asked := about.on_text(decision, text) or applications.on_text(text) or _elsewhere(decision, text):
        return asked
    said, ahead = decision.command(text), decision.inbound.ahead
    if said and not is_answer(decision, said, text) and not (ahead and said is Command.SKIP):
        return on_command(decision, said)
    if not said and is_unknown(text):
        return UNKNOWN
    if decision.session.paused:
        found = inquiries.seen(decision, text)
        return (inquiries.inquired(found),) if found else (Returned(),)
    if decision.inbound.contact and not _asks_a_number(decision.prompt):
        return _sent(decision, Media.CONTACT)
    if ahead and not isinstance(decision.prompt, Receipt | Superseded | ReplaceCheck):
        question = isinstance(decision.prompt, Ask | Doubt | RegisterCard)
        return (TypedAhead(text, decision.inbound.message) if question else Asked("too_early"),)
    if isinstance(decision.prompt, Panel):
        return own_screen(decision.definition.form, decision.prompt).on_text(decision, decision.prompt, text)
    facts = screen_of(decision.prompt).on_text(decision, decision.prompt, text)
    return inquiries.elsewhere(decision, text, facts)


def _elsewhere(decision: Decision, text: str) -> Events:
    """The words of going on elsewhere, of asking a colleague, of moving a draft on after all, of an invitation."""
    words = decision.definition.form.own.words.get(decision.label(text), ())
    own = words(decision) if callable(words) else words
    asked = own or _invited(decision) or offering.on_text(decision, text) or inviting.on_text(decision, text)
    return asked or offered_again(decision, text=text)


def _invited(decision: Decision) -> Events:
    """What an invitation code means: for somebody without a seat the code of this form, else another application."""
    code = _code(decision, decision.inbound.content)
    if not code:
        return ()
    fresh = decision.definition.form.entry is Entry.INVITED and not decision.session.alliance.seat
    return (CodeGiven(code),) if fresh else (AnotherBegun(),)


def _code(decision: Decision, content: Content) -> str:
    """The invitation code a text names, where there is anything to be invited to; else empty."""
    return named_code(content.text) if isinstance(content, Text) and decision.definition.guests else ""


def _asks_a_number(prompt: Prompt) -> bool:
    """Whether the person's own telephone number may be an answer."""
    return isinstance(prompt, Ask | Doubt) and prompt.question.kind is Kind.PHONE
