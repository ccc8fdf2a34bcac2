"""Draws pages and messages as HTML from templates/shared/web: one environment, its filters, the pages' own words."""

import re
import tomllib
from datetime import datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from bot.languages import LANGUAGES
from bot.paths import SHARED
from flows.interface.messages import Choice, Line, Message, Tone

WEB = SHARED / "web"
TAIPEI = ZoneInfo("Asia/Taipei")

_LINK = re.compile(r"https?://[^\s<>\"'，。；、）」』】]+")
_TELEGRAM_TAG = re.compile(r"</?(b|i|blockquote)>")
_FEW = 6
"""Up to so many options read better as a list than as tiles."""
_TILE = 16
"""Columns of half a Chinese character that a tile holds on two lines."""
_LONG_ONES = 0.2
"""So many longer labels may span the row; with more, a list is calmer."""
_TONES = (Tone.INFO, Tone.DONE, Tone.WARN, Tone.REJECTED)
"""From mild to severe."""


def draw(name: str, **given: Any) -> str:
    """A page or part of one. `name` is a file of templates/shared/web."""
    return _environment().get_template(name).render(**given)


@cache
def words(language: str) -> dict[str, Any]:
    """What the pages themselves say in a language; Chinese where we do not speak it."""
    known = language if language in LANGUAGES else LANGUAGES[0]
    return tomllib.loads((WEB / f"words.{known}.toml").read_text(encoding="utf-8"))


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(WEB),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"linked": _linked, "telegram": _telegram, "clock": _clock, "size": _size}
    environment.globals |= {
        "words": words, "LANGUAGES": LANGUAGES, "gravest": _gravest, "rows": _rows, "arrangement": _arrangement,
        "long": _is_long, "state": _state,
    }  # fmt: skip
    return environment


def _linked(text: str) -> Markup:
    """Text whose web addresses can be followed."""
    parts, begin = [], 0
    for found in _LINK.finditer(text):
        link = escape(found[0])
        parts += [escape(text[begin : found.start()])]
        parts += [Markup('<a href="{0}" target="_blank" rel="noopener noreferrer">{0}</a>').format(link)]
        begin = found.end()
    return Markup("").join([*parts, escape(text[begin:])])


def _telegram(html: str) -> Markup:
    """The few tags we send to Telegram, as elements; a text with any other as the text it is."""
    others = re.sub(_TELEGRAM_TAG, "", html)
    if "<" in others or ">" in others:
        return escape(html)
    return Markup(html.replace("</blockquote>\n", "</blockquote>"))  # noqa: S704 - no tag but ours is left


def _clock(when: datetime, style: str = "%Y-%m-%d %H:%M") -> str:
    return when.astimezone(TAIPEI).strftime(style)


def _size(count: int) -> str:
    """「1.2 MB」 for a number of bytes."""
    if count < 1024**2:
        return f"{count} B" if count < 1024 else f"{count / 1024:.0f} KB"
    return f"{count / 1024**2:.1f} MB"


def _gravest(message: Message) -> str:
    """The tone of a verdict: at least a warning, the worst of what it says."""
    said = [*(note.tone for note in message.notes), *(line.tone for line in message.lines)]
    return str(max([Tone.WARN, *said], key=_TONES.index))


def _rows(lines: tuple[Line, ...]) -> str:
    """How a list is laid out: facts beside their labels, numbered answers, or states with signs."""
    if all(not line.number and line.value and line.tone is Tone.INFO for line in lines):
        return "facts"
    return "answers" if any(line.number for line in lines) else "states"


def _arrangement(choices: tuple[Choice, ...]) -> str:
    if len(choices) <= _FEW:
        return ""
    long = sum(_is_long(choice.label) for choice in choices)
    return "tiles" if long <= len(choices) * _LONG_ONES else "columns"


def _is_long(label: str) -> bool:
    return sum(2 if ord(sign) > 0x2E7F else 1 for sign in label) > _TILE


def _state(message: Message) -> dict[str, Any]:
    """What the page around the talk takes over from its newest message."""
    problem = next((note for note in message.notes if note.tone in (Tone.WARN, Tone.REJECTED)), None)
    example = words(message.language)["example"] + message.example if message.example else ""
    return {
        "language": message.language,
        "question": message.question,
        "limit": message.limit,
        "hint": message.hint or example,
        "stage": message.progress.label if message.progress else "",
        "done": message.progress.done if message.progress else None,
        "problem": [problem.tone.value, problem.text] if problem else None,
    }
