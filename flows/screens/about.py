"""What one may ask about the programme, by button or in the button's words."""

from enum import StrEnum

from flows.definitions.text import normal
from flows.events.conversation import Asked
from flows.events.event import Event, Events
from flows.screens.decision import Decision


class Topic(StrEnum):
    """A question people ask about the programme."""

    DIAGNOSIS = "diagnosis"
    STEPS = "steps"
    WHO = "who"
    DATES = "dates"
    FEE = "fee"
    CONTACT = "contact"
    ALLIANCE = "alliance"


_LABEL, _TOPIC = "button.about_", "about_"


def on_tap(topic: str) -> Events:
    """A button of 「了解計畫」."""
    return (Asked(_TOPIC + topic),) if topic in set(Topic) else ()


def on_text(decision: Decision, text: str) -> Events:
    """The words of such a button, with or without the question mark; empty when they are none."""
    label = decision.label(normal(text).rstrip("? ") + "?")
    return on_tap(label.removeprefix(_LABEL)) if label.startswith(_LABEL) else ()


def asked(event: Event) -> Topic | None:
    """The topic an event asks for, if it does."""
    if not isinstance(event, Asked) or not event.topic.startswith(_TOPIC):
        return None
    return Topic(event.topic.removeprefix(_TOPIC))
