"""Further papers of a submitted application, for whoever asks: the English reading copy, the sheet for seals."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.conversation.follow_ups.base import Committed
from bot.documents.document_store import EXTRAS, DocumentStore
from flows.events.conversation import Asked
from flows.events.event import Event
from flows.interface.inbound import Inbound
from storage.cases.applications import Applications

log = logging.getLogger("bot.extras")


def extra_asked(events: Sequence[Event]) -> str:
    """Which further paper was asked for: a key of EXTRAS, or nothing."""
    return next((each.topic for each in events if isinstance(each, Asked) and each.topic in EXTRAS), "")


@dataclass(frozen=True)
class ExtraDocuments:
    """A follower: makes the paper before the reply that hands it over; what is made is kept with the case's files."""

    documents: DocumentStore
    applications: Applications
    now: Callable[[], datetime]

    def wanted(self, turn: Committed) -> bool:
        """Whether one was asked for, and there is an application to make it of."""
        return bool(turn.session.case_number) and bool(extra_asked(turn.events))

    async def __call__(self, turn: Committed) -> Inbound | None:
        """Nothing to tell the engine: bot/conversation/case_status.py finds the file, or the reply says that
        there is none."""
        try:
            found = await self.applications.get(turn.session.case_number)
            if found and not found.erased_at:
                await self.documents.extra_document(extra_asked(turn.events), found, self.now())
        except Exception as error:  # the reply is due all the same; asking again tries again
            log.error("extra.failed case=%s error=%s", turn.session.case_number, type(error).__name__)
        return None
