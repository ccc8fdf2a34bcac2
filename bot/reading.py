"""The English reading copy, for whoever asks for it once the application is submitted: a follower that has it made."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.following import Committed
from bot.papers import Papers
from flows import events as e
from flows.inbound import Inbound
from storage.applications import Applications

log = logging.getLogger("bot.reading")


def reading_asked(events: Sequence[e.Event]) -> bool:
    """Whether the reading copy was asked for."""
    return any(isinstance(event, e.Asked) and event.topic == "reading" for event in events)


@dataclass(frozen=True)
class ReadingCopies:
    """Makes the copy before the reply that hands it over; what is made is kept with the case's files."""

    papers: Papers
    applications: Applications
    now: Callable[[], datetime]

    def wanted(self, turn: Committed) -> bool:
        """Whether it was asked for, and there is an application to read."""
        return bool(turn.session.case_number) and reading_asked(turn.events)

    async def __call__(self, turn: Committed) -> Inbound | None:
        """Nothing to tell the engine: bot/cases.py finds the file, or the reply says that there is none."""
        try:
            found = await self.applications.get(turn.session.case_number)
            if found and not found.erased_at:
                await self.papers.reading_copy(found, self.now())
        except Exception as error:  # the reply is due all the same; asking again tries again
            log.error("reading.failed case=%s error=%s", turn.session.case_number, type(error).__name__)
        return None
