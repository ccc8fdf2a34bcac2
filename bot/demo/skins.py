"""How LINE and Telegram would show it, for the demo: the very bodies the channels send, drawn by the page.

/skins shows every screen of the gallery so; the demo's chat can put either on.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.channels.line.draw import draw as draw_line
from bot.channels.telegram.contact_button import number_keyboard
from bot.channels.telegram.draw import draw as draw_telegram
from bot.demo.pages import WEB
from bot.documents.picture import picture
from bot.gallery.walk import gallery
from bot.paths import ROOT
from flows.definitions.edition import Edition
from flows.definitions.programme import Programme
from flows.interface.messages import Attachment, Message

DOCUMENT = Attachment(
    "",
    "113-0042_申請書.pdf",
    "請印出第 1 頁簽名或蓋章，拍照傳回這裡。",
    "http://demo/static/mark.svg",
    "http://demo/skins/page.png",
)
"""Stands for an application's document in the gallery."""


@dataclass(frozen=True)
class Skins:
    """Draws replies as the channels do."""

    edition: Edition
    programme: Programme

    def routes(self) -> list[web.AbstractRouteDef]:
        """The page, what it shows, and the pictures in it."""
        return [
            web.get("/skins", self.page),
            web.get("/skins/screens", self.screens),
            web.get("/skins/page.png", self.document_page),
            web.get("/skins/menu.png", self.rich_menu),
        ]

    def of(self, messages: tuple[Message, ...], tapped: str) -> dict[str, Any]:
        """One reply as LINE and as Telegram would carry it."""
        line = draw_line(messages, self._words, secure=False, tapped=tapped)
        return {
            "line": [_local(each) for each in line],
            "telegram": [self._telegram(each) for each in messages],
        }

    async def page(self, _request: web.Request) -> web.Response:
        """The page."""
        environment = Environment(loader=FileSystemLoader(WEB), autoescape=True, undefined=StrictUndefined)
        title = self.programme.words["zh-TW"]["title"]
        html = environment.get_template("skins.html").render(programme_title=title, demo=True)
        return web.Response(text=html, content_type="text/html", headers={"Cache-Control": "no-cache"})

    async def screens(self, request: web.Request) -> web.Response:
        """Every screen in one language, in both skins."""
        language = request.query.get("language", "")
        language = language if language in self.edition.words else next(iter(self.edition.words))
        shots = gallery(self.edition, self.programme, language, DOCUMENT)
        return web.json_response([{"name": shot.name, **self.of(shot.messages, "")} for shot in shots])

    async def document_page(self, _request: web.Request) -> web.StreamResponse:
        """What stands for a page of the document: the picture README shows."""
        return web.FileResponse(ROOT / "docs" / "images" / "form.png")

    async def rich_menu(self, _request: web.Request) -> web.Response:
        """The picture of LINE's rich menu."""
        return web.Response(body=self._menu, content_type="image/png")

    @cached_property
    def _menu(self) -> bytes:
        return picture(ROOT / "templates" / "line" / "menu.typ")

    def _words(self, language: str, key: str) -> str:
        return self.edition.speak(language).say(key)

    def _telegram(self, message: Message) -> dict[str, Any]:
        """What this becomes: texts, the keyboard under the last, a file, the keyboard that sends one's number."""
        drawing = draw_telegram(message, self._words)
        shown: dict[str, Any] = {"texts": drawing.texts, "question": message.question}
        if drawing.keyboard:
            shown["keyboard"] = drawing.keyboard.to_dict()["inline_keyboard"]
        if message.attachment:
            file = message.attachment
            shown["document"] = {"name": file.name, "caption": file.caption, "url": urlsplit(file.url).path}
        if message.own_number:
            text, keyboard = number_keyboard(message.language, self._words)
            shown["number"] = {"text": text, "button": keyboard.to_dict()["keyboard"][0][0]["text"]}
        return shown


def _local(node: Any) -> Any:
    """A LINE body whose pictures and links lead to this very server, under whichever name it was opened."""
    match node:
        case dict():
            links = ("originalContentUrl", "previewImageUrl", "uri")
            return {
                key: urlsplit(value).path if key in links else _local(value) for key, value in node.items()
            }
        case list():
            return [_local(each) for each in node]
        case _:
            return node
