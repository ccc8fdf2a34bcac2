"""The visit and the advice of a case on the desk: what is agreed on, and the forms of what can be done."""

from dataclasses import dataclass
from urllib.parse import quote

from aiohttp import web

from bot.consultants.advice import AdviceCheck, read_upload
from bot.consultants.execution import ActRequest, Execution
from bot.consultants.visit_forms import (
    VisitAct,
    VisitFilled,
    event_of,
    read_visit_form,
    visit_facts,
)
from bot.conversation.case_answers import new_uid
from bot.office.opened_case import OpenedCase, opened
from bot.office.rendering import drawn
from bot.office.sessions import Member, PostedForm, Sessions, same_site
from flows.cases.consultant_acts import Actor
from flows.cases.consultant_events import AdviceReleased, AdviceUploaded, ConsultantEvent
from flows.cases.visit_checks import VisitRefusal
from flows.definitions.programme import Programme
from storage.stored_names import FileRole


@dataclass(frozen=True)
class VisitPage:
    """Serves it."""

    sessions: Sessions
    execution: Execution
    advice: AdviceCheck

    def routes(self) -> list[web.AbstractRouteDef]:
        """The page, its forms, the advice."""
        return [
            web.get("/desk/{case}/visit", self.sessions.shown(self.show)),
            web.get("/desk/{case}/advice", self.sessions.shown(self.file)),
            web.post("/desk/{case}/visit/upload", self.upload),
            web.post("/desk/{case}/visit/{act}", self.sessions.done(self.act)),
        ]

    async def show(self, request: web.Request, member: Member) -> web.Response:
        """How far things are."""
        found = await self._found(request)
        await self.sessions.record(member.address, "form", found.number, "visit")
        return self._page(found, member, VisitFilled())

    async def act(self, request: web.Request, member: Member, form: PostedForm) -> web.Response:
        """Do what a form says."""
        found, filled, name = await self._found(request), read_visit_form(form), request.match_info["act"]
        if name not in set(VisitAct):
            raise web.HTTPNotFound
        act = VisitAct(name)
        event: ConsultantEvent | VisitRefusal
        if act is VisitAct.RELEASE:
            event = self._release(found, form)
        else:
            event = event_of(act, filled, new_uid(self._programme(found)))
        return await self._done(request, member, form, filled, act, event)

    async def upload(self, request: web.Request) -> web.StreamResponse:
        """Take the advice that came to the office in another way."""
        same_site(request)
        member = await self.sessions.member(request)
        if member is None:
            raise web.HTTPSeeOther("/desk/login")
        found, upload = await self._found(request), await read_upload(request)
        if not member.owns(upload.form):
            raise web.HTTPForbidden(text="form")
        file = await self.advice.file_of(found.number, upload)
        if isinstance(file, str):
            return self._page(found, member, VisitFilled(), file, VisitAct.UPLOAD, 422)
        digest, new = file
        event = AdviceUploaded(digest, new.name)
        wish = ActRequest(
            event, Actor.OFFICE, member.address, upload.form.number("seen"), files={digest: new}
        )
        if why := await self.execution.perform(found.application, wish):
            return self._page(
                await self._found(request), member, VisitFilled(), why.value, VisitAct.UPLOAD, 422
            )
        raise web.HTTPSeeOther(f"/desk/{found.number}/visit")

    async def file(self, request: web.Request, member: Member) -> web.Response:
        """The advice as it was uploaded last."""
        found = await self._found(request)
        stored = await self.sessions.service.files.of_case(found.number, FileRole.ADVICE)
        if stored is None:
            raise web.HTTPNotFound
        await self.sessions.record(member.address, "file", found.number, "advice")
        return file_response(stored.content, stored.media_type, stored.name or "advice")

    async def _done(
        self,
        request: web.Request,
        member: Member,
        form: PostedForm,
        filled: VisitFilled,
        act: VisitAct,
        event: ConsultantEvent | VisitRefusal,
    ) -> web.Response:
        found = await self._found(request)
        if isinstance(event, VisitRefusal):
            return self._page(found, member, filled, event.value, act, 422)
        wish = ActRequest(event, Actor.OFFICE, member.address, form.number("seen"))
        if why := await self.execution.perform(found.application, wish):
            status = 409 if why is VisitRefusal.MOVED else 422
            return self._page(await self._found(request), member, filled, why.value, act, status)
        raise web.HTTPSeeOther(f"/desk/{found.number}/visit")

    def _release(self, found: OpenedCase, form: PostedForm) -> ConsultantEvent | VisitRefusal:
        uploaded = found.case.state.consulted.uploaded
        advice = uploaded.event if uploaded else None
        if not isinstance(advice, AdviceUploaded) or form.get("file") != advice.file:
            return VisitRefusal.MOVED
        return AdviceReleased(advice.file, advice.name)

    def _page(
        self,
        found: OpenedCase,
        member: Member,
        filled: VisitFilled,
        problem: str = "",
        act: VisitAct | None = None,
        status: int = 200,
    ) -> web.Response:
        now = self.sessions.service.now()
        facts = visit_facts(found, Actor.OFFICE, now, filled, problem, act) | {
            "member": member,
            "csrf": member.csrf,
            "base": f"/desk/{found.number}/visit",
            "advice": f"/desk/{found.number}/advice",
        }
        return drawn("visit.html", facts, status)

    def _programme(self, found: OpenedCase) -> Programme:
        return self.sessions.service.definition(found.application).programme

    async def _found(self, request: web.Request) -> OpenedCase:
        return await opened(self.sessions.service, self.execution.events, request.match_info["case"])


def file_response(content: bytes, media_type: str, name: str) -> web.Response:
    """A file as a download: nothing in it runs in the browser."""
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}",
        "Cache-Control": "private, no-store",
    }
    return web.Response(body=content, content_type=media_type, headers=headers)
