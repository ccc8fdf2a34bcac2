"""The schedule: what each work item weighs and in which months it is done, with the progress of every month.

Source: the programme's slides of 113, lines 691–703: weights, progress of each month and in sum, guidance from April to
November. Weights are whole percent, progress is tenths of a percent: what is drawn, printed and stored is the same.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import accumulate

MONTHS = tuple(range(4, 12))
"""The months of guidance."""

FIRST_HALF = (4, 5, 6)
"""Months of the first half; constructed, so that it is over before the visit in July."""

WHOLE = 1000
"""The whole project, in tenths of a percent."""

MOST_AT_THE_END = 400
"""Tenths of a percent of all work that may be left for the last month before it is pointed out."""


class Item(StrEnum):
    """The work items every schedule has: one for each indicator. The alliance's own ones have names besides."""

    EVENTS = "events"
    TOOLS = "tools"
    CHANNELS = "channels"
    OVERSEAS = "overseas"
    BONUS = "bonus"


@dataclass(frozen=True, slots=True)
class Row:
    """One work item: `item` is an `Item` or the alliance's own name for it; `typed` its progress month by month where
    somebody has laid it out by hand."""

    item: str
    weight: int
    months: tuple[int, ...]
    typed: Mapping[int, int] = field(default_factory=dict)

    def monthly(self) -> Mapping[int, int]:
        """Its progress by month: as typed, else its weight spread evenly over its months."""
        return self.typed or spread(self.weight, self.months)

    @property
    def uneven(self) -> bool:
        """Whether what was typed by month is not its weight, or goes backwards."""
        return bool(self.typed) and (
            sum(self.typed.values()) != self.weight * 10 or min(self.typed.values()) < 0
        )


@dataclass(frozen=True, slots=True)
class Schedule:
    """All work items in the order in which they are printed."""

    rows: tuple[Row, ...]

    @property
    def weight(self) -> int:
        """All weights together; 100 when it is right. It may be wrong while somebody is at work on it."""
        return sum(row.weight for row in self.rows)

    def row(self, item: str) -> Row | None:
        """The row of this work item."""
        return next((row for row in self.rows if row.item == item), None)

    @property
    def own(self) -> tuple[Row, ...]:
        """The rows that the alliance has added."""
        return tuple(row for row in self.rows if row.item not in set(Item))

    def monthly(self) -> tuple[int, ...]:
        """What all items progress in each of `MONTHS`."""
        rows = [row.monthly() for row in self.rows]
        return tuple(sum(row.get(month, 0) for row in rows) for month in MONTHS)

    def cumulative(self) -> tuple[int, ...]:
        """The progress reached at the end of each of `MONTHS`."""
        return tuple(accumulate(self.monthly()))

    @property
    def complete(self) -> bool:
        """Whether the progress never falls and ends at the whole."""
        return (
            min(self.monthly()) >= 0 and self.cumulative()[-1] == WHOLE and not any(map(_uneven, self.rows))
        )

    @property
    def outside(self) -> tuple[str, ...]:
        """Items without a month, or with one outside the months of guidance."""
        return tuple(row.item for row in self.rows if not row.months or not set(row.months) <= set(MONTHS))


def _uneven(row: Row) -> bool:
    return row.uneven


def spread(weight: int, months: Iterable[int]) -> dict[int, int]:
    """Tenths of a percent for each month: evenly, the remainder to the earliest. Nothing without a month."""
    order = sorted(set(months))
    if not order:
        return {}
    each, rest = divmod(weight * 10, len(order))
    return {month: each + (place < rest) for place, month in enumerate(order)}


def weighed(schedule: Schedule, weights: Sequence[int]) -> Schedule:
    """The same with other weights, one for each row in order; progress typed by month is laid out anew.

    Raises:
        ValueError: as many weights as rows are needed.
    """
    rows = zip(schedule.rows, weights, strict=True)
    return Schedule(tuple(Row(row.item, weight, row.months) for row, weight in rows))


def placed(schedule: Schedule, item: str, months: Iterable[int]) -> Schedule:
    """The same with this item done in other months."""
    new = tuple(sorted(set(months)))
    return Schedule(
        tuple(Row(row.item, row.weight, new) if row.item == item else row for row in schedule.rows)
    )
