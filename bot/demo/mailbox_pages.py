"""The demo's mailbox: what staff, applicants and consultants were sent, apart, drawn on the server."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from email.header import decode_header, make_header
from email.utils import parseaddr

from aiohttp import web

from bot import documents
from bot.consultants.people import People
from bot.demo.standins.mailbox import Attachment, Mailbox, Received
from bot.service import Service
from bot.web.drawing import draw
from flows.definitions.languages import CHINESE

MAIL_CSP = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'self'"
"""Mails style themselves inline, as mail programs want it; scripts and anything from outside stay out."""

BOXES = ("staff", "applicant")
CONSULTANT = "consultant"
"""The third box, where there is a desk."""


@dataclass(frozen=True)
class MailboxPages:
    """Serves one mailbox as several: `staff` are the addresses whose mail is the staff's; what is no
    consultant's either is an applicant's."""

    service: Service
    mailbox: Mailbox
    staff: frozenset[str]
    read: set[str] = field(default_factory=set)
    """Letters somebody has opened, by id; for the demo's life."""

    def routes(self) -> list[web.AbstractRouteDef]:
        """Everything the pages ask for."""
        mail = "/mailbox/messages/{id}"
        return [
            web.get("/mailbox", self.page),
            web.get("/mailbox/list", self.letters),
            web.post(f"{mail}/open", self.open),
            web.get(f"{mail}/html", self.html),
            web.get(f"{mail}/attachments/{{index:\\d+}}", self.attachment),
            web.get(f"{mail}/attachments/{{index:\\d+}}/view/{{number:\\d+}}", self.view),
            web.get(f"{mail}/attachments/{{index:\\d+}}/pages/{{number:\\d+}}.png", self.attachment_page),
        ]

    async def page(self, _request: web.Request) -> web.Response:
        """The mailbox alone. Staff read Chinese."""
        title = self.service.programme.words[CHINESE]["title"]
        return _html(draw("mailbox.html", programme_title=title, language=CHINESE))

    async def letters(self, request: web.Request) -> web.Response:
        """The letters of one box, newest first."""
        box = request.query.get("box", BOXES[0])
        boxes = await self._boxes()
        counts = {each: sum(mail.id not in self.read for mail in mails) for each, mails in boxes.items()}
        letters = [(mail, sender(mail), mail.id in self.read) for mail in boxes.get(box, ())]
        shown = request.query.get("shown", "")
        return _html(draw("mailbox/list.html", box=box, letters=letters, unread=counts, shown=shown))

    async def open(self, request: web.Request) -> web.Response:
        """One letter, which counts as read from now on."""
        mail = self._mail(request)
        self.read.add(mail.id)
        pages = [
            documents.page_count(each.content) if each.media_type == "application/pdf" else 0
            for each in mail.attachments
        ]
        heads = {"from": _decoded(mail.from_), "to": _decoded(mail.to)}
        attached = list(zip(mail.attachments, pages, strict=True))
        return _html(draw("mailbox/letter.html", mail=mail, heads=heads, attached=attached))

    async def view(self, request: web.Request) -> web.Response:
        """One page of an attached PDF with the way to the next."""
        found, number, total = self._page_asked(request)
        where = request.path.rpartition("/view/")[0]
        return _html(draw("mailbox/viewer.html", file=found, where=where, at=number, pages=total,
                          mail=self._mail(request)))  # fmt: skip

    async def html(self, request: web.Request) -> web.Response:
        """A mail's HTML part, for a sandboxed frame; its links open elsewhere."""
        text = self._mail(request).html.replace("<head>", '<head><base target="_blank">', 1)
        return web.Response(
            text=text, content_type="text/html", headers={"Content-Security-Policy": MAIL_CSP}
        )

    async def attachment(self, request: web.Request) -> web.Response:
        """An attachment, to download."""
        found = self._attached(request)
        headers = {"Content-Disposition": f'attachment; filename="{found.name}"'}
        return web.Response(body=found.content, content_type=found.media_type, headers=headers)

    async def attachment_page(self, request: web.Request) -> web.Response:
        """One page of an attached PDF as a picture."""
        found, number, _ = self._page_asked(request)
        image = await asyncio.to_thread(documents.preview, found.content, number - 1)
        return web.Response(body=image, content_type="image/png")

    async def _boxes(self) -> Mapping[str, Sequence[Received]]:
        """The letters of each box, newest first."""
        service = self.service
        names = (*BOXES, CONSULTANT) if service.settings.staff_mail else BOXES
        people = await People(service).of(service.programme.id) if CONSULTANT in names else ()
        consultants = {one.address for one in people}
        boxes: dict[str, list[Received]] = {name: [] for name in names}
        for mail in sorted(self.mailbox.messages, key=lambda mail: mail.date, reverse=True):
            to = set(mail.recipients)
            other = CONSULTANT if to & consultants else "applicant"
            boxes["staff" if to & self.staff else other].append(mail)
        return boxes

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

    def _page_asked(self, request: web.Request) -> tuple[Attachment, int, int]:
        found, number = self._attached(request), int(request.match_info["number"])
        total = documents.page_count(found.content) if found.media_type == "application/pdf" else 0
        if not 1 <= number <= total:
            raise web.HTTPNotFound
        return found, number, total


def sender(mail: Received) -> str:
    """The name in `"Name" <address>`, else the address."""
    name, address = parseaddr(_decoded(mail.from_))
    return name or address


def _decoded(header: str) -> str:
    return str(make_header(decode_header(header)))


def _html(text: str) -> web.Response:
    return web.Response(text=text, content_type="text/html", headers={"Cache-Control": "no-store"})
