"""Inline keyboards: options with their numbers, 修改 N under a review, the ways on beneath."""

import json
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, islice

from telegram.constants import KeyboardButtonStyle

from bot.channels.shared.text import ELLIPSIS, cut_graphemes, graphemes, well_formed
from bot.channels.telegram.limits import BUTTON_TEXT, BUTTONS, DATA_BYTES
from flows.messages import Button, Choice, Line, Message, Weight

LOG = logging.getLogger("bot.channels.telegram")

SHORT = 12
"""Graphemes up to which options stand side by side."""

ALONE = 30
"""Graphemes a button across the whole screen can show."""

MANY = 20
"""More options than this are packed closer."""

EDITS_PER_ROW = 5


@dataclass(frozen=True, slots=True)
class Key:
    """One button as Telegram takes it. The SDK's class for it was a third of drawing a question."""

    text: str
    data: str
    style: str = ""


Row = list[Key]


def keyboard(message: Message, edit: str) -> tuple[Row, ...]:
    """The rows of a message's keyboard; none when there is nothing to tap. `edit` is the word for "change"."""
    rows = [*_choices(message.choices), *_edits(message.lines, edit), *_ways_on(message.buttons)]
    return tuple(_at_most(rows, BUTTONS)) if rows else ()


def markup(rows: Iterable[Row]) -> str:
    """An InlineKeyboardMarkup as JSON."""
    listed = ",".join(f"[{','.join(map(_json, row))}]" for row in rows)
    return f'{{"inline_keyboard":[{listed}]}}'


@lru_cache(maxsize=4096)
def _json(key: Key) -> str:
    style = {"style": key.style} if key.style else {}
    body = {"text": key.text, "callback_data": key.data, **style}
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


def button_shows_all(choice: Choice) -> bool:
    """Whether an option can be read in full on its button, so that the text need not list it."""
    shown = choice.brief or choice.label
    return shown == choice.label and len(graphemes(choice.label)) <= ALONE


def _choices(choices: tuple[Choice, ...]) -> Iterable[Row]:
    width = _width(choices)
    for _, members in groupby(choices, key=lambda choice: choice.group):
        yield from _rows([_button(_option_text(each, width), each.tap) for each in members], width)


def _width(choices: tuple[Choice, ...]) -> int:
    longest = max((len(graphemes(each.brief or each.label)) for each in choices), default=0)
    if longest <= SHORT:
        return 3 if len(choices) > MANY else 2
    return 2 if len(choices) > MANY else 1


def _option_text(choice: Choice, width: int) -> str:
    rank = f"〔{choice.rank}〕" if choice.rank else ""
    unticked = "☐ " if width < 3 else ""
    tick = {None: "", True: "☑ ", False: unticked}[None if rank else choice.ticked]
    return f"{tick}{rank}{choice.number}. {choice.brief or choice.label}"


def _edits(lines: tuple[Line, ...], edit: str) -> Iterable[Row]:
    buttons = [
        _button(f"{edit} {line.number}" if line.number else f"{edit}：{line.label}", line.tap)
        for line in lines
        if line.tap
    ]
    return _rows(buttons, EDITS_PER_ROW)


def _ways_on(buttons: tuple[Button, ...]) -> Iterable[Row]:
    for weight, members in groupby(buttons, key=lambda button: button.weight):
        drawn = [_button(each.label, each.tap, _style(weight)) for each in members]
        short = all(button is None or len(graphemes(button.text)) <= SHORT for button in drawn)
        yield from _rows(drawn, 2 if short else 1)


def _style(weight: Weight) -> str:
    match weight:
        case Weight.PRIMARY:
            return KeyboardButtonStyle.PRIMARY
        case Weight.DANGER:
            return KeyboardButtonStyle.DANGER
        case Weight.PLAIN:
            return ""


@lru_cache(maxsize=4096)
def _button(text: str, data: str, style: str = "") -> Key | None:
    """A button; None for data Telegram would refuse, because one such button costs the whole message."""
    size = len(data.encode("utf-8", "surrogatepass"))
    if not 0 < size <= DATA_BYTES or data != well_formed(data):
        LOG.error("telegram.button_left_out bytes=%d", size)
        return None
    label = well_formed(cut_graphemes(text, BUTTON_TEXT)).strip() or ELLIPSIS
    return Key(label, data, style)


def _rows(buttons: Iterable[Key | None], width: int) -> Iterable[Row]:
    usable = (button for button in buttons if button)
    while row := list(islice(usable, width)):
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
