"""`replay`: a conversation as a transcript test with invented answers: how a fault in production becomes a test and
nobody's data leaves. The format is that of tests/support/transcript.py.

The events of the session are acted out in front of the engine. What cannot be acted out (a look-up in a register, an
upload) is a comment with the event's name, never with what it holds."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from bot.cli.office import invented
from bot.command_words import phrase
from bot.gallery.walk import Walk
from bot.service import Service
from flows.definitions.languages import CHINESE
from flows.definitions.questionnaire import Kind, Question, Section
from flows.events.answering import Answered, Rejected, Skipped
from flows.events.codec import from_json
from flows.events.consent import Consented, Declined, LanguageChosen, NoticeShown, Started
from flows.events.conversation import Asked
from flows.events.event import Event
from flows.events.review import Reviewed, WarningsConfirmed
from flows.events.submitted.submission import Confirmed
from flows.interface.callback_data import Verb
from flows.interface.inbound import Content, Opened, Tap, Text
from flows.interface.messages import Message, choice_text, plain_text
from flows.screens.command_words import Command
from flows.screens.prompts import Ask, Doubt, Review, Warnings
from flows.session.evolve import fold
from flows.session.state import Session

MOST_TRIES = 8
"""Messages that one answer may take: options, then words beside one, then a doubt."""

_SILENT = frozenset(
    (
        "Decided",
        "Returned",
        "Doubted",
        "Drafted",
        "Dropped",
        "Focused",
        "Kept",
        "Submitted",
        "ReviewOpened",
        "Retyping",
    )
)
"""Events that follow from others, or from the answer that comes of them."""

_TYPED = frozenset((Command.STATUS, Command.HELP, Command.HUMAN, Command.PAUSE, Command.BACK))
"""What is asked for without answering."""


async def replay(service: Service, case: str, out: Path) -> str | None:
    """Write the transcript to a new file. None if there is no such case, or nothing is left of its conversation."""
    application = await service.applications.get(case)
    stored = await service.journal.load_session(application.session) if application else None
    if application is None or stored is None:
        return None
    events = [from_json(event) for event in stored.events]
    session = fold(Session("", CHINESE), events)
    definition = service.catalogue.of(session, service.now())
    begun = next((one.language for one in events if isinstance(one, Started)), CHINESE)
    text = "\n".join(Transcript(Walk(definition, begun)).lines(events)) + "\n"
    try:
        with out.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        return phrase("person.there", file=out)
    return phrase("replay.done", file=out)


class Transcript:
    """A talk with the engine that goes the way of a recorded one."""

    def __init__(self, walk: Walk) -> None:
        self._walk = walk

    def lines(self, events: list[Event]) -> Iterator[str]:
        """The transcript, line by line."""
        yield "# A conversation with invented answers."
        if self._walk.session.language != CHINESE:
            yield f"@ language {self._walk.session.language}"
        yield from self._does(Opened())
        for event in events:
            yield from self._acted(event)

    def _acted(self, event: Event) -> Iterator[str]:
        if content := self._tapped(event):
            yield from self._does(content)
            return
        match event:
            case Answered(question, value):
                yield from self._answers(self._question(question), value)
            case Rejected(typed=typed):
                yield from self._does(Text(invented.lookalike(typed) or "？"))
            case Asked(topic) if topic in _TYPED:
                yield from self._does(Text(phrase(f"replay.words.{topic}")))
            case Started():
                pass
            case _ if type(event).__name__ not in _SILENT:
                yield f"# {type(event).__name__}"

    def _tapped(self, event: Event) -> Tap | None:
        """The button that leads to an event; None where it is none."""
        walk = self._walk
        match event:
            case LanguageChosen(language):
                return walk.tap(Verb.LANGUAGE, language)
            case NoticeShown():
                return walk.tap(Verb.COMMAND, Command.START)
            case Consented():
                return walk.tap(Verb.CONSENT, walk.definition.programme.notice_version)
            case Declined():
                return walk.tap(Verb.DECLINE)
            case Skipped():
                return walk.tap(Verb.COMMAND, Command.SKIP)
            case Reviewed(page):
                return walk.tap(Verb.REVIEWED, str(page))
            case WarningsConfirmed():
                return walk.tap(Verb.WARNINGS)
            case Confirmed():
                return walk.tap(Verb.SUBMIT)
            case _:
                return None

    def _answers(self, question: Question, value: object) -> Iterator[str]:
        """Until the engine has an answer to it, at most so many messages."""
        before = self._walk.session.answers.get(question.id)
        if before is None:
            yield from self._goes_on(question)
        elif not self._shows(question):
            yield from self._does(Text(phrase("replay.words.change", number=question.number)))
        for _ in range(MOST_TRIES):
            if not self._shows(question):
                break
            for content in self._next(question, value):
                if self._shows(question):  # what was ticked last may have been the answer
                    yield from self._does(content)
        if self._walk.session.answers.get(question.id) == before:
            yield f"# {question.id}: another way than in the conversation"

    def _goes_on(self, question: Question) -> Iterator[str]:
        """Past warnings that invented answers bring, and pages of the review, to a question still to come."""
        for _ in range(MOST_TRIES):
            match self._walk.prompt:
                case Warnings():
                    yield from self._does(self._walk.tap(Verb.WARNINGS))
                case Review(page=page) if question.section is Section.SIGNING:
                    yield from self._does(self._walk.tap(Verb.REVIEWED, str(page)))
                case _:
                    return

    def _shows(self, question: Question) -> bool:
        prompt = self._walk.prompt
        return isinstance(prompt, Ask | Doubt) and prompt.question.id == question.id

    def _next(self, question: Question, value: object) -> list[Content]:
        walk, prompt = self._walk, self._walk.prompt
        if isinstance(prompt, Doubt):
            return [walk.tap(Verb.CANDIDATE, question.id, "0")]
        words = walk.context().words
        if isinstance(prompt, Ask) and prompt.awaiting:
            return [Text(words.say("ask.free_text_example"))]
        match question.kind:
            case Kind.MULTI_CHOICE | Kind.RANKING:
                chosen = invented.options(walk.definition.edition.questionnaire, question, value)
                ticked = prompt.ticked if isinstance(prompt, Ask) else ()
                missing = [walk.tap(Verb.TOGGLE, question.id, one) for one in chosen if one not in ticked]
                return [*missing, walk.tap(Verb.DONE, question.id)]
            case Kind.SINGLE_CHOICE | Kind.BOOLEAN:
                chosen = invented.options(walk.definition.edition.questionnaire, question, value)
                return [walk.tap(Verb.ANSWER, question.id, one) for one in chosen[:1]]
            case Kind.MATRIX if isinstance(value, Mapping) and not question.scale:
                return [Text(invented.number(str(one))) for one in value.values()]
            case Kind.TABLE if isinstance(value, list | tuple):
                rows = [Text(invented.row(question, one)) for one in value]
                return [*rows, walk.tap(Verb.DONE, question.id)]
            case Kind.MATRIX:
                return [Text(words.of(question.id, "example"))]
            case _:
                return [Text(invented.typed(question, value))]

    def _does(self, content: Content) -> Iterator[str]:
        if self._said(content) is None and isinstance(self._walk.prompt, Warnings):
            yield from self._does(self._walk.tap(Verb.WARNINGS))
        said = self._said(content)
        if said is None:
            yield f"# {type(content).__name__} that was not on the screen"
            return
        self._walk.say(content)
        yield from ("", f"> {said}")
        yield from (f"  {line}".rstrip() for line in _shown(self._walk.messages))

    def _said(self, content: Content) -> str | None:
        """How the transcript writes it; None for a button that is not on the screen."""
        match content:
            case Text(text):
                return text
            case Tap(data):
                return next(
                    (f"[{label}]" for label, tap in _buttons(self._walk.messages) if tap == data), None
                )
            case _:
                return "(opens the chat)"

    def _question(self, name: str) -> Question:
        return self._walk.definition.edition.questionnaire.by_id[name]


def _buttons(messages: tuple[Message, ...]) -> Iterator[tuple[str, str]]:
    for message in messages:
        yield from ((choice.label, choice.tap) for choice in message.choices)
        yield from ((button.label, button.tap) for button in message.buttons)


def _shown(messages: tuple[Message, ...]) -> Iterator[str]:
    """Replies as a transcript has them."""
    for index, message in enumerate(messages):
        if index:
            yield "┄"
        yield from plain_text(message, choices=False).splitlines()
        if message.choices:
            yield "　".join(choice_text(choice) for choice in message.choices)
        if message.buttons:
            yield " ".join(f"[{button.label}]" for button in message.buttons)
