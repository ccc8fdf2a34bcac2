"""The daily digest: once a day, by whichever worker comes first, the operator hears what needs a hand."""

import logging
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.mail.digest import Trouble, compose_digest
from bot.mail.errors import MailError, Retry
from bot.mail.smtp import MailTransport
from flows.definitions.programme import TAIPEI
from storage.cases.deliveries import Deliveries
from storage.engine.secrets import Secrets
from storage.outbox.job import Job
from storage.outbox.jobs import Jobs
from storage.records import NewJob
from storage.stored_names import JobKind

HOUR = 8
"""Of the day in Taipei: it is read when somebody can still do something about it."""

TRIES = 3
"""A job that failed fewer times may only have met a greylist; it is not told."""

TOLD_FOR = timedelta(days=7)
"""How long a given-up job is told every day; one nobody can help should not hide the new ones."""

log = logging.getLogger("bot.digest")


@dataclass
class Digest:
    """Schedules the digest and sends it. `to` is OPERATOR_MAIL."""

    jobs: Jobs
    deliveries: Deliveries
    secrets: Secrets
    transport: MailTransport
    sender: str
    to: str
    _scheduled: str = field(default="", init=False)

    async def schedule(self, now: datetime) -> None:
        """Queue the day's digest; the database sees to it that a day has one."""
        local = now.astimezone(TAIPEI)
        day = local.date().isoformat()
        if local.hour < HOUR or day == self._scheduled:
            return
        await self.jobs.add_once(
            f"{JobKind.DIGEST} {day}", NewJob(JobKind.DIGEST, {"at": now.isoformat()}, now), now
        )
        self._scheduled = day

    async def send(self, job: Job) -> None:
        """Send the mail if there is anything to tell. Idempotent: a repeat has the same Message-ID."""
        at = datetime.fromisoformat(str(job.payload["at"]))
        stuck = await self.jobs.stuck()
        recent = [one for one in stuck if one.failed_at and one.failed_at > at - TOLD_FOR]
        troubles = [_of_job("stuck", one) for one in recent]
        troubles += [_of_job("retrying", one) for one in await self.jobs.troubled(TRIES)]
        troubles += [
            Trouble("bounced", one.kind, one.case_number, one.error or "bounce")
            for one in await self.deliveries.bounced_since(at - timedelta(days=1))
        ]
        log.info("digest troubles=%d", len(troubles))
        if not troubles:
            return
        secret = (await self.secrets.signed("digest", at.isoformat())).hex()[:20]
        try:
            message = compose_digest(troubles, len(stuck) - len(recent), at, secret, self.to, self.sender)
        except ValueError:
            raise MailError(Retry.NEVER, "bad address") from None
        await self.transport.send(message)


def _of_job(state: str, job: Job) -> Trouble:
    return Trouble(state, job.kind, job.case_number or "", job.error or "")
