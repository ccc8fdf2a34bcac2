"""The applicant's page behind the link of a mail: pick a time, look at the visit, get the advice, say how it was.

GET and HEAD change nothing. The link needs no code: what it does can be done again, and the contact is told."""

from dataclasses import dataclass
from typing import Any

from aiohttp import web

from bot.consultants.execution import ActRequest, Execution
from bot.consultants.linked_case import LinkedCase, expired_page, linked_case, linked_page
from bot.consultants.visit_page import file_response
from bot.conversation.case_answers import new_uid, wanted
from bot.mail.calendar_file import CalendarEntry, calendar_file
from bot.mail.headers import sender_of
from bot.notifications.mail_facts import contact_address
from bot.office.sessions import PostedForm, form_of, same_site
from bot.one_time_links.case_pages import APPLICANT_PATH, CasePageLinks
from bot.presenter.cases import consultation, visit_news
from flows.cases.consultant_acts import Actor
from flows.cases.consultant_events import APPLICANT, BEST_RATING, RATINGS, AdviceReleased, Rated
from flows.cases.consultation import Step
from flows.cases.visit_checks import VisitRefusal
from flows.events.submitted.submission import CaseAnswered
from storage.stored_names import LinkPurpose

_PATH = APPLICANT_PATH + "/{token}"


@dataclass(frozen=True)
class ApplicantPage:
    """Serves it."""

    execution: Execution
    links: CasePageLinks

    def routes(self) -> list[web.AbstractRouteDef]:
        """The page, its buttons, the calendar file, the advice."""
        return [
            web.get(_PATH, self.show),
            web.post(_PATH, self.act),
            web.get(_PATH + "/visit.ics", self.calendar),
            web.get(_PATH + "/advice", self.advice),
        ]

    async def show(self, request: web.Request) -> web.Response:
        """What there is to do, or how things are."""
        return self._page(request, await self._found(request))

    async def act(self, request: web.Request) -> web.Response:
        """What a button says."""
        same_site(request)
        found = await self._found(request)
        if found is None:
            return self._page(request, None)
        form = await form_of(request)
        said, number, place = form.get("do"), form.get("number"), form.get("place")
        if said == "received":
            await self._receive(found, form)
            raise web.HTTPSeeOther(request.path)
        if said not in ("pick", "others"):
            raise web.HTTPBadRequest(text="form")
        programme = found.context.programme
        act = wanted(CaseAnswered(said, number, place), new_uid(programme))(found.case.events)
        why = VisitRefusal.NOT_NOW
        if act:
            wish = ActRequest(act, Actor.APPLICANT, APPLICANT)
            if (refused := await self.execution.perform(found.application, wish)) is None:
                raise web.HTTPSeeOther(request.path)
            why = refused
        return self._page(request, await self._found(request), why, 409)

    async def calendar(self, request: web.Request) -> web.Response:
        """The visit as a file, for whose mail program has not taken it."""
        found = await self._found(request)
        visit = found.case.told_state.consulted.visit if found else None
        if found is None or visit is None:
            raise web.HTTPNotFound
        fixed, context = visit.fixed, found.context
        at = next(one.at for one in found.case.events if one.number == visit.number)
        entry = CalendarEntry(
            fixed.uid, fixed.sequence, visit.start, visit.end, at, context.say("visit.summary"),
            visit_news.place(context, online=fixed.online, where=fixed.where), fixed.where, fixed.online,
        )  # fmt: skip
        organizer = sender_of(self.execution.service.settings.mail_from, "").addr_spec
        file = calendar_file(entry, organizer, contact_address(context.edition, found.application))
        headers = {"Content-Disposition": "attachment; filename=visit.ics", "Cache-Control": "no-store"}
        return web.Response(body=file.content, content_type="text/calendar", charset="utf-8", headers=headers)

    async def advice(self, request: web.Request) -> web.Response:
        """The advice that was released."""
        found = await self._found(request)
        released = found.case.told_state.consulted.released if found else None
        event = released.event if released else None
        stored = (
            await self.execution.service.files.get(event.file) if isinstance(event, AdviceReleased) else None
        )
        if stored is None or not isinstance(event, AdviceReleased):
            raise web.HTTPNotFound
        return file_response(stored.content, stored.media_type, event.name)

    async def _receive(self, found: LinkedCase, form: PostedForm) -> None:
        """The receipt, and whichever of the three questions were answered."""
        act = wanted(CaseAnswered("received"), "")(found.case.events)
        if act and found.case.told_state.consulted.step is Step.RECEIPT:
            await self.execution.perform(found.application, ActRequest(act, Actor.APPLICANT, APPLICANT))
        for question in RATINGS:
            if value := form.number(question):
                rated = Rated(question, value)
                await self.execution.perform(found.application, ActRequest(rated, Actor.APPLICANT, APPLICANT))

    async def _found(self, request: web.Request) -> LinkedCase | None:
        done, token = self.execution, request.match_info["token"]
        return await linked_case(done.service, done.events, self.links, token, LinkPurpose.APPLICANT_VISIT)

    def _page(
        self,
        request: web.Request,
        found: LinkedCase | None,
        why: VisitRefusal | None = None,
        status: int = 200,
    ) -> web.Response:
        if found is None:
            return expired_page(self.execution.service)
        context, state = found.context, found.case.told_state
        now, language = state.consulted, context.words.language
        facts: dict[str, Any] = {
            "calendar": context.say("visit.calendar"),
            "download": context.say("visit.download"),
            "others": context.say("button.visit_others" if now.step is Step.PICK else "button.visit_move"),
            "send": context.say("button.advice_received" if now.step is Step.RECEIPT else "visit.send_ratings"),
            "language": language,
            "path": request.path,
            "case": found.application.case_number,
            "step": now.step.value,
            "now": now,
            "sentence": consultation.sentence(state, context.words, context.now.date()),
            "times": [
                consultation.span(start, now.offer.proposed.minutes, language) for start in now.offer.starts
            ] if now.offer else [],
            "details": visit_news.details(context, now.visit) if now.visit else "",
            "where": visit_news.place(
                context, online=now.offer.proposed.online, where=now.offer.proposed.where
            ) if now.offer else "",
            "may_move": bool(now.visit and now.visit.start > context.now and not now.others),
            "ratings": [(one, context.say(f"rating.{one}"), now.ratings.get(one)) for one in RATINGS],
            "values": [(value, context.say(f"rating.value_{value}")) for value in range(1, BEST_RATING + 1)],
            "problem": context.say("visit.pick_refused") if why else "",
        }  # fmt: skip
        return linked_page("visit.html", facts, status)
