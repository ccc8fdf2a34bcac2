"""Answering what applicants ask by 真人協助: from the page of the case into the chat they asked in."""

from dataclasses import dataclass

from aiohttp import web

from bot.cases.outgoing import KINDS, payload
from bot.notifications.notifier import COSTLY
from bot.office.opened_case import OpenedCase, opened
from bot.office.rendering import drawn
from bot.office.sessions import Member, PostedForm, Sessions
from flows.cases.codec import to_json
from flows.cases.decide import LONGEST_TEXT
from flows.cases.events import QuestionAnswered
from flows.cases.questions import open_questions
from flows.events.codec import to_json as journal_json
from flows.events.submitted.submission import OfficeAnswered
from storage.cases.stream.case_events import CROWDED, CaseEvents
from storage.errors import Clash
from storage.records import CaseChange, Json, NewJob, StoredCaseEvent


@dataclass(frozen=True)
class Answers:
    """Serves the form under a question."""

    sessions: Sessions
    events: CaseEvents

    def routes(self) -> list[web.AbstractRouteDef]:
        """The one form."""
        return [web.post("/desk/{case}/answer", self.sessions.done(self.answer))]

    async def answer(self, request: web.Request, member: Member, form: PostedForm) -> web.Response:
        """Tell it at once, unless somebody has answered meanwhile."""
        number, text = form.number("number"), form.get("text").replace("\r\n", "\n").strip()
        while True:
            found = await opened(self.sessions.service, self.events, request.match_info["case"])
            asked = next((one for one in open_questions(found.case.events) if one.number == number), None)
            if asked is None:
                return drawn("refused.html", {"member": member, "found": found, "why": "answered"}, 409)
            if not text or len(text) > LONGEST_TEXT:
                why = "too_long" if text else "reason_missing"
                return drawn("refused.html", {"member": member, "found": found, "why": why}, 422)
            event = QuestionAnswered(asked.number, text, asked.session)
            if await self._append(found, member, event):
                raise web.HTTPSeeOther(f"/desk/{found.number}")

    async def _append(self, found: OpenedCase, member: Member, event: QuestionAnswered) -> bool:
        """False when somebody has added an event first."""
        service, now, number = self.sessions.service, self.sessions.service.now(), found.case.state.last + 1
        stored = StoredCaseEvent(number, now, member.address, to_json(event))
        jobs = [NewJob(kind, payload(number), now) for kind in KINDS]
        told = await self._at_next_visit(event)
        try:
            await self.events.write(found.number, CaseChange([stored], jobs), now, told, event.session)
        except Clash as clash:
            if clash.constraint != CROWDED:
                raise
            return False
        service.case_status.wake()
        return True

    async def _at_next_visit(self, event: QuestionAnswered) -> list[Json]:
        """What the asker's journal hears where nothing is sent unasked."""
        notifier = self.sessions.service.notifier
        who = await self.sessions.service.journal.identity(event.session)
        pushed = who and who.channel in notifier.notify_by_channel and who.channel not in COSTLY
        return [] if pushed else [journal_json(OfficeAnswered(event.text))]
