"""What the jobs do that tell an alliance of its meeting, result, contract and year: the leader, and every member by a
job of their own. Each is told once. Idempotent."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256

from bot.mail.facts import Attachment
from bot.notifications.consultations import Consultations, FoundAct
from bot.notifications.mailer import Occasion
from bot.notifications.notifier import Notifier
from bot.presenter.cases import outcome_news as words
from bot.presenter.cases.outcome_news import Outcome
from bot.presenter.context import Context
from flows.answers.parsing.alliance_name import bare_name
from flows.cases.proposal.events import ContractSent, CorrectionAsked, SlotAssigned
from flows.cases.stage import Stage
from flows.scheme.mail_spec import Correspondent, MailEvent, MailSpec
from storage.alliances.alliances import Alliances, StoredSeat
from storage.cases.files import Files
from storage.engine.database import Database
from storage.outbox.job import Job
from storage.outbox.jobs import Jobs
from storage.records import NewJob
from storage.stored_names import JobKind, MailKind

LEADER = MailSpec(MailKind.PROPOSAL, MailEvent.NEWS, Correspondent.APPLICANT, limited=False)
"""The letter about an act of the office; nobody who typed the address causes it."""

REMINDER = MailSpec(MailKind.SLOT_REMIND, MailEvent.NEWS, Correspondent.APPLICANT, limited=False)


@dataclass(frozen=True)
class OutcomeNotifications:
    """Mails and messages."""

    found: Consultations
    alliances: Alliances
    files: Files
    jobs: Jobs
    notifier: Notifier

    async def mail(self, job: Job) -> None:
        """Write to the leader."""
        if not (found := await self.found.leaving(job, self.notifier.now())):
            return
        mailer, act = self.found.mailer, found.act
        letter = words.letter(mailer.context(found.application, act.at), await self._told(found))
        occasion = Occasion(act.at, act.number, letter, files=await self._contract(found))
        await mailer.send(found.application, LEADER, occasion, job.payload)

    async def chat(self, job: Job) -> None:
        """Say it where the leader chats, if that costs nothing; elsewhere 「進度」 says it when they come back."""
        if found := await self.found.leaving(job, self.notifier.now()):
            await self._say(found.application.session, job, await self._told(found))

    async def members(self, job: Job) -> None:
        """Have every member told, each by a mail and a message."""
        if not (found := await self.found.leaving(job, self.notifier.now())):
            return
        now, number = self.notifier.now(), found.application.case_number
        for seat in await self._concerned(found):
            for kind in (JobKind.MEMBER_MAIL, JobKind.MEMBER_CHAT):
                payload = {"act": found.act.number, "session": seat.session}
                key = f"{kind} {number} {found.act.number} {seat.session}"
                await self.jobs.add_once(key, NewJob(kind, payload, now, number), now)

    async def member_mail(self, job: Job) -> None:
        """Write to the contact of one member; nothing where it has no address yet."""
        session = str(job.payload["session"])
        found, context = await self._of_member(job, session)
        address = _address(context) if context else ""
        if found is None or context is None or not address:
            return
        spec = replace(LEADER, name=f"{MailKind.MEMBER}-{sha256(session.encode()).hexdigest()[:12]}")
        letter = words.letter(_numbered(context, found), self._member_news(found, session))
        occasion = Occasion(found.act.at, found.act.number, letter, address=address)
        await self.found.mailer.send(found.application, spec, occasion, job.payload)

    async def member_chat(self, job: Job) -> None:
        """Say it where one member chats."""
        session = str(job.payload["session"])
        found, _ = await self._of_member(job, session)
        if found:
            await self._say(session, job, self._member_news(found, session))

    async def remind(self, job: Job) -> None:
        """Some time before the meeting: write to the leader."""
        if found := await self._meeting(job):
            news, mailer = await self._soon(found, job), self.found.mailer
            at, number = _planned(found, job), found.act.number * 10 + int(job.payload["hours"] == 2)
            letter = words.letter(mailer.context(found.application, at), news)
            await mailer.send(found.application, REMINDER, Occasion(at, number, letter), job.payload)

    async def remind_chat(self, job: Job) -> None:
        """The same where the leader chats."""
        if found := await self._meeting(job):
            due = replace(job, created_at=_planned(found, job))
            await self._say(found.application.session, due, await self._soon(found, job))

    async def _say(self, session: str, job: Job, news: Outcome) -> None:
        if context := await self.notifier.context(session, self.notifier.now()):
            await self.notifier.notify(session, job, words.message(context, news), only_if_free=True)

    async def _of_member(self, job: Job, session: str) -> tuple[FoundAct | None, Context | None]:
        """The act, while the company is still a member."""
        found = await self.found.acted(job)
        still = found and any(seat.session == session for seat in await self._seats(found))
        if not still:
            return None, None
        return found, await self.notifier.context(session, self.notifier.now())

    async def _seats(self, found: FoundAct) -> list[StoredSeat]:
        """The members' seats without the leader's."""
        seats = await self.alliances.seats(found.application.session)
        return [seat for seat in seats if not seat.leader and seat.admitted]

    async def _concerned(self, found: FoundAct) -> list[StoredSeat]:
        """The members that are told: all, or those that are to mend something."""
        seats, event = await self._seats(found), found.act.event
        if not isinstance(event, CorrectionAsked):
            return seats
        asked = {one.seat for one in event.places}
        return [seat for seat in seats if seat.session in asked]

    async def _meeting(self, job: Job) -> FoundAct | None:
        """The slot of a job, while it is the one that counts and still to come."""
        found = await self.found.acted(job)
        state = found.case.state if found else None
        if found is None or state is None or state.stage is not Stage.MEETING or state.proposal is None:
            return None
        slot = state.proposal.slot
        return found if slot and slot.number == found.act.number else None

    async def _soon(self, found: FoundAct, job: Job) -> Outcome:
        name = "slot_today" if job.payload["hours"] == 2 else "slot_soon"
        return replace(await self._told(found), name=name)

    async def _told(self, found: FoundAct) -> Outcome:
        """What the leader is told, with the page for what is to be done."""
        links, case_number = self.found.links, found.application.case_number
        return replace(self._news(found), link=await links.proposal(case_number, self.notifier.now()))

    def _news(self, found: FoundAct) -> Outcome:
        context = self.found.mailer.context(found.application, found.act.at)
        alliance = context.answer("alliance.name")
        name = bare_name(str(alliance.value)) if alliance else found.application.company
        return Outcome(words.name_of(found.act.event), found.act.event, name)

    def _member_news(self, found: FoundAct, session: str) -> Outcome:
        """What a member is told: of what is to be mended its own places alone."""
        news, event = self._news(found), found.act.event
        if not isinstance(event, CorrectionAsked):
            return news
        own = tuple(one for one in event.places if one.seat == session)
        return replace(news, event=replace(event, places=own))

    async def _contract(self, found: FoundAct) -> tuple[Attachment, ...]:
        event = found.act.event
        stored = await self.files.get(event.sha256) if isinstance(event, ContractSent) else None
        return (
            (Attachment(f"{found.application.case_number}_contract.pdf", stored.content),) if stored else ()
        )


def _planned(found: FoundAct, job: Job) -> datetime:
    """When a reminder is due: the same for every attempt, so that a repetition is known to be one."""
    event = found.act.event
    start = datetime.fromisoformat(event.start) if isinstance(event, SlotAssigned) else job.run_after
    return start - timedelta(hours=int(job.payload["hours"]))


def _address(context: Context) -> str:
    given = context.answer("contact.email")
    return str(given.value) if given else ""


def _numbered(context: Context, found: FoundAct) -> Context:
    """A member's session knows no case of its own: it is told of the alliance's."""
    return replace(context, session=replace(context.session, case_number=found.application.case_number))


def outcome_jobs(
    found: Consultations, database: Database, notifier: Notifier
) -> dict[str, Callable[[Job], Awaitable[None]]]:
    """What does the jobs, by their kind."""
    told = OutcomeNotifications(found, Alliances(database), Files(database), Jobs(database), notifier)
    return {
        JobKind.PROPOSAL_MAIL: told.mail,
        JobKind.PROPOSAL_CHAT: told.chat,
        JobKind.PROPOSAL_MEMBERS: told.members,
        JobKind.MEMBER_MAIL: told.member_mail,
        JobKind.MEMBER_CHAT: told.member_chat,
        JobKind.SLOT_REMIND: told.remind,
        JobKind.SLOT_REMIND_CHAT: told.remind_chat,
    }
