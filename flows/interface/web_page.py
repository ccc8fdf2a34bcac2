"""A web page of a scheme's own, free of language: what can be written on it, a form for each entry of the session."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from flows.interface.panel import Said

Sent = Mapping[str, Sequence[str]]
"""The fields of a form as a browser sent them, by name."""


class FieldKind(StrEnum):
    """How a field is filled in."""

    TEXT = "text"
    LINE = "line"
    FIGURE = "figure"
    CHOICE = "choice"
    TICKS = "ticks"
    HIDDEN = "hidden"
    """Not filled in, but sent: what the row is."""


@dataclass(frozen=True, slots=True)
class PageOption:
    """One of the values to choose from, or to tick."""

    value: str
    label: Said
    ticked: bool = False


@dataclass(frozen=True, slots=True)
class PageField:
    """One field; `most` is how many characters it takes, 0 for no limit."""

    kind: FieldKind
    name: str
    label: Said
    value: str = ""
    options: tuple[PageOption, ...] = ()
    most: int = 0


@dataclass(frozen=True, slots=True)
class PageRow:
    """Fields that belong together, and what is wrong with what was sent in them."""

    label: Said
    fields: tuple[PageField, ...]
    problem: Said = ""


@dataclass(frozen=True, slots=True)
class PageForm:
    """A form for one entry. `seen` names the value it was drawn from; `told` is what follows from that value; `ways`
    are buttons that fill in all of it at once, each a field name, its value and its label; `upload` is a file that can
    be added to it."""

    name: str
    title: Said
    body: Said
    seen: str
    rows: tuple[PageRow, ...]
    told: tuple[Said, ...] = ()
    ways: tuple[tuple[str, str, Said], ...] = ()
    upload: "PageLink | None" = None


@dataclass(frozen=True, slots=True)
class PageLink:
    """The way to a form, or to the upload of a file: what it is called, how far it is."""

    name: str
    title: Said
    state: Said
    done: bool = False


@dataclass(frozen=True, slots=True)
class PageRead:
    """What was sent: the entry it is for and the value to keep there; `form` shows it again with what is wrong, and is
    None where nothing is."""

    place: str
    value: Any
    form: PageForm | None = None
