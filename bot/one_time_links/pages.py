"""The page behind a one-time link: GET shows what it does and one button, POST does it. Nothing else changes anything.

Mail programs and their virus scanners open every link; only a person presses a button.
"""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any, Protocol

from aiohttp import web
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from bot.languages import LANGUAGES
from bot.paths import SHARED
from flows.definitions.programme import Programme
from storage.cases.one_time_links import LinkState, OneTimeLink, OneTimeLinks

WEB = SHARED / "web"
PATH = "/go/{token}"
UNKNOWN = "unknown"

_HEADERS = {
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow",
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'",
}


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What the words of a page need: the reader's language, and facts that they name. `state` takes the place of the
    link's own where what it was for came about otherwise; such a page has no button."""

    language: str
    facts: Mapping[str, str] = field(default_factory=dict)
    state: str = ""


class Purpose(Protocol):
    """What a kind of link does. Its words are templates/shared/web/one_time.*.toml, by its name and the state."""

    async def page_facts(self, link: OneTimeLink) -> PageFacts | None:
        """What the page says about the link; None when what it was about is gone. Changes nothing."""

    async def done(self, link: OneTimeLink, now: datetime) -> None:
        """Do it. Called before the link is marked as used, so it may be called again: it must not do it twice."""


def address_of(link_url: str, token: str) -> str:
    """The link as it is mailed; `link_url` is where this service is reached."""
    return link_url + PATH.format(token=token)


@dataclass(frozen=True)
class LinkPages:
    """Serves the pages of every kind of link, by the name of its purpose."""

    links: OneTimeLinks
    purposes: Mapping[str, Purpose]
    programme: Programme
    now: Callable[[], datetime]

    def routes(self) -> list[web.AbstractRouteDef]:
        """The page, the button, the look."""
        return [
            web.get("/go/page.css", self.style),
            web.get(PATH, self.show),
            web.post(PATH, self.act),
        ]

    async def show(self, request: web.Request) -> web.Response:
        """What the link does, and its button while it is good."""
        link = await self._found(request)
        return await self._page(link)

    async def act(self, request: web.Request) -> web.Response:
        """Do it, once: a second press is told that it is done."""
        link = await self._found(request)
        if link and link.state is LinkState.OPEN:
            await self.purposes[link.what.purpose].done(link, self.now())
            await self.links.use(request.match_info["token"], self.now())
            link = await self._found(request)
        return await self._page(link)

    async def style(self, _request: web.Request) -> web.Response:
        """The look of the page."""
        text = (WEB / "one_time.css").read_text(encoding="utf-8")
        return web.Response(text=text, content_type="text/css", headers={"Cache-Control": "max-age=86400"})

    async def _found(self, request: web.Request) -> OneTimeLink | None:
        found = await self.links.find(request.match_info["token"], self.now())
        return found if found and found.what.purpose in self.purposes else None

    async def _page(self, link: OneTimeLink | None) -> web.Response:
        told = await self.purposes[link.what.purpose].page_facts(link) if link else None
        if link is None or told is None:
            return self._rendered(
                404, [self._section(language, UNKNOWN, UNKNOWN, {}) for language in LANGUAGES]
            )
        state = told.state or link.state
        section = self._section(told.language, link.what.purpose, state, told.facts)
        return self._rendered(410 if state == LinkState.EXPIRED else 200, [section])

    def _section(self, language: str, purpose: str, state: str, facts: Mapping[str, str]) -> dict[str, Any]:
        words: dict[str, Any] = _words(language)[purpose][state]
        contact = self.programme.contact
        known = {
            "programme": self.programme.words[language]["title"],
            "contact": Markup("{} {}").format(contact.name, _unbroken(contact.phone)),
            **{name: _unbroken(fact) for name, fact in facts.items()},
        }
        return {
            "language": language,
            "programme": known["programme"],
            "title": words["title"].format_map(known),
            "paragraphs": [escape(one).format_map(known) for one in words["paragraphs"]],
            "button": words.get("button", ""),
        }

    def _rendered(self, status: int, sections: list[dict[str, Any]]) -> web.Response:
        html = _environment().get_template("one_time.html").render(sections=sections)
        return web.Response(text=html, status=status, content_type="text/html", headers=_HEADERS)


def _unbroken(text: str) -> Markup:
    """Text that stays on one line, as numbers should."""
    return Markup('<span class="whole">{}</span>').format(text)


@cache
def _words(language: str) -> dict[str, Any]:
    return tomllib.loads((WEB / f"one_time.{language}.toml").read_text(encoding="utf-8"))


@cache
def _environment() -> Environment:
    return Environment(loader=FileSystemLoader(WEB), autoescape=True, undefined=StrictUndefined)
