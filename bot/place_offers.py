"""The waiting list moving up: places that are free are held for those who wait longest, and they are told so.

By mail in any case, and on channels where that costs nothing by a message; on LINE, where an unasked message costs
quota, they see it with the next thing they send."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from typing import TypeAlias

from bot.mail.failures import MailError, Retry
from bot.mail.place import PlaceFacts, compose_place
from bot.mail.send import Postman
from bot.speech import standing
from bot.speech.context import CaseFacts, Context
from flows import events as e
from flows.loader import Edition
from flows.messages import Message
from flows.programme import Programme, Window
from flows.session import Session, fold
from storage.journal import Journal
from storage.places import Places
from storage.records import Job, NewJob

PLACE_MAIL, PLACE_CHAT = "place_mail", "place_chat"

OFFERED = timedelta(hours=24)
"""How long a place is held for somebody who waited for it."""

Tell: TypeAlias = Callable[[str, Sequence[Message]], Awaitable[None]]
"""Sends a person of a channel a message they did not just ask for."""


@dataclass(frozen=True)
class PlaceOffers:
    """Moves the waiting list up and tells whoever got a place. `tellers` are the channels that can, by name."""

    editions: Mapping[str, Edition]
    programme: Programme
    places: Places
    journal: Journal
    postman: Postman
    sender: str
    tellers: Mapping[str, Tell]
    demo: bool = False

    async def move_up(self, now: datetime) -> None:
        """Hold what is free for those who wait longest, and queue the messages to them; while it is open."""
        if self.programme.window(now) is not Window.OPEN:
            return
        until = min(now + OFFERED, self.programme.period(now).closes)
        jobs = [NewJob(kind, {"until": until.isoformat()}, now) for kind in (PLACE_MAIL, PLACE_CHAT)]
        await self.places.move_up(now, until, jobs)

    async def mail(self, job: Job) -> None:
        """Write to the contact address. Idempotent: a repeat has the same Message-ID."""
        context = await self._context(job)
        answer = context.session.answers.get("contact_email") if context else None
        if context is None or answer is None:
            return
        try:
            message = self._composed(context, str(answer.value), job)
        except ValueError:
            raise MailError(Retry.NEVER, "bad address") from None
        await self.postman.send(message)

    async def chat(self, job: Job) -> None:
        """Say it where the person chats, if that is a channel that can."""
        context, who = await self._context(job), await self.journal.identity(job.session or "")
        if context and who and (tell := self.tellers.get(who.channel)):
            await tell(who.user, [standing.offered(context, _until(job))])

    async def _context(self, job: Job) -> Context | None:
        """What speaking to the session needs; None when it is gone, or has submitted meanwhile."""
        stored = await self.journal.load_session(job.session or "")
        if stored is None:
            return None
        events = [e.from_json(event) for event in stored.events]
        session = fold(Session(self.programme.questionnaire, "zh-TW"), events)
        edition = self.editions[session.questionnaire]
        context = Context(edition, self.programme, session, job.created_at, CaseFacts())
        return None if session.case_number else context

    def _composed(self, context: Context, to: str, job: Job) -> EmailMessage:
        facts = PlaceFacts(str(context.facts["title"]), self.programme.contact, self.demo)
        letter, language = standing.letter(context, _until(job)), context.words.language
        return compose_place(facts, letter, to, self.sender, str(job.id), job.created_at, language)


def _until(job: Job) -> datetime:
    return datetime.fromisoformat(str(job.payload["until"]))
