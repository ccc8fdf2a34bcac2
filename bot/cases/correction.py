"""What is to be mended of a proposal: what the journals of the leader and of the members concerned hear when the
alliance is told of it, or no longer asked for it."""

from collections.abc import Mapping, Sequence

from flows.cases.events import RecordedEvent
from flows.cases.proposal.events import CorrectionAsked
from flows.cases.proposal.progress import progress
from flows.cases.stage import in_effect, told
from flows.events.alliance import CorrectionEnded, CorrectionOpened
from flows.events.codec import to_json
from storage.records import Json

LEADER = ""
"""The leader's session among those that are told."""

_ENDED = to_json(CorrectionEnded())


def told_sessions(
    before: Sequence[RecordedEvent], after: Sequence[RecordedEvent]
) -> Mapping[str, Sequence[Json]]:
    """The events for each journal when a stream has grown: compared as far as the alliance was told."""
    had, has = _opened(before), _opened(after)
    if had == has:
        return {}
    ended = {session: [_ENDED] for session in had if session not in has}
    return ended | {session: [to_json(event)] for session, event in has.items()}


def _opened(stream: Sequence[RecordedEvent]) -> Mapping[str, CorrectionOpened]:
    """What is asked of each session; nothing that is mended on paper."""
    found = progress(in_effect(told(stream)), None)
    asked = found.correction
    if found.closed or not asked or not isinstance(asked.event, CorrectionAsked) or not found.entered_places:
        return {}
    due, lines = asked.event.due, dict[str, dict[str, str]]({LEADER: {}})
    for one in found.entered_places:
        lines.setdefault(one.seat, {})[one.place] = " ".join(one.line.split())
    seats = [seat for seat in lines if seat != LEADER]
    return {
        session: CorrectionOpened(asked.number, told, due, () if session else seats)
        for session, told in lines.items()
    }
