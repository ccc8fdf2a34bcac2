"""Who opens a consultant's link: the link names the case, a code mailed to the consultant says that it is them.

A browser is then known for a month. The link ends when somebody else gets the case, and a month after its end."""

import hmac
import time
from dataclasses import dataclass, field
from datetime import timedelta
from secrets import token_urlsafe

from aiohttp import web

from bot.limits.buckets import HOUR, Allowance, Rate
from bot.office.opened_case import OpenedCase, opened
from bot.office.sessions import PostedForm, Sessions, form_of, same_site, set_cookie
from bot.office.sign_in import keys_of
from bot.one_time_links.case_pages import CONSULTANT_PATH, CasePageLinks
from storage.cases.stream.case_events import CaseEvents
from storage.records import NewJob
from storage.staff.sign_ins import Scope, SignInRequest
from storage.stored_names import JobKind, LinkPurpose

COOKIE, ASKED = "consultant", "consultant_code"
LASTS = timedelta(days=30)
CODE_GOOD_FOR = timedelta(minutes=10)
AFTERWARDS = timedelta(days=30)
"""How long the case can be looked at after it was closed."""

CODES = Rate(burst=5, per_second=5 / HOUR)
"""Codes for one address."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """A consultant whose browser is known: the address, and the token of the browser."""

    address: str
    token: str

    @property
    def csrf(self) -> str:
        """What a form of theirs carries: nobody else can work it out."""
        return hmac.digest(self.token.encode(), b"consultant form", "sha256").hex()

    def owns(self, form: PostedForm) -> bool:
        """Whether a form was drawn for them."""
        return hmac.compare_digest(form.get("csrf").encode(), self.csrf.encode())


@dataclass(frozen=True)
class ConsultantAccess:
    """Finds the case of a link, and knows who asks."""

    sessions: Sessions
    events: CaseEvents
    links: CasePageLinks
    codes: Allowance[str] = field(default_factory=lambda: Allowance(CODES, time.monotonic))

    async def case(self, request: web.Request) -> OpenedCase | None:
        """The case, while the link is good and its consultant has it."""
        service = self.sessions.service
        now, token = service.now(), request.match_info["token"]
        link = await self.links.find(token, LinkPurpose.CONSULTANT_CASE, now)
        if link is None:
            return None
        try:
            found = await opened(service, self.events, link.case_number)
        except web.HTTPNotFound:
            return None
        consulted = found.case.state.consulted
        assigned, closed = consulted.assigned, consulted.received
        if found.application.superseded_at or assigned is None or str(assigned.number) != link.about:
            return None
        return None if closed and closed.at + AFTERWARDS < now else found

    async def visitor(self, request: web.Request, found: OpenedCase) -> Visitor | None:
        """Who asks, if they are the consultant of this case."""
        token = request.cookies.get(COOKIE, "")
        if not token:
            return None
        now = self.sessions.service.now()
        address = await self.sessions.sign_ins.signed_in(token, now, Scope.CONSULTANT)
        return (
            Visitor(address, token) if address and address == found.case.state.consulted.consultant else None
        )

    async def send_code(self, found: OpenedCase, response: web.Response) -> bool:
        """Mail a code to the consultant, to be typed into the browser that gets this response; False when they have had
        too many."""
        service, address = self.sessions.service, found.case.state.consulted.consultant
        if not self.codes.allow(address):
            return False
        now = service.now()
        wanted = SignInRequest(
            token_urlsafe(18), address, CONSULTANT_PATH, now + CODE_GOOD_FOR, Scope.CONSULTANT
        )
        mail = NewJob(JobKind.SIGN_IN_MAIL, {"request": wanted.id}, now)
        await self.sessions.sign_ins.ask(wanted, mail, now)
        service.case_status.wake()
        await self.sessions.record(address, "code asked", found.number)
        set_cookie(response, ASKED, wanted.id, CODE_GOOD_FOR, CONSULTANT_PATH)
        return True

    async def enter(self, request: web.Request, found: OpenedCase, response: web.Response) -> str:
        """Make the browser known, if the code is right; what is wrong otherwise."""
        same_site(request)
        typed = "".join(each for each in (await form_of(request)).get("code")[:40] if each.isdecimal())
        service, wanted = self.sessions.service, request.cookies.get(ASKED, "")
        now, keys = service.now(), await keys_of(service.secrets, wanted)
        if not await self.sessions.sign_ins.count_try(wanted):
            return "too_many"
        right = typed.isascii() and hmac.compare_digest(typed.encode(), keys.code.encode())
        asked = await self.sessions.sign_ins.find(wanted, now) if right else None
        address = found.case.state.consulted.consultant
        if asked is None or (asked.address, asked.scope) != (address, Scope.CONSULTANT):
            return "wrong_code"
        token = token_urlsafe(32)
        if not await self.sessions.sign_ins.use(wanted, token, now, now + LASTS):
            return "wrong_code"
        await self.sessions.record(address, "browser known", found.number)
        set_cookie(response, COOKIE, token, LASTS, CONSULTANT_PATH)
        response.del_cookie(ASKED, path=CONSULTANT_PATH)
        return ""
