"""What people of an alliance are told unasked, where that costs nothing; elsewhere they see it when they come back.

Whether it is still true is looked at when it is told: whoever has handed over meanwhile is not reminded."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.conversation.alliance import news_jobs as about
from bot.conversation.handover.seat_links import ACCOUNT, way_of
from bot.notifications.notifier import NEWS_FOR, Notifier
from bot.presenter.context import Context
from bot.presenter.panels.alliance_news import message
from flows.interface.messages import Message
from storage.alliances.alliances import Alliances, StoredSeat
from storage.engine.database import Database
from storage.outbox.job import Job
from storage.outbox.jobs import Jobs
from storage.records import NewJob
from storage.stored_names import JobKind

OF_OPEN_SEATS = {about.REMINDED, about.OPEN}
"""Told only while a form has not been handed over."""

WORDS = "remind.words"
"""The entry with the leader's own words (flows/schemes/alliance/screens/remind.py)."""


@dataclass(frozen=True)
class AllianceNotification:
    """What the job does."""

    alliances: Alliances
    notifier: Notifier
    jobs: Jobs

    @classmethod
    def of(cls, database: Database, notifier: Notifier) -> "AllianceNotification":
        """With the seats of this database."""
        return cls(Alliances(database), notifier, Jobs(database))

    async def tell(self, job: Job) -> None:
        """Tell it, unless it is no news any more: in the chat, or by mail where there is none."""
        found, session = await self.news(job), str(job.payload["session"])
        if found is None:
            return
        context, said = found
        due = replace(job, created_at=max(job.created_at, job.run_after))
        now = self.notifier.now()
        if now - due.created_at <= NEWS_FOR:
            await self._mail(context, job, now)
        await self.notifier.notify(session, due, said, only_if_free=True)

    async def news(self, job: Job) -> tuple[Context, Message] | None:
        """What is said now, and to whom; None when it is no news any more."""
        session, what = str(job.payload["session"]), str(job.payload["about"])
        context = await self.notifier.context(session, self.notifier.now())
        if context is None:
            return None
        seats = await self.alliances.seats(context.session.alliance.seat or session)
        day = str(job.payload.get("day", ""))
        if what == about.OPEN and day != await self._day(context, session):
            return None
        if not _holds(what, context, next((each for each in seats if each.session == session), None)):
            return None
        company = next((each.company for each in seats if each.session == job.payload["of"]), "")
        facts = {
            "company": company or str(job.payload["ubn"]),
            "day": f"{int(day[5:7])}/{int(day[8:])}" if day else "",
            "words": await self._words(str(job.payload["of"])) if what == about.REMINDED else "",
            "confirmed": str(sum(each.confirmed for each in seats)),
            "joined": str(sum(each.admitted for each in seats)),
        }
        return context, message(context, what, facts)

    async def _mail(self, context: Context, job: Job, now: datetime) -> None:
        """A mail for each person without a chat who has proven an address, once."""
        for number, who in (await self.notifier.journal.people(str(job.payload["session"]))).items():
            if who.account != ACCOUNT or not way_of(context.session, number).get("proven"):
                continue
            payload = {**job.payload, "person": number, "user": who.user, "what": "news"}
            await self.jobs.add_once(
                f"seat mail {job.id}:{number}", NewJob(JobKind.SEAT_MAIL, payload, now), now
            )

    async def _day(self, context: Context, session: str) -> str:
        """The day that the leader of this session's alliance has set (ISO); empty where that is closing."""
        found = await self.notifier.context(context.session.alliance.seat or session, self.notifier.now())
        return str(found.session.entries.get(about.INTERNAL) or "") if found else ""

    async def _words(self, leader: str) -> str:
        found = await self.notifier.context(leader, self.notifier.now())
        return str(found.session.entries.get(WORDS) or "") if found else ""


def _holds(what: str, context: Context, seat: StoredSeat | None) -> bool:
    part = context.session.alliance
    if what in OF_OPEN_SEATS:
        return seat is not None and seat.admitted and not seat.confirmed and not seat.quiet
    if what in (about.CLOSING, about.CLOSED):
        return not part.case_number or part.withdrawn
    return True
