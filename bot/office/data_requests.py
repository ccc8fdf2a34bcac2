"""Answering what applicants ask about their personal data, from the page of the case: done, declined, or later."""

from dataclasses import dataclass, replace

from aiohttp import web

from bot.cases.case_writing import change_of
from bot.notifications.notifier import COSTLY
from bot.office.opened_case import OpenedCase, opened
from bot.office.rendering import drawn
from bot.office.sessions import Member, PostedForm, Sessions
from flows.cases.decide import LONGEST_TEXT
from flows.cases.events import CaseEvent, DataRequestAnswered, DataRequestExtended
from flows.cases.requests import DataRequest, open_requests
from flows.events.codec import to_json
from flows.events.submitted.submission import OfficeAnswered
from storage.cases.stream.case_events import CROWDED, CaseEvents
from storage.errors import Clash
from storage.records import Json


@dataclass(frozen=True)
class DataRequests:
    """Serves the form under a request."""

    sessions: Sessions
    events: CaseEvents

    def routes(self) -> list[web.AbstractRouteDef]:
        """The one form."""
        return [web.post("/desk/{case}/request", self.sessions.done(self.answer))]

    async def answer(self, request: web.Request, member: Member, form: PostedForm) -> web.Response:
        """Tell it at once, unless somebody has answered meanwhile."""
        number, text = form.number("number"), form.get("text").replace("\r\n", "\n").strip()
        while True:
            found = await opened(self.sessions.service, self.events, request.match_info["case"])
            asked = next((one for one in open_requests(found.case.events) if one.number == number), None)
            event = _event(asked, form.get("does"), text) if asked else None
            if asked is None or event is None:
                gone = {"member": member, "found": found, "why": "answered_request"}
                return drawn("refused.html", gone, 409)
            if not text or len(text) > LONGEST_TEXT:
                why = "too_long" if text else "reason_missing"
                return drawn("refused.html", {"member": member, "found": found, "why": why}, 422)
            if await self._append(found, member, event, asked.session):
                raise web.HTTPSeeOther(f"/desk/{found.number}")

    async def _append(self, found: OpenedCase, member: Member, event: CaseEvent, session: str) -> bool:
        """False when somebody has added an event first."""
        service, case = self.sessions.service, found.case
        change = change_of(case.events, [event], member.address, service.now(), case.table)
        change = replace(change, jobs=[replace(job, case_number=found.number) for job in change.jobs])
        told = await self._at_next_visit(event, session)
        try:
            await self.events.write(found.number, change, service.now(), told, session)
        except Clash as clash:
            if clash.constraint != CROWDED:
                raise
            return False
        service.case_status.wake()
        return True

    async def _at_next_visit(self, event: CaseEvent, session: str) -> list[Json]:
        """What the applicant's journal hears where nothing is sent unasked."""
        notifier = self.sessions.service.notifier
        who = await self.sessions.service.journal.identity(session)
        pushed = who and who.channel in notifier.notify_by_channel and who.channel not in COSTLY
        text = event.text if isinstance(event, DataRequestAnswered) else ""
        return [to_json(OfficeAnswered(text))] if text and not pushed else []


def _event(asked: DataRequest, does: str, text: str) -> CaseEvent | None:
    """What a button adds to the stream; None for one that is none, or no longer."""
    match does:
        case "grant" | "decline":
            return DataRequestAnswered(asked.number, asked.kind.value, does == "grant", text)
        case "extend" if not asked.extended:
            return DataRequestExtended(asked.number, asked.kind.value, asked.longest.isoformat(), text)
        case _:
            return None
