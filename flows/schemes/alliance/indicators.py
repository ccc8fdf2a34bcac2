"""The five indicators of an alliance: events, tools, channels, overseas revenue, its own; with what each promises for
the whole year and for its halves.

Source: the programme's slides of 113, lines 249–390 and 668–679. Numbers of the first three and of the last follow from
what is listed and from its months; they are entered nowhere else, so that the tables printed of them cannot disagree.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from flows.schemes.alliance.schedule import FIRST_HALF

LEAST_TOOLS, LEAST_CHANNELS, LEAST_OWN = 3, 2, 1
"""Kinds of tools, new overseas channels and indicators of its own that an alliance promises at least."""


@dataclass(frozen=True, slots=True)
class Halves:
    """A promise for the whole year, and what of it falls into each half."""

    whole: int
    first: int
    second: int

    @property
    def missing(self) -> int:
        """What the halves lack of the whole; below 0 when they are more."""
        return self.whole - self.first - self.second


@dataclass(frozen=True, slots=True)
class Indicator:
    """Something that is measured: `before` and the goal in `unit`; `level` when it is a state such as a share, not a
    count of what is added; ids of the evidence that will prove it."""

    name: str
    unit: str
    before: int
    goal: Halves
    evidence: tuple[str, ...] = ()
    level: bool = False

    @property
    def flat(self) -> bool:
        """Whether a level is to be no higher than it was."""
        return self.level and self.before >= self.goal.whole


@dataclass(frozen=True, slots=True)
class Event:
    """A marketing event, digital or physical."""

    digital: bool
    form: str
    name: str
    month: int
    place: str
    indicator: Indicator | None = None


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool of one of the programme's kinds, in use from a month on."""

    kind: str
    what: str
    start: int
    indicators: tuple[Indicator, ...]


@dataclass(frozen=True, slots=True)
class Channel:
    """An agreement with a sales channel abroad. `amount` in New Taiwan dollars, None when it is not known."""

    kind: str
    partner: str
    country: str
    month: int
    amount: int | None = None


@dataclass(frozen=True, slots=True)
class OwnIndicator:
    """An indicator of the alliance's own choice."""

    kind: str
    name: str
    month: int
    indicator: Indicator


@dataclass(frozen=True)
class Indicators:
    """All that an alliance promises but the rise of its revenue, which follows from the members' forms: of that only
    what falls into the first half is given, in New Taiwan dollars. `typed` are promises that somebody typed as three
    numbers instead of listing what they are made of."""

    events: tuple[Event, ...] = ()
    tools: tuple[Tool, ...] = ()
    channels: tuple[Channel, ...] = ()
    own: tuple[OwnIndicator, ...] = ()
    overseas_first_half: int = 0
    typed: tuple[Halves, ...] = ()

    def of_events(self) -> Halves:
        """How many events, by half."""
        return _counted(event.month for event in self.events)

    def of_tools(self) -> Halves:
        """How many kinds of tools, each in the half in which the first of its kind begins."""
        starts: dict[str, int] = {}
        for tool in self.tools:
            starts[tool.kind] = min(tool.start, starts.get(tool.kind, tool.start))
        return _counted(starts.values())

    def of_channels(self) -> Halves:
        """How many agreements, by half."""
        return _counted(channel.month for channel in self.channels)

    def of_own(self) -> Halves:
        """How many indicators of its own, by half."""
        return _counted(one.month for one in self.own)

    def every(self) -> Iterator[Indicator]:
        """Every indicator that is measured, in the order in which they are printed."""
        yield from (event.indicator for event in self.events if event.indicator is not None)
        yield from (indicator for tool in self.tools for indicator in tool.indicators)
        yield from (one.indicator for one in self.own)

    def goals(self) -> Iterator[Halves]:
        """Every promise that was given in numbers."""
        yield from (indicator.goal for indicator in self.every())
        yield from self.typed


def _counted(months: Iterable[int]) -> Halves:
    listed = list(months)
    first = sum(month in FIRST_HALF for month in listed)
    return Halves(len(listed), first, len(listed) - first)
