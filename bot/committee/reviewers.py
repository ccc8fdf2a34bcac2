"""Who reviews: signing in by mail, and the browser that did. GET and HEAD change nothing.

Whoever asks sees the same page, reviewer or not, and as soon: the same is stored and queued. A session ends after eight
hours, and when somebody is no reviewer any longer."""

import hmac
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from secrets import token_urlsafe

from aiohttp import web

from bot.committee.rounds import OpenRounds
from bot.limits.buckets import HOUR, Allowance, Rate
from bot.office.rendering import drawn
from bot.office.sessions import PostedForm, Sessions, form_of, same_site, set_cookie
from bot.office.sign_in import keys_of
from bot.selection.opened_round import OpenedRound
from flows.definitions.programme import Programme, taipei_day
from storage.records import NewJob
from storage.staff.sign_ins import Scope, SignInRequest
from storage.stored_names import JobKind

PATH, COOKIE = "/review", "reviewer"
LASTS, GOOD_FOR = timedelta(hours=8), timedelta(minutes=15)

PAIR = Rate(burst=5, per_second=5 / HOUR)
"""Requests for one address from one place."""
PLACE = Rate(burst=60, per_second=60 / HOUR)
"""Requests from one IP address."""


@dataclass(frozen=True)
class Reviewer:
    """A reviewer who is signed in, and the round they review in."""

    address: str
    token: str
    programme: Programme
    round: OpenedRound

    @property
    def csrf(self) -> str:
        """What a form of theirs carries: nobody else can work it out."""
        return hmac.digest(self.token.encode(), b"review form", "sha256").hex()

    def owns(self, form: PostedForm) -> bool:
        """Whether a form was drawn for them."""
        return hmac.compare_digest(form.get("csrf").encode(), self.csrf.encode())

    @property
    def name(self) -> str:
        """What they are called."""
        return self.round.selection.name(self.address)


Guarded = Callable[[web.Request, Reviewer], Awaitable[web.StreamResponse]]
GuardedForm = Callable[[web.Request, Reviewer, PostedForm], Awaitable[web.StreamResponse]]


