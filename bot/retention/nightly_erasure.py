"""The work of the night: erases what is past its time, each thing with its proof in one transaction.

A process that dies in the middle leaves the rest to the next run; nothing is erased twice or without a proof."""

import logging
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from bot.conversation.copy_intake.draft_files import COPY_ROLES
from bot.retention.due import DueErasure, DueErasures
from bot.service import Service
from flows.definitions.programme import TAIPEI
from flows.events.codec import to_json
from flows.events.submitted.signed_copy import CopyDropped
from storage.cases.stream.case_events import CaseEvents
from storage.cases.summaries import Summaries
from storage.erasure import Reason
from storage.outbox.job import Job
from storage.records import NewJob
from storage.retention.expired import Expired
from storage.stored_names import JobKind

HOUR = 3
"""Of the night in Taipei."""

log = logging.getLogger("bot.retention")


@dataclass
class NightlyErasure:
    """Queues the night's work and does it."""

    service: Service
    _scheduled: str = field(default="", init=False)

    @property
    def expired(self) -> Expired:
        """What looks into the database."""
        return Expired(self.service.database, (to_json(CopyDropped()),))

    @property
    def due(self) -> DueErasures:
        """What decides."""
        database = self.service.database
        return DueErasures(self.service, self.expired, Summaries(database), CaseEvents(database))

    async def schedule(self, now: datetime) -> None:
        """Queue the night's run; the database sees to it that a night has one."""
        local = now.astimezone(TAIPEI)
        night = local.date().isoformat()
        if local.hour < HOUR or night == self._scheduled:
            return
        await self.service.jobs.add_once(
            f"{JobKind.RETENTION} {night}", NewJob(JobKind.RETENTION, {}, now), now
        )
        self._scheduled = night

    async def run(self, job: Job) -> None:
        """Do it. Idempotent: what is gone is not found again."""
        await self.erase()

    async def erase(self) -> Counter[str]:
        """Erase everything past its time; how many of which rule."""
        now, erased = self.service.now(), Counter[str]()
        async for one in self.due.look(now):
            erased[one.name] += await self._erase(one, now)
        for rule, count in sorted(erased.items()):
            log.info("retention rule=%s erased=%d", rule, count)
        return erased

    async def _erase(self, one: DueErasure, now: datetime) -> int:
        """How many cases, drafts, files or entries went."""
        erasure = self.service.erasure
        match one.name:
            case "drafts":
                idle = Reason(one.rule, alone=True, idle_since=one.before)
                return (await erasure.erase_session(one.what, now, reason=idle)).identities
            case "closed":
                ended = Reason(one.rule, alone=True)
                return (await erasure.erase_case(one.what, now, reason=ended)).applications
            case "replaced":
                return await self.expired.remove_replaced(one.what, one.before, now, one.rule)
            case "unsent":
                return await self.expired.remove_unsent(one.what, one.before, COPY_ROLES, now, one.rule)
            case "unfiled":
                return await self.expired.remove_unfiled(one.before, now, one.rule)
            case _:
                return await self.expired.remove_logs(one.before, now, one.rule)
