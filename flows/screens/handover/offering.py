"""Asking to go on elsewhere, and waiting for the two digits that the new end shows."""

from collections.abc import Callable
from typing import ClassVar

from flows.events.conversation import Asked
from flows.events.event import Events
from flows.events.handover import (
    HandedOver,
    HandoverAsked,
    HandoverDigitsTyped,
    HandoverEnded,
    HandoverMissed,
    HandoverOffered,
)
from flows.interface.callback_data import CallbackData, Verb, decode
from flows.interface.inbound import Content, Edited, Opened, Sent, Tap, Text, Upload
from flows.interface.known import HandoverChecked, HandoverMade
from flows.screens import inquiries
from flows.screens.base import Situation
from flows.screens.decision import Decision
from flows.screens.handover.words import CANCEL, CHANNELS, cancels, digits_of
from flows.screens.prompts import HandoverWait

_LABEL = "button.move_"
_DIGITS = 2

Decide = Callable[[Decision], Events]


class WaitingScreen:
    """The link and the digits to take over with. What is typed meanwhile is looked at before any screen is asked."""

    prompt: ClassVar[type[HandoverWait]] = HandoverWait

    def due(self, situation: Situation) -> HandoverWait | None:
        """While an offer is open."""
        handover = situation.session.handover
        return HandoverWait(handover.waiting, handover.to, handover.until) if handover.waiting else None

    def on_text(self, decision: Decision, prompt: HandoverWait, text: str) -> Events:
        """Nothing but what `while_waiting` has seen to."""
        return ()

    def on_tap(self, decision: Decision, prompt: HandoverWait, tap: CallbackData) -> Events | None:
        """The same of its buttons."""
        return None


def while_waiting(decision: Decision, content: Content, answered: Decide) -> Events:
    """Digits are only the match, never an answer; what is asked besides leaves it waiting. Anything else ends the
    waiting and is `answered` as usual."""
    over = decision.session.handover.is_over(decision.now)
    ended = HandoverEnded("expired" if over else "cancelled")
    if isinstance(content, Text):
        if digits := digits_of(content.text):
            tried = HandoverDigitsTyped() if len(digits) == _DIGITS else Asked("handover_digits")
            return (ended if over else tried,)
        if cancels(decision, content.text):
            return (ended,)
        if not over and (found := inquiries.seen(decision, content.text)) and not found.business:
            return (inquiries.inquired(found),)
    elif isinstance(content, Tap):
        tap = decode(content.data)
        if tap is not None and tap.verb is Verb.HANDOVER and tap.first == CANCEL:
            return (ended,)
    elif not isinstance(content, Upload) and not (over and isinstance(content, Opened | Sent | Edited)):
        return answered(decision)  # what was found out, a sticker: the digits are waited for
    return (ended, *answered(decision.after((ended,))))


def on_text(decision: Decision, text: str) -> Events:
    """The words of a button that says where to; () for any other."""
    label = decision.label(text)
    return asked(label.removeprefix(_LABEL)) if label.startswith(_LABEL) else ()


def on_tap(tap: CallbackData) -> Events:
    """A button that says where to, whenever it was drawn."""
    return asked(tap.first) or (Asked("old_button"),)


def asked(to: str) -> Events:
    """The wish to go on there; () where nobody can."""
    return (HandoverAsked(to),) if to in CHANNELS else ()


def on_made(decision: Decision, content: HandoverMade) -> Events:
    """An offer was made, unless the application has moved on meanwhile."""
    stale = content.number <= decision.session.handover.offers
    return () if stale else (HandoverOffered(content.number, content.to, content.until),)


def on_checked(decision: Decision, content: HandoverChecked) -> Events:
    """What came of the digits; whoever types them once more while the first ones were looked at is told nothing new."""
    handover = decision.session.handover
    if handover.waiting != content.number:
        return ()
    if content.outcome != "right":
        return (HandoverMissed(content.outcome, content.left),)
    now, source = decision.now.isoformat(), decision.inbound.sender.channel
    return (HandedOver(content.number, now, content.to, content.device, source),)
