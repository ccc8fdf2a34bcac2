"""Going on in a browser over HTTP: GET shows and changes nothing; a form that a person sent claims an offer, and once
its two digits were typed in the owner's chat the same chat is here."""

from dataclasses import dataclass

from aiohttp import web

from bot.channels.web.browser_language import asked_for
from bot.channels.web.channel import WebChannel
from bot.conversation.handover.ends import GUEST_ACCOUNT, PAGE, Claimed, Ends
from bot.handover.device import device_of
from bot.handover.screens import HEADERS, Screen, page
from bot.languages import LANGUAGES
from bot.presenter.context import clock
from bot.service import Service
from bot.signing.browser import Browsers
from bot.web.drawing import draw, words
from flows.events.codec import from_json
from flows.interface.inbound import Sender
from flows.interface.messages import Look, Message
from flows.screens.handover.words import digits_of
from flows.session.evolve import fold
from flows.session.state import Session
from storage.records import Identity

_NINE = 9


@dataclass(frozen=True)
class HandoverPages:
    """Serves them over one service; `channel` hands on what is said on the page."""

    service: Service
    channel: WebChannel
    browsers: Browsers

    @property
    def ends(self) -> Ends:
        """Which end a browser is."""
        return self.service.ends

    def routes(self) -> list[web.AbstractRouteDef]:
        """Everything the pages ask for."""
        return [
            web.get(PAGE, self.chat),
            web.post(f"{PAGE}/digits", self.digits),
            web.get(f"{PAGE}/number", self.number),
            web.post(f"{PAGE}/turns", self.turn),
            web.get(f"{PAGE}/{{token}}", self.show),
            web.post(f"{PAGE}/{{token}}", self.claim),
        ]

    async def show(self, request: web.Request) -> web.Response:
        """Whether to go on here; nothing of the application but whose it is. The browser is known from here on: its
        form, sent again because the answer to it was lost, comes from the same end."""
        session = await self.ends.peek(request.match_info["token"], self.service.now())
        if session is None:
            name = "unknown" if self.browsers.may_ask(request) else "slow"
            return self._page(Screen(name, _language(request)))
        facts = {"company": self._company(session)}
        response = self._page(Screen("confirm", session.language, request.path, facts))
        self.browsers.named(request, response)
        return response

    async def claim(self, request: web.Request) -> web.StreamResponse:
        """Somebody pressed the button: this browser is the one that shows the two digits."""
        return await self._claimed(request, request.match_info["token"])

    async def digits(self, request: web.Request) -> web.StreamResponse:
        """The nine digits were typed."""
        typed = digits_of(str((await request.post()).get("digits", "")))
        if len(typed) != _NINE:
            return self._page(Screen("again", _language(request), f"{PAGE}/digits"))
        return await self._claimed(request, typed)

    async def number(self, request: web.Request) -> web.StreamResponse:
        """The two digits, until they were typed; then the chat."""
        sender, now = self._sender(request), self.service.now()
        if sender is None:
            raise web.HTTPSeeOther(PAGE, headers=HEADERS)
        claim = await self.ends.pending(sender, now)
        if claim is None or claim.session is None or claim.until is None:
            raise web.HTTPSeeOther(PAGE, headers=HEADERS)
        facts = {"until": clock(claim.until)}
        return self._page(Screen("number", claim.session.language, "", facts, claim.digits))

    async def chat(self, request: web.Request) -> web.StreamResponse:
        """The chat where this browser was let in; else where to type the nine digits."""
        session = await self._let_in(request)
        if session is None:
            response = self._page(Screen("digits", _language(request), f"{PAGE}/digits"))
            self.browsers.named(request, response)
            return response
        language, handover = session.language, session.handover
        programme = self.service.catalogue.of(session, self.service.now()).programme
        html = draw(
            "continued.html",
            programme_title=programme.words[language]["title"],
            language=language,
            look="",
            samples=[],
            turns=f"{PAGE}/turns",
            company=self._company(session),
            source=self._said(language, f"handover.where_{handover.source}"),
            all_words={each: words(each) for each in LANGUAGES},
            titles={each: programme.words[each]["title"] for each in LANGUAGES},
        )
        headers = {"Cache-Control": "no-store", "Referrer-Policy": "same-origin"}
        return web.Response(text=html, content_type="text/html", headers=headers)

    async def turn(self, request: web.Request) -> web.StreamResponse:
        """One event of the page. A browser that is not let in is told so, whatever it sends."""
        sender = self._sender(request)
        if not self.browsers.is_own_form(request) or sender is None:
            raise web.HTTPForbidden(text="form", headers=HEADERS)
        end, _ = await self.ends.of(sender, self.service.now())
        if end is None:
            return self.channel.drawn((self._closed(_language(request)),))
        return await self.channel.turn_of(request, sender)

    async def _claimed(self, request: web.Request, code: str) -> web.StreamResponse:
        if not self.browsers.is_own_form(request):
            return self._page(Screen("foreign", _language(request)))
        onward = web.Response(status=303, headers={**HEADERS, "Location": f"{PAGE}/number"})
        sender = Sender("web", GUEST_ACCOUNT, self.browsers.named(request, onward))
        guesser = Identity("web", "address", self.browsers.address(request) or request.remote or "")
        device = device_of(request.headers.get("User-Agent", ""))
        claim = await self.ends.claim(code, sender, device, self.service.now(), guesser)
        if claim.outcome is Claimed.SHOWN:
            return onward
        return self._page(Screen(claim.outcome.value, _language(request)))

    async def _let_in(self, request: web.Request) -> Session | None:
        """The session this browser holds."""
        sender = self._sender(request)
        end, _ = await self.ends.of(sender, self.service.now()) if sender else (None, False)
        if end is None:
            return None
        session = fold(Session("", ""), map(from_json, end.stored.events))
        return session if session.handover.holder == end.lease else None

    def _sender(self, request: web.Request) -> Sender | None:
        known = self.browsers.of(request)
        return Sender("web", GUEST_ACCOUNT, known) if known else None

    def _company(self, session: Session) -> str:
        definition = self.service.catalogue.of(session, self.service.now())
        answer = session.answers.get(definition.edition.roles.question("company.name"))
        return str(answer.value) if answer else self._said(session.language, "applications.unnamed")

    def _said(self, language: str, key: str) -> str:
        return self.service.catalogue.current(self.service.now()).edition.speak(language).say(key)

    def _closed(self, language: str) -> Message:
        title, body = self._said(language, "handover.gone_title"), self._said(language, "handover.gone")
        return Message(Look.PLAIN, title, body, language=language)

    def _page(self, screen: Screen) -> web.Response:
        return page(screen, self.service.programme)


def _language(request: web.Request) -> str:
    return asked_for(request.headers.get("Accept-Language", "")) or LANGUAGES[0]
