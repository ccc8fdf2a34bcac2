"""A scheme's own screen as a message, and what it says once as a note."""

from collections.abc import Callable

from bot.presenter.context import Context
from flows.definitions.words import Words
from flows.events.alliance import Remarked
from flows.interface.callback_data import Verb
from flows.interface.messages import Button, Line, Look, Message, Note, Tone, Weight
from flows.interface.panel import (
    GivenAnswer,
    Joined,
    OptionName,
    PanelButton,
    PanelLine,
    Phrase,
    QuestionName,
    Said,
)
from flows.screens.prompts import Panel
from flows.session.answers import Answer


def panel(context: Context, prompt: Panel) -> Message:
    """The message of a panel."""
    return Message(
        Look.TASKS if prompt.lines else Look.PLAIN,
        title=said(context, prompt.title),
        body=said(context, prompt.body),
        lines=tuple(_line(context, each) for each in prompt.lines),
        buttons=tuple(_button(context, each) for each in prompt.buttons),
        language=context.words.language,
    )


def told(context: Context, event: Remarked) -> Note:
    """What is said once."""
    return Note(Tone(event.tone), context.say(event.phrase, **event.facts))


def said(context: Context, what: Said) -> str:
    """Words as they are, or phrases with their gaps filled, the programme's facts at hand."""
    if isinstance(what, GivenAnswer):
        question = context.edition.questionnaire.by_id[what.question]
        return context.checked(question, Answer(what.value, what.texts))
    return _said(context.say, context.words, what)


def said_in(words: Words, what: Said) -> str:
    """The same outside a chat."""
    return _said(words.say, words, what)


def _said(say: Callable[..., str], words: Words, what: Said) -> str:
    match what:
        case Phrase():
            return say(what.key, **{name: _said(say, words, each) for name, each in what.facts.items()})
        case Joined():
            return what.between.join(filter(None, (_said(say, words, part) for part in what.parts)))
        case OptionName():
            return words.option(what.question, what.option)
        case QuestionName():
            return words.of(what.question, "short") or words.of(what.question, "label")
        case GivenAnswer():
            return str(what.value)
        case _:
            return what


def _line(context: Context, line: PanelLine) -> Line:
    act, _, about = line.act.partition(".")
    tap = context.tap(Verb.PANEL, line.act, about) if act else ""
    return Line(said(context, line.label), said(context, line.value), tap=tap, tone=Tone(line.tone))


def _button(context: Context, button: PanelButton) -> Button:
    label = said(context, button.label)
    weight = Weight.PRIMARY if button.primary else Weight.DANGER if button.danger else Weight.PLAIN
    return Button(label, context.tap(Verb.PANEL, button.act, button.about), weight, label)
