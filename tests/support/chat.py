"""A conversation with the engine and its words, without channel or database, on a clock that stands still.

After every turn the session is thrown away and folded anew from the JSON of its events, so that every test that
talks also proves that nothing lives only in memory.
"""

import json
from collections.abc import Sequence
from datetime import timedelta

from bot.presenter import Presenter
from flows.definitions.edition import Edition
from flows.definitions.programme import Programme
from flows.engine.decide import decide
from flows.events.codec import from_json, to_json
from flows.events.erasure import Erased
from flows.events.event import Event
from flows.events.submitted.submission import Confirmed, Submitted
from flows.interface.inbound import Content, Edited, Inbound, Media, Opened, Sender, Sent, Tap, Text, Unsent
from flows.interface.messages import Message
from flows.scheme.definition import Catalogue
from flows.screens.prompts import Prompt
from flows.screens.view import view
from flows.session.evolve import fold
from flows.session.redaction import redaction
from flows.session.state import Session
from tests.support.programmes import NOW, definition

SENDER = Sender("web", "bot", "person")
CASE = "113-0001"


class Chat:
    """One person talking; `session`, `events` and `messages` are those after the latest turn."""

    def __init__(
        self, language: str = "zh-TW", during: Programme | None = None, years: Catalogue | None = None
    ) -> None:
        self.years = years
        """Several programmes, one of which the session is pinned to; None for one."""
        self.definition = years.current(NOW) if years else definition(during)
        self.now = NOW
        self.staffed = False
        """Whether staff can answer in this chat."""
        self.speech = Presenter(self.definition)
        self.session = Session(self.edition.questionnaire.version, language)
        self.messages: tuple[Message, ...] = ()
        self.events: tuple[Event, ...] = ()
        self.journal: list[str] = []
        self.buttons: list[tuple[str, str]] = []
        self.sayings: list[tuple[str, str]] = []
        self._turns = 0

    @property
    def edition(self) -> Edition:
        """What is asked."""
        return self.definition.edition

    @property
    def programme(self) -> Programme:
        """The year it is asked in."""
        return self.definition.programme

    @property
    def prompt(self) -> Prompt:
        """What the person is being shown."""
        return view(self.definition, self.session)

    @property
    def question(self) -> str:
        """The question on the screen; empty when it is something else."""
        return self.messages[-1].question if self.messages else ""

    def say(self, text: str, *, ahead: bool = False) -> tuple[Message, ...]:
        """Type a text; `ahead` of the last reply, before it was seen."""
        return self.send(Text(text), ahead=ahead)

    def edit(self, text: str, now: str) -> tuple[Message, ...]:
        """Rewrite the latest message that said `text`; Telegram sends it anew under its old id."""
        return self.send(Edited(self.message(text), now))

    def unsend(self, text: str) -> tuple[Message, ...]:
        """Take back the latest message that said `text`."""
        return self.send(Unsent(self.message(text)))

    def message(self, text: str) -> str:
        """The latest message that said it."""
        return next(message for message, said in reversed(self.sayings) if said == text)

    def tap(self, label: str, *, earlier: bool = False, ahead: bool = False) -> tuple[Message, ...]:
        """Tap the button or option of that label: one on the screen, or one that has left it."""
        return self.send(Tap(self.button(label, earlier=earlier)), ahead=ahead)

    def press(self, data: str, *, ahead: bool = False) -> tuple[Message, ...]:
        """Tap a button that carries this data, wherever it is from."""
        return self.send(Tap(data), ahead=ahead)

    def show(self, media: Media) -> tuple[Message, ...]:
        """Send a sticker, a photo, a voice message."""
        return self.send(Sent(media))

    def open(self) -> tuple[Message, ...]:
        """Open the chat."""
        return self.send(Opened())

    def wait(self, pause: timedelta) -> None:
        """Let time pass."""
        self.now += pause

    def send(self, content: Content, *, ahead: bool = False) -> tuple[Message, ...]:
        """One turn: decide, commit, speak."""
        self._turns += 1
        if isinstance(content, Text | Edited):
            message = content.message if isinstance(content, Edited) else f"m{self._turns}"
            self.sayings.append((message, content.text))
        self._follow()
        inbound = Inbound(
            SENDER,
            str(self._turns),
            content,
            self.now,
            message=f"m{self._turns}",
            ahead=ahead,
            staffed=self.staffed,
        )
        self._commit(decide(self.definition, self.session, inbound, self.now))
        self._follow()
        self.messages = self.speech.reply(self.session, self.prompt, self.events, self.now)
        self.buttons += on_screen(self.messages)
        return self.messages

    def _follow(self) -> None:
        """What the session is pinned to by now, where that may change."""
        if self.years:
            self.definition = self.years.of(self.session, self.now)
            self.speech = Presenter(self.definition)

    def button(self, label: str, *, earlier: bool = False) -> str:
        """The data of a button, by its label or the first words of it."""
        shown = on_screen(self.messages)
        before = self.buttons[: len(self.buttons) - len(shown)]
        offered = before[::-1] if earlier else shown
        same = [data for name, data in offered if name == label]
        found = same or [data for name, data in offered if name.startswith(label)]
        assert found, f"no button [{label}] among {[name for name, _ in offered]}"
        return found[0]

    def _commit(self, events: Sequence[Event]) -> None:
        """What storage does with a turn's events, short of storing them."""
        if any(isinstance(event, Confirmed) for event in events):
            events = (*events, Submitted(CASE, self.now.isoformat()))
        self.events = tuple(events)
        if any(isinstance(event, Erased) for event in events):
            self.session, self.journal = Session(self.session.questionnaire, self.session.language), []
            return
        lived = fold(self.session, events)
        if redact := redaction(events):
            self.journal = [
                json.dumps(event) for event in redact([json.loads(line) for line in self.journal])
            ]
        self.journal += [json.dumps(to_json(event)) for event in events]
        self.session = self.replayed(lived.language)
        assert self.session == lived

    def replayed(self, language: str) -> Session:
        """The session as the journal has it."""
        empty = Session(self.edition.questionnaire.version, language)
        return fold(empty, [from_json(json.loads(line)) for line in self.journal])


def on_screen(messages: Sequence[Message]) -> list[tuple[str, str]]:
    """What can be tapped in these messages: labels with their data."""
    taps: list[tuple[str, str]] = []
    for message in messages:
        taps += [(button.label, button.tap) for button in message.buttons]
        taps += [(choice.label, choice.tap) for choice in message.choices]
        taps += [(line.label, line.tap) for line in message.lines if line.tap]
    return taps
