"""Browsers that are known for a month without signing in each day, by a code of six digits that was mailed on the spot.

They press the buttons of links that were mailed to the same address, and nothing else."""

import hmac
from dataclasses import dataclass
from datetime import timedelta
from secrets import token_urlsafe

from aiohttp import web

from bot.config.staff_mail import staff_of
from bot.office.rendering import drawn
from bot.office.sessions import Member, PostedForm, Sessions, set_cookie
from bot.office.sign_in import keys_of
from flows.cases.decide import StaffRole
from storage.records import NewJob
from storage.staff.sign_ins import Scope, SignInRequest
from storage.stored_names import JobKind

COOKIE = "desk_known"
ASKED = "desk_code"
"""The cookie of the browser that asked for a code: only there it can be typed."""

LASTS = timedelta(days=30)
CODE_GOOD_FOR = timedelta(minutes=10)


@dataclass(frozen=True)
class KnownBrowsers:
    """Who a browser belongs to, making one known, and the page where they are taken back."""

    sessions: Sessions

    def routes(self) -> list[web.AbstractRouteDef]:
        """The page of the browsers that are known."""
        return [
            web.get("/desk/browsers", self.sessions.shown(self.show)),
            web.post("/desk/browsers", self.sessions.done(self.forget)),
        ]

    async def member(self, request: web.Request) -> Member | None:
        """Whom this browser is known to belong to, if they are still of the staff."""
        token, service = request.cookies.get(COOKIE, ""), self.sessions.service
        if not token:
            return None
        address = await self.sessions.sign_ins.signed_in(token, service.now(), Scope.LINKS)
        role = staff_of(service.settings.staff_mail).get(address)
        return Member(address, role, token) if role else None

    async def send_code(self, address: str, response: web.Response) -> None:
        """Queue a mail with a code, if the address is still of the staff; it can be typed into the browser that gets
        this response."""
        service = self.sessions.service
        now, known = service.now(), address if address in staff_of(service.settings.staff_mail) else ""
        wanted = SignInRequest(token_urlsafe(18), known, "/desk", now + CODE_GOOD_FOR, Scope.LINKS)
        mail = NewJob(JobKind.SIGN_IN_MAIL, {"request": wanted.id}, now)
        await self.sessions.sign_ins.ask(wanted, mail, now)
        service.case_status.wake()
        await self.sessions.record(address, "code asked")
        set_cookie(response, ASKED, wanted.id, CODE_GOOD_FOR)

    async def enter(self, request: web.Request, typed: str, address: str, response: web.Response) -> str:
        """Make the browser known to belong to the address, if the code is right; what is wrong otherwise."""
        service, wanted = self.sessions.service, request.cookies.get(ASKED, "")
        now, keys = service.now(), await keys_of(service.secrets, wanted)
        if not await self.sessions.sign_ins.count_try(wanted):
            return "too_many"
        right = typed.isascii() and hmac.compare_digest(typed.encode(), keys.code.encode())
        found = await self.sessions.sign_ins.find(wanted, now) if right else None
        if found is None or (found.address, found.scope) != (address, Scope.LINKS):
            return "wrong_code"
        token = token_urlsafe(32)
        if not await self.sessions.sign_ins.use(wanted, token, now, now + LASTS):
            return "wrong_code"
        await self.sessions.record(address, "browser known")
        set_cookie(response, COOKIE, token, LASTS)
        response.del_cookie(ASKED, path="/desk")
        return ""

    async def show(self, request: web.Request, member: Member) -> web.Response:
        """Those of the member; those of everybody for a manager."""
        known = await self.sessions.sign_ins.known_browsers(self.sessions.service.now())
        shown = [one for one in known if self._theirs(one.address, member)]
        await self.sessions.record(member.address, "browsers", detail=str(len(shown)))
        return drawn("browsers.html", {"member": member, "browsers": shown})

    async def forget(self, request: web.Request, member: Member, form: PostedForm) -> web.Response:
        """Take one back."""
        now = self.sessions.service.now()
        for one in await self.sessions.sign_ins.known_browsers(now):
            if one.token_hash == form.get("browser") and self._theirs(one.address, member):
                await self.sessions.sign_ins.forget(one.token_hash, now)
                await self.sessions.record(member.address, "browser forgotten", detail=one.address)
        raise web.HTTPSeeOther("/desk/browsers")

    def _theirs(self, address: str, member: Member) -> bool:
        return member.role is StaffRole.MANAGER or address == member.address
