"""Choosing a consultant for a case: the three who fit best and why, the others, and who cannot be asked."""

from dataclasses import dataclass

from aiohttp import web

from bot.cases.case_stream import last_act
from bot.consultants.execution import ActRequest, Execution
from bot.consultants.people import People
from bot.notifications.mail_facts import STAFF_LANGUAGE
from bot.office.opened_case import OpenedCase, opened
from bot.office.rendering import drawn
from bot.office.sessions import Member, PostedForm, Sessions
from flows.cases.consultant_acts import Actor
from flows.cases.consultant_events import ConsultantAssigned
from flows.cases.matching import BEST, Fit
from flows.cases.stage import Stage
from flows.cases.visit_checks import VisitRefusal
from flows.definitions.words import Words

STAGES = frozenset({Stage.MATCHING, Stage.VISIT, Stage.ADVICE})


@dataclass(frozen=True)
class AssignmentPage:
    """Serves it."""

    sessions: Sessions
    execution: Execution
    people: People

    def routes(self) -> list[web.AbstractRouteDef]:
        """The page and its button."""
        return [
            web.get("/desk/{case}/assign", self.sessions.shown(self.show)),
            web.post("/desk/{case}/assign", self.sessions.done(self.assign)),
        ]

    async def show(self, request: web.Request, member: Member) -> web.Response:
        """Who there is."""
        found = await self._found(request)
        await self.sessions.record(member.address, "form", found.number, "assign")
        return await self._page(found, member)

    async def assign(self, request: web.Request, member: Member, form: PostedForm) -> web.Response:
        """Ask one of them."""
        found, chosen, reason = await self._found(request), form.get("consultant"), form.get("reason").strip()
        fits = await self.people.fits(found.application, found.case.state.consulted)
        fit = next((one for one in fits if one.consultant.address == chosen), None)
        if fit is None or fit.excluded or found.case.told_state.stage not in STAGES:
            return await self._page(found, member, "not_now", reason, 409)
        best = [one for one in fits if not one.excluded][:BEST]
        if fit not in best and not reason:
            return await self._page(found, member, "text_missing", reason, 422)
        event = ConsultantAssigned(
            chosen,
            fit.consultant.name,
            tuple(f"{one.consultant.address} {one.sum}" for one in best),
            reason[:1000],
        )
        wish = ActRequest(
            event, Actor.OFFICE, member.address, form.number("seen"), chosen, fit.consultant.limit
        )
        if why := await self.execution.perform(found.application, wish):
            status = 409 if why is VisitRefusal.MOVED else 422
            return await self._page(await self._found(request), member, why.value, reason, status)
        raise web.HTTPSeeOther(f"/desk/{found.number}")

    async def _page(
        self, found: OpenedCase, member: Member, problem: str = "", reason: str = "", status: int = 200
    ) -> web.Response:
        consulted = found.case.state.consulted
        fits = await self.people.fits(found.application, consulted)
        able = [one for one in fits if not one.excluded]
        chat = self.sessions.service.definition(found.application).edition.speak(STAFF_LANGUAGE)
        facts = {
            "member": member,
            "found": found,
            "best": [(one, self._words(found, one, chat)) for one in able[:BEST]],
            "others": [(one, self._words(found, one, chat)) for one in able[BEST:]],
            "left_out": [one for one in fits if one.excluded],
            "now": consulted,
            "seen": last_act(found.case.events),
            "open": found.case.told_state.stage in STAGES,
            "problem": problem,
            "reason": reason,
        }
        return drawn("assign.html", facts, status)

    def _words(self, found: OpenedCase, fit: Fit, chat: Words) -> dict[str, list[str]]:
        """The options that matter, as the form calls them."""
        roles = self.sessions.service.definition(found.application).edition.roles
        names = {
            "matched": (roles.question("matching.needs"), fit.matched),
            "missing": (roles.question("matching.needs"), fit.missing),
            "markets": (roles.question("matching.markets"), fit.markets),
        }
        return {
            key: [chat.option(question, one) for one in options] for key, (question, options) in names.items()
        }

    async def _found(self, request: web.Request) -> OpenedCase:
        return await opened(self.sessions.service, self.execution.events, request.match_info["case"])
