"""In words: the company has applied already, joining that application, replacing it, and having been replaced."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.presenter.context import Context, clock, moment
from bot.presenter.pages import case_copied, plain
from flows.events.company.company_claim import (
    AlreadyApplied,
    CaseMissed,
    CaseNamed,
    CaseProved,
    Joined,
    NumberNamed,
    Replacing,
)
from flows.events.conversation import Asked
from flows.events.event import Event
from flows.interface.callback_data import Verb
from flows.interface.messages import Button, Look, Message, Note, Tone, Weight
from flows.screens.prompts import Applied, Prompt
from flows.screens.stages.company_claim import JOIN, KNOWN, ON_SCREEN, REPLACE
from flows.session.company.company_claim import Claim


def screen(context: Context, prompt: Applied) -> Message:
    """Nothing about who applied; how to go on, with case number and code or without."""
    claim = prompt.claim
    if claim.case_number:
        return _proved(context, claim)
    known = context.button("case_known", Verb.CLAIM, KNOWN, weight=Weight.PRIMARY)
    named = replace(known, typed=f"{context.definition.series}-")
    return plain(context, "applied.title", "applied.body", (named, *_ways_out(context)), look=Look.CONFIRM)


def again(context: Context, prompt: Prompt, events: Sequence[Event]) -> Message | None:
    """The same for whoever has just been shown it: only what is to be answered; None where the whole is due."""
    new = any(isinstance(event, AlreadyApplied | CaseProved) for event in events)
    about_it = any(
        isinstance(event, NumberNamed | CaseNamed | CaseMissed)
        or (isinstance(event, Asked) and event.topic in ON_SCREEN)
        for event in events
    )
    return _question(context, prompt.claim) if isinstance(prompt, Applied) and about_it and not new else None


def _question(context: Context, claim: Claim) -> Message:
    if claim.case_number:
        title = context.say("applied.proved_title", number=claim.case_number)
        return _short(context, title, context.say("applied.choice"), _choices(context))
    if claim.named:
        title = context.say("applied.code_title", number=claim.named)
        return _short(context, title, context.say("applied.code_ask"), _ways_out(context))
    title = context.say("applied.ask_title")
    return _short(context, title, context.say("applied.ask"), _ways_out(context))


def _short(context: Context, title: str, body: str, buttons: tuple[Button, ...]) -> Message:
    return Message(
        look=Look.CONFIRM, title=title, body=body, buttons=buttons, language=context.words.language
    )


def _proved(context: Context, claim: Claim) -> Message:
    title = context.say("applied.proved_title", number=claim.case_number)
    body = context.say("applied.proved", at=clock(moment(claim.at)))
    return _short(context, title, body, _choices(context))


def _ways_out(context: Context) -> tuple[Button, ...]:
    return (
        context.button("other_ubn", Verb.EDIT, context.session.company_question),
        context.button("human", Verb.COMMAND, "human"),
    )


def _choices(context: Context) -> tuple[Button, ...]:
    return (
        context.button("join", Verb.CLAIM, JOIN, weight=Weight.PRIMARY),
        context.button("replace", Verb.CLAIM, REPLACE),
        context.button("human", Verb.COMMAND, "human"),
    )


def joined(context: Context) -> Message:
    """Taking part in somebody else's application: what one can do here."""
    buttons = (
        context.button("status", Verb.COMMAND, "status", weight=Weight.PRIMARY),
        context.button("human", Verb.COMMAND, "human"),
    )
    page = plain(context, "applied.joined_title", "applied.joined", buttons)
    return replace(page, photo=not context.session.copies, copies=case_copied(context))


def superseded(context: Context) -> Message:
    """Another application took the place of this person's; nothing about whose."""
    buttons = (context.button("human", Verb.COMMAND, "human", weight=Weight.PRIMARY),)
    return plain(context, "applied.superseded_title", "applied.superseded", buttons, look=Look.CONFIRM)


def note(context: Context, event: AlreadyApplied | CaseMissed | Joined | Replacing) -> Note | None:
    """What came of a case number, of joining, of replacing; that the other application is gone."""
    match event:
        case AlreadyApplied(ubn=""):
            return Note(Tone.DONE, context.say("applied.gone"))
        case AlreadyApplied():
            return None
        case CaseMissed(until=until) if until:
            return Note(Tone.REJECTED, context.say("applied.missed_wait", until=_after(until)))
        case CaseMissed():
            return Note(Tone.REJECTED, context.say("applied.missed", left=event.left))
        case Joined():
            return Note(Tone.DONE, context.say("applied.joining", number=event.case_number))
        case Replacing():
            return Note(Tone.DONE, context.say("applied.replacing", number=event.case_number))


def _after(until: str) -> str:
    """A minute that is surely over the instant: waiting until then is enough."""
    return clock(moment(until) + timedelta(seconds=59))


def asked(context: Context, event: Asked) -> str:
    """What is told instead of 「submitted」 to who has joined an application, or whose was superseded."""
    if event.topic != "submitted" or not (context.session.joined or context.session.superseded):
        return ""
    return context.say("note.superseded" if context.session.superseded else "applied.joined_note")


def letter(context: Context) -> tuple[str, str]:
    """To the contact of an application that was superseded: subject and text."""
    return context.say("applied.mail_subject"), context.say("applied.mail_body")
