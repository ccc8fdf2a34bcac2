"""The body of a card, as blocks that may be parted over several cards: notes, words, options, answers."""

from collections.abc import Iterator
from itertools import groupby

from bot.channels.line.cards import palette
from bot.channels.line.cards.components import column, postback, row, text
from bot.channels.line.limits import Json, sendable_data
from bot.channels.shared.text import cut_units, split_units
from flows.interface.messages import Button, Choice, Line, Message, Note, Tone, note_text

PARAGRAPH = 1200
"""UTF-16 units of one text block; small enough that several find room in a bubble whatever the script."""

SHORT = 7
"""Graphemes an option may have to stand beside another one."""

MANY = 9
"""From this many options on, short ones stand in two columns."""


def blocks(message: Message, edit: str, advice: list[str]) -> list[Json]:
    """The parts of a card's body from top to bottom. `edit` is the word for it, `advice` what helps to answer."""
    return [
        *notes(message),
        *_words(message, advice),
        *_listed(message, edit),
    ]


def _listed(message: Message, edit: str) -> list[Json]:
    """Rows and options; what marks mean stands above the rows that are marked with them."""
    lines, choices = [_line(line, edit) for line in message.lines], [*_choices(message)]
    return [*choices, *lines] if any(line.marks for line in message.lines) else [*lines, *choices]


def notes(message: Message) -> list[Json]:
    """What has just happened, each note on a field of its own."""
    return [block for note in message.notes for block in _note(note)]


def _note(note: Note) -> list[Json]:
    ink, field = palette.NOTE_INK[note.tone], palette.NOTE_FIELD[note.tone]
    return [
        column(
            text(part, size="sm", color=ink),
            backgroundColor=field,
            cornerRadius="8px",
            paddingAll="8px",
            paddingStart="12px",
        )
        for part in split_units(note_text(note), PARAGRAPH)
    ]


def _words(message: Message, advice: list[str]) -> Iterator[Json]:
    for part in split_units(message.title, PARAGRAPH):
        yield text(part, weight="bold", size="lg", color=palette.INK, margin="lg")
    for part in split_units(message.body, PARAGRAPH):
        yield text(part, size="md", color=palette.INK, lineSpacing="4px")
    for part in (part for line in advice for part in split_units(line, PARAGRAPH)):
        yield text(part, size="sm", color=palette.MUTED)


def _marked(line: Line) -> Json:
    """A row to be marked: its words above a small button for each mark."""
    cells = (
        column(
            text(str(mark.number), size="sm", color=palette.ACCENT, weight="bold", align="center"),
            backgroundColor=palette.FIELD,
            cornerRadius="8px",
            paddingAll="8px",
            action=postback(mark.label, mark.tap, mark.label),
        )
        for mark in line.marks
        if sendable_data(mark.tap)
    )
    label = text(cut_units(f"{line.number}. {line.label}", PARAGRAPH), size="sm", color=palette.INK)
    return column(label, row(*cells, spacing="sm"), spacing="xs", paddingTop="4px")


def _line(line: Line, edit: str) -> Json:
    """A label above its value. Where it can be changed the whole of it is tapped, as a word alone is a small target."""
    if line.marks:
        return _marked(line)
    number = f"{line.number}. " if line.number else ""
    label = cut_units(number + line.label, PARAGRAPH)
    if not line.value and line.tone is not Tone.INFO:
        return text(note_text(Note(line.tone, label)), size="sm", color=palette.VALUE_INK[line.tone])
    head = [text(label, size="xs", color=palette.MUTED, flex=1)]
    value = [
        text(part, size="sm", color=palette.VALUE_INK[line.tone])
        for part in split_units(line.value, PARAGRAPH)
    ]
    if not sendable_data(line.tap):
        return column(row(*head, spacing="md"), *value, spacing="xs", paddingBottom="6px")
    head.append(text(edit, size="xs", color=palette.ACCENT, weight="bold", flex=0, align="end"))
    said = f"{edit} {line.number}" if line.number else f"{edit} {line.label}"
    action = postback(said if line.number else edit, line.tap, said, line.typed)
    return column(row(*head, spacing="md"), *value, spacing="xs", paddingBottom="6px", action=action)


def _choices(message: Message) -> Iterator[Json]:
    columns = (
        2 if len(message.choices) >= MANY and all(_is_short(choice) for choice in message.choices) else 1
    )
    for group, members in groupby(message.choices, key=lambda choice: choice.group):
        if group:
            yield text(group, size="xs", color=palette.MUTED, weight="bold", margin="lg")
        cells = [option(choice) for choice in members]
        yield from cells if columns == 1 else map(_beside, cells[::2], [*cells[1::2], column()])
    yield from map(option, message.combinations)


def _beside(left: Json, right: Json) -> Json:
    return row(left | {"flex": 1}, right | {"flex": 1}, spacing="sm")


def _is_short(choice: Choice) -> bool:
    return len(choice.label) <= SHORT


def option(choice: Choice) -> Json:
    """An option as a row to tap: its number, its words, its tick or rank; beside it what takes it and is done."""
    chosen = bool(choice.ticked or choice.rank)
    number = [text(str(choice.number), size="sm", color=palette.ACCENT, weight="bold", flex=0)]
    cell = row(
        *(number if choice.number else []),
        text(cut_units(choice.label, PARAGRAPH), size="sm", color=palette.INK, flex=1),
        *_mark(choice),
        backgroundColor=palette.CHOSEN if chosen else palette.FIELD,
        cornerRadius="8px",
        paddingAll="9px",
        spacing="md",
        alignItems="center",
    )
    if sendable_data(choice.tap):
        cell["action"] = postback(choice.label, choice.tap, choice.label)
    if choice.last is None or not sendable_data(choice.last.tap):
        return cell
    return row(cell | {"flex": 1}, _last(choice.last), spacing="xs")


def _last(button: Button) -> Json:
    """A narrow button at the end of a row, as high as the row."""
    return column(
        text(button.label, size="xs", color=palette.ACCENT, weight="bold", align="center"),
        backgroundColor=palette.FIELD,
        cornerRadius="8px",
        width="48px",
        flex=0,
        justifyContent="center",
        action=postback(button.says, button.tap, button.says),
    )


def _badge(rank: int) -> Json:
    """The place an option was given, on a round field."""
    return column(
        text(str(rank), size="xs", color=palette.PAPER, weight="bold", align="center"),
        backgroundColor=palette.ACCENT,
        cornerRadius="11px",
        width="22px",
        height="22px",
        justifyContent="center",
        flex=0,
    )


def _mark(choice: Choice) -> list[Json]:
    if choice.rank:
        return [_badge(choice.rank)]
    sign = {None: "", True: "☑", False: "☐"}[choice.ticked]
    return [text(sign, size="sm", color=palette.ACCENT, flex=0)] if sign else []
