"""The selection on the desk: cases, reviewers, weights, draw, scoring, closing; minutes and figures of it.

Who scored what is for staff alone. Each form carries the number of the last act its page knew of."""

import asyncio
import re
from dataclasses import dataclass
from datetime import timedelta
from secrets import token_urlsafe

from aiohttp import web

from bot.committee.cases import proposals
from bot.committee.round_facts import round_facts
from bot.committee.round_forms import SelectionAct, events_of, may
from bot.committee.rounds import MOVED, OpenRounds, RoundWish
from bot.config.staff_mail import staff_of
from bot.office.rendering import drawn
from bot.office.sessions import Member, PostedForm, Sessions
from bot.selection.minutes import minutes
from bot.selection.scores import workbook
from bot.selection.words import Quota
from flows.definitions.programme import Programme
from flows.selection.refusals import Refusal
from storage.records import NewJob
from storage.staff.sign_ins import Scope, SignInRequest
from storage.stored_names import JobKind

PATH = "/desk/selection"
_ROUND = PATH + "/{programme}"
INVITATION_GOOD_FOR = timedelta(days=14)
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class SelectionPage:
    """Serves it."""

    sessions: Sessions
    rounds: OpenRounds

    def routes(self) -> list[web.AbstractRouteDef]:
        """The page, its forms, its files."""
        shown, done = self.sessions.shown, self.sessions.done
        return [
            web.get(PATH, shown(self.latest)),
            web.get(_ROUND, shown(self.show)),
            web.get(_ROUND + "/minutes.pdf", shown(self.minutes)),
            web.get(_ROUND + "/scores.xlsx", shown(self.scores)),
            web.post(_ROUND + "/{act}", done(self.act)),
        ]

    async def latest(self, request: web.Request, member: Member) -> web.Response:
        """The round of the programme that opened last."""
        found = self.rounds.programmes()
        if not found:
            raise web.HTTPNotFound
        raise web.HTTPSeeOther(f"{PATH}/{found[0].id}")

    async def show(self, request: web.Request, member: Member) -> web.Response:
        """How the round stands."""
        programme = self._programme(request)
        await self.sessions.record(member.address, "selection", detail=programme.id)
        return await self._page(programme, member)

    async def act(self, request: web.Request, member: Member, form: PostedForm) -> web.Response:
        """Do what a form says."""
        programme, name = self._programme(request), request.match_info["act"]
        if name not in set(SelectionAct) - {SelectionAct.PUBLISH}:
            raise web.HTTPNotFound
        act, found = SelectionAct(name), await self.rounds.of(programme.id)
        if not may(act, member.address, member.role, found.selection):
            raise web.HTTPForbidden(text="role")
        if problem := self._wrong(act, form):
            return await self._page(programme, member, problem, act, form, 422)
        events = events_of(act, form, found.selection)
        if not events:
            return await self._page(programme, member, "not_sure", act, form, 422)
        invites = act is SelectionAct.INVITE and form.number("seen") == found.seen
        jobs = [await self._invitation(programme, form)] if invites else []
        wish = RoundWish(member.address, events, form.number("seen") or 0, jobs=jobs)
        if why := await self.rounds.perform(programme.id, wish):
            return await self._page(programme, member, why, act, form, 409 if why == MOVED else 422)
        page = "/result" if act is SelectionAct.RELEASE else f"#{act}"
        raise web.HTTPSeeOther(f"{PATH}/{programme.id}{page}")

    async def minutes(self, request: web.Request, member: Member) -> web.Response:
        """The minutes as they would be now."""
        programme = self._programme(request)
        found, named = (
            await self.rounds.of(programme.id),
            await proposals(self.sessions.service, programme.id),
        )
        names = {number: one.alliance for number, one in named.items()}
        at = self.sessions.service.now().replace(microsecond=0)
        content = await asyncio.to_thread(minutes, found.selection, Quota(), made_at=at, names=names)
        await self.sessions.record(member.address, "export", detail="minutes")
        return self._file(content, "application/pdf", f"{programme.id}-minutes.pdf")

    async def scores(self, request: web.Request, member: Member) -> web.Response:
        """Every point and word."""
        programme = self._programme(request)
        found = await self.rounds.of(programme.id)
        content = await asyncio.to_thread(workbook, found.selection, Quota())
        await self.sessions.record(member.address, "export", detail="scores")
        return self._file(content, _XLSX, f"{programme.id}-scores.xlsx")

    def _wrong(self, act: SelectionAct, form: PostedForm) -> str:
        """What the rules of a selection know nothing of: addresses, and who is of the staff."""
        if act is SelectionAct.INVITE:
            address = form.get("address").strip().lower()
            if not re.fullmatch(r"[^@\s:<>,;]+@[^@\s:<>,;]+\.[^@\s:<>,;]+", address) or len(address) > 254:
                return "address"
            return "staff_reviews" if address in self._staff else ""
        if act is SelectionAct.CHAIR and form.get("chair") not in self._staff:
            return "not_staff"
        return ""

    @property
    def _staff(self) -> list[str]:
        return sorted(staff_of(self.sessions.service.settings.staff_mail))

    async def _invitation(self, programme: Programme, form: PostedForm) -> NewJob:
        """The mail with a link that lets a reviewer in once."""
        now, address = self.sessions.service.now(), form.get("address").strip().lower()
        wanted = SignInRequest(token_urlsafe(18), address, "/review", now + INVITATION_GOOD_FOR, Scope.REVIEW)
        await self.sessions.sign_ins.ask(wanted, None, now)
        payload = {
            "request": wanted.id,
            "programme": programme.id,
            "since": form.get("since"),
            "until": form.get("until"),
        }
        return NewJob(JobKind.SIGN_IN_MAIL, payload, now)

    def _programme(self, request: web.Request) -> Programme:
        found = self.rounds.programme(request.match_info["programme"])
        if found is None:
            raise web.HTTPNotFound
        return found

    async def _page(
        self,
        programme: Programme,
        member: Member,
        problem: Refusal | str = "",
        act: SelectionAct | None = None,
        form: PostedForm | None = None,
        status: int = 200,
    ) -> web.Response:
        service = self.sessions.service
        found, named = await self.rounds.of(programme.id), await proposals(service, programme.id)
        facts = round_facts(found, named, programme, member) | {
            "programmes": self.rounds.programmes(),
            "staff": self._staff,
            "problem": str(problem),
            "tried": act,
            "filled": form or PostedForm({}),
            "base": f"{PATH}/{programme.id}",
        }
        return drawn("selection/round.html", facts, status)

    def _file(self, content: bytes, kind: str, name: str) -> web.Response:
        headers = {"Content-Disposition": f"attachment; filename={name}", "Cache-Control": "no-store"}
        return web.Response(body=content, content_type=kind, headers=headers)
