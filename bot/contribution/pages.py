"""A colleague's page over HTTP: GET shows; forms that a person sent agree to the notice, and put answers before the
applicant. Nothing of the application is shown but whose it is and what is asked on that page."""

import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any

from aiohttp import web

from bot.channels.web.browser_language import asked_for
from bot.contribution.fields import QuestionForm
from bot.conversation.contribution.invitations import PAGE, Invitations
from bot.languages import LANGUAGES
from bot.paths import SHARED
from bot.presenter.context import clock
from bot.service import Service
from bot.signing.browser import Browsers
from bot.web.drawing import draw
from flows.definitions.programme import taipei_day
from flows.screens.contribution.form import Fields, ReadForm, questions_of, read
from flows.session.state import Session
from storage.handover.contribution_links import ContributionLink

HEADERS = {
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "same-origin",
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'",
}
_STATUS = {"closed": 404, "slow": 429, "taken": 403, "foreign": 403}
_REFRESH = "5"
MOST_NAME = 30
"""Characters of what a colleague calls themselves."""


@dataclass(frozen=True, slots=True)
class OpenedLink:
    """A link that is open, its session, and which browser asks."""

    link: ContributionLink
    session: Session
    browser: str
    path: str

    @property
    def ours(self) -> bool:
        """Whether it is the browser that began."""
        return bool(self.browser) and self.link.browser == self.browser


@dataclass(frozen=True)
class ContributionPages:
    """Serves them over one service."""

    service: Service
    browsers: Browsers

    @property
    def invitations(self) -> Invitations:
        """The links."""
        return self.service.ends.invitations

    def routes(self) -> list[web.AbstractRouteDef]:
        """The page, what begins it, and what sends it."""
        address = f"{PAGE}/{{token}}"
        return [
            web.get(address, self.show),
            web.post(f"{address}/begin", self.begin),
            web.post(f"{address}/send", self.send),
        ]

    async def show(self, request: web.Request) -> web.Response:
        """The page as far as this browser has come."""
        called = await self._called(request)
        if called is None:
            return await self._without(request)
        if called.link.browser and not called.ours:
            return self._page(called, "taken")
        if not called.link.browser:
            response = self._page(called, "notice", action=f"{called.path}/begin", most=MOST_NAME)
            self.browsers.named(request, response)  # its form, sent again, comes from the same browser
            return response
        if called.link.let_in_at is None:
            digits = await self.invitations.shown(called.link)
            response = self._page(called, "number", digits=digits)
            response.headers["Refresh"] = _REFRESH
            return response
        return self._form(called, {}, ReadForm())

    async def begin(self, request: web.Request) -> web.StreamResponse:
        """They said who they are, and agreed."""
        called = await self._called(request)
        if called is None:
            return await self._without(request)
        if not self.browsers.is_own_form(request):
            return self._page(called, "foreign")
        form = await request.post()
        author = " ".join(str(form.get("author", "")).split())[:MOST_NAME]
        if not author or not form.get("agree"):
            return self._page(called, "notice", action=f"{called.path}/begin", most=MOST_NAME, missing=True)
        onward = web.Response(status=303, headers={**HEADERS, "Location": called.path})
        browser = self.browsers.named(request, onward)
        began = await self.invitations.links.begin(called.link, browser, author, self.service.now())
        return onward if began else self._page(called, "taken")

    async def send(self, request: web.Request) -> web.StreamResponse:
        """What they filled in: read as the chat reads it; sent once all of it is understood."""
        called = await self._called(request)
        if called is None:
            return await self._without(request)
        if not self.browsers.is_own_form(request):
            return self._page(called, "foreign")
        if not called.ours or called.link.let_in_at is None:
            return self._page(called, "taken")
        posted = await request.post()
        sent = {name: [one for one in posted.getall(name) if isinstance(one, str)] for name in posted}
        definition = self.service.catalogue.of(called.session, self.service.now())
        questions = questions_of(definition.edition, called.session, self._asked_page(called))
        today = taipei_day(self.service.now())
        found = read(definition.edition, questions, called.session.language, sent, today)
        if found.problems or not found.answers:
            return self._form(called, sent, found, tried=True)
        answers = {question: asdict(given) for question, given in found.answers.items()}
        if not await self.invitations.send(called.link, answers):
            return await self._without(request)
        return self._page(called, "done", count=len(answers))

    async def _called(self, request: web.Request) -> OpenedLink | None:
        token = request.match_info["token"]
        found = await self.invitations.found(token)
        if found is None:
            return None
        return OpenedLink(*found, self.browsers.of(request), f"{PAGE}/{token}")

    def _asked_page(self, called: OpenedLink) -> int:
        return called.session.contributions.invited[called.link.number].page

    def _form(
        self, called: OpenedLink, sent: Fields, found: ReadForm, *, tried: bool = False
    ) -> web.Response:
        definition, page = (
            self.service.catalogue.of(called.session, self.service.now()),
            self._asked_page(called),
        )
        edition, language = definition.edition, called.session.language
        questions = questions_of(edition, called.session, page)
        form = QuestionForm(questions, edition.speak(language), sent, found.problems, _words(language))
        return self._page(
            called,
            "form",
            action=f"{called.path}/send",
            fields=form.fields(),
            problems=len(found.problems),
            nothing=tried and not found.problems,
        )

    def _page(self, called: OpenedLink, name: str, **facts: Any) -> web.Response:
        session, language = called.session, called.session.language
        definition = self.service.catalogue.of(session, self.service.now())
        answer = session.answers.get(definition.edition.roles.question("company.name"))
        speaking = definition.edition.speak(language)
        known = {
            "company": str(answer.value) if answer else speaking.say("applications.unnamed"),
            "page": speaking.page(self._asked_page(called)),
            "until": clock(called.link.expires_at),
            "author": called.link.author,
            **facts,
        }
        return self._drawn(name, language, known, definition.programme.words[language])

    async def _without(self, request: web.Request) -> web.Response:
        """What there is to say of a link that is none, or is over; who has sent something by it is told so again."""
        token, browser = request.match_info["token"], self.browsers.of(request)
        if sent := await self.invitations.sent(token, browser):
            link, session, count = sent
            return self._page(OpenedLink(link, session, browser, f"{PAGE}/{token}"), "done", count=count)
        language = asked_for(request.headers.get("Accept-Language", "")) or LANGUAGES[0]
        name = "closed" if self.browsers.may_ask(request) else "slow"
        return self._drawn(name, language, {}, self.service.programme.words[language])

    def _drawn(
        self, name: str, language: str, facts: Mapping[str, Any], programme: Mapping[str, str]
    ) -> web.Response:
        contact = self.service.programme.contact
        known = {**programme, "contact": f"{contact.name} {contact.phone}", **facts}
        said = _words(language)[name]
        html = draw(
            "contribution.html",
            screen=name,
            language=language,
            programme_title=programme["title"],
            said=_words(language),
            title=said["title"].format_map(known),
            paragraphs=[each.format_map(known) for each in said["paragraphs"]],
            facts={"missing": False, "digits": "", "fields": (), "nothing": False, "problems": 0, **facts},
        )
        return web.Response(
            text=html, status=_STATUS.get(name, 200), content_type="text/html", headers=HEADERS
        )


@cache
def _words(language: str) -> dict[str, Any]:
    return tomllib.loads((SHARED / "web" / f"colleague_page.{language}.toml").read_text(encoding="utf-8"))
