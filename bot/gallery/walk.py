"""Every screen people meet, in one language: somebody imagined walks through a questionnaire by its own examples.

For looking at them (the demo's /skins) and for having LINE judge them (`line-check`). Engine and words are the real
ones; nothing is stored and nobody is asked.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.gallery.screens import endings, intent_taps
from bot.presenter.context import CaseFacts, Context
from bot.presenter.presenter import Presenter, screen
from flows.definitions.questionnaire import Kind, Question
from flows.engine.decide import decide
from flows.interface.callback_data import Verb, encode
from flows.interface.inbound import Content, Inbound, Media, Opened, Sender, Sent, Tap, Text
from flows.interface.messages import Attachment, Message
from flows.scheme.definition import Definition
from flows.screens.prompts import Ask, Doubt, Prompt, ReadyToSubmit, Review, Warnings
from flows.screens.stages.question import ask
from flows.screens.view import view
from flows.session.evolve import fold
from flows.session.state import Session

MOST_STEPS = 300
"""More than any questionnaire needs; a walk in circles is an error of the questionnaire's examples."""

NOBODYS = "12345678"
"""A 統一編號 whose check digit is wrong."""

TICKED = 2
"""Options ticked for the picture of a list with ticks."""

SENDER = Sender("gallery", "", "")


@dataclass(frozen=True, slots=True)
class Shot:
    """What one reply shows, and where in the talk that is; `tapped` is the data of the button it answers, if any."""

    name: str
    messages: tuple[Message, ...]
    tapped: str = ""


def gallery(definition: Definition, language: str, attachment: Attachment) -> Iterator[Shot]:
    """Every screen. `attachment` stands for the document. ValueError when an example leads nowhere."""
    edition, programme = definition.edition, definition.programme
    walk = Walk(definition, language)
    yield walk.shot("welcome", Opened())
    yield walk.shot("notice", walk.tap(Verb.COMMAND, "start"))
    yield walk.shot("not_agreed", walk.tap(Verb.DECLINE))
    walk.say(walk.tap(Verb.COMMAND, "start"))
    walk.say(walk.tap(Verb.CONSENT, programme.notice_version))
    for name, command in intent_taps(definition.scheme.topics):
        yield walk.shot(name, walk.tap(*command))
    seen: set[str] = set()
    for _ in range(MOST_STEPS):
        prompt = walk.prompt
        if isinstance(prompt, ReadyToSubmit):
            break
        if isinstance(prompt, Ask):
            seen.add(prompt.question.id)
        yield from _step(walk, prompt)
    else:
        raise ValueError(f"the examples lead nowhere from {walk.prompt}")
    for question in edition.questionnaire.questions:
        if question.asked and question.id not in seen:
            hidden = ask(definition, walk.session, question)
            yield Shot(question.id, (screen(walk.context(), hidden),))
    yield from (Shot(name, (shown,)) for name, shown in endings(walk.context(), attachment))


class Walk:
    """The talk so far."""

    def __init__(self, definition: Definition, language: str) -> None:
        self.definition, programme = definition, definition.programme
        self.now = programme.opens + (programme.closes - programme.opens) / 2
        self.session = Session(definition.edition.questionnaire.version, language)
        self.messages: tuple[Message, ...] = ()
        self.tapped = ""
        self._speech = Presenter(definition)

    @property
    def prompt(self) -> Prompt:
        """What is on the screen."""
        return view(self.definition, self.session)

    def context(self, case: CaseFacts | None = None) -> Context:
        """What speaking to the session needs."""
        return Context(self.definition, self.session, self.now, case or CaseFacts())

    def tap(self, verb: Verb, *names: str) -> Tap:
        """A button of this questionnaire."""
        return Tap(encode(verb, self.session.questionnaire, *names))

    def say(self, content: Content) -> None:
        """One turn."""
        inbound = Inbound(SENDER, "", content, self.now)
        self.tapped = content.data if isinstance(content, Tap) else ""
        events = decide(self.definition, self.session, inbound, self.now)
        self.session = fold(self.session, events)
        self.messages = self._speech.reply(self.session, self.prompt, events, self.now)

    def shot(self, name: str, content: Content) -> Shot:
        """One turn, and what it shows."""
        self.say(content)
        return Shot(name, self.messages, self.tapped)


