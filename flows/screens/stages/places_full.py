"""The screen that stops people because no place is free: wait in line, or change an answer."""

from flows.events.conversation import Asked
from flows.events.event import Events
from flows.events.places import QueueAsked
from flows.interface.known import PlaceKnown
from flows.screens.commands import change
from flows.screens.decision import Decision
from flows.screens.intents import bare_number
from flows.screens.prompts import Full, Prompt, ReadyToSubmit
from flows.session.places import place_events


def on_found(decision: Decision, prompt: Prompt, content: PlaceKnown) -> Events:
    """What was found out about the place, unless the person has moved on meanwhile."""
    if isinstance(prompt, ReadyToSubmit | Full):
        return place_events(decision.session.place, content.until, content.position)
    return ()


def queue(prompt: Full) -> Events:
    """To stand in line, once."""
    return (QueueAsked(),) if prompt.position == 0 else (Asked("again"),)


def on_text(decision: Decision, prompt: Full, text: str) -> Events:
    """Words on this screen: those of the button, yes, or a question to change."""
    if decision.label(text) == "button.queue" or decision.agrees(text):
        return queue(prompt)
    number = bare_number(text)
    return change(decision, number) if number is not None else (Asked("queue_choice"),)
