"""A company's form filled in without a chat, over HTTP: an invitation opened in a browser begins it with one button,
and the same conversation is on a page. GET shows and changes nothing."""

import time
from dataclasses import dataclass, field
from secrets import token_urlsafe

from aiohttp import web

from bot.channels.web.browser_language import asked_for
from bot.channels.web.channel import WebChannel
from bot.conversation.alliance.invitations import hash_of
from bot.conversation.handover.seat_links import ACCOUNT, LASTS, PAGE, SeatedPerson, SeatLinks
from bot.handover.screens import HEADERS
from bot.handover.seat_screens import Form, SeatScreen, programme_of, seat_page
from bot.languages import LANGUAGES
from bot.limits.buckets import HOUR, Allowance, Rate
from bot.service import Service
from bot.signing.browser import Browsers
from bot.web.drawing import draw, words
from flows.answers.parsing.invitation_code import bare_code
from flows.interface.inbound import Inbound, Sender, Text
from storage.alliances.alliances import Alliances
from storage.alliances.code_tries import CodeTries
from storage.records import Identity

BEGUN = Rate(burst=20, per_second=20 / HOUR)
"""People who begin from one address: each may name five wrong codes in the conversation, as anywhere else."""


@dataclass(frozen=True)
class SeatPages:
    """Serves them over one service; `channel` hands on what is said on the page."""

    service: Service
    channel: WebChannel
    browsers: Browsers
    links: SeatLinks
    alliances: Alliances
    tries: CodeTries
    begun: Allowance[str] = field(default_factory=lambda: Allowance(BEGUN, time.monotonic))

    def routes(self) -> list[web.AbstractRouteDef]:
        """Beginning, and the conversation."""
        return [
            web.get(PAGE, self.chat),
            web.post(f"{PAGE}/turns", self.turn),
            web.post(f"{PAGE}/leave", self.leave),
            web.get(f"{PAGE}/{{code:[0-9A-Za-z]{{6}}}}", self.show),
            web.post(f"{PAGE}/{{code:[0-9A-Za-z]{{6}}}}", self.begin),
        ]

    async def show(self, request: web.Request) -> web.Response:
        """One button, whatever the code: only who presses it hears whether it is good."""
        return self.page(request, "invited", Form(request.path, "begin"))

    async def begin(self, request: web.Request) -> web.StreamResponse:
        """The button: with a good code the conversation begins here. Whoever is let in already goes on with it."""
        if not self.browsers.is_own_form(request):
            return self.page(request, "foreign")
        user = await self.user(request)
        where = self.browsers.address(request) or request.remote or ""
        code, refused = await self._checked(request.match_info["code"], Identity("web", "address", where))
        if refused and not user:
            return self.page(request, refused)
        onward = self.onward()
        if not user:
            if not self.begun.allow(where):
                return self.page(request, "slow")
            user, token = await self.links.begin()
            self.let_in(onward, token)
        if code:
            await self._said(request, Sender("web", ACCOUNT, user), code)
        return onward

    async def chat(self, request: web.Request) -> web.Response:
        """The conversation, where this browser is let in."""
        user = await self.user(request)
        if not user:
            return self.page(request, "closed")
        person = await self.links.person(user)
        language = self.language(request, person)
        programme, said = programme_of(self.service, person.session), words(language)["seat"]
        html = draw(
            "continued.html",
            programme_title=programme.words[language]["title"],
            language=language,
            look="",
            samples=[],
            turns=f"{PAGE}/turns",
            company=said["tag"],
            source="",
            aside=(f"{PAGE}/mail", said["proven" if person.way.get("proven") else "prove"]),
            all_words={each: words(each) for each in LANGUAGES},
            titles={each: programme.words[each]["title"] for each in LANGUAGES},
        )
        headers = {"Cache-Control": "no-store", "Referrer-Policy": "same-origin"}
        return web.Response(text=html, content_type="text/html", headers=headers)

    async def turn(self, request: web.Request) -> web.StreamResponse:
        """One event of the page, of a browser that is let in."""
        user = await self.user(request)
        if not self.browsers.is_own_form(request) or not user:
            raise web.HTTPForbidden(text="form", headers=HEADERS)
        return await self.channel.turn_of(request, Sender("web", ACCOUNT, user))

    async def leave(self, request: web.Request) -> web.StreamResponse:
        """Let this browser in no longer."""
        if not self.browsers.is_own_form(request):
            return self.page(request, "foreign")
        await self.links.sign_out(request.cookies.get(self.browsers.cookie, ""))
        response = self.page(request, "left")
        response.del_cookie(self.browsers.cookie, path="/")
        return response

    async def user(self, request: web.Request) -> str:
        """Who is at this browser; empty for nobody who is let in."""
        return await self.links.let_in(request.cookies.get(self.browsers.cookie, ""))

    def onward(self) -> web.Response:
        """To the conversation."""
        return web.Response(status=303, headers={**HEADERS, "Location": PAGE})

    def let_in(self, response: web.Response, token: str) -> None:
        """Give a browser what it is known by."""
        response.set_cookie(
            self.browsers.cookie, token, max_age=int(LASTS.total_seconds()), path="/", httponly=True,
            secure=self.browsers.secure, samesite="Lax",
        )  # fmt: skip

    def page(self, request: web.Request, name: str, *forms: Form) -> web.Response:
        """A page for whoever is not known."""
        return seat_page(self.service, SeatScreen(name, self.language(request), forms))

    def language(self, request: web.Request, person: SeatedPerson | None = None) -> str:
        """Of the form, or else the browser's."""
        if person and person.session:
            return person.session.language
        return asked_for(request.headers.get("Accept-Language", "")) or LANGUAGES[0]

    async def _checked(self, typed: str, guesser: Identity) -> tuple[str, str]:
        """The code, if it is good; else the page that says why not."""
        code, now = bare_code(typed), self.service.now()
        if await self.tries.silent(guesser, now):
            return "", "slow"
        if code and await self.alliances.invited(await hash_of(self.service.secrets, code), now):
            return code, ""
        await self.tries.wrong(guesser, now)
        return "", "unknown"

    async def _said(self, request: web.Request, sender: Sender, code: str) -> None:
        """The code as they would have typed it. What is answered they see when the page opens."""
        now, language = self.service.now(), self.language(request)
        said = Inbound(sender, f"join-{token_urlsafe(12)}", Text(f"j_{code}"), now, language=language)
        (await self.service.receive(said)).unseen()
