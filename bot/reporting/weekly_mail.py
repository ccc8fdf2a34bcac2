"""The mail of a Monday, or of the week's first working day: how the cases stand, to each of the staff, once a week.

Company and number only; every count says so when it is zero, and leads to the list it was counted from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from bot.config.staff_mail import staff_of
from bot.mail.compose import Route, compose
from bot.mail.errors import MailError, Retry
from bot.mail.facts import LetterFacts
from bot.mail.headers import MailName, sender_of
from bot.mail.smtp import MailTransport
from bot.office.management.shared import said
from bot.office.rendering import day as shown_day
from bot.office.rendering import words
from bot.office.summaries import refresh, stages_shown
from bot.service import Service
from flows.cases.stage import Stage
from flows.definitions.languages import CHINESE
from flows.definitions.programme import TAIPEI, taipei_day
from flows.scheme.mail_spec import Correspondent, MailEvent, MailSpec
from storage.cases.stream.case_events import CaseEvents
from storage.cases.summaries import Chosen, Filter, Sort, Summaries, Summary
from storage.figures.figures import Figures
from storage.outbox.job import Job
from storage.records import NewJob
from storage.stored_names import JobKind

AT = time(8, 30)
"""Of the day in Taipei."""

SHOWN = 10
"""Cases of a block."""

LATE = timedelta(days=7)
"""After so long without a signature a case is told."""

MOST = 500
"""Unsigned cases that are counted."""

WEEKLY = MailSpec("weekly", MailEvent.NEWS, Correspondent.APPLICANT)
"""A letter to one person."""


@dataclass
class WeeklyMail:
    """Queues the mails of a week and sends them."""

    service: Service
    transport: MailTransport
    demo: bool = False
    _scheduled: str = field(default="", init=False)

    async def schedule(self, now: datetime) -> None:
        """Queue one for each of the staff on the week's first working day; the database sees to it that a week has
        one."""
        local = now.astimezone(TAIPEI)
        monday = local.date() - timedelta(days=local.weekday())
        week = monday.isoformat()
        first = self.service.programme.days.after(monday - timedelta(days=1), 1)
        if week == self._scheduled or local.date() < first or (local.date() == first and local.time() < AT):
            return
        for address in staff_of(self.service.settings.staff_mail):
            mail = NewJob(JobKind.WEEKLY_MAIL, {"to": address, "week": week}, now)
            await self.service.jobs.add_once(f"{JobKind.WEEKLY_MAIL} {week} {address}", mail, now)
        self._scheduled = week

    async def send(self, job: Job) -> None:
        """Write to one of them, if they are still of the staff. Idempotent: a repeat has the same Message-ID."""
        service, to, week = self.service, str(job.payload["to"]), str(job.payload["week"])
        if to not in staff_of(service.settings.staff_mail):
            return
        subject, text = await self._told(to, date.fromisoformat(week))
        title, sender = service.programme.words[CHINESE]["title"], service.settings.mail_from
        try:
            origin = sender_of(sender, "")
            facts = LetterFacts(subject, text, to, CHINESE, title, title, origin.addr_spec, self.demo)
            secret = (await service.secrets.signed("weekly mail", week, to)).hex()[:20]
            name = MailName(f"<weekly.{week}.{secret}@{origin.domain}>", job.created_at)
            message = compose(WEEKLY, facts, (), Route(name, sender))
        except ValueError:
            raise MailError(Retry.NEVER, "bad address") from None
        await self.transport.send(message)

    async def _told(self, to: str, monday: date) -> tuple[str, str]:
        """Subject and text."""
        service, summaries = self.service, Summaries(self.service.database)
        await refresh(service, summaries, CaseEvents(service.database))
        now, told = service.now(), said()["weekly"]
        today = taipei_day(now)
        counts = await summaries.counts(today)
        signing = await summaries.page(Filter(Stage.SIGNING), today, Sort.SINCE, MOST)
        unsigned = [one for one in signing if one.since < now - LATE]
        late = told["at_least"].format(count=MOST) if len(unsigned) == MOST else str(len(unsigned))
        ours, overdue = (counts.get(one, 0) for one in (Chosen.OURS, Chosen.OVERDUE))
        blocks = [
            told["opening"].format(who=to.partition("@")[0]),
            await self._received(monday),
            told["stages"],
        ]
        blocks[-1] += "\n" + "\n".join(
            told["stage"].format(stage=words()["stage"][stage], count=counts.get(stage, 0))
            for stage in stages_shown(counts)
        )
        for name, chosen, count in (("ours", Chosen.OURS, ours), ("overdue", Chosen.OVERDUE, overdue)):
            cases = await summaries.page(Filter(chosen), today, Sort.WORK, SHOWN)
            blocks.append("\n".join(self._block(name, str(count), cases, f"?show={chosen}")))
        block = self._block("unsigned", late, unsigned[:SHOWN], f"?show={Stage.SIGNING}&sort={Sort.SINCE}")
        blocks.append("\n".join(block))
        week = f"{monday.month}/{monday.day}"
        subject = told["subject"].format(week=week, ours=ours, overdue=overdue, unsigned=late)
        return subject, "\n\n".join(blocks)

    async def _received(self, monday: date) -> str:
        """How many cases came in the week before, as far as that was counted."""
        figures, told = Figures(self.service.database), said()["weekly"]
        last = await figures.last_day()
        if last is None or last < monday - timedelta(days=1):
            return str(told["not_counted"])
        week = (monday - timedelta(days=7), monday - timedelta(days=1))
        sums = [await figures.summed(one, *week) for one in self.service.catalogue.programmes]
        count = sum(number for one in sums for (kind, _, _), number in one.items() if kind == "submitted")
        return str(told["received"].format(count=count))

    def _block(self, name: str, count: str, cases: Sequence[Summary], query: str) -> Iterator[str]:
        told = said()["weekly"]
        yield told[name].format(count=count)
        if not cases:
            yield told["none"]
            return
        for one in cases:
            due = told["due"].format(due=shown_day(one.due)) if one.due else ""
            yield told["case"].format(case=one.case_number, company=one.company, due=due)
        yield told["more"].format(link=f"{self.service.settings.link_url}/desk{query}")
