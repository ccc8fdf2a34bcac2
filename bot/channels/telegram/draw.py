"""Messages as Telegram shows them: HTML texts of at most 4096 units, a keyboard under the last one."""

from dataclasses import dataclass
from html import escape

from telegram import InlineKeyboardMarkup

from bot.channels.shared.text import cut_units, split_units, units, well_formed
from bot.channels.shared.words import Words, advice
from bot.channels.telegram.keyboard import MANY, button_shows_all, keyboard
from bot.channels.telegram.limits import TEXT
from flows.interface.messages import Line, Message, Note, Progress, Tone, choice_text, note_text

BAR = 10
"""Cells of the progress bar."""

SIGNS = "✔✖⚠○"
"""What some values begin with already."""

PART = 3000
"""UTF-16 units of one part; longer ones are parted where a sentence ends."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """One message as Telegram takes it: HTML texts in order, and the keyboard under the last."""

    texts: tuple[str, ...]
    keyboard: InlineKeyboardMarkup | None


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of HTML, its length once read (UTF-16 units), and what stands between it and the part above."""

    html: str
    length: int
    gap: str = "\n\n"


def draw(message: Message, words: Words) -> Drawing:
    """A message as Telegram shows it; no texts when it has nothing to show but an attachment."""
    edit = words(message.language, "channel.edit")
    return Drawing(tuple(_pack(_parts(message, words))), keyboard(message, edit))


def draw_notes(notes: tuple[Note, ...]) -> str:
    """What has just happened, as one HTML text."""
    return _pack([part for note in notes for part in _note(note)])[0]


def _parts(message: Message, words: Words) -> list[Part]:
    cut = tuple(choice for choice in message.choices if not button_shows_all(choice))
    options = message.choices if cut and len(message.choices) <= MANY else cut
    return [
        *(part for note in message.notes for part in _note(note)),
        *([_progress(message.progress)] if message.progress else []),
        *_text(message.title, "b"),
        *_text(message.body),
        *(_line(line, first=index == 0) for index, line in enumerate(message.lines)),
        *_text("\n".join(map(choice_text, options))),
        *_text(_groups(message)),
        *(part for line in advice(message, words) for part in _text(line, "i")),
    ]


def _text(text: str, tag: str = "") -> list[Part]:
    return [Part(_tagged(piece, tag), units(piece)) for piece in split_units(text, PART)]


def _tagged(text: str, tag: str = "") -> str:
    html = escape(well_formed(text), quote=False)
    return f"<{tag}>{html}</{tag}>" if tag else html


def _note(note: Note) -> list[Part]:
    return _text(note_text(note), "blockquote")


def _progress(progress: Progress) -> Part:
    done = min(max(round(progress.done * BAR), 0), BAR)
    bar = "▰" * done + "▱" * (BAR - done)
    label = cut_units(progress.label, PART)
    return Part(f"{bar}\n{_tagged(label, 'i')}", units(label) + BAR + 1)


def _line(line: Line, *, first: bool) -> Part:
    number = f"{line.number}. " if line.number else ""
    label = cut_units(number + line.label, PART // 3)
    label = label if line.value else note_text(Note(line.tone, label))
    value = cut_units(_signed(line), PART)
    colon = (": " if label.isascii() else "：") if line.value else ""
    html = _tagged(label, "b" if line.value or line.tone is Tone.INFO else "") + colon + _tagged(value)
    return Part(html, units(label + colon + value), "\n\n" if first else "\n")


def _signed(line: Line) -> str:
    """A value with the sign of its tone, unless it brings one of its own."""
    return note_text(Note(line.tone, line.value)) if line.value and line.value[0] not in SIGNS else line.value


def _groups(message: Message) -> str:
    """Which numbers belong to which group, as a keyboard has no headings: 東協 1–10 ｜ 南亞 11–16."""
    groups: dict[str, list[int]] = {}
    for choice in message.choices:
        groups.setdefault(choice.group, []).append(choice.number)
    named = [f"{group} {min(numbers)}–{max(numbers)}" for group, numbers in groups.items() if group]
    return " ｜ ".join(named)


def _pack(parts: list[Part]) -> list[str]:
    texts: list[str] = []
    room = 0
    for part in parts:
        needed = part.length + len(part.gap)
        if needed > room or not texts:
            texts.append(part.html)
            room = TEXT - part.length
        else:
            texts[-1] += part.gap + part.html
            room -= needed
    return texts
