"""Telling the applicant whose application another one of the company took the place of: by mail, and where they chat.

Being replaced may be news to them, and wrong: so they hear of it at once, not only when they come back. On LINE, where
an unasked message may cost quota, the mail has to do. Idempotent: the mail has one Message-ID and is recorded.
"""

from dataclasses import dataclass

from bot.mailing import Mailing
from bot.speech import applied
from bot.telling import Herald
from storage.applications import Applications
from storage.records import Application, Job


@dataclass(frozen=True)
class Successions:
    """What the two jobs of a superseded application do."""

    applications: Applications
    mailing: Mailing
    herald: Herald

    async def mail(self, job: Job) -> None:
        """Write to the contact."""
        if found := await self._application(job):
            await self.mailing.send_superseded(found, self.herald.now(), job.payload)

    async def chat(self, job: Job) -> None:
        """Say it where the applicant chats, if that costs nothing."""
        found = await self._application(job)
        context = await self.herald.context(found.session, self.herald.now()) if found else None
        if found and context:
            await self.herald.tell(found.session, job, applied.superseded(context), free=True)

    async def _application(self, job: Job) -> Application | None:
        found = await self.applications.get(job.case_number or "")
        return found if found and not found.erased_at else None
