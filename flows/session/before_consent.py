"""What is remembered of a conversation until the notice is agreed to: enough to go on, and no more than that."""

from collections.abc import Sequence

from flows.events.consent import Declined, LanguageChosen, NoticeShown, Started
from flows.events.event import Event

MOST = 50
"""Events remembered of somebody who has not agreed; agreeing takes about five."""

_TELLING = (Started, LanguageChosen, NoticeShown, Declined)
"""Events a session before consent is made of: the last of each kind says it all."""


def remembered(events: Sequence[Event]) -> tuple[Event, ...]:
    """The newest of these, and whatever the session is made of: they fold to the same session as all of them."""
    if len(events) <= MOST:
        return tuple(events)
    telling = {type(event): place for place, event in enumerate(events) if isinstance(event, _TELLING)}
    others = [place for place in range(len(events)) if place not in telling.values()]
    kept = {*telling.values(), *others[len(others) - MOST + len(telling) :]}
    return tuple(event for place, event in enumerate(events) if place in kept)
