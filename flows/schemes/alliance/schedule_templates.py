"""Three schedules to begin with; constructed. Each lays its weights out evenly over its months."""

from collections.abc import Mapping
from enum import StrEnum

from flows.schemes.alliance.schedule import Item, Row, Schedule


class Template(StrEnum):
    """How the work is spread over the year."""

    BALANCED = "balanced"
    EVENT = "event"
    CHANNEL = "channel"


def _schedule(rows: Mapping[Item, tuple[int, tuple[int, ...]]]) -> Schedule:
    return Schedule(tuple(Row(item, weight, months) for item, (weight, months) in rows.items()))


TEMPLATES: Mapping[Template, Schedule] = {
    Template.BALANCED: _schedule(
        {
            Item.EVENTS: (20, (6, 9)),
            Item.TOOLS: (25, (4, 5, 6, 7, 8, 9, 10)),
            Item.CHANNELS: (25, (6, 7, 8, 9, 10)),
            Item.OVERSEAS: (20, (5, 6, 7, 8, 9, 10, 11)),
            Item.BONUS: (10, (7, 8, 9, 10)),
        }
    ),
    Template.EVENT: _schedule(
        {
            Item.EVENTS: (30, (5, 6, 8, 9, 10)),
            Item.TOOLS: (20, (4, 5, 6, 7, 8, 9)),
            Item.CHANNELS: (20, (6, 7, 8, 9, 10, 11)),
            Item.OVERSEAS: (20, (6, 7, 8, 9, 10, 11)),
            Item.BONUS: (10, (6, 8, 9, 10)),
        }
    ),
    Template.CHANNEL: _schedule(
        {
            Item.EVENTS: (15, (6, 9)),
            Item.TOOLS: (20, (4, 5, 6, 7, 8)),
            Item.CHANNELS: (35, (4, 5, 6, 7, 8, 9, 10)),
            Item.OVERSEAS: (20, (6, 7, 8, 9, 10, 11)),
            Item.BONUS: (10, (6, 7, 8, 9)),
        }
    ),
}
