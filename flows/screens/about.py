"""What one may ask about the programme, by button or in the button's words."""

from flows.definitions.text import normal
from flows.events.conversation import Asked
from flows.events.event import Event, Events
from flows.screens.decision import Decision

CONTACT = "contact"
"""The topic under which the programme's page on the web is named too."""
COMMON_TOPICS = frozenset({"dates", "fee", CONTACT})
"""Topics that every programme file answers with what it says anyway."""

_LABEL, _TOPIC = "button.about_", "about_"


def on_tap(decision: Decision, topic: str) -> Events:
    """A button of 「了解計畫」."""
    return (Asked(_TOPIC + topic),) if topic in decision.definition.scheme.topics else ()


def on_text(decision: Decision, text: str) -> Events:
    """The words of such a button, with or without the question mark; empty when they are none."""
    label = decision.label(normal(text).rstrip("? ") + "?")
    return on_tap(decision, label.removeprefix(_LABEL)) if label.startswith(_LABEL) else ()


def asked(event: Event) -> str:
    """The topic an event asks for; empty when it asks for none."""
    return (
        event.topic.removeprefix(_TOPIC)
        if isinstance(event, Asked) and event.topic.startswith(_TOPIC)
        else ""
    )
