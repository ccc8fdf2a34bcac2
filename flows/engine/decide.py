"""The engine's decision: what one inbound message means for a session, as facts.

`decide` is pure. It never raises on what people send: whatever comes becomes at least one event, so that every
turn leaves a trace and a prompt.
"""

from datetime import datetime

from flows.definitions.questionnaire import Kind
from flows.definitions.text import normal
from flows.engine import taps
from flows.engine.edited_message import on_edited
from flows.engine.settle import settle
from flows.engine.unsent_message import on_unsent, typed_again
from flows.events.answering import Kept
from flows.events.consent import Started
from flows.events.conversation import Asked, Misplaced, Returned, TypedAhead
from flows.events.erasure import Erased
from flows.events.event import Events
from flows.events.review import Reviewed
from flows.interface.inbound import Content, Edited, Inbound, Media, Opened, Sent, Tap, Text, Unsent, Upload
from flows.interface.known import (
    AppliedKnown,
    CaseKnown,
    CopyBegins,
    CopySeen,
    LookedUp,
    PartSeen,
    PlaceKnown,
)
from flows.scheme.definition import Definition
from flows.screens import about, answering, applications, consent, doubt, replacement_request, signed_copy
from flows.screens.commands import UNKNOWN, change, is_answer, is_unknown, on_command
from flows.screens.decision import Decision
from flows.screens.intents import ERASE, KEEP, THANKS, Command, bare_number, change_number
from flows.screens.prompts import (
    Applied,
    Ask,
    CopyCheck,
    Doubt,
    EraseCheck,
    Full,
    NotEligible,
    Prompt,
    ReadyToSubmit,
    Receipt,
    RegisterCard,
    ReplaceCheck,
    Review,
    Superseded,
    Warnings,
)
from flows.screens.stages import company_claim, places_full, registry_card, submit
from flows.screens.view import view
from flows.session.evolve import fold
from flows.session.state import Session


def decide(definition: Definition, session: Session, inbound: Inbound, now: datetime) -> Events:
    """The facts this message causes, in order; never empty."""
    decision = Decision(definition, session, inbound, now)
    prompt = view(definition, session)
    facts = _facts(decision, prompt) or (Asked("again"),)
    if inbound.returning and session.consented and not any(isinstance(fact, Returned) for fact in facts):
        facts = (Returned(), *facts)
    return facts + settle(decision, fold(session, facts))


def _facts(decision: Decision, prompt: Prompt) -> Events:  # noqa: C901 - one case per content
    content = decision.inbound.content
    if not decision.session.consented:
        return _before_consent(decision, content)
    match content:
        case Tap():
            return taps.on_tap(decision, prompt, content.data)
        case Text():
            return _text(decision, prompt, content.text)
        case Sent():
            return _sent(prompt, content.media)
        case Opened():
            return (Returned(),)
        case LookedUp():
            return registry_card.on_lookup(decision, content)
        case PlaceKnown():
            return places_full.on_found(decision, prompt, content)
        case AppliedKnown() | CaseKnown():
            return company_claim.on_found(decision, prompt, content)
        case Edited():
            return on_edited(decision, content)
        case Unsent():
            return on_unsent(decision, content)
        case Upload():
            return signed_copy.on_upload(decision, content)
        case CopyBegins():
            return signed_copy.on_begin(decision, content)
        case PartSeen():
            return signed_copy.on_part_seen(decision, content)
        case CopySeen():
            return signed_copy.on_seen(decision, content)


def _sent(prompt: Prompt, media: Media) -> Events:
    """No words: out of place wherever something is asked. A sticker once all is done is a courtesy."""
    if isinstance(prompt, Receipt):
        return (Asked("thanked" if media is Media.STICKER else "submitted"),)
    return (Misplaced(media.value),)


