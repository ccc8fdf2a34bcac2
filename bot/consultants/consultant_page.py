"""A consultant's own page of a case: what was answered, whom to call, the visit, the advice. Each look is recorded.

They see the document without the signature, and nothing of the office's remarks."""

from dataclasses import dataclass

from aiohttp import web

from bot.cases.outgoing import WAITS
from bot.consultants.access import ConsultantAccess, Visitor
from bot.consultants.advice import AdviceCheck, read_upload
from bot.consultants.execution import ActRequest, Execution
from bot.consultants.visit_forms import (
    VisitAct,
    VisitFilled,
    event_of,
    read_visit_form,
    visit_facts,
)
from bot.consultants.visit_page import file_response
from bot.conversation.case_answers import new_uid
from bot.office.opened_case import OpenedCase
from bot.office.rendering import drawn
from bot.office.sessions import form_of, same_site
from bot.one_time_links.case_pages import CONSULTANT_PATH
from flows.cases.codec import stored_name
from flows.cases.consultant_acts import Actor
from flows.cases.consultant_events import AdviceUploaded
from flows.cases.visit_checks import VisitRefusal
from storage.stored_names import FileRole

_PATH = CONSULTANT_PATH + "/{token}"


@dataclass(frozen=True)
class ConsultantPage:
    """Serves it."""

    access: ConsultantAccess
    execution: Execution
    advice: AdviceCheck

    def routes(self) -> list[web.AbstractRouteDef]:
        """The page, saying who one is, its forms, its files."""
        return [
            web.get(_PATH, self.show),
            web.post(_PATH + "/code", self.send_code),
            web.post(_PATH + "/enter", self.enter),
            web.post(_PATH + "/upload", self.upload),
            web.post(_PATH + "/recall", self.recall),
            web.post(_PATH + "/{act}", self.act),
            web.get(_PATH + "/files/{name}", self.file),
        ]

    async def show(self, request: web.Request) -> web.Response:
        """The case, for its consultant; others are asked who they are, and told no more than the case number."""
        found = await self.access.case(request)
        if found is None:
            return _gone()
        visitor = await self.access.visitor(request, found)
        if visitor is None:
            return self._who(request, found)
        await self.access.sessions.record(visitor.address, "consultant", found.number)
        return self._page(request, found, visitor, VisitFilled())

    async def send_code(self, request: web.Request) -> web.Response:
        """Mail a code."""
        same_site(request)
        found = await self.access.case(request)
        if found is None:
            return _gone()
        response = self._who(request, found, sent=True)
        if not await self.access.send_code(found, response):
            return self._who(request, found, problem="too_often", status=429)
        return response

    async def enter(self, request: web.Request) -> web.Response:
        """The code."""
        found = await self.access.case(request)
        if found is None:
            return _gone()
        response = web.Response(status=303, headers={"Location": _base(request)})
        if problem := await self.access.enter(request, found, response):
            return self._who(request, found, problem=problem, sent=True, status=403)
        return response

    async def act(self, request: web.Request) -> web.Response:
        """Do what a form says."""
        found, visitor = await self._pressed(request)
        form, name = await form_of(request), request.match_info["act"]
        if not visitor.owns(form):
            raise web.HTTPForbidden(text="form")
        if name not in set(VisitAct) - {VisitAct.UPLOAD}:
            raise web.HTTPNotFound
        act, filled = VisitAct(name), read_visit_form(form)
        programme = self.execution.service.definition(found.application).programme
        event = event_of(act, filled, new_uid(programme))
        if isinstance(event, VisitRefusal):
            return self._page(request, found, visitor, filled, event.value, act, 422)
        wish = ActRequest(event, Actor.CONSULTANT, visitor.address, form.number("seen"))
        if why := await self.execution.perform(found.application, wish):
            status = 409 if why is VisitRefusal.MOVED else 422
            return await self._again(request, visitor, filled, why.value, act, status)
        raise web.HTTPSeeOther(_base(request))

    async def recall(self, request: web.Request) -> web.Response:
        """Take back what they did, while nobody has heard of it."""
        found, visitor = await self._pressed(request)
        form = await form_of(request)
        if not visitor.owns(form):
            raise web.HTTPForbidden(text="form")
        if await self.execution.recall(found.application, form.number("number") or 0, visitor.address):
            raise web.HTTPSeeOther(_base(request))
        return self._page(request, found, visitor, VisitFilled(), VisitRefusal.NOT_NOW.value, None, 409)

    async def upload(self, request: web.Request) -> web.Response:
        """Take the advice."""
        found, visitor = await self._pressed(request)
        upload = await read_upload(request)
        if not visitor.owns(upload.form):
            raise web.HTTPForbidden(text="form")
        file = await self.advice.file_of(found.number, upload)
        if isinstance(file, str):
            return self._page(request, found, visitor, VisitFilled(), file, VisitAct.UPLOAD, 422)
        digest, new = file
        wish = ActRequest(
            AdviceUploaded(digest, new.name), Actor.CONSULTANT, visitor.address,
            upload.form.number("seen"), files={digest: new},
        )  # fmt: skip
        if why := await self.execution.perform(found.application, wish):
            return await self._again(request, visitor, VisitFilled(), why.value, VisitAct.UPLOAD, 422)
        raise web.HTTPSeeOther(_base(request))

    async def file(self, request: web.Request) -> web.Response:
        """The document without the signature, or the advice they uploaded."""
        found = await self.access.case(request)
        visitor = await self.access.visitor(request, found) if found else None
        if found is None or visitor is None:
            raise web.HTTPNotFound
        service, name = self.execution.service, request.match_info["name"]
        if name == "document":
            stored = await service.documents.document(found.application, service.now())
        elif name == "advice" and (kept := await service.files.of_case(found.number, FileRole.ADVICE)):
            stored = kept
        else:
            raise web.HTTPNotFound
        await self.access.sessions.record(visitor.address, "consultant file", found.number, name)
        return file_response(stored.content, stored.media_type, stored.name or f"{found.number}.pdf")

    async def _pressed(self, request: web.Request) -> tuple[OpenedCase, Visitor]:
        same_site(request)
        found = await self.access.case(request)
        visitor = await self.access.visitor(request, found) if found else None
        if found is None or visitor is None:
            raise web.HTTPSeeOther(_base(request))
        return found, visitor

    async def _again(
        self,
        request: web.Request,
        visitor: Visitor,
        filled: VisitFilled,
        problem: str,
        act: VisitAct,
        status: int,
    ) -> web.Response:
        """The page as the case is by now; gone when somebody else has it."""
        found = await self.access.case(request)
        return self._page(request, found, visitor, filled, problem, act, status) if found else _gone()

    def _who(
        self,
        request: web.Request,
        found: OpenedCase,
        *,
        problem: str = "",
        sent: bool = False,
        status: int = 200,
    ) -> web.Response:
        name, _, domain = found.case.state.consulted.consultant.partition("@")
        facts = {
            "member": None,
            "address": f"{name[:1]}***@{domain}",
            "number": found.number,
            "base": _base(request),
            "problem": problem,
            "sent": sent,
        }
        return drawn("consultant_who.html", facts, status)

    def _page(
        self,
        request: web.Request,
        found: OpenedCase,
        visitor: Visitor,
        filled: VisitFilled,
        problem: str = "",
        act: VisitAct | None = None,
        status: int = 200,
    ) -> web.Response:
        now = self.execution.service.now()
        facts = visit_facts(found, Actor.CONSULTANT, now, filled, problem, act) | {
            "member": None,
            "visitor": visitor,
            "facts": found.facts,
            "csrf": visitor.csrf,
            "pending": [
                (one.number, stored_name(type(one.event)), one.at + WAITS)
                for one in found.case.state.pending
                if one.who == visitor.address
            ],
            "base": _base(request),
            "advice": f"{_base(request)}/files/advice",
        }
        return drawn("consultant.html", facts, status)


def _base(request: web.Request) -> str:
    return f"{CONSULTANT_PATH}/{request.match_info['token']}"


def _gone() -> web.Response:
    return drawn("consultant_gone.html", {"member": None}, 410)
