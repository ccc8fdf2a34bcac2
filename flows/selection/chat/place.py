"""Where a reviewer stands in a chat, and what they tap or type there."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, TypeAlias


class Screen(StrEnum):
    """What is shown. Stored names never change."""

    CASES = "cases"
    DECLARE = "declare"
    KINDS = "kinds"
    EXPLAIN = "explain"
    NAME = "name"
    CRITERION = "criterion"
    REMARK = "remark"
    COMMENT = "comment"
    SUM = "sum"


class Act(StrEnum):
    """What a button does; its value is written into the button."""

    CASES = "list"
    OPEN = "open"
    DECLARE = "declare"
    SAY = "say"
    KIND = "kind"
    ON = "on"
    BACK = "back"
    POINTS = "points"
    CRITERION = "criterion"
    COMMENT = "comment"
    SUBMIT = "submit"
    LEAVE = "leave"


@dataclass(frozen=True, slots=True)
class Place:
    """A screen, the case it is about and, where it is about one, the number of the criterion from 0; `page` of the
    list. `said`, `kinds` and `words` are a declaration that is being made. `seen` is the number of the last act about
    this case and reviewer that the screen knew of; `serial` counts turns, so that an older button is known as one."""

    screen: Screen = Screen.CASES
    case: str = ""
    criterion: int = 0
    page: int = 0
    said: str = ""
    kinds: tuple[str, ...] = ()
    words: str = ""
    seen: int = 0
    serial: int = 0


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button of the screen that was shown after turn `serial`."""

    serial: int
    act: Act
    value: str = ""


@dataclass(frozen=True, slots=True)
class Typed:
    """A text that names none of the buttons."""

    text: str


Said: TypeAlias = Pressed | Typed | None
"""None: they want to see where they stand."""


def to_json(place: Place) -> dict[str, Any]:
    """A place as it is stored."""
    return asdict(place) | {"kinds": list(place.kinds)}


def from_json(data: Mapping[str, Any]) -> Place:
    """The place that was stored; the list of cases where nothing was."""
    known: dict[str, Any] = {
        name: value for name, value in data.items() if name in Place.__dataclass_fields__
    }
    screen, kinds = Screen(known.pop("screen", Screen.CASES)), tuple(known.pop("kinds", ()))
    return Place(screen, kinds=kinds, **known)
