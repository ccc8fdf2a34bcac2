"""The demo's pages: the chat, the staff mailbox, the sample companies. Written for the embedded demo only."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from email.header import decode_header, make_header
from functools import cached_property
from typing import Any

from aiohttp import web
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot import documents
from bot.demo.standins.mailbox import Attachment, Mailbox, Received
from bot.paths import TEMPLATES
from bot.service import Service

WEB = TEMPLATES / "web"
MAIL_CSP = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'self'"
"""Mails style themselves inline, as mail programs want it; scripts and anything from outside stay out."""


@dataclass(frozen=True)
class Pages:
    """Serves the pages over one service and its mailbox; `samples` are personas by name."""

    service: Service
    mailbox: Mailbox
    samples: Mapping[str, Mapping[str, Any]]

    def routes(self) -> list[web.AbstractRouteDef]:
        """Everything the pages ask for."""
        mail = "/mailbox/messages/{id}"
        return [
            web.get("/", self.page),
            web.get("/chat", self.page),
            web.get("/mailbox", self.page),
            web.static("/static", WEB / "static"),
            web.get("/chat/samples", self.all_samples),
            web.get("/chat/samples/{id}", self.sample),
            web.get("/mailbox/messages", self.mails),
            web.get(f"{mail}/html", self.mail_html),
            web.get(f"{mail}/attachments/{{index:\\d+}}", self.attachment),
            web.get(f"{mail}/attachments/{{index:\\d+}}/pages/{{number:\\d+}}.png", self.attachment_page),
        ]

    @cached_property
    def _environment(self) -> Environment:
        return Environment(loader=FileSystemLoader(WEB), autoescape=True, undefined=StrictUndefined)

    async def page(self, request: web.Request) -> web.Response:
        """One of the three pages."""
        name = {"/": "demo", "/chat": "chat", "/mailbox": "mailbox"}[request.path]
        title = self.service.programme.words["zh-TW"]["title"]
        html = self._environment.get_template(f"{name}.html").render(programme_title=title, demo=True)
        return web.Response(text=html, content_type="text/html", headers={"Cache-Control": "no-cache"})

    async def all_samples(self, _request: web.Request) -> web.Response:
        """The sample companies on offer."""
        offered = [
            {"id": name, "title": sample.get("title", name), "note": sample.get("note", "")}
            for name, sample in self.samples.items()
        ]
        return web.json_response({"samples": offered})

    async def sample(self, request: web.Request) -> web.Response:
        """What that company would type for a question."""
        answers = self.samples.get(request.match_info["id"], {}).get("answers", {})
        text = self._typed(request.query.get("question", ""), answers.get(request.query.get("question", "")))
        if not text:
            raise web.HTTPNotFound(text='{"error": "no sample"}', content_type="application/json")
        return web.json_response({"text": text})

    def _typed(self, question_id: str, answer: object) -> str:
        """An answer of a persona as typed text: option ids become their labels, rows become lines."""
        edition = self.service.editions[self.service.programme.questionnaire]
        question = edition.questionnaire.by_id.get(question_id)
        if question is None or answer is None:
            return ""
        if isinstance(answer, Mapping):
            return "；".join(str(part) for part in answer.values())
        if isinstance(answer, list) and question.options:
            words = edition.speak("zh-TW")
            return "、".join(words.option(question_id, option) for option in answer)
        return "\n".join(map(str, answer)) if isinstance(answer, list) else str(answer)

    async def mails(self, _request: web.Request) -> web.Response:
        """The mails that came, for the list."""
        return web.json_response({"messages": [_listed(mail) for mail in self.mailbox.messages]})

    def _mail(self, request: web.Request) -> Received:
        wanted = request.match_info["id"]
        for mail in self.mailbox.messages:
            if mail.id == wanted:
                return mail
        raise web.HTTPNotFound

    def _attached(self, request: web.Request) -> Attachment:
        attachments, index = self._mail(request).attachments, int(request.match_info["index"])
        if index >= len(attachments):
            raise web.HTTPNotFound
        return attachments[index]

    async def mail_html(self, request: web.Request) -> web.Response:
        """A mail's HTML part, for a sandboxed frame."""
        headers = {"Content-Security-Policy": MAIL_CSP}
        return web.Response(text=self._mail(request).html, content_type="text/html", headers=headers)

    async def attachment(self, request: web.Request) -> web.Response:
        """An attachment, to download."""
        found = self._attached(request)
        headers = {"Content-Disposition": f'attachment; filename="{found.name}"'}
        return web.Response(body=found.content, content_type=found.media_type, headers=headers)

    async def attachment_page(self, request: web.Request) -> web.Response:
        """One page of an attached PDF as a picture."""
        found, number = self._attached(request), int(request.match_info["number"])
        if found.media_type != "application/pdf" or not 1 <= number <= documents.page_count(found.content):
            raise web.HTTPNotFound
        image = await asyncio.to_thread(documents.preview, found.content, number - 1)
        return web.Response(body=image, content_type="image/png")


def _listed(mail: Received) -> dict[str, Any]:
    return {
        "id": mail.id,
        "date": mail.date.isoformat(),
        "from": str(make_header(decode_header(mail.from_))),
        "to": str(make_header(decode_header(mail.to))),
        "subject": mail.subject,
        "summary": mail.summary,
        "attachments": [
            {
                "name": attachment.name,
                "size": len(attachment.content),
                "index": index,
                "pages": documents.page_count(attachment.content)
                if attachment.media_type == "application/pdf"
                else 0,
            }
            for index, attachment in enumerate(mail.attachments)
        ],
    }
