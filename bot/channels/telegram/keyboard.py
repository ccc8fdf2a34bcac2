"""Inline keyboards: options with their numbers, 修改 N under a review, the ways on beneath."""

import logging
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import groupby, islice
from unicodedata import east_asian_width

from telegram import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.constants import KeyboardButtonStyle

from bot.channels.shared.text import ELLIPSIS, cut_graphemes, units, well_formed
from bot.channels.telegram.limits import BUTTON_TEXT, BUTTONS, COPIED, DATA_BYTES
from flows.interface.messages import Button, Choice, Copied, Line, Link, Message, Weight

LOG = logging.getLogger("bot.channels.telegram")

HALF, THIRD = 14, 8
"""Columns up to which options stand two, or three, in a row: what a phone of 390 points shows whole beside a tick
and a number. A Chinese character takes two."""

ALONE = 36
"""Columns of an option that a button across the whole bubble can show."""

WAY_HALF = 20
"""Columns up to which two ways on share a row; they have no number and no tick."""

MANY = 20
"""More options than this are packed closer, three in a row."""

EDITS = ((7, 5), (12, 4))
"""Columns up to which so many buttons 修改 12 stand in a row; of wider ones two."""

FIRST_PLACE, PLACES = ord("①"), 20
"""The signs of places in a ranking, as on the printed form."""


Row = tuple[InlineKeyboardButton, ...]


def keyboard(message: Message, edit: str) -> InlineKeyboardMarkup | None:
    """A message's keyboard; None when there is nothing to tap. `edit` is the word for "change"."""
    rows = [
        *_choices(message.choices),
        *_edits(message.lines, edit),
        *_by_itself(message.links, message.copies),
        *_ways_on(_besides(message)),
    ]
    return InlineKeyboardMarkup(_at_most(rows, BUTTONS)) if rows else None


def _besides(message: Message) -> tuple[Button, ...]:
    """The ways on, less those that stand among the options: here all of them are on the same screen."""
    offered = {choice.brief or choice.label for choice in message.choices}
    return tuple(each for each in message.buttons if each.label not in offered)


def button_shows_all(choice: Choice) -> bool:
    """Whether an option can be read in full on its button, so that the text need not list it."""
    shown = choice.brief or choice.label
    return shown == choice.label and columns(choice.label) <= ALONE


@lru_cache(maxsize=4096)
def columns(text: str) -> int:
    """Columns a text takes on a screen: two for each wide character, one for any other."""
    return sum(2 if east_asian_width(character) in "WFA" else 1 for character in text)


@lru_cache(maxsize=1024)
def _choices(choices: tuple[Choice, ...]) -> tuple[Row, ...]:
    rows: list[Row] = []
    for _, members in groupby(choices, key=lambda choice: choice.group):
        group = list(members)
        width = _width(group, len(choices))
        rows += _rows([_button(_option_text(each, width), each.tap) for each in group], width)
    return tuple(rows)


def _width(group: Sequence[Choice], all_of_them: int) -> int:
    """How many options of a group stand in a row."""
    widest = max(columns(each.brief or each.label) for each in group)
    if widest <= THIRD and all_of_them > MANY:
        return 3
    return 2 if widest <= HALF else 1


def _option_text(choice: Choice, width: int) -> str:
    rank = f"{chr(FIRST_PLACE + choice.rank - 1)} " if 0 < choice.rank <= PLACES else ""
    unticked = "☐ " if width < 3 else ""
    tick = {None: "", True: "☑ ", False: unticked}[None if rank else choice.ticked]
    return f"{tick}{rank}{choice.number}. {choice.brief or choice.label}"


def _edits(lines: tuple[Line, ...], edit: str) -> Iterable[Row]:
    buttons = [
        _button(f"{edit} {line.number}" if line.number else f"{edit}：{line.label}", line.tap)
        for line in lines
        if line.tap
    ]
    widest = max((columns(button.text) for button in buttons if button), default=0)
    return _rows(buttons, next((width for most, width in EDITS if widest <= most), 2))


def _ways_on(buttons: tuple[Button, ...]) -> Iterable[Row]:
    for weight, members in groupby(buttons, key=lambda button: button.weight):
        drawn = [_button(each.label, each.tap, _style(weight)) for each in members]
        short = all(button is None or columns(button.text) <= WAY_HALF for button in drawn)
        yield from _rows(drawn, 2 if short else 1)


def _by_itself(links: tuple[Link, ...], copies: tuple[Copied, ...]) -> Iterable[Row]:
    """Pages to open and texts to copy. A number to ring is none of a keyboard's: Telegram makes a link of it wherever
    it stands in a text."""
    for link in links:
        if link.url.startswith(("https://", "http://")):
            yield (InlineKeyboardButton(_label(link.label), url=link.url),)
    for each in copies:
        if 0 < units(each.text) <= COPIED and each.text == well_formed(each.text):
            yield (InlineKeyboardButton(_label(each.label), copy_text=CopyTextButton(each.text)),)


def _label(text: str) -> str:
    return well_formed(cut_graphemes(text, BUTTON_TEXT)).strip() or ELLIPSIS


def _style(weight: Weight) -> str | None:
    match weight:
        case Weight.PRIMARY:
            return KeyboardButtonStyle.PRIMARY
        case Weight.DANGER:
            return KeyboardButtonStyle.DANGER
        case Weight.PLAIN:
            return None


@lru_cache(maxsize=4096)
def _button(text: str, data: str, style: str | None = None) -> InlineKeyboardButton | None:
    """A button; None for data Telegram would refuse, because one such button costs the whole message."""
    size = len(data.encode("utf-8", "surrogatepass"))
    if not 0 < size <= DATA_BYTES or data != well_formed(data):
        LOG.error("telegram.button_left_out bytes=%d", size)
        return None
    return InlineKeyboardButton(_label(text), callback_data=data, style=style)


def _rows(buttons: Iterable[InlineKeyboardButton | None], width: int) -> Iterable[Row]:
    usable = (button for button in buttons if button)
    while row := tuple(islice(usable, width)):
        yield row


def _at_most(rows: list[Row], most: int) -> list[Row]:
    """The first rows with at most so many buttons; the last row, the way on, is always among them."""
    kept: list[Row] = []
    room = most - len(rows[-1])
    for row in rows[:-1]:
        room -= len(row)
        if room < 0:
            break
        kept.append(row)
    return [*kept, rows[-1]]
