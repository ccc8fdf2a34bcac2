"""The screen that stops people because no place is free: wait in line, or change an answer."""

from typing import ClassVar

from flows.events.conversation import Asked
from flows.events.event import Events
from flows.events.places import QueueAsked
from flows.interface.callback_data import CallbackData, Verb
from flows.interface.known import PlaceKnown
from flows.screens.base import Situation
from flows.screens.commands import agreed_or_changed
from flows.screens.decision import Decision
from flows.screens.prompts import Full, ReadyToSubmit
from flows.session.places import place_events


def on_found(decision: Decision, content: PlaceKnown) -> Events:
    """What was found out about the place, unless the person has moved on meanwhile."""
    if isinstance(decision.prompt, ReadyToSubmit | Full):
        return place_events(decision.session.place, content.until, content.position)
    return ()


class PlacesScreen:
    """Offers to wait in line."""

    prompt: ClassVar[type[Full]] = Full

    def due(self, situation: Situation) -> Full | None:
        """While no place is free. Who replaces an application gets its place; about that of a company that no register
        knows staff decide."""
        session = situation.session
        stopped = session.place.full and not session.claim.replacing and not session.unproved
        return Full(session.place.position) if stopped else None

    def on_text(self, decision: Decision, prompt: Full, text: str) -> Events:
        """The words of the button, yes, or a question to change."""
        if decision.label(text) == "button.queue":
            return _queue(prompt)
        return agreed_or_changed(decision, text, _queue(prompt), Asked("queue_choice"))

    def on_tap(self, decision: Decision, prompt: Full, tap: CallbackData) -> Events | None:
        """To wait in line."""
        return _queue(prompt) if tap.verb is Verb.QUEUE else None


def _queue(prompt: Full) -> Events:
    """To stand in line, once."""
    return (QueueAsked(),) if prompt.position == 0 else (Asked("again"),)
