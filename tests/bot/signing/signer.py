"""Somebody in front of the pages of signing online, over HTTP, and a case that waits to be signed."""

import asyncio
import io
import json
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import aiohttp
from PIL import Image, ImageDraw

from bot.demo.player import Player
from bot.demo.rehearsal import RunningRehearsal, staged
from bot.signing.assembly import OnlineSigning
from flows.signing.facts import ProofMethod, SigningAsked
from flows.signing.request import LASTS
from tests.support.paths import PERSONAS
from tests.support.signed_copies.seals import key_pair

MANAGER = "manager@company.tw"
AGREED = "115.10.01 軟協字第 1150001 號"
DRAWING = json.dumps([[[0.1 + 0.02 * step, 0.5 - 0.01 * step] for step in range(40)], [[0.9, 0.1]]])
_FILE = re.compile(r'(?:src|href)="(/go/sign/[^"?]+/[^"?]+)')


@dataclass
class Answer:
    """What came of a request: status, text, headers, whole."""

    status: int
    body: bytes
    headers: dict[str, str]

    @property
    def text(self) -> str:
        """The page."""
        return self.body.decode()

    @property
    def files(self) -> list[str]:
        """What the page shows or links to of the request."""
        return _FILE.findall(self.text)


@dataclass
class Signer:
    """A browser with a link."""

    link: str
    http: aiohttp.ClientSession
    headers: dict[str, str] = field(default_factory=dict)

    async def ask(self, below: str = "", method: str = "GET", **more: object) -> Answer:
        """A request beneath the link."""
        url = f"{self.link.partition('/go/')[0]}{below}" if below.startswith("/go/") else self.link + below
        async with self.http.request(method, url, headers=self.headers, **more) as response:  # type: ignore[arg-type]
            return Answer(response.status, await response.read(), dict(response.headers))

    async def send(self, form: str, **fields: object) -> Answer:
        """Send a form; the page the browser goes on to."""
        data = {name: io.BytesIO(part) if isinstance(part, bytes) else part for name, part in fields.items()}
        return await self.ask(f"/{form}", "POST", data=data)

    async def read_on(self) -> None:
        """Read every page."""
        for page in (2, 3):
            assert (await self.send("page", page=page)).status == 200

    async def sign(self) -> Answer:
        """Tick the boxes and sign what the page shows."""
        check = (await self.ask()).text
        found = re.search(r'name="document" value="(\w+)"', check)
        assert found, check
        return await self.send("sign", document=found[1], statement1="1", statement2="1", statement3="1")


@dataclass
class Case:
    """A submitted case, its service, and the links to sign it."""

    stage: RunningRehearsal
    number: str
    made: int = 0

    @property
    def signing(self) -> OnlineSigning:
        """Signing online as the service has it."""
        return self.stage.service.signing

    async def link(self, way: ProofMethod, language: str = "zh-TW", lasts: timedelta = LASTS) -> str:
        """A new link, as the chat gives it."""
        self.made += 1
        now = self.stage.service.now()
        address = MANAGER if way is ProofMethod.MAIL else ""
        until = (now + lasts).isoformat()
        asked = SigningAsked(way, now.isoformat(), until, "web", address, language)
        return await self.signing.links.make(self.number, self.made, asked)

    async def typed(self, number: str) -> bool | None:
        """The number typed in the chat."""
        return await self.signing.cases.typed_number(self.number, self.made, number)

    async def code(self, count: int = 1) -> str:
        """The code of the latest mail to the manager, once so many have come."""
        while True:
            mails = [mail for mail in self.stage.mailbox.messages if mail.recipients == (MANAGER,)]
            if len(mails) >= count:
                found = re.search(r"\d{6}", mails[-1].subject)
                assert found
                return found[0]
            await self.stage.mailbox.wait_for(len(self.stage.mailbox.messages) + 1)


@asynccontextmanager
async def submitted(folder: Path, channel: str = "web", **more: object) -> AsyncIterator[Case]:
    """A small company's application, sent in, where signing online is on."""
    cert, key = key_pair(folder, "執行單位")
    settings = {
        "seal_cert_file": cert,
        "seal_key_file": key,
        "sign_in_chat": True,
        "sign_in_chat_agreed": AGREED,
        **more,
    }
    script = json.loads((PERSONAS / "sole_proprietor.json").read_text(encoding="utf-8"))
    async with staged(folder, channel, more=settings) as stage:
        edition = stage.service.editions[stage.service.programme.questionnaire]
        player = Player(script, edition, stage.person)
        await player.play()
        assert player.case_number
        yield Case(stage, player.case_number)


@asynccontextmanager
async def browser(link: str) -> AsyncIterator[Signer]:
    """A browser of its own."""
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as http:
        yield Signer(link, http)


T = TypeVar("T")


async def eventually(look: Callable[[], Awaitable[T]]) -> T:
    """What it finds, as soon as it finds something."""
    async with asyncio.timeout(20):
        while not (found := await look()):  # noqa: ASYNC110 - another task, or process, works at it
            await asyncio.sleep(0.05)
    return found


def seal_picture(colour: tuple[int, int, int] = (200, 30, 40), paper: int = 215) -> bytes:
    """A photo of a seal on paper in poor light."""
    picture = Image.new("RGB", (640, 640), (paper, paper, paper - 20))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((200, 200, 440, 440), outline=colour, width=18)
    for at in range(250, 420, 40):
        draw.line((230, at, 410, at), fill=colour, width=14)
    out = io.BytesIO()
    picture.save(out, "JPEG")
    return out.getvalue()


async def finished(signer: Signer) -> Answer:
    """The last page, once the worker has made the files."""

    async def look() -> Answer | None:
        page = await signer.ask()
        return page if "signed.pdf" in page.text else None

    page = await eventually(look)
    assert page
    return page


async def let_in(case: Case, signer: Signer) -> None:
    """The applicant signs: the number is typed in the chat."""
    page = await signer.send("start")
    number = re.search(r'class="number">(\d\d)<', page.text)
    assert number
    assert await case.typed(number[1]) is True
