"""What a form brings besides questions and rules: screens of its own, and the part its session has in a case of several
companies."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from flows.definitions.edition import Edition
from flows.interface.panel import Said
from flows.interface.web_page import PageForm, PageLink, PageRead, Sent
from flows.session.state import Session


@dataclass(frozen=True, slots=True)
class SeatFacts:
    """How far the form of one company in an alliance has come. `alliance` is the session of whoever leads it; `done` of
    `total` questions, on `page`. `form` and `figures` are what the company has released, empty before: nobody else
    sees anything of it until then. `changed`: it was confirmed before, and changed since. Unless `admitted`
    it waits for the leader's word; `quiet` wants no reminders."""

    alliance: str
    ubn: str
    company: str
    done: int
    total: int
    page: int
    confirmed: bool = False
    changed: bool = False
    admitted: bool = True
    quiet: bool = False
    figures: Mapping[str, Any] = field(default_factory=dict)
    form: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Exchanged:
    """Leader and member took each other's place: the events each session is told, the name of the company that leads
    now, and the parts of the proposal whose files were the earlier leader's own."""

    to_leader: tuple[Any, ...]
    to_member: tuple[Any, ...]
    company: str
    drops: tuple[str, ...] = ()


class WebPage(Protocol):
    """A web page on which a session is written; each is handed the Definition and the session as they are now."""

    def links(self, definition: Any, session: Session) -> Sequence[PageLink]:
        """The way to every form."""
        ...

    def uploads(self, definition: Any, session: Session) -> Sequence[PageLink]:
        """The files that can be given."""
        ...

    def form(self, definition: Any, session: Session, name: str) -> PageForm | None:
        """The form of that name; None for a name there is none of."""
        ...

    def part_of(self, definition: Any, session: Session, name: str) -> str:
        """What a file is kept as that was sent under the name of an upload; "" for a name there is none of."""
        ...

    def read(self, definition: Any, session: Session, name: str, sent: Sent) -> PageRead | None:
        """What was sent in the form of that name."""
        ...

    def told(self, name: str, value: Any) -> Sequence[Said]:
        """A value of a form in words, a line each."""
        ...


def _nothing(_decision: Any, _found: Any) -> tuple[Any, ...]:
    return ()


def _no_seat(_edition: Edition, _session: Session, _key: str) -> SeatFacts | None:
    return None


def _as_it_is(_decision: Any, facts: tuple[Any, ...]) -> tuple[Any, ...]:
    return facts


def _nothing_locked(_definition: Any, _session: Session, _place: str, _now: datetime) -> bool:
    return False


def _no_places(_edition: Edition) -> tuple[str, ...]:
    return ()


@dataclass(frozen=True)
class OwnScreens:
    """`stages`: the screens of stages that no other form has, by the stage's name (each a Screen of
    flows/screens/base.py, which lies above this package). `discovered`: from a Decision and a Discovered to the events
    that follow. `seat`: the part of a session with this id; None where it has none. `status`: the events by which
    「進度」 is answered; none where it is as everywhere. `book`: from the Definition and what was sent in to all that
    it prints; None where the form is printed as others are. `page`: where it is written in a browser; None where it is
    not. `words`: the events that words of its own mean anywhere, or what makes them of a Decision, by the phrase that
    has them. `picture`: from the Definition, the Session and a part of it to what a picture of that shows. `exchange`:
    from Definition and Session of a leader and of a member, the member's session id and the moment (ISO) to what both
    are told when they take each other's place; None where they may not. `allowed`: from a Decision and its events to
    those that may be, where something is locked by then; `locked`: whether an entry is, for Definition, Session, name
    and moment; `places`: what of the form the office may ask to mend."""

    stages: Mapping[str, Any] = field(default_factory=dict)
    discovered: Callable[[Any, Any], tuple[Any, ...]] = _nothing
    seat: Callable[[Edition, Session, str], SeatFacts | None] = _no_seat
    status: tuple[Any, ...] = ()
    book: Callable[[Any, Mapping[str, Any]], Mapping[str, Any]] | None = None
    page: WebPage | None = None
    words: Mapping[str, tuple[Any, ...] | Callable[[Any], tuple[Any, ...]]] = field(default_factory=dict)
    picture: Callable[[Any, Any, str], Mapping[str, Any]] | None = None
    exchange: Callable[[Any, Any, str, str], Exchanged | None] | None = None
    allowed: Callable[[Any, tuple[Any, ...]], tuple[Any, ...]] = _as_it_is
    locked: Callable[[Any, Session, str, datetime], bool] = _nothing_locked
    places: Callable[[Edition], tuple[str, ...]] = _no_places
