"""The engine's decision: what one inbound message means for a session, as facts.

`decide` is pure. It never raises on what people send: whatever comes becomes at least one event, so that every
turn leaves a trace and a prompt.
"""

from datetime import datetime

from flows.definitions.edition import Edition
from flows.definitions.programme import Programme
from flows.definitions.questionnaire import Kind
from flows.definitions.text import normal
from flows.engine import taps
from flows.engine.settle import settle
from flows.events.answering import Kept
from flows.events.consent import Declined, Started
from flows.events.conversation import Asked, Hurried, Misplaced, Returned
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
from flows.screens import (
    about,
    applications,
    company_claim,
    consent,
    places_full,
    replacement_request,
    signed_copy,
    submit,
)
from flows.screens.commands import UNKNOWN, change, commanded, is_answer, is_unknown
from flows.screens.decision import Turn
from flows.screens.doubt import settled
from flows.screens.edited_message import edited
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
from flows.screens.question import typed
from flows.screens.registry_card import looked_up, said
from flows.screens.unsent_message import typed_again, withdrawn
from flows.screens.view import view
from flows.session.evolve import fold
from flows.session.state import Session


def decide(
    edition: Edition, programme: Programme, session: Session, inbound: Inbound, now: datetime
) -> Events:
    """The facts this message causes, in order; never empty."""
    turn = Turn(edition, programme, session, inbound, now)
    prompt = view(edition.questionnaire, session, programme.latest_year)
    facts = _facts(turn, prompt) or (Asked("again"),)
    if inbound.returning and session.consented and not any(isinstance(fact, Returned) for fact in facts):
        facts = (Returned(), *facts)
    return facts + settle(turn, fold(session, facts))


def _facts(turn: Turn, prompt: Prompt) -> Events:  # noqa: C901 - one case per content
    content = turn.inbound.content
    if not turn.session.consented:
        return _before_consent(turn, content)
    match content:
        case Tap():
            return taps.tapped(turn, prompt, content.data)
        case Text():
            return _text(turn, prompt, content.text)
        case Sent():
            return _sent(prompt, content.media)
        case Opened():
            return (Returned(),)
        case LookedUp():
            return looked_up(turn, content)
        case PlaceKnown():
            return places_full.known(turn, prompt, content)
        case AppliedKnown() | CaseKnown():
            return company_claim.known(turn, prompt, content)
        case Edited():
            return edited(turn, content)
        case Unsent():
            return withdrawn(turn, content)
        case Upload():
            return signed_copy.uploaded(turn, content)
        case CopyBegins():
            return signed_copy.begins(turn, content)
        case PartSeen():
            return signed_copy.part_seen(turn, content)
        case CopySeen():
            return signed_copy.seen(turn, content)


def _sent(prompt: Prompt, media: Media) -> Events:
    """No words: out of place wherever something is asked. A sticker once all is done is a courtesy."""
    if isinstance(prompt, Receipt):
        return (Asked("thanked" if media is Media.STICKER else "submitted"),)
    return (Misplaced(media.value),)


def _before_consent(  # noqa: C901 - one case per content
    turn: Turn, content: Content
) -> Events:
    """Until the notice is agreed to, nothing is asked and nothing is kept."""
    session, start = turn.session, _started(turn)
    match content:
        case Tap():
            return start + consent.tapped(turn, content.data)
        case Text() if answer := about.typed(turn, content.text):
            return start + answer
        case Text() if session.ordinal > 1 and (answer := applications.typed(content.text)):
            return start + answer
        case Text():
            said = turn.command(content.text)
            if not said and is_unknown(content.text):
                return (*start, *UNKNOWN)
            if session.notice_shown and turn.inbound.hasty and said is None:
                return (Asked("consent_first"),)  # it was written before the notice was seen
            if session.notice_shown and turn.agrees(content.text):
                return start + consent.agree(turn)
            if session.declined and turn.agrees(content.text):
                return start + consent.commanded(turn, Command.START)
            if session.notice_shown and turn.refuses(content.text):
                return (*start, Declined())
            if said in (Command.START, Command.RESTART, Command.CHINESE, Command.ENGLISH, Command.HELP, Command.HUMAN,
                        Command.LANGUAGE, Command.ABOUT, Command.APPLICATIONS):  # fmt: skip
                return start + consent.commanded(turn, said)
            return start or (Asked("consent_first" if session.notice_shown else "again"),)
        case _:
            return start or (Asked("again"),)


