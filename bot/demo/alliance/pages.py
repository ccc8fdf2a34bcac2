"""The demo's alliance in a browser: leader and members side by side, each in a chat of their own."""

from dataclasses import dataclass

from aiohttp import web

from bot.channels.web.browser_language import asked_for
from bot.channels.web.channel import WebChannel
from bot.demo.alliance.showcase import Character, Showcase
from bot.demo.looks import LOOKS
from bot.languages import LANGUAGES
from bot.service import Service
from bot.web.drawing import draw, words

PATH = "/alliance"


@dataclass(frozen=True)
class AlliancePages:
    """Serves them over one service; what is said in a chat goes to its channel."""

    service: Service
    showcase: Showcase
    channel: WebChannel

    def routes(self) -> list[web.AbstractRouteDef]:
        """Everything the pages ask for."""
        return [
            web.get(PATH, self.page),
            web.get(f"{PATH}/{{name}}", self.chat),
            web.post(f"{PATH}/{{name}}/turns", self.turn),
        ]

    async def page(self, request: web.Request) -> web.Response:
        """The leader's chat beside a member's; links above either change whose it is."""
        return self._html(request, "alliance.html", cast=self.showcase.cast)

    async def chat(self, request: web.Request) -> web.Response:
        """One person's chat."""
        character = self._character(request)
        look = request.query.get("look", "")
        return self._html(
            request,
            "chat.html",
            look=look if look in LOOKS else "",
            turns=f"{PATH}/{character.name}/turns",
            source="",
            samples=[(character.name, character.company, "")],
            all_words={each: words(each) for each in LANGUAGES},
            titles=self._titles(),
        )

    async def turn(self, request: web.Request) -> web.Response:
        """What that person said."""
        return await self.channel.turn_of(request, self._character(request).sender)

    def _character(self, request: web.Request) -> Character:
        found = next((each for each in self.showcase.cast if each.name == request.match_info["name"]), None)
        if found is None:
            raise web.HTTPNotFound
        return found

    def _titles(self) -> dict[str, str]:
        return {each: self.service.programme.words[each]["title"] for each in LANGUAGES}

    def _html(self, request: web.Request, template: str, **given: object) -> web.Response:
        language = asked_for(request.headers.get("Accept-Language", "")) or LANGUAGES[0]
        html = draw(template, programme_title=self._titles()[language], language=language, **given)
        headers = {"Cache-Control": "no-cache", "Vary": "Accept-Language"}
        return web.Response(text=html, content_type="text/html", headers=headers)