@dataclass(frozen=True)
class Reviewers:
    """Knows who asks, and lets them in."""

    sessions: Sessions
    rounds: OpenRounds
    pairs: Allowance[tuple[str, str]] = field(default_factory=lambda: Allowance(PAIR, time.monotonic))
    places: Allowance[str] = field(default_factory=lambda: Allowance(PLACE, time.monotonic))

    def routes(self) -> list[web.AbstractRouteDef]:
        """The pages before one's own."""
        return [
            web.get(PATH + "/login", self.ask),
            web.post(PATH + "/login", self.asked),
            web.get(PATH + "/in/{token}", self.link),
            web.post(PATH + "/in/{token}", self.follow),
            web.post(PATH + "/logout", self.done(self.leave)),
        ]

    def shown(self, handler: Guarded) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        """A page for a reviewer within their days."""

        async def guarded(request: web.Request) -> web.StreamResponse:
            reviewer = await self.reviewer(request)
            if reviewer is None:
                raise web.HTTPSeeOther(PATH + "/login")
            return self._outside(reviewer) or await handler(request, reviewer)

        return guarded

    def done(self, handler: GuardedForm) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        """What a form does, for the reviewer it was drawn for."""

        async def guarded(request: web.Request) -> web.StreamResponse:
            same_site(request)
            reviewer = await self.reviewer(request)
            if reviewer is None:
                raise web.HTTPSeeOther(PATH + "/login")
            form = await form_of(request)
            if not reviewer.owns(form):
                raise web.HTTPForbidden(text="form")
            return self._outside(reviewer) or await handler(request, reviewer, form)

        return guarded

    async def reviewer(self, request: web.Request) -> Reviewer | None:
        """Who asks, if they are signed in and still review."""
        token = request.cookies.get(COOKIE, "")
        if not token:
            return None
        now = self.sessions.service.now()
        address = await self.sessions.sign_ins.signed_in(token, now, Scope.REVIEW)
        found = await self._known(address) if address else None
        return Reviewer(address, token, *found) if found else None

    async def ask(self, request: web.Request) -> web.Response:
        """The form for an address."""
        return _login()

    async def asked(self, request: web.Request) -> web.Response:
        """Queue a mail, if it is the address of a reviewer; the page says no more than what was typed."""
        same_site(request)
        service, form = self.sessions.service, await form_of(request)
        address, place = form.get("address").strip().lower()[:254], request.remote or ""
        if not (self.places.allow(place) and self.pairs.allow((address, place))):
            return _login("too_often", status=429)
        found, now = await self._known(address), service.now()
        programme = found[0].id if found else ""
        wanted = SignInRequest(
            token_urlsafe(18), address if found else "", PATH, now + GOOD_FOR, Scope.REVIEW
        )
        mail = NewJob(JobKind.SIGN_IN_MAIL, {"request": wanted.id, "programme": programme}, now)
        await self.sessions.sign_ins.ask(wanted, mail, now)
        service.case_status.wake()
        await self.sessions.record(address if found else "-", "review asked")
        return _login(asked=True)

    async def link(self, request: web.Request) -> web.Response:
        """One button: scanners that open the link change nothing."""
        good = await self._of_link(request) is not None
        return _link(good, 200 if good else 410)

    async def follow(self, request: web.Request) -> web.Response:
        """The button: sign in, once."""
        same_site(request)
        found, token, now = await self._of_link(request), token_urlsafe(32), self.sessions.service.now()
        if found is None or not await self.sessions.sign_ins.use(found.id, token, now, now + LASTS):
            return _link(False, 410)
        await self.sessions.record(found.address, "review sign_in")
        response = web.Response(status=303, headers={"Location": PATH})
        set_cookie(response, COOKIE, token, LASTS, PATH)
        return response

    async def leave(self, request: web.Request, reviewer: Reviewer, form: PostedForm) -> web.Response:
        """Sign out."""
        await self.sessions.sign_ins.sign_out(reviewer.token, self.sessions.service.now())
        response = web.Response(status=303, headers={"Location": PATH + "/login"})
        response.del_cookie(COOKIE, path=PATH)
        return response

    async def _of_link(self, request: web.Request) -> SignInRequest | None:
        token, service = request.match_info["token"], self.sessions.service
        wanted, _, _ = token.partition(".")
        right = (await keys_of(service.secrets, wanted)).link
        if not hmac.compare_digest(token.encode("utf-8", "replace"), right.encode("utf-8", "replace")):
            return None
        found = await self.sessions.sign_ins.find(wanted, service.now())
        if found is None or found.scope != Scope.REVIEW or not found.address:
            return None
        return found if await self._known(found.address) else None

    async def _known(self, address: str) -> tuple[Programme, OpenedRound] | None:
        """The latest round somebody reviews in."""
        known = None
        for programme in self.rounds.programmes():
            found = await self.rounds.of(programme.id)
            if known is None and address in found.selection.active:
                known = programme, found
        return known

    def _outside(self, reviewer: Reviewer) -> web.Response | None:
        """What somebody sees before and after their days."""
        invited = reviewer.round.selection.invited.get(reviewer.address)
        today = taipei_day(self.sessions.service.now()).isoformat()
        if invited is None or invited.since <= today <= invited.until:
            return None
        return drawn("selection/review_days.html", {"member": None, "invited": invited}, 403)


def _login(problem: str = "", *, asked: bool = False, status: int = 200) -> web.Response:
    return drawn("selection/review_login.html", {"member": None, "problem": problem, "asked": asked}, status)


def _link(good: bool, status: int) -> web.Response:
    return drawn("selection/review_link.html", {"member": None, "good": good}, status)