def _started(turn: Turn) -> Events:
    if turn.session.started:
        return ()
    session = turn.session
    return (
        Started(turn.edition.questionnaire.version, session.language, turn.programme.id, session.ordinal),
    )


def _text(turn: Turn, prompt: Prompt, text: str) -> Events:
    if turn.inbound.message in turn.session.unsent:  # it was taken back, and only now it arrives
        return (Asked("again"),)
    number = change_number(text)
    if number is not None:
        return change(turn, number)
    if asked := about.typed(turn, text) or applications.typed(text):
        return asked
    said, hasty = turn.command(text), turn.inbound.hasty
    if said and not is_answer(turn, prompt, said, text) and not (hasty and said is Command.SKIP):
        return commanded(turn, prompt, said)
    if not said and is_unknown(text):
        return UNKNOWN
    if turn.session.paused:
        return (Returned(),)
    if turn.inbound.contact and not _asks_a_number(prompt):
        return _sent(prompt, Media.CONTACT)
    if hasty and not isinstance(prompt, Receipt | Superseded | ReplaceCheck):
        question = isinstance(prompt, Ask | Doubt | RegisterCard)
        return (Hurried(text, turn.inbound.message) if question else Asked("too_early"),)
    return _plain_text(turn, prompt, text)


def _asks_a_number(prompt: Prompt) -> bool:
    """Whether the person's own telephone number may be an answer."""
    return isinstance(prompt, Ask | Doubt) and prompt.question.kind is Kind.PHONE


def _plain_text(turn: Turn, prompt: Prompt, text: str) -> Events:  # noqa: C901 - one case per prompt
    unclear = Asked("yes_or_number")
    match prompt:
        case Ask() if turn.session.focus and (turn.label(text) == "button.keep" or normal(text) in KEEP):
            return (Kept(),)
        case Ask():
            return typed_again(turn, prompt, text) or typed(turn, prompt, text)
        case Doubt():
            return settled(turn, prompt, text)
        case RegisterCard():
            return said(turn, prompt, text)
        case Full():
            return places_full.said(turn, prompt, text)
        case Applied():
            return company_claim.said(turn, prompt, text)
        case EraseCheck():
            erase = turn.agrees(text) or turn.label(text) == "button.erase" or normal(text) in ERASE
            return (Erased(),) if erase else (Kept(erasing=True),)
        case Review():
            return _checked(turn, text, (Reviewed(prompt.page),), unclear)
        case Warnings():
            return _checked(turn, text, submit.confirm_warnings(prompt), unclear)
        case ReadyToSubmit():
            return _checked(turn, text, submit.submit(turn), unclear)
        case NotEligible() if turn.label(text) == "button.deemed":
            return submit.deemed(turn, prompt)
        case NotEligible():
            return _checked(turn, text, (), Asked("change_by_number"))
        case Receipt():
            return _afterwards(turn, text)
        case CopyCheck():
            return signed_copy.typed(turn, text)
        case ReplaceCheck():
            return replacement_request.typed(turn, prompt, text)
        case _:
            return ()


def _afterwards(turn: Turn, text: str) -> Events:
    """Once submitted."""
    if normal(text) in signed_copy.RETAKE:
        return signed_copy.retaken(turn)
    return (Asked("thanked" if normal(text) in THANKS else "submitted"),)


def _checked(turn: Turn, text: str, agreed: Events, otherwise: Asked) -> Events:
    """On a page to check: yes agrees, a bare number changes that question."""
    if agreed and turn.agrees(text):
        return agreed
    number = bare_number(text)
    return change(turn, number) if number is not None else (otherwise,)
