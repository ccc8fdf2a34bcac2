"""What an act changes about a visit that was agreed on: what calendars have to be told."""

from collections.abc import Sequence

from flows.cases.consultation import Visit, consultation
from flows.cases.events import RecordedEvent
from flows.cases.stage import in_effect


def ended_visit(events: Sequence[RecordedEvent], act: int) -> Visit | None:
    """The visit that an act puts an end to without putting another in its place; to be cancelled in calendars."""
    acts = in_effect(events)
    before = consultation([one for one in acts if one.number < act]).visit
    after = consultation([one for one in acts if one.number <= act]).visit
    by = next((one for one in acts if one.number == act), None)
    if before is None or after is not None or by is None or before.end <= by.at:
        return None
    return before


def moved_visit(events: Sequence[RecordedEvent], act: int) -> Visit | None:
    """The visit as it was before an act that moved it."""
    acts = in_effect(events)
    before = consultation([one for one in acts if one.number < act]).visit
    after = consultation([one for one in acts if one.number <= act]).visit
    return before if before and after and before.fixed.uid == after.fixed.uid else None
