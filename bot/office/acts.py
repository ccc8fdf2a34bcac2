"""Doing something about a case: a form that names who will be told and how, and what comes of it.

A form carries the number of the last event its page showed. When the case has moved since, nothing is done: the page
says who did what, and keeps what was typed."""

from collections.abc import Sequence
from dataclasses import dataclass

from aiohttp import web

from bot.cases.outgoing import KINDS, payload
from bot.notifications.mail_facts import STAFF_LANGUAGE
from bot.office.act_execution import ActExecution, ActResult
from bot.office.act_forms import Filled, blank, filled_from, read
from bot.office.history import since
from bot.office.opened_case import OpenedCase, opened
from bot.office.rendering import drawn, words
from bot.office.sessions import Member, PostedForm, Sessions
from bot.service import Service
from flows.cases.decide import Act, kind_of, open_acts
from flows.cases.events import REASONS, RecordedEvent
from flows.definitions.programme import taipei_day
from storage.cases.stream.case_events import CaseEvents


@dataclass(frozen=True)
class Acts:
    """Serves forms and does what they say."""

    sessions: Sessions
    events: CaseEvents
    execution: ActExecution

    def routes(self) -> list[web.AbstractRouteDef]:
        """Forms, taking back, and sending at once."""
        return [
            web.get("/desk/{case}/do/{act}", self.sessions.shown(self.form)),
            web.post("/desk/{case}/do/{act}", self.sessions.done(self.act)),
            web.post("/desk/{case}/recall", self.sessions.done(self.recall)),
            web.post("/desk/{case}/hasten", self.sessions.done(self.hasten)),
        ]

    async def form(self, request: web.Request, member: Member) -> web.Response:
        """The form of an act, with what was typed before it was taken back."""
        found, act = await self._found(request), _act(request)
        today = taipei_day(self.sessions.service.now())
        filled = blank(act, found.case.table.deadlines, today)
        for one in found.case.events:
            if str(one.number) == request.query.get("again") and kind_of(one.event) is act:
                filled = filled_from(one.event)
        await self.sessions.record(member.address, "form", found.number, act.value)
        problem = "" if act in open_acts(found.case, member.role) else "stage"
        return self._form(found, member, act, filled, problem, 409 if problem else 200)

    async def act(self, request: web.Request, member: Member, form: PostedForm) -> web.Response:
        """Do it, if nobody has done anything meanwhile."""
        act, found = _act(request), await self._found(request)
        filled = read(form, found.revisable(self.sessions.service.definition(found.application)))
        outcome = await self.execution.perform(found, member, act, filled, form.number("seen"))
        match outcome.result:
            case ActResult.DONE:
                raise web.HTTPSeeOther(f"/desk/{outcome.found.number}")
            case ActResult.ALREADY:
                raise web.HTTPSeeOther(f"/desk/{outcome.found.number}?done=already")
            case ActResult.MOVED:
                still = act in open_acts(outcome.found.case, member.role)
                problem = "moved" if still else "moved_away"
                return self._form(outcome.found, member, act, filled, problem, 409, outcome.since)
            case ActResult.REFUSED:
                return self._form(outcome.found, member, act, filled, outcome.why or "", 422)

    async def recall(self, request: web.Request, member: Member, form: PostedForm) -> web.Response:
        """Take back what nobody outside has heard of; its form comes again as it was."""
        found, number = await self._found(request), form.number("number") or 0
        outcome = await self.execution.recall(found, member, number)
        if outcome.result is ActResult.REFUSED:
            later = [one for one in outcome.found.case.events if one.number > number > 0]
            told = since(self.sessions.service, outcome.found, later)
            facts = {"member": member, "found": found, "why": outcome.why, "since": told}
            return drawn("refused.html", facts, 409)
        taken_back = next((one for one in found.case.events if one.number == number), None)
        act = kind_of(taken_back.event) if taken_back else None
        page = f"/do/{act}?again={number}" if act and act is not Act.APPROVE else ""
        raise web.HTTPSeeOther(f"/desk/{found.number}{page}")

    async def hasten(self, request: web.Request, member: Member, form: PostedForm) -> web.Response:
        """Tell it now."""
        found, service, number = await self._found(request), self.sessions.service, form.number("number") or 0
        if any(one.number == number for one in found.case.state.pending):
            await service.jobs.hasten(found.number, KINDS, payload(number), service.now())
            await self.sessions.record(member.address, "hasten", found.number, str(number))
            service.case_status.wake()
        raise web.HTTPSeeOther(f"/desk/{found.number}")

    async def _found(self, request: web.Request) -> OpenedCase:
        return await opened(self.sessions.service, self.events, request.match_info["case"])

    def _form(
        self,
        found: OpenedCase,
        member: Member,
        act: Act,
        filled: Filled,
        problem: str = "",
        status: int = 200,
        meanwhile: Sequence[RecordedEvent] = (),
    ) -> web.Response:
        facts = form_facts(self.sessions.service, found, member, act, filled, meanwhile)
        return drawn("act.html", facts | {"problem": problem, "to": f"/desk/{found.number}/do/{act}"}, status)


def form_facts(
    service: Service,
    found: OpenedCase,
    member: Member,
    act: Act,
    filled: Filled,
    meanwhile: Sequence[RecordedEvent] = (),
) -> dict[str, object]:
    """What the form of an act shows (act.html), but for what went wrong and where it leads."""
    definition = service.definition(found.application)
    chat = definition.edition.speak(STAFF_LANGUAGE)
    reasons = [(one, words()["other"] if one == "other" else chat.say(f"missing.{one}")) for one in REASONS]
    return {
        "member": member,
        "found": found,
        "act": act.value,
        "filled": filled,
        "seen": found.case.state.last,
        "open": act in open_acts(found.case, member.role),
        "since": since(service, found, meanwhile),
        "reasons": reasons,
        "questions": found.revisable(definition) if act is Act.REVISE else {},
        "taken_back": [kind.value for one in found.case.state.pending if (kind := kind_of(one.event))],
        "tells": act is not Act.RECEIVED,
    }


def _act(request: web.Request) -> Act:
    name = request.match_info["act"]
    if name not in set(Act) - {Act.RECALL}:
        raise web.HTTPNotFound
    return Act(name)
