"""The waiting list moving up: places that are free are held for those who wait longest, and they are told so.

By mail in any case, and by a message where they chat, because a place is held for a day only; on LINE, where that
may cost quota, only while there is some. Whoever is not reached sees it with the next thing they send."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage

from bot.mail.compose import Route, compose
from bot.mail.errors import MailError, Retry
from bot.mail.facts import LetterFacts
from bot.mail.headers import MailName, sender_of
from bot.mail.smtp import MailTransport
from bot.notifications.notifier import Notifier
from bot.presenter import places as standing
from bot.presenter.context import Context
from flows.definitions.programme import Window
from flows.scheme.definition import Catalogue
from flows.scheme.mail_spec import MailEvent, MailSpec
from storage.cases.mail_limits import MailLimits
from storage.engine.secrets import Secrets
from storage.outbox.job import Job
from storage.places.places import Places
from storage.records import NewJob
from storage.stored_names import JobKind

log = logging.getLogger("bot.place_offers")

OFFERED = timedelta(hours=24)
"""How long a place is held for somebody who waited for it."""


@dataclass(frozen=True)
class PlaceOffers:
    """Moves the waiting lists up and tells whoever got a place; `places` are those of programmes with a limit, by
    id."""

    catalogue: Catalogue
    places: Mapping[str, Places]
    notifier: Notifier
    transport: MailTransport
    limits: MailLimits
    secrets: Secrets
    sender: str
    demo: bool = False

    async def move_up(self, now: datetime) -> None:
        """Hold what is free for those who wait longest, and queue the messages to them; of programmes that are
        open."""
        for key, places in self.places.items():
            programme = self.catalogue.programmes[key]
            if programme.window(now) is not Window.OPEN:
                continue
            until = min(now + OFFERED, programme.period(now).closes)
            jobs = [
                NewJob(kind, {"until": until.isoformat()}, now)
                for kind in (JobKind.PLACE_MAIL, JobKind.PLACE_CHAT)
            ]
            await places.move_up(now, until, jobs)

    async def mail(self, job: Job) -> None:
        """Write to the contact address. Idempotent: a repeat has the same Message-ID."""
        context = await self._context(job)
        answer = context.answer("contact.email") if context else None
        spec = context.definition.scheme.mail(MailEvent.PLACE_OFFERED) if context else None
        if context is None or answer is None or spec is None:
            return
        try:
            message = await self._composed(spec, context, str(answer.value), job)
        except ValueError:
            raise MailError(Retry.NEVER, "bad address") from None
        mail, to = f"{spec.name}.{job.id}", str(answer.value)
        if why := await self.limits.withheld(mail, job.session or "", to, self.notifier.now()):
            log.info("%s", why)  # they are told where they chat
            return
        await self.transport.send(message)

    async def chat(self, job: Job) -> None:
        """Say it where the person chats."""
        if context := await self._context(job):
            await self.notifier.notify(job.session or "", job, standing.offered(context, _until(job)))

    async def _context(self, job: Job) -> Context | None:
        """What speaking to the session needs; None when it is gone, or has submitted meanwhile."""
        context = await self.notifier.context(job.session or "", job.created_at)
        return context if context and not context.session.case_number else None

    async def _composed(self, spec: MailSpec, context: Context, to: str, job: Job) -> EmailMessage:
        contact, language = context.programme.contact, context.words.language
        subject, text = standing.letter(context, _until(job))
        facts = LetterFacts(
            subject, text, to, language, str(context.facts["title"]), contact.name, contact.email, self.demo
        )  # fmt: skip
        at = job.created_at
        secret = (await self.secrets.signed("place offer", str(job.id), at.isoformat())).hex()[:20]
        ident = f"<{spec.name}.{job.id}.{secret}@{sender_of(self.sender, '').domain}>"
        return compose(spec, facts, (), Route(MailName(ident, at), self.sender))


def _until(job: Job) -> datetime:
    return datetime.fromisoformat(str(job.payload["until"]))