def _step(walk: Walk, prompt: Prompt) -> Iterator[Shot]:
    """What a screen looks like, and on to the next."""
    match prompt:
        case Ask(question=question):
            yield from _asked(walk, prompt, question)
        case Doubt():
            yield Shot("doubt", walk.messages)
            walk.say(walk.tap(Verb.CANDIDATE, prompt.question.id, "0"))
        case Review(page=page):
            yield Shot(f"review_{page}", walk.messages)
            walk.say(walk.tap(Verb.REVIEWED, str(page)))
        case Warnings():
            yield Shot("warnings", walk.messages)
            walk.say(walk.tap(Verb.WARNINGS))
        case _:
            raise ValueError(f"the examples lead to {prompt}")


def _asked(walk: Walk, prompt: Ask, question: Question) -> Iterator[Shot]:
    """A question as it comes, after something that is no answer, half answered; then its example typed."""
    words = walk.context().words
    if prompt.awaiting:
        yield Shot(f"{question.id} other", walk.messages)
        walk.say(Text(words.say("ask.free_text_example")))
        return
    if prompt.draft is not None and question.kind in (Kind.TABLE, Kind.MULTI_CHOICE, Kind.RANKING):
        yield Shot(f"{question.id} more", walk.messages)
        walk.say(walk.tap(Verb.DONE, question.id))
        return
    yield Shot(question.id, walk.messages)
    yield walk.shot(f"{question.id} no answer", Sent(Media.STICKER))
    yield from _half(walk, question)
    walk.say(Text(words.of(question.id, "example")))


def _half(walk: Walk, question: Question) -> Iterator[Shot]:
    """A number nobody has, options ticked, words asked for beside one, a row of a table answered."""
    match question.kind:
        case Kind.UBN:
            yield walk.shot("doubt", Text(NOBODYS))
            walk.say(walk.tap(Verb.RETYPE))
        case Kind.MULTI_CHOICE | Kind.RANKING:
            plain = [
                option.id for option in question.options if not option.exclusive and not option.free_text
            ]
            room = question.limits.max_items
            most = min(room - 1 if room < len(question.options) else room, len(plain))
            for ticks in (TICKED, most):
                _tick(walk, question, plain[:ticks])
                yield Shot(f"{question.id} ticked {ticks}", walk.messages, walk.tapped)
                yield walk.shot(f"{question.id} ticked {ticks}, whole", walk.tap(Verb.INQUIRE, "repeat"))
        case Kind.MATRIX if question.scale:
            first = walk.tap(Verb.ANSWER, question.id, question.scale[0], question.rows[0])
            yield walk.shot(f"{question.id} row 2", first)
            walk.say(walk.tap(Verb.COMMAND, "back"))
        case _:
            pass
    if option := next((option for option in question.options if option.free_text), None):
        yield from _beside(walk, question, option.id)


def _beside(walk: Walk, question: Question, option: str) -> Iterator[Shot]:
    """The words of a free-text option asked for, and back to the question."""
    if question.kind in (Kind.MULTI_CHOICE, Kind.RANKING):
        _tick(walk, question, [option])
        yield walk.shot(f"{question.id} other", walk.tap(Verb.DONE, question.id))
    else:
        yield walk.shot(f"{question.id} other", walk.tap(Verb.ANSWER, question.id, option))
    walk.say(walk.tap(Verb.COMMAND, "back"))


def _tick(walk: Walk, question: Question, wanted: list[str]) -> None:
    """Exactly these options ticked."""
    prompt = walk.prompt
    ticked = prompt.ticked if isinstance(prompt, Ask) else ()
    for option in [
        *(each for each in ticked if each not in wanted),
        *(each for each in wanted if each not in ticked),
    ]:
        walk.say(walk.tap(Verb.TOGGLE, question.id, option))
