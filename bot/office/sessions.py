"""Who is signed in: the cookie, the role of its address now, and the token every form carries.

A session ends after eight hours, by signing out, or when the address leaves STAFF_MAIL."""

import hmac
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeAlias
from urllib.parse import quote

from aiohttp import web

from bot.config.staff_mail import staff_of
from bot.office.rendering import drawn
from bot.service import Service
from flows.cases.decide import StaffRole
from storage.staff.access_log import Access, AccessLog
from storage.staff.sign_ins import SignIns

COOKIE = "desk"
LASTS = timedelta(hours=8)


@dataclass(frozen=True, slots=True)
class PostedForm:
    """The texts of a form that was sent, by field; files are not taken."""

    fields: Mapping[str, tuple[str, ...]]

    def get(self, name: str) -> str:
        """The first text of a field; empty when there is none."""
        return next(iter(self.fields.get(name, ())), "")

    def number(self, name: str) -> int | None:
        """The number in a field, of at most eight digits; None when there is none."""
        text = self.get(name)
        return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else None


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the staff who is signed in: their address, their role, and their session's token."""

    address: str
    role: StaffRole
    token: str

    @property
    def csrf(self) -> str:
        """What a form of theirs carries: nobody else can work it out."""
        return hmac.digest(self.token.encode(), b"form", "sha256").hex()

    def owns(self, form: PostedForm) -> bool:
        """Whether a form was drawn for them."""
        return hmac.compare_digest(form.get("csrf").encode(), self.csrf.encode())


Guarded: TypeAlias = Callable[[web.Request, Member], Awaitable[web.StreamResponse]]
Handler: TypeAlias = Callable[[web.Request, Member, PostedForm], Awaitable[web.StreamResponse]]


@dataclass(frozen=True)
class Sessions:
    """Looks at who asks, before anything is shown or done."""

    service: Service
    sign_ins: SignIns
    access: AccessLog

    def shown(self, handler: Guarded) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        """A page for whoever is signed in; others are led to the sign-in and back."""

        async def guarded(request: web.Request) -> web.StreamResponse:
            member = await self.member(request)
            if member is None:
                return _led_to(request, f"/desk/login?to={quote(request.path_qs, safe='')}")
            return await _answered(handler(request, member), member)

        return guarded

    def done(self, handler: Handler) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        """What a form does, for whoever is signed in and was shown that form."""

        async def guarded(request: web.Request) -> web.StreamResponse:
            same_site(request)
            member = await self.member(request)
            if member is None:
                raise web.HTTPSeeOther("/desk/login")
            return await _answered(self._done(request, member, handler), member)

        return guarded

    async def _done(self, request: web.Request, member: Member, handler: Handler) -> web.StreamResponse:
        form = await form_of(request)
        checked(form, member)
        await self.record(member.address, "act", case_in(request), act_in(request))
        return await handler(request, member, form)

    async def member(self, request: web.Request) -> Member | None:
        """Who asks, if they are signed in and still of the staff."""
        token = request.cookies.get(COOKIE, "")
        if not token:
            return None
        address = await self.sign_ins.signed_in(token, self.service.now())
        role = staff_of(self.service.settings.staff_mail).get(address)
        return Member(address, role, token) if role else None

    async def record(self, who: str, what: str, case_number: str | None = None, detail: str = "") -> None:
        """Keep who saw or did what."""
        await self.access.add(Access(self.service.now(), who, what, case_number, detail))


async def _answered(handled: Awaitable[web.StreamResponse], member: Member) -> web.StreamResponse:
    """The answer; a page in words where there is no such case, or where nothing was done."""
    try:
        return await handled
    except web.HTTPNotFound:
        return drawn("missing.html", {"member": member, "why": "missing"}, 404)
    except web.HTTPForbidden as error:
        why = "role" if error.text == "role" else "form"
        return drawn("missing.html", {"member": member, "why": why}, 403)


def _led_to(request: web.Request, path: str) -> web.Response:
    """Another page in place of this one; also where a part of it was asked for (htmx)."""
    if request.headers.get("HX-Request"):
        return web.Response(headers={"HX-Redirect": path, "Cache-Control": "no-store"})
    raise web.HTTPSeeOther(path)


def case_in(request: web.Request) -> str | None:
    """The case an address names, if it looks like one: nothing else that was typed is recorded."""
    named = request.match_info.get("case", "")
    return named if re.fullmatch(r"[0-9A-Z]{1,8}-[0-9]{1,8}", named) else None


def act_in(request: web.Request) -> str:
    """What a form does, by the end of its address."""
    last = request.path.rpartition("/")[2]
    return last if re.fullmatch(r"[a-z_]{1,20}", last) else ""


def checked(form: PostedForm, member: Member) -> None:
    """Refuse a form that was not drawn for this member's session."""
    if not hmac.compare_digest(form.get("csrf").encode(), member.csrf.encode()):
        raise web.HTTPForbidden(text="form")


async def form_of(request: web.Request) -> PostedForm:
    """The form of a request."""
    posted = await request.post()
    fields = {name: tuple(one for one in posted.getall(name) if isinstance(one, str)) for name in posted}
    return PostedForm(fields)


def set_cookie(response: web.Response, name: str, value: str, lasts: timedelta, path: str = "/desk") -> None:
    """Give the browser a cookie for the pages below a path, that no script reads and no other site sends."""
    response.set_cookie(
        name,
        value,
        max_age=int(lasts.total_seconds()),
        path=path,
        httponly=True,
        secure=True,
        samesite="Lax",
    )


def same_site(request: web.Request) -> None:
    """Refuse a form that another site sent, as far as the browser says (Fetch Metadata)."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        raise web.HTTPForbidden(text="form")
