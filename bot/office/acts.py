"""Doing something about a case: a form that names who will be told and how, and what comes of it.

A form carries the number of the last event its page showed. When the case has moved since, nothing is done: the page
says who did what, and keeps what was typed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from aiohttp import web

from bot.cases.outgoing import KINDS, jobs_for, payload
from bot.notifications.mail_facts import STAFF_LANGUAGE
from bot.office.act_forms import Filled, blank, event_of, filled_from, read
from bot.office.history import sentence
from bot.office.opened_case import OpenedCase, opened
from bot.office.rendering import drawn, words
from bot.office.sessions import Form, Member, Sessions
from flows.cases.codec import to_json
from flows.cases.decide import Act, Refusal, decide, kind_of, open_acts
from flows.cases.events import REASONS, ActRecalled, CaseEvent, tells
from flows.definitions.programme import taipei_day
from storage.cases.case_events import CROWDED, CaseEvents, StoredCaseEvent
from storage.errors import Clash


@dataclass(frozen=True)
class Acts:
    """Serves forms and does what they say."""

    sessions: Sessions
    events: CaseEvents

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

    async def act(self, request: web.Request, member: Member, form: Form) -> web.Response:
        """Do it, if nobody has done anything meanwhile."""
        found, act, filled = await self._found(request), _act(request), read(form)
        event = event_of(act, filled)
        if event is None:
            raise web.HTTPNotFound
        if str(found.case.state.last) != form.get("seen"):
            return self._moved(found, member, act, filled, form.get("seen"))
        now = self.sessions.service.now()
        outcome = decide(found.case, event, member.role, taipei_day(now))
        if isinstance(outcome, Refusal):
            return self._form(found, member, act, filled, outcome.why.value, 422)
        try:
            await self._append(found, member, outcome)
        except Clash as clash:
            if clash.constraint != CROWDED:
                raise
            return self._moved(await self._found(request), member, act, filled, form.get("seen"))
        raise web.HTTPSeeOther(f"/desk/{found.number}")

    async def recall(self, request: web.Request, member: Member, form: Form) -> web.Response:
        """Take back what nobody outside has heard of; its form comes again as it was."""
        found, number = await self._found(request), _number(form)
        taken_back = next((one for one in found.case.events if one.number == number), None)
        today = taipei_day(self.sessions.service.now())
        outcome = decide(found.case, ActRecalled(number), member.role, today)
        if not isinstance(outcome, Refusal):
            try:
                await self._append(found, member, outcome)
            except Clash as clash:
                if clash.constraint != CROWDED:
                    raise
                found = await self._found(request)
                outcome = decide(found.case, ActRecalled(number), member.role, today)
                if not isinstance(outcome, Refusal):
                    raise web.HTTPSeeOther(f"/desk/{found.number}") from None  # one more press does it
        if isinstance(outcome, Refusal):
            return drawn("refused.html", {"member": member, "found": found, "why": outcome.why.value}, 409)
        act = kind_of(taken_back.event) if taken_back else None
        page = f"/do/{act}?again={number}" if act and act is not Act.APPROVE else ""
        raise web.HTTPSeeOther(f"/desk/{found.number}{page}")

    async def hasten(self, request: web.Request, member: Member, form: Form) -> web.Response:
        """Tell it now."""
        found, service, number = await self._found(request), self.sessions.service, _number(form)
        if any(one.number == number for one in found.case.state.pending):
            await service.jobs.hasten(found.number, KINDS, payload(number), service.now())
            await self.sessions.record(member.address, "hasten", found.number, str(number))
            service.case_status.wake()
        raise web.HTTPSeeOther(f"/desk/{found.number}")

    async def _append(self, found: OpenedCase, member: Member, events: tuple[CaseEvent, ...]) -> None:
        now, first = self.sessions.service.now(), found.case.state.last + 1
        stored = [
            StoredCaseEvent(number, now, member.address, to_json(event))
            for number, event in enumerate(events, first)
        ]
        jobs = [
            job for number, event in enumerate(events, first) if tells(event) for job in jobs_for(number, now)
        ]
        await self.events.append(found.number, stored, jobs, now)

    async def _found(self, request: web.Request) -> OpenedCase:
        return await opened(self.sessions.service, self.events, request.match_info["case"])

    def _moved(self, found: OpenedCase, member: Member, act: Act, filled: Filled, seen: str) -> web.Response:
        """Somebody was faster: their own double press is told that it is done, others see who did what."""
        after = int(seen) if seen.isdecimal() and len(seen) < 9 else 0
        since = [one for one in found.case.events if one.number > after]
        if any(one.who == member.address and kind_of(one.event) is act for one in since):
            raise web.HTTPSeeOther(f"/desk/{found.number}?done=already")
        chat = self.sessions.service.definition(found.application).edition.speak(STAFF_LANGUAGE)
        told = [(one.at, sentence(one, found.case.events, words(), chat)) for one in since]
        still = act in open_acts(found.case, member.role)
        return self._form(found, member, act, filled, "moved" if still else "moved_away", 409, told)

    def _form(
        self,
        found: OpenedCase,
        member: Member,
        act: Act,
        filled: Filled,
        problem: str = "",
        status: int = 200,
        since: Sequence[tuple[datetime, str]] = (),
    ) -> web.Response:
        chat = self.sessions.service.definition(found.application).edition.speak(STAFF_LANGUAGE)
        reasons = [
            (one, words()["other"] if one == "other" else chat.say(f"missing.{one}")) for one in REASONS
        ]
        facts = {
            "member": member,
            "found": found,
            "act": act.value,
            "filled": filled,
            "problem": problem,
            "open": act in open_acts(found.case, member.role),
            "since": since,
            "reasons": reasons,
            "taken_back": [kind.value for one in found.case.state.pending if (kind := kind_of(one.event))],
            "tells": act is not Act.RECEIVED,
        }
        return drawn("act.html", facts, status)


def _act(request: web.Request) -> Act:
    name = request.match_info["act"]
    if name not in set(Act) - {Act.RECALL}:
        raise web.HTTPNotFound
    return Act(name)


def _number(form: Form) -> int:
    text = form.get("number")
    return int(text) if text.isdecimal() and len(text) < 9 else 0
