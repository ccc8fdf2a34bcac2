"""How LINE and Telegram would show it, for the demo: the very bodies the channels send, drawn as HTML.

/skins shows every screen of the gallery so; the demo's chat can put either on.
"""

import asyncio
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web
from markupsafe import Markup

from bot.channels.line.draw import draw as draw_line
from bot.channels.telegram.contact_button import number_keyboard
from bot.channels.telegram.draw import draw as draw_telegram
from bot.channels.web.browser_language import asked_for
from bot.command_words import STAFF
from bot.conversation.alliance.pictures import TEMPLATE as ALLIANCE_PICTURE
from bot.demo.flex import bubbles, tappable
from bot.documents.picture import picture
from bot.gallery.alliance import PARTS, alliance_gallery, picture_data
from bot.gallery.walk import gallery
from bot.paths import ROOT, SHARED
from bot.web.drawing import draw, words
from flows.interface.messages import Attachment, Message
from flows.scheme.definition import Definition

_MENUS = "0123"

DOCUMENT = Attachment(
    "",
    words(STAFF)["sampleDocument"],
    words(STAFF)["sampleCaption"],
    "http://demo/static/mark.svg",
    "http://demo/skins/page.png",
)
"""Stands for an application's document in the gallery."""


@dataclass(frozen=True)
class Skins:
    """Draws replies as the channels do. `alliance` are the forms of its leader and its members, if any."""

    definition: Definition
    alliance: tuple[Definition, Definition] | None = None

    def routes(self) -> list[web.AbstractRouteDef]:
        """The page with every screen, and the pictures in it."""
        return [
            web.get("/skins", self.page),
            web.get("/skins/page.png", self.document_page),
            web.get("/skins/menu.png", self.rich_menu),
            web.get("/skins/alliance/{language}/{part}.png", self.alliance_picture),
        ]

    def draw(self, messages: tuple[Message, ...], look: str = "", tapped: str = "") -> str:
        """One reply as HTML. `look` is line, telegram or the web's own; `tapped` the data of the button it answers."""
        own = [_reachable(message) for message in messages]
        match look:
            case "line":
                drawn = draw_line(messages, self._words, secure=False, tapped=tapped)
                objects = [_local(each) for each in drawn]
                return draw(
                    "look/line.html", messages=own, objects=objects, bubbles=bubbles, tappable=tappable
                )
            case "telegram":
                return draw("look/telegram.html", drawings=[self._telegram(each) for each in own])
            case _:
                return draw("look/plain.html", messages=own)

    async def page(self, request: web.Request) -> web.Response:
        """Every screen, or the one asked for, in one language, on one platform or on both."""
        asked = {name: request.query.get(name, "") for name in ("language", "screen", "skin")}
        if asked["language"] not in self.definition.edition.words:
            asked["language"] = asked_for(request.headers.get("Accept-Language", "")) or next(
                iter(self.definition.edition.words)
            )
        own = self.definition.form.own.stages  # of a form with screens of its own there are only those
        shots = [] if own else list(gallery(self.definition, asked["language"], DOCUMENT))
        if self.alliance:
            shots += alliance_gallery(*self.alliance, asked["language"])
        html = draw(
            "skins.html",
            programme_title=self.definition.programme.words[asked["language"]]["title"],
            language=asked["language"],
            asked=asked,
            names=[shot.name for shot in shots],
            shots=[shot for shot in shots if asked["screen"] in ("", shot.name)],
            skins=[
                each
                for each in (("LINE", "line"), ("Telegram", "telegram"))
                if asked["skin"] in ("", each[1])
            ],
            drawn=lambda shot, look: Markup(self.draw(shot.messages, look, shot.tapped)),  # noqa: S704 - made by our templates
        )
        return web.Response(text=html, content_type="text/html", headers={"Cache-Control": "no-cache"})

    async def document_page(self, _request: web.Request) -> web.StreamResponse:
        """What stands for a page of the document: the picture README shows."""
        return web.FileResponse(ROOT / "docs" / "images" / "form.png")

    async def alliance_picture(self, request: web.Request) -> web.StreamResponse:
        """A picture that a leader is sent of its work."""
        part, language = request.match_info["part"], request.match_info["language"]
        if not self.alliance or part not in PARTS or language not in self.definition.edition.words:
            raise web.HTTPNotFound
        data = await asyncio.to_thread(picture_data, self.alliance[0], language, part)
        drawn = await asyncio.to_thread(picture, ALLIANCE_PICTURE, data=data)
        return web.Response(body=drawn, content_type="image/png")

    async def rich_menu(self, request: web.Request) -> web.Response:
        """The picture of one of LINE's rich menus, by its place in menu.toml; the first for any that is not there."""
        asked = request.query.get("menu", "")
        return web.Response(body=self._menus[int(asked) if asked in _MENUS else 0], content_type="image/png")

    @cached_property
    def _menus(self) -> list[bytes]:
        return [picture(SHARED / "line" / "menu.typ", menu=number) for number in _MENUS]

    def _words(self, language: str, key: str) -> str:
        return self.definition.edition.speak(language).say(key)

    def _telegram(self, message: Message) -> dict[str, Any]:
        """What this becomes: texts, the keyboard under the last, the keyboard that sends one's number."""
        drawing = draw_telegram(message, self._words)
        shown: dict[str, Any] = {"message": message, "texts": drawing.texts, "keyboard": [], "number": None}
        if drawing.keyboard:
            shown["keyboard"] = drawing.keyboard.to_dict()["inline_keyboard"]
        if message.own_number:
            text, keyboard = number_keyboard(message.language, self._words)
            shown["number"] = {"text": text, "button": keyboard.to_dict()["keyboard"][0][0]["text"]}
        return shown


def _reachable(message: Message) -> Message:
    """The message with links to this very server, under whichever name it was opened."""
    if message.attachment is None:
        return message
    file = message.attachment
    here = replace(file, url=urlsplit(file.url).path, preview_url=urlsplit(file.preview_url).path)
    return replace(message, attachment=here)


_OURS = ("/files/", "/static/", "/skins/")


def _local(node: Any) -> Any:
    """A LINE body whose pictures and links lead to this very server, under whichever name it was opened."""
    match node:
        case dict():
            links = ("originalContentUrl", "previewImageUrl", "uri")
            return {key: _path(value) if key in links else _local(value) for key, value in node.items()}
        case list():
            return [_local(each) for each in node]
        case _:
            return node


def _path(link: str) -> str:
    path = urlsplit(link).path
    return path if path.startswith(_OURS) else link
