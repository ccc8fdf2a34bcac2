"""What answers a tick: LINE cannot change a card that was sent, so what is ticked is said in a few words.

The long card above stays tappable; the options nearest to the one just ticked are offered as quick replies, and a
button brings the whole list again.
"""

from dataclasses import replace

from bot.channels.line.cards import palette
from bot.channels.line.cards.card import ways_on
from bot.channels.line.cards.components import column, text
from bot.channels.line.cards.rows import PARAGRAPH, notes
from bot.channels.line.limits import Json, sendable_data
from bot.channels.shared.text import cut_units
from flows.interface.callback_data import Verb, decode
from flows.interface.messages import Choice, Message, Weight

NEARBY = 3
"""Options offered beneath what is ticked, as many as a phone shows; the rest stands in the card above."""

_TICKING = (Verb.TOGGLE, Verb.FINISH)


def after_tick(message: Message, tapped: str) -> Message | None:
    """What to show of a question one of whose options was just ticked or unticked (`tapped`: that button's data): its
    ticks, the way on, the options nearby. None for anything else."""
    pressed = decode(tapped)
    ticked = pressed is not None and pressed.verb in _TICKING and pressed.first == message.question
    if not ticked or message.ticks is None:
        return None
    on = (each for each in message.buttons if each.weight is Weight.PRIMARY)
    buttons = tuple(each for each in (*on, message.ticks.whole) if sendable_data(each.tap))
    title, near = message.ticks.title or message.title, tuple(_nearby(message.choices, tapped))
    return replace(message, title=title, body=message.ticks.said, buttons=buttons, choices=near)


def after_mark(message: Message, tapped: str) -> Message | None:
    """What to show of a scale one of whose rows was just marked, so that the card with all rows stays near: the row
    that is next. None for anything else."""
    pressed = decode(tapped)
    marked = pressed is not None and pressed.verb is Verb.ANSWER and pressed.first == message.question
    if not marked or message.lines or not message.choices or not all(each.last for each in message.choices):
        return None
    return replace(message, title=message.body, body=message.title)


def tick_card(message: Message) -> Json:
    """The small card: the question in one line, what is ticked of it or which row is next, the way on."""
    body = column(
        *notes(message),
        text(cut_units(message.title, PARAGRAPH), size="xs", color=palette.MUTED, maxLines=1),
        text(cut_units(message.body, PARAGRAPH), size="md", color=palette.INK),
        spacing="sm",
        paddingAll="16px",
    )
    card: Json = {"type": "bubble", "size": "mega", "body": body}
    if ways := ways_on(list(message.buttons)):
        card["footer"] = column(*ways, spacing="sm", paddingAll="12px")
    return card


def _nearby(choices: tuple[Choice, ...], tapped: str) -> list[Choice]:
    """What is not ticked yet: of the group of the option just tapped, from there on and round to its beginning."""
    group = next((each.group for each in choices if each.tap == tapped), "")
    same = [each for each in choices if each.group == group]
    place = next((place for place, each in enumerate(same) if each.tap == tapped), 0)
    left = [each for each in (*same[place:], *same[:place]) if not (each.ticked or each.rank)]
    return left[:NEARBY]
