"""What one person is known to have seen: what the last reply asked, since when, and which turns were told of."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from flows.events import conversation
from flows.events.answering import Answered, Dropped, Skipped
from flows.events.company.company_claim import Joined
from flows.events.corrections import Rewritten, Withdrawn
from flows.events.event import Event
from flows.events.review import Decided
from flows.events.submitted.signed_copy import CopySent, CopyWithdrawn
from flows.events.submitted.submission import (
    OfficeAnswered,
    OfficeQuestion,
    RequestMade,
    RevisionClosed,
    RevisionSent,
    Submitted,
)
from flows.events.upgrade import Upgraded
from flows.screens.prompts import PromptIdentity

NOTICED = timedelta(seconds=2)
"""So long before its end was known a call may have shown what it brought; longer ones were on their way."""

RETOLD = (
    Answered,
    CopySent,
    Decided,
    Dropped,
    Joined,
    OfficeAnswered,
    OfficeQuestion,
    RequestMade,
    RevisionClosed,
    RevisionSent,
    Rewritten,
    Skipped,
    Submitted,
    Upgraded,
    Withdrawn,
)
"""Facts that are told with the next reply when the one that should have told them was lost."""

_RETOLD_AS = (conversation.Asked("unsent_submitted"), conversation.StaffLeft("office"))
"""Of these kinds only these."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A reply: what it asks, since when that can be seen, and the last turn it tells of."""

    asked: PromptIdentity
    at: datetime
    seq: int


@dataclass
class Seen:
    """`confirmed` is the last reply known to have gone out, `under_way` those whose fate is open, in order; `untold`
    the events of turns after the confirmed one, each with its turn."""

    confirmed: Shown | None = None
    under_way: list[Shown] = field(default_factory=list)
    untold: tuple[tuple[int, Event], ...] = ()

    @property
    def latest(self) -> Shown | None:
        """The reply that is on the screen, as far as anybody can know."""
        return self.under_way[-1] if self.under_way else self.confirmed

    @property
    def reopened(self) -> frozenset[str]:
        """Questions whose answer was taken back since the confirmed reply: nobody may answer the taking back."""
        gone = (event for _, event in self.untold if isinstance(event, Withdrawn))
        return frozenset(event.question for event in gone if event.question)

    def typed_ahead(self, asked: PromptIdentity, sent_at: datetime) -> bool:
        """Whether a text sent then was written before what is asked now could be seen.

        In whole seconds, which is all that Telegram tells."""
        latest = self.latest
        if latest is None or (latest.asked != asked and not self._reopens(asked)):
            return True
        return _second(sent_at) < _second(latest.at)

    def tapped_ahead(self, seq: int) -> bool:
        """Whether the reply to the last turn is not known to have gone out."""
        return not self.reopened and (self.latest is None or self.latest.seq < seq)

    def tells_of(self, seq: int) -> bool:
        """Whether the reply on the screen is one to this turn."""
        return self.latest is not None and self.latest.seq >= seq

    def _reopens(self, asked: PromptIdentity) -> bool:
        return asked[0] == "Ask" and asked[1] in self.reopened

    def recall(self, confirmed: Shown | None, seq: int, unseen: Sequence[Event]) -> None:
        """What the journal knows of the session up to turn `seq`, which any process may have written. Of the last reply
        that went out it may not know yet."""
        if self.confirmed and self.confirmed.seq > (confirmed.seq if confirmed else 0):
            unseen = () if self.confirmed.seq >= seq else unseen
        else:
            self.confirmed = confirmed
        self.untold = tuple((seq, event) for event in unseen)

    def happened(self, seq: int, events: Iterable[Event]) -> None:
        """A turn was committed."""
        self.untold = (*self.untold, *((seq, event) for event in events))

    def owed(self, before: int) -> tuple[Event, ...]:
        """What earlier turns, whose replies were lost or could not be given, still have to tell; nothing of what was
        taken back since."""
        told = max((shown.seq for shown in self.under_way), default=0)
        owed = [event for seq, event in self.untold if told < seq < before]
        gone = {event.message for event in owed if isinstance(event, Withdrawn | CopyWithdrawn)}
        return tuple(event for event in owed if _tells(event) and not _carried(event, gone))

    def prepare(self, asked: PromptIdentity, now: datetime, seq: int) -> Shown:
        """A reply that is about to go out. The same question can be seen since it was first asked."""
        latest = self.latest
        at = latest.at if latest and latest.asked == asked else now
        shown = Shown(asked, at, seq)
        self.under_way.append(shown)
        return shown

    def confirm(self, shown: Shown, now: datetime) -> Shown:
        """It is known to have gone out, now or shortly before. What it asks can be seen since then, unless it could be
        before."""
        place = next((place for place, each in enumerate(self.under_way) if each is shown), -1)
        self.under_way = self.under_way[
            place + 1 :
        ]  # whatever was on its way earlier is above it, if anywhere
        before = self.confirmed
        if before is None or before.asked != shown.asked:
            shown = replace(shown, at=max(shown.at, now - NOTICED))
        if before is None or before.seq <= shown.seq:
            self.confirmed = shown
            self.untold = tuple(each for each in self.untold if each[0] > shown.seq)
        return shown

    def lost(self, shown: Shown) -> None:
        """Nobody may have seen it."""
        self.under_way = [each for each in self.under_way if each is not shown]


def _tells(event: Event) -> bool:
    return isinstance(event, RETOLD) or event in _RETOLD_AS


def _carried(event: Event, messages: set[str]) -> bool:
    if isinstance(event, Withdrawn | CopyWithdrawn):
        return False
    return not messages.isdisjoint(
        {getattr(event, "message", None), *getattr(event, "messages", {}).values()}
    )


def _second(instant: datetime) -> datetime:
    return instant.astimezone(UTC).replace(microsecond=0)