def _before_consent(decision: Decision, content: Content) -> Events:
    """Until the notice is agreed to, nothing is asked and nothing is kept."""
    start = _started(decision)
    match content:
        case Tap():
            return start + consent.on_tap(decision, content.data)
        case Text():
            return consent.on_text(decision, start, content.text)
        case _:
            return start or (Asked("again"),)


def _started(decision: Decision) -> Events:
    if decision.session.started:
        return ()
    session = decision.session
    return (
        Started(
            decision.edition.questionnaire.version, session.language, decision.programme.id, session.ordinal
        ),
    )


def _text(decision: Decision, prompt: Prompt, text: str) -> Events:
    if decision.inbound.message in decision.session.unsent:  # it was taken back, and only now it arrives
        return (Asked("again"),)
    number = change_number(text)
    if number is not None:
        return change(decision, number)
    if asked := about.on_text(decision, text) or applications.on_text(text):
        return asked
    said, ahead = decision.command(text), decision.inbound.ahead
    if said and not is_answer(decision, prompt, said, text) and not (ahead and said is Command.SKIP):
        return on_command(decision, prompt, said)
    if not said and is_unknown(text):
        return UNKNOWN
    if decision.session.paused:
        return (Returned(),)
    if decision.inbound.contact and not _asks_a_number(prompt):
        return _sent(prompt, Media.CONTACT)
    if ahead and not isinstance(prompt, Receipt | Superseded | ReplaceCheck):
        question = isinstance(prompt, Ask | Doubt | RegisterCard)
        return (TypedAhead(text, decision.inbound.message) if question else Asked("too_early"),)
    return _plain_text(decision, prompt, text)


def _asks_a_number(prompt: Prompt) -> bool:
    """Whether the person's own telephone number may be an answer."""
    return isinstance(prompt, Ask | Doubt) and prompt.question.kind is Kind.PHONE


def _plain_text(decision: Decision, prompt: Prompt, text: str) -> Events:  # noqa: C901 - one case per prompt
    unclear = Asked("yes_or_number")
    match prompt:
        case Ask() if decision.session.focus and (
            decision.label(text) == "button.keep" or normal(text) in KEEP
        ):
            return (Kept(),)
        case Ask():
            return typed_again(decision, prompt, text) or answering.on_text(decision, prompt, text)
        case Doubt():
            return doubt.on_text(decision, prompt, text)
        case RegisterCard():
            return registry_card.on_text(decision, prompt, text)
        case Full():
            return places_full.on_text(decision, prompt, text)
        case Applied():
            return company_claim.on_text(decision, prompt, text)
        case EraseCheck():
            erase = decision.agrees(text) or decision.label(text) == "button.erase" or normal(text) in ERASE
            return (Erased(),) if erase else (Kept(erasing=True),)
        case Review():
            return _checked(decision, text, (Reviewed(prompt.page),), unclear)
        case Warnings():
            return _checked(decision, text, submit.confirm_warnings(prompt), unclear)
        case ReadyToSubmit():
            return _checked(decision, text, submit.submit(decision), unclear)
        case NotEligible() if decision.label(text) == "button.deemed":
            return submit.claim_deemed(decision, prompt)
        case NotEligible():
            return _checked(decision, text, (), Asked("change_by_number"))
        case Receipt():
            return _afterwards(decision, text)
        case CopyCheck():
            return signed_copy.on_text(decision, text)
        case ReplaceCheck():
            return replacement_request.on_text(decision, prompt, text)
        case _:
            return ()


def _afterwards(decision: Decision, text: str) -> Events:
    """Once submitted."""
    if normal(text) in signed_copy.RETAKE:
        return signed_copy.retake(decision)
    return (Asked("thanked" if normal(text) in THANKS else "submitted"),)


def _checked(decision: Decision, text: str, agreed: Events, otherwise: Asked) -> Events:
    """On a page to check: yes agrees, a bare number changes that question."""
    if agreed and decision.agrees(text):
        return agreed
    number = bare_number(text)
    return change(decision, number) if number is not None else (otherwise,)
