"""A selection as it stands, put together from what is stored of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flows.selection.codec import from_json
from flows.selection.events import ResultPublished, ScoreDrafted, SelectionEvent
from flows.selection.state import Selection, fold
from storage.selection.rounds import StoredRound


@dataclass(frozen=True, slots=True)
class RoundAct:
    """What somebody did, under which number of the round."""

    number: int
    at: datetime
    who: str
    event: SelectionEvent


@dataclass(frozen=True)
class OpenedRound:
    """The selection of a programme now, and everything that was done, oldest first."""

    selection: Selection
    acts: Sequence[RoundAct]
    withdrawn: frozenset[str]

    @property
    def seen(self) -> int:
        """The number of the last act that changes what staff see; drafts do not."""
        numbers = (one.number for one in self.acts if not isinstance(one.event, ScoreDrafted))
        return max(numbers, default=0)

    def seen_of(self, case: str, reviewer: str) -> int:
        """The number of the last act about one reviewer and one case."""
        pair = (case, reviewer)
        about = (one for one in self.acts if getattr(one.event, "case", "") == case)
        return max(
            (one.number for one in about if (case, getattr(one.event, "reviewer", "")) == pair), default=0
        )

    def saved_at(self, case: str, reviewer: str) -> datetime | None:
        """When a reviewer last saved a draft of a case."""
        saved = (
            one.at
            for one in self.acts
            if isinstance(one.event, ScoreDrafted)
            and (one.event.case, one.event.reviewer) == (case, reviewer)
        )
        return max(saved, default=None)


def opened_round(stored: StoredRound) -> OpenedRound:
    """What a stored round comes to. Erased cases are nowhere in it; withdrawn ones stay only where results had been
    published before."""
    acts = [RoundAct(one.number, one.at, one.who, from_json(one.event)) for one in stored.events]
    published = any(isinstance(one.event, ResultPublished) for one in acts)
    left = stored.erased if published else stored.erased | stored.withdrawn
    selection = fold((one.event for one in acts), Selection(left=left))
    return OpenedRound(selection, acts, stored.withdrawn)
