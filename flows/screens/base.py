"""What a screen is: when it is due, and what a text typed or a button tapped there means."""

from dataclasses import dataclass
from typing import Protocol, TypeVar

from flows.definitions.questionnaire import Questionnaire
from flows.events.event import Events
from flows.interface.callback_data import CallbackData
from flows.interface.inbound import Upload
from flows.scheme.definition import Definition
from flows.screens.decision import Decision
from flows.screens.prompts import Panel, Prompt
from flows.session.state import Session

P = TypeVar("P", bound=Prompt)


@dataclass(frozen=True, slots=True)
class Situation:
    """What decides which screen is due: what the session is pinned to, and how far it has come."""

    definition: Definition
    session: Session

    @property
    def questionnaire(self) -> Questionnaire:
        """What is asked."""
        return self.definition.edition.questionnaire


class PanelScreen(Protocol):
    """A screen that only one scheme has (flows/schemes/<scheme>/screens)."""

    def due(self, situation: Situation) -> Panel | None:
        """The panel, if this is what to show now and no screen before it is due."""
        ...

    def on_text(self, decision: Decision, prompt: Panel, text: str) -> Events:
        """As of any screen."""
        ...

    def on_tap(self, decision: Decision, prompt: Panel, tap: CallbackData) -> Events | None:
        """As of any screen."""
        ...

    def on_upload(self, decision: Decision, prompt: Panel, upload: Upload) -> Events:
        """What a photo or file sent here means; () where none is wanted."""
        ...


class Screen(Protocol[P]):
    """One thing a person can be shown, and what may be answered to it."""

    @property
    def prompt(self) -> type[P]:
        """The kind of prompt it shows."""
        ...

    def due(self, situation: Situation) -> P | None:
        """The prompt, if this is what to show now and no screen before it is due."""
        ...

    def on_text(self, decision: Decision, prompt: P, text: str) -> Events:
        """What a text means that is no word that always works; () asks the same again."""
        ...

    def on_tap(self, decision: Decision, prompt: P, tap: CallbackData) -> Events | None:
        """What one of its buttons means; () asks the same again, None says that the button is not one of its own."""
        ...
