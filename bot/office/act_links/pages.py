"""The page behind a link of a mail to the staff: who is asked for first, then one button does what the link names.

GET and HEAD change nothing, whoever opens it; without being known nobody is shown more than the case number."""

import time
from dataclasses import dataclass, field

from aiohttp import web

from bot.cases.outgoing import WAITS
from bot.cases.sent_copies import last_sent
from bot.limits.buckets import HOUR, Allowance, Rate
from bot.notifications.mail_facts import copy_facts
from bot.office.act_execution import ActExecution, ActResult, Outcome
from bot.office.act_forms import Filled, blank, read
from bot.office.act_links.browsers import KnownBrowsers
from bot.office.act_links.links import PATH, SIGNED, ActLink, ActLinks, possible
from bot.office.acts import form_facts
from bot.office.history import since
from bot.office.opened_case import OpenedCase, opened
from bot.office.rendering import drawn
from bot.office.sessions import Member, PostedForm, Sessions, checked, form_of, same_site
from flows.cases.decide import Act, kind_of
from flows.definitions.programme import taipei_day
from storage.cases.staff_actions import StaffAction

CODES = Rate(burst=5, per_second=5 / HOUR)
"""Codes for one address."""


@dataclass(frozen=True)
class ActLinkPages:
    """Serves them."""

    sessions: Sessions
    browsers: KnownBrowsers
    links: ActLinks
    execution: ActExecution
    codes: Allowance[str] = field(default_factory=lambda: Allowance(CODES, time.monotonic))

    def routes(self) -> list[web.AbstractRouteDef]:
        """The page, its button, taking back, and saying who one is."""
        return [
            web.get(PATH + "/{token}", self.show),
            web.post(PATH + "/{token}", self.act),
            web.post(PATH + "/{token}/recall", self.recall),
            web.post(PATH + "/{token}/code", self.send_code),
            web.post(PATH + "/{token}/enter", self.enter),
        ]

    async def show(self, request: web.Request) -> web.Response:
        """What the link names, for whoever is known to be the person it was mailed to."""
        link = await self._link(request)
        if link is None or link.expired:
            return drawn("act_link_gone.html", {"member": None}, 410)
        if (member := await self._member(request, link)) is None:
            return await self._asked(request, link)
        found = await self._found(link)
        await self.sessions.record(member.address, "link", found.number, link.what)
        if not self._holds(found, member, link):
            return await self._moved(request, found, member, link)
        return self._form(request, found, member, link, self._blank(found, link))

    async def act(self, request: web.Request) -> web.Response:
        """Do it."""
        link, member, form = await self._pressed(request)
        found = await self._found(link)
        if not self._holds(found, member, link):
            return await self._moved(request, found, member, link)
        if link.what == SIGNED:
            service = self.sessions.service
            action = StaffAction(service.now(), member.address, "signed", found.number)
            await service.sent_copies.confirm(action)
            return await self._moved(request, await self._found(link), member, link)
        filled = read(form)
        outcome = await self.execution.perform(found, member, Act(link.what), filled, link.last)
        if outcome.result is ActResult.REFUSED:
            return self._form(request, found, member, link, filled, outcome)
        return await self._moved(request, await self._found(link), member, link)

    async def recall(self, request: web.Request) -> web.Response:
        """Take back what the same person did by it, while nobody outside has heard of it."""
        link, member, form = await self._pressed(request)
        found = await self._found(link)
        number = form.number("number") or 0
        if any(one.number == number and one.who == member.address for one in found.case.state.pending):
            await self.execution.recall(found, member, number)
        return await self._moved(request, await self._found(link), member, link)

    async def send_code(self, request: web.Request) -> web.Response:
        """Mail a code to the address the link was mailed to."""
        same_site(request)
        if (link := await self._link(request)) is None or link.expired:
            return drawn("act_link_gone.html", {"member": None}, 410)
        if not self.codes.allow(link.address):
            return await self._asked(request, link, problem="too_often", status=429)
        response = await self._asked(request, link, sent=True)
        await self.browsers.send_code(link.address, response)
        return response

    async def enter(self, request: web.Request) -> web.Response:
        """The code: from now on the browser is known."""
        same_site(request)
        if (link := await self._link(request)) is None or link.expired:
            return drawn("act_link_gone.html", {"member": None}, 410)
        typed = "".join(each for each in (await form_of(request)).get("code")[:40] if each.isdecimal())
        response = web.Response(status=303, headers={"Location": request.path.removesuffix("/enter")})
        if problem := await self.browsers.enter(request, typed, link.address, response):
            return await self._asked(request, link, problem=problem, sent=True, status=403)
        return response

    async def _link(self, request: web.Request) -> ActLink | None:
        token, now = request.match_info["token"], self.sessions.service.now()
        return await self.links.find(token, now) if len(token) < 100 else None

    async def _member(self, request: web.Request, link: ActLink) -> Member | None:
        """Who asks, if they are the person the link was mailed to."""
        for member in (await self.sessions.member(request), await self.browsers.member(request)):
            if member and member.address == link.address:
                return member
        return None

    async def _pressed(self, request: web.Request) -> tuple[ActLink, Member, PostedForm]:
        """What a button of the page was pressed for, and by whom."""
        same_site(request)
        link = await self._link(request)
        member = await self._member(request, link) if link and not link.expired else None
        if link is None or member is None:
            raise web.HTTPSeeOther(f"{PATH}/{request.match_info['token']}")
        form = await form_of(request)
        checked(form, member)
        return link, member, form

    async def _found(self, link: ActLink) -> OpenedCase:
        return await opened(self.sessions.service, self.execution.events, link.case_number)

    def _holds(self, found: OpenedCase, member: Member, link: ActLink) -> bool:
        """Whether the case is as the mail said, and what the link names can be done."""
        if not link.still_holds(found):
            return False
        return link.what in possible(found, member.role)

    def _blank(self, found: OpenedCase, link: ActLink) -> Filled:
        if link.what == SIGNED:
            return Filled()
        today = taipei_day(self.sessions.service.now())
        return blank(Act(link.what), found.case.table.deadlines, today)

    async def _asked(
        self, request: web.Request, link: ActLink, *, problem: str = "", sent: bool = False, status: int = 200
    ) -> web.Response:
        """The page of somebody who is not known yet, or as somebody else."""
        signed_in = await self.sessions.member(request)
        name, _, domain = link.address.partition("@")
        facts = {
            "member": None,
            "as_other": signed_in.address if signed_in else "",
            "address": f"{name[:1]}***@{domain}",
            "number": link.case_number,
            "to": f"{PATH}/{request.match_info['token']}",
            "what": link.what,
            "problem": problem,
            "sent": sent,
        }
        return drawn("act_link_who.html", facts, status)

    def _form(
        self,
        request: web.Request,
        found: OpenedCase,
        member: Member,
        link: ActLink,
        filled: Filled,
        outcome: Outcome | None = None,
    ) -> web.Response:
        service = self.sessions.service
        sent = last_sent(found.application)
        edition = service.definition(found.application).edition
        shared = {
            "problem": (outcome.why or "") if outcome else "",
            "to": request.path,
            "copy": copy_facts(edition, 1, sent) if sent else None,
        }
        if link.what == SIGNED:
            return drawn("act_link_signed.html", shared | {"member": member, "found": found})
        facts = form_facts(service, found, member, Act(link.what), filled)
        return drawn("act.html", facts | shared, 422 if outcome else 200)

    async def _moved(
        self, request: web.Request, found: OpenedCase, member: Member, link: ActLink
    ) -> web.Response:
        """What has happened since the mail: what the person did by it, or what made it out of date; what can be done
        now is linked anew."""
        meanwhile = [one for one in found.case.events if one.number > link.last]
        now = self.sessions.service.now()
        facts = {
            "member": member,
            "found": found,
            "to": f"{PATH}/{request.match_info['token']}",
            "since": since(self.sessions.service, found, meanwhile),
            "own": [
                (one.number, kind.value, one.at + WAITS)
                for one in found.case.state.pending
                if one.who == member.address and (kind := kind_of(one.event))
            ],
            "next": [
                (what, await self.links.make(found, what, member.address, now))
                for what in possible(found, member.role)
            ],
        }
        return drawn("act_link_moved.html", facts)
