"""The pages of signing online over HTTP: GET shows and changes nothing; a form, sent by a person, does."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypeAlias

from aiohttp import web

from bot.signing.browser import Browsers
from bot.signing.case_requests import CaseRequests
from bot.signing.forms import Act, BrowserRequest, SigningForms, form_of
from bot.signing.links import PATH
from bot.signing.pictures import Pictures
from bot.signing.screens import SEALING, Asked, page_of, page_without, screen_of
from bot.signing.words import SIGNING
from flows.definitions.programme import Programme
from flows.signing.decisions import Visit
from storage.cases.files import Files
from storage.errors import StorageError

Handler: TypeAlias = Callable[[web.Request], Awaitable[web.StreamResponse]]

log = logging.getLogger("bot.signing")

HEADERS = {
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "same-origin",
    "Content-Security-Policy": "default-src 'none'; img-src 'self' data:; style-src 'self'; script-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
}
"""Referrer-Policy: by the usual one, no-referrer, browsers would not say from which page a form comes."""

_STATUS = {
    "unknown": 404,
    "off": 410,
    "ended": 410,
    "expired": 410,
    "locked": 410,
    "busy": 429,
    "unavailable": 503,
}
_WAITING = ("number", SEALING)
"""Pages that go on by themselves."""

_SECONDS = 4


@dataclass(frozen=True)
class SigningPages:
    """Serves them. `agreement` is the programme's agreement as it was recorded; without it signing is off."""

    cases: CaseRequests
    forms: SigningForms
    pictures: Pictures
    files: Files
    browsers: Browsers
    programme: Callable[[], Programme]
    now: Callable[[], datetime]
    agreement: str
    chats: dict[str, Callable[[], str]] = field(default_factory=dict)
    """What links to the chats begin with, by channel; "" while that is not known."""

    def routes(self) -> list[web.AbstractRouteDef]:
        """Everything the pages ask for."""
        return [
            web.get("/go/sign/page.css", _asset("page.css", "text/css")),
            web.get("/go/sign/pad.js", _asset("pad.js", "text/javascript")),
            web.get(PATH, self._kindly(self.show)),
            web.get(f"{PATH}/{{file}}", self._kindly(self.file)),
            *(
                web.post(f"{PATH}/{name}", self._kindly(self._doing(act)))
                for name, act in self.forms.acts.items()
            ),
        ]

    async def show(self, http: web.Request) -> web.Response:
        """The page of a link, as far as this browser has come."""
        called, screen = await self._called(http)
        if called is None:
            return self._without(screen, http)
        stage = called.case.request.stage(called.browser, called.case.pages, self.now())
        name, page = screen_of(stage, called.asked, called.case)
        html = page_of(name, page, called.asked, called.case, self.agreement)
        response = _page(html, _STATUS.get(name, 200))
        if name in _WAITING:
            response.headers["Refresh"] = str(_SECONDS)
        return response

    async def file(self, http: web.Request) -> web.Response:
        """A picture or document of the request, for the browser that was let in."""
        called, screen = await self._called(http)
        if called is None:
            return self._without(screen, http)
        case, name, request = called.case, http.match_info["file"], called.case.request
        if request.finished and request.knows(called.browser) and name in ("signed.pdf", "record.pdf"):
            found = await self.files.get(
                request.finished.file if name == "signed.pdf" else request.finished.record
            )
            return _file(found.content, "application/pdf") if found else self._without("unknown", http)
        if request.over or not request.lets_in(called.browser, self.now()):
            return self._without("unknown", http)
        if name == "application.pdf":
            return _file(case.document.content, "application/pdf")
        if name.startswith("page-") and name.endswith(".png"):
            number = name.removeprefix("page-").removesuffix(".png")
            if number.isdecimal() and int(number) in request.pages:
                return _file(await self.pictures.page(case, int(number)), "image/png")
        if request.picture and name in ("check.png", "field.png"):
            make = self.pictures.check if name == "check.png" else self.pictures.field
            return _file(await make(case, self.now()), "image/png")
        return self._without("unknown", http)

    def _kindly(self, handler: Handler) -> Handler:
        """The handler, and while the database cannot be reached a page that says so, to be sent again."""

        async def handled(http: web.Request) -> web.StreamResponse:
            try:
                return await handler(http)
            except StorageError as error:
                log.error("signing.unavailable error=%s", type(error).__name__)
                return self._without("unavailable", http)

        return handled

    def _doing(self, act: Act) -> Handler:
        """The handler of a form: it does something at most once, and sends the browser on."""

        async def handler(http: web.Request) -> web.StreamResponse:
            if not self.browsers.is_own_form(http):
                raise web.HTTPForbidden(headers=HEADERS)
            called, screen = await self._called(http)
            if called is None:
                return self._without(screen, http)
            onward = web.Response(status=303, headers=HEADERS)
            called = replace(called, browser=self.browsers.named(http, onward), form=await form_of(http))
            case = called.case
            visit = Visit(called.browser, case.pages, self.now(), case.document.sha256)
            onward.headers["Location"] = await act(called, visit)
            return onward

        return handler

    async def _called(self, http: web.Request) -> tuple[BrowserRequest | None, str]:
        """What a request is about; else the page to show instead."""
        if not self.agreement:
            return None, "off"
        case = await self.cases.by_token(http.match_info["token"])
        if case is None:
            return None, "unknown" if self.browsers.may_ask(http) else "busy"
        if case.ended and not case.request.signed:
            return None, "ended"
        browser = self.browsers.of(http)
        asked = _asked(http)
        chat = self.chats.get(case.request.asked.channel)
        url = f"{self.forms.links.link_url}{asked.path}"
        asked = replace(asked, own=case.request.knows(browser), url=url, chat=chat() if chat else "")
        return BrowserRequest(http, asked, case, browser, {}), ""

    def _without(self, screen: str, http: web.Request) -> web.Response:
        html = page_without(screen, self.programme(), _asked(http))
        return _page(html, _STATUS.get(screen, 200))


def _asked(http: web.Request) -> Asked:
    query, page = http.query, http.query.get("page", "")
    return Asked(
        PATH.format(token=http.match_info["token"]),
        query.get("lang", ""),
        int(page) if page.isdecimal() and len(page) < 4 else 0,
        query.get("step", ""),
        query.get("said", ""),
    )


def _page(html: str, status: int) -> web.Response:
    return web.Response(text=html, status=status, content_type="text/html", headers=HEADERS)


def _file(content: bytes, kind: str) -> web.Response:
    return web.Response(body=content, content_type=kind, headers={**HEADERS, "Content-Disposition": "inline"})


def _asset(name: str, kind: str) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def handler(_: web.Request) -> web.Response:
        text = (SIGNING / name).read_text(encoding="utf-8")
        return web.Response(text=text, content_type=kind, headers={"Cache-Control": "max-age=86400"})

    return handler
