"""How many pages the summary of a proposal takes as it is now: it is to be one."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.conversation.alliance.seats import released
from bot.paths import TEMPLATES
from flows.scheme.definition import Catalogue, printed_as
from flows.session.frozen import frozen
from flows.session.state import Session
from storage.alliances.alliances import StoredSeat


@dataclass(frozen=True)
class SummaryMeasure:
    """Sets the summary and counts."""

    catalogue: Catalogue
    now: Callable[[], datetime]
    fonts: Path | None = None

    async def __call__(self, session: Session, seats: Sequence[StoredSeat]) -> int:
        """Its pages; 1 where the scheme prints no book."""
        now = self.now()
        definition = self.catalogue.of(session, now)
        if definition.form.own.book is None:
            return 1
        told = {
            "case_number": "", "revision": 0, "at": now.isoformat(), "answers": frozen(session.answers),
            "entries": session.entries, "members": [released(each) for each in seats],
        }  # fmt: skip
        contents = definition.form.own.book(definition, told)
        from bot.documents.book import BookRenderer  # Typst

        renderer = BookRenderer(TEMPLATES / printed_as(definition).folder, self.fonts)
        return await asyncio.to_thread(renderer.summary_pages, contents, now.replace(microsecond=0))
