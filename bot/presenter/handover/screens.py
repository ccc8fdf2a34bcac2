"""The screens of going on elsewhere: where to, the link with its digits, who holds the application now."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.presenter.context import Context, clock
from flows.definitions.languages import ENGLISH
from flows.events.conversation import Asked, Inquired, Returned
from flows.events.event import Event
from flows.events.handover import (
    HandedOver,
    HandoverAsked,
    HandoverEnded,
    HandoverMissed,
    HandoverOffered,
    TakenBack,
)
from flows.handover.state import OWNER, TRIES
from flows.interface.callback_data import Verb
from flows.interface.messages import Button, Line, Link, Look, Message, Note, Tone, Weight
from flows.screens.handover.words import BACK, CANCEL, TAKE_OVER, WEB
from flows.screens.prompts import HandoverWait

INTENT = "other_device"
"""The intent (intents.toml) that asks about what the word 「換裝置」 does."""


def page(context: Context) -> Message:
    """Where one can go on; at an end that was handed the application, from where it came and how it goes back."""
    if context.session.handover.holder != OWNER:
        return _plain(context, "here", (_give_back(context),), **_held(context))
    ends = context.case.handover.ends
    if not ends:
        return _plain(context, "nowhere", ())
    buttons = tuple(_move(context, end, Weight.PRIMARY if end == WEB else Weight.PLAIN) for end in ends)
    if WEB in ends and not context.session.case_number:
        buttons += (context.button("colleague", Verb.COLLEAGUE, "", ""),)
    return _plain(context, "choices", buttons)


def _move(context: Context, end: str, weight: Weight) -> Button:
    label = context.say(f"button.move_{end}")
    return Button(label, context.tap(Verb.HANDOVER, end), weight, label)


def waiting(context: Context, prompt: HandoverWait) -> Message:
    """The link, the nine digits, and what to do with them; who asks for them is a fraud."""
    facts, to = context.case.handover, prompt.to
    until = clock(datetime.fromisoformat(prompt.until))
    shown = " ".join((facts.digits[:3], facts.digits[3:6], facts.digits[6:]))
    digits = Line(context.say("handover.digits"), shown)
    words = Line(context.say("handover.to_send"), f"{TAKE_OVER} {shown}")
    lines = ((digits if to == WEB else words),) if facts.digits else ()
    links = (Link(context.say(f"handover.open_{to}"), facts.link),) if facts.link else ()
    cancel = context.button("handover_cancel", Verb.HANDOVER, CANCEL)
    address = facts.address.partition("://")[2]
    message = _plain(context, f"wait_{to}", (cancel,), until=until, address=address)
    return replace(message, look=Look.CONFIRM, lines=lines, links=links)


def elsewhere(context: Context, lease: int, events: Sequence[Event]) -> Message:
    """What an end is told that does not hold the application: who does, and that nothing was changed."""
    told = notes(context, events)
    if lease == OWNER:
        take = context.button("take_back", Verb.HANDOVER, BACK, weight=Weight.PRIMARY)
        message = _plain(context, "elsewhere", (take,), **_held(context))
    else:
        message = _plain(context, "gone", ())
    return replace(message, notes=tuple(told))


def arrived(context: Context, events: Sequence[Event]) -> list[Note]:
    """At the end that was handed the application: that it is here, whenever somebody comes back to it."""
    here = context.session.handover.holder != OWNER and any(isinstance(event, Returned) for event in events)
    return [Note(Tone.INFO, context.say("handover.arrived", **_held(context)))] if here else []


def buttons(context: Context, events: Sequence[Event]) -> tuple[Button, ...]:
    """The way back, where something can only be done there; the way on, where somebody asked about it."""
    if Asked("owner_only") in events:
        return (_give_back(context),)
    asked = any(isinstance(event, Inquired) and event.intent == INTENT for event in events)
    label = context.say("command.device")
    way_on = Button(label, context.tap(Verb.COMMAND, "device"), says=label)
    return (way_on,) if asked and context.session.consented else ()


def notes(context: Context, events: Sequence[Event]) -> list[Note]:
    """What came of an offer, and that the application moved."""
    return [told for event in events if (told := _note(context, event, events))]


def _note(context: Context, event: Event, events: Sequence[Event]) -> Note | None:
    match event:
        case HandoverAsked() if not any(isinstance(each, HandoverOffered) for each in events):
            where = _where(context, event.to)
            return Note(Tone.WARN, context.say("handover.not_there", where=where))
        case HandoverMissed(outcome="wrong", left=0):
            return Note(Tone.REJECTED, context.say("handover.dead", tries=TRIES))
        case HandoverMissed(outcome="wrong"):
            return Note(Tone.REJECTED, context.say("handover.wrong", left=event.left))
        case HandoverMissed():
            return Note(Tone.WARN, context.say("handover.unopened"))
        case HandoverEnded():
            return Note(Tone.INFO, context.say(f"handover.{event.reason}"))
        case HandedOver():
            where = _where(context, event.to)
            return Note(Tone.DONE, context.say("handover.moved", where=where))
        case TakenBack():
            return Note(Tone.DONE, context.say(f"handover.back_by_{event.by}"))
        case _:
            return None


def _give_back(context: Context) -> Button:
    where = context.say(f"handover.where_{context.session.handover.source}")
    return context.button("give_back", Verb.HANDOVER, BACK, where=where)


def _held(context: Context) -> dict[str, str]:
    """Who holds the application, in words."""
    handover = context.session.handover
    return {
        "where": _where(context, handover.to) if handover.to else "",
        "source": _where(context, handover.source) if handover.source else "",
        "since": clock(datetime.fromisoformat(handover.at)) if handover.at else "",
        "device": context.say("handover.on_device", device=handover.device) if handover.device else "",
    }


def _where(context: Context, channel: str) -> str:
    """A channel within a sentence: between Chinese words a name in Latin letters stands with blanks."""
    name = context.say(f"handover.where_{channel}")
    return f" {name} " if name.isascii() and context.words.language != ENGLISH else name


def _plain(context: Context, name: str, taps: tuple[Button, ...], **facts: object) -> Message:
    return Message(
        look=Look.PLAIN,
        title=context.say(f"handover.{name}_title", **facts),
        body=context.say(f"handover.{name}", **facts),
        buttons=taps,
        language=context.words.language,
    )
