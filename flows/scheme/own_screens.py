"""What a form brings besides questions and rules: screens of its own, and the part its session has in a case of several
companies."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from flows.definitions.edition import Edition
from flows.session.state import Session


@dataclass(frozen=True, slots=True)
class SeatFacts:
    """How far the form of one company in an alliance has come. `alliance` is the session of whoever leads it; `done` of
    `total` questions, on `page`. `form` and `figures` are what the company has released, empty before: nobody else
    sees anything of it until then. `changed`: it was confirmed before, and changed since."""

    alliance: str
    ubn: str
    company: str
    done: int
    total: int
    page: int
    confirmed: bool = False
    changed: bool = False
    figures: Mapping[str, Any] = field(default_factory=dict)
    form: Mapping[str, Any] = field(default_factory=dict)


def _nothing(_decision: Any, _found: Any) -> tuple[Any, ...]:
    return ()


def _no_seat(_edition: Edition, _session: Session, _key: str) -> SeatFacts | None:
    return None


@dataclass(frozen=True)
class OwnScreens:
    """`stages`: the screens of stages that no other form has, by the stage's name (each a Screen of
    flows/screens/base.py, which lies above this package). `discovered`: from a Decision and a Discovered to the events
    that follow. `seat`: the part of a session with this id; None where it has none. `status`: the
    events by which 「進度」 is answered; none where it is as everywhere. `book`: from the Definition and what
    was sent in to all the book prints; None where the form is printed as others are."""

    stages: Mapping[str, Any] = field(default_factory=dict)
    discovered: Callable[[Any, Any], tuple[Any, ...]] = _nothing
    seat: Callable[[Edition, Session, str], SeatFacts | None] = _no_seat
    status: tuple[Any, ...] = ()
    book: Callable[[Any, Mapping[str, Any]], Mapping[str, Any]] | None = None
