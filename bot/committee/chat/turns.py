"""One turn at a reviewer's desk: from what is stored and what they said to what is stored then and shown."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.committee.cases import Proposal
from bot.committee.chat.speech import screen
from bot.committee.chat.taps import meant
from bot.committee.chat.view import ScreenView, said
from bot.committee.rounds import as_stored
from bot.selection.opened_round import OpenedRound, opened_round
from flows.definitions.text import normal
from flows.interface.inbound import Content, Sent, Text, Upload
from flows.selection.chat.decide import ChatTurn, decide
from flows.selection.chat.part import ReviewerPart
from flows.selection.chat.place import Place, from_json, to_json
from flows.selection.events import SelectionEvent
from flows.selection.state import fold
from storage.selection.chats import ChatStep, StoredChat
from storage.selection.rounds import RoundChange, StoredRound

REMEMBERED = 40
"""Messages of which is known that they were handled: platforms bring one again within minutes."""


@dataclass
class ReviewTurn:
    """What one message leads to. `key` is the event's; `today` the day (ISO); `lost` that they may not have seen the
    screen they stand on; `note` what they are told besides. `view` is what is shown then, None for a desk that is
    closed; `event` what was added and `opened` which case they turned to."""

    key: str
    content: Content
    today: str
    title: str
    names: Mapping[str, Proposal]
    page_url: str = ""
    lost: bool = False
    note: str = ""
    view: ScreenView | None = None
    event: SelectionEvent | None = None
    opened: str = ""

    def __call__(self, stored: StoredRound, chat: StoredChat | None) -> ChatStep:
        """What is to be stored; called once in each transaction."""
        self.view, self.event, self.opened = None, None, ""
        if chat is None:
            return None, None
        found = opened_round(stored)
        if not reviews(found, chat.reviewer, self.today):
            return replace(chat, here=False, place=self._kept(chat, from_json(chat.place))), None
        coming = stored.events[-1].number + 1
        part = ReviewerPart(
            found.selection, chat.reviewer, lambda case: found.seen_of(case, chat.reviewer), coming
        )
        place = from_json(chat.place)
        if self.key in chat.place.get("handled", ()):
            self.view = self._view(part, place, self.note)
            return None, None
        turn = self._decided(part, place)
        after = replace(part, state=fold([turn.event], part.state)) if turn.event else part
        self.view, self.event = self._view(after, turn.place, turn.note), turn.event
        self.opened = turn.place.case if turn.place.case != place.case else ""
        change = RoundChange(chat.reviewer, as_stored([turn.event])) if turn.event else None
        return replace(chat, here=True, place=self._kept(chat, turn.place)), change

    def _decided(self, part: ReviewerPart, place: Place) -> ChatTurn:
        shown = screen(self._view(part, place if place.case in part.cases else Place(), ""))
        words = self.content.text if isinstance(self.content, Text) else ""
        returns = normal(words) in (*said()["enter"], *said()["leave_typed"])
        heard = None if returns else meant(self.content, shown)
        why = self.note
        if isinstance(self.content, Sent | Upload):
            why = "words_only"
        elif self.lost and words and not returns:
            heard, why = None, "lost"
        turn = decide(part, place, heard)
        return replace(turn, note=turn.note or why)

    def _view(self, part: ReviewerPart, place: Place, note: str) -> ScreenView:
        names = {case: self.names.get(case) or Proposal(case, case, ()) for case in part.cases}
        return ScreenView(part, place, names, self.title, note, self.page_url)

    def _kept(self, chat: StoredChat, place: Place) -> dict[str, Any]:
        return to_json(place) | {"handled": handled(chat, self.key)}


def handled(chat: StoredChat, key: str) -> list[str]:
    """The messages that were handled last, with this one."""
    return [*chat.place.get("handled", ()), key][-REMEMBERED:]


def reviews(found: OpenedRound, reviewer: str, today: str) -> bool:
    """Whether somebody reviews on that day (ISO)."""
    invited = found.selection.invited.get(reviewer)
    return (
        reviewer in found.selection.active
        and not found.selection.published
        and (invited is None or invited.since <= today <= invited.until)
    )
