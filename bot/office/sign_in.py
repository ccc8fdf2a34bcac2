"""Signing in by mail: an address, then a link with one button or a code. GET and HEAD change nothing.

Whoever asks sees the same page, of the staff or not, and as soon: the same is stored and queued."""

import hmac
import time
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from datetime import timedelta
from secrets import token_urlsafe

from aiohttp import web

from bot.config.staff_mail import staff_of
from bot.limits.buckets import HOUR, Allowance, Rate
from bot.office.rendering import drawn
from bot.office.sessions import COOKIE, LASTS, Sessions, form_of, same_site, set_cookie
from storage.engine.secrets import Secrets
from storage.records import NewJob
from storage.staff.sign_ins import Scope, SignInRequest
from storage.stored_names import JobKind

GOOD_FOR = timedelta(minutes=15)
ASKED = "desk_asked"
"""The cookie of the browser that asked: only there a code can be typed."""

PAIR = Rate(burst=5, per_second=5 / HOUR)
"""Requests for one address from one place."""
ADDRESS = Rate(burst=20, per_second=20 / HOUR)
PLACE = Rate(burst=60, per_second=60 / HOUR)
"""Requests from one IP address: an office is behind one."""


@dataclass(frozen=True, slots=True)
class Keys:
    """What a request is used by: the token of its link, and its code of six digits."""

    link: str
    code: str


async def keys_of(secrets: Secrets, request_id: str) -> Keys:
    """The same each time; nobody who lacks the service's key can work them out."""
    link = await secrets.signed("sign_in link", request_id)
    code = int.from_bytes(await secrets.signed("sign_in code", request_id)) % 1_000_000
    return Keys(f"{request_id}.{urlsafe_b64encode(link).decode().rstrip('=')}", f"{code:06d}")


@dataclass(frozen=True)
class SignInPages:
    """The pages before the desk."""

    sessions: Sessions
    pairs: Allowance[tuple[str, str]] = field(default_factory=lambda: Allowance(PAIR, time.monotonic))
    addresses: Allowance[str] = field(default_factory=lambda: Allowance(ADDRESS, time.monotonic))
    places: Allowance[str] = field(default_factory=lambda: Allowance(PLACE, time.monotonic))

    def routes(self) -> list[web.AbstractRouteDef]:
        """All of them."""
        return [
            web.get("/desk/login", self.ask),
            web.post("/desk/login", self.asked),
            web.post("/desk/login/code", self.code),
            web.get("/desk/login/{token}", self.link),
            web.post("/desk/login/{token}", self.follow),
            web.post("/desk/logout", self.sessions.done(self.leave)),
        ]

    async def ask(self, request: web.Request) -> web.Response:
        """The form for an address."""
        return self._drawn("login.html", to=_target(request.query.get("to", "")))

    async def asked(self, request: web.Request) -> web.Response:
        """Queue a mail, if it is an address of the staff; the page says no more than what was typed."""
        same_site(request)
        form, service = await form_of(request), self.sessions.service
        address, place = form.get("address").strip().lower()[:254], request.remote or ""
        allowed = self.places.allow(place) and self.pairs.allow((address, place))
        if not (allowed and self.addresses.allow(address)):
            return self._drawn("login.html", 429, problem="too_often")
        known = address if address in staff_of(service.settings.staff_mail) else ""
        now, target = service.now(), _target(form.get("to"))
        wanted = SignInRequest(token_urlsafe(18), known, target, now + GOOD_FOR)
        mail = NewJob(JobKind.SIGN_IN_MAIL, {"request": wanted.id}, now)
        await self.sessions.sign_ins.ask(wanted, mail, now)
        service.case_status.wake()
        await self.sessions.record(known or "-", "sign_in asked")
        response = self._drawn("login.html", asked=True)
        set_cookie(response, ASKED, wanted.id, GOOD_FOR)
        return response

    async def code(self, request: web.Request) -> web.Response:
        """Sign in by the code, in the browser that asked."""
        same_site(request)
        form, wanted = await form_of(request), request.cookies.get(ASKED, "")
        typed = "".join(each for each in form.get("code")[:40] if each.isdecimal())
        keys = await keys_of(self.sessions.service.secrets, wanted)
        tried = await self.sessions.sign_ins.count_try(wanted)
        right = typed.isascii() and hmac.compare_digest(typed.encode(), keys.code.encode())
        if tried and right and (response := await self._begun(wanted)):
            return response
        return self._drawn("login.html", 403, asked=True, problem="wrong_code" if tried else "too_many")

    async def link(self, request: web.Request) -> web.Response:
        """What the link is for: one button. Scanners that open it change nothing."""
        found = await self._of_link(request)
        return self._drawn("login_link.html", 200 if found else 410, good=bool(found))

    async def follow(self, request: web.Request) -> web.Response:
        """The button: sign in, once."""
        same_site(request)
        found = await self._of_link(request)
        if found and (response := await self._begun(found.id)):
            return response
        return self._drawn("login_link.html", 410, good=False)

    async def leave(self, request: web.Request, member: object, form: object) -> web.Response:
        """Sign out."""
        token, service = request.cookies.get(COOKIE, ""), self.sessions.service
        if known := await self.sessions.member(request):
            await self.sessions.record(known.address, "sign_out")
        await self.sessions.sign_ins.sign_out(token, service.now())
        response = web.Response(status=303, headers={"Location": "/desk/login"})
        response.del_cookie(COOKIE, path="/desk")
        return response

    async def _of_link(self, request: web.Request) -> SignInRequest | None:
        token = request.match_info["token"]
        wanted, _, _ = token.partition(".")
        right = (await keys_of(self.sessions.service.secrets, wanted)).link
        if not hmac.compare_digest(token.encode("utf-8", "replace"), right.encode("utf-8", "replace")):
            return None
        found = await self.sessions.sign_ins.find(wanted, self.sessions.service.now())
        return found if found and found.address and found.scope == Scope.DESK else None

    async def _begun(self, wanted: str) -> web.Response | None:
        """A session, and on to the page that was wanted; None when the request is used up."""
        now = self.sessions.service.now()
        found = await self.sessions.sign_ins.find(wanted, now)
        token = token_urlsafe(32)
        if (
            found is None
            or found.scope != Scope.DESK
            or not await self.sessions.sign_ins.use(wanted, token, now, now + LASTS)
        ):
            return None
        await self.sessions.record(found.address, "sign_in")
        response = web.Response(status=303, headers={"Location": found.target})
        set_cookie(response, COOKIE, token, LASTS)
        response.del_cookie(ASKED, path="/desk")
        return response

    def _drawn(
        self,
        template: str,
        status: int = 200,
        *,
        asked: bool = False,
        problem: str = "",
        to: str = "/desk",
        good: bool = False,
    ) -> web.Response:
        facts = {"asked": asked, "problem": problem, "to": to, "good": good, "member": None}
        return drawn(template, facts, status)


def _target(path: str) -> str:
    """A page of the desk to go to after signing in; nothing of another site."""
    inside = path == "/desk" or path.startswith(("/desk/", "/desk?"))
    plain = path.isascii() and path.isprintable() and "\\" not in path and "//" not in path
    return path if inside and plain and not path.startswith("/desk/login") else "/desk"
