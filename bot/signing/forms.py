"""What the forms of signing online do: each takes one decision, and says where the browser goes on."""

import hmac
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from secrets import randbelow
from typing import TypeAlias

from aiohttp import BodyPartReader, web

from bot.signing.browser import Browsers, agent_of
from bot.signing.case_requests import CaseRequest, CaseRequests, Decide
from bot.signing.links import SigningLinks
from bot.signing.pictures import MOST_UPLOAD, Pictures
from bot.signing.screens import WITHHELD, Asked, language_of, link, statements
from flows.definitions.text import normal
from flows.signing import decisions
from flows.signing.decisions import MOST_WORDS, STATEMENTS, Refusal, RefusalCode, Visit
from flows.signing.facts import PictureKind, PicturePlaced, ProofMethod, SignedOnline, SigningFacts
from flows.signing.strokes import read_strokes
from storage.cases.mail_limits import MailLimits

_FIELD_BYTES = 250_000
"""Of any field of a form that is no file."""


@dataclass(frozen=True, slots=True)
class BrowserRequest:
    """A request of a browser about a case: what it asked for and who it is."""

    http: web.Request
    asked: Asked
    case: CaseRequest
    browser: str
    form: dict[str, str | bytes]

    def field(self, name: str) -> str:
        """A field of the form, as text."""
        value = self.form.get(name, "")
        return value if isinstance(value, str) else ""


Act: TypeAlias = Callable[[BrowserRequest, Visit], Awaitable[str]]
"""Does what a form asks for; the query to go on with."""


@dataclass(frozen=True)
class SigningForms:
    """Does what they ask for."""

    cases: CaseRequests
    links: SigningLinks
    pictures: Pictures
    browsers: Browsers
    limits: MailLimits

    @property
    def acts(self) -> Mapping[str, Act]:
        """What to do by the last part of the address."""
        return {
            "start": self._start,
            "code": self._code,
            "page": self._turn,
            "return": self._send_back,
            "drawn": self._drawn,
            "seals": self._seals,
            "sign": self._sign,
        }

    async def _decide(self, called: BrowserRequest, decide: Decide, **onward: str) -> str:
        """Where to go after a decision: on, or back with why nothing followed."""
        decided = await self.cases.decide(called.case, decide)
        return (
            link(called.asked, said=decided.code.value)
            if isinstance(decided, Refusal)
            else link(called.asked, **onward)
        )

    async def _start(self, called: BrowserRequest, visit: Visit) -> str:
        if await self._withheld(called, visit):
            return link(called.asked, said=WITHHELD)
        number = str(10 + randbelow(90))
        return await self._decide(called, lambda case: decisions.start(case.request, visit, number))

    async def _withheld(self, called: BrowserRequest, visit: Visit) -> bool:
        """Whether the signer's mailbox gets no code of this request: the applicant may have named anybody's."""
        case, asked = called.case, called.case.request.asked
        if asked.way != ProofMethod.MAIL:
            return False
        mail, session = f"{case.application.case_number}.signing-{case.number}", case.application.session
        return await self.limits.withheld(mail, session, asked.address, visit.now, "signing") is not None

    async def _code(self, called: BrowserRequest, visit: Visit) -> str:
        typed = "".join(normal(called.field("code")).split())
        case, sent = called.case, len(called.case.request.codes)
        code = await self.links.code(case.application.case_number, case.number, sent)
        right = hmac.compare_digest(typed.encode(), code.encode())
        decided = await self.cases.decide(
            case,
            lambda found: decisions.type_code(
                found.request, visit, right=right and len(found.request.codes) == sent
            ),
        )
        if isinstance(decided, Refusal):
            return link(called.asked, said=decided.code.value)
        return link(called.asked, **({} if right else {"said": "code_wrong"}))

    async def _turn(self, called: BrowserRequest, visit: Visit) -> str:
        page = called.field("page")
        number = int(page) if page.isdecimal() and len(page) < 4 else 0
        return await self._decide(
            called, lambda case: decisions.turn_to(case.request, visit, number), page=str(number)
        )

    async def _send_back(self, called: BrowserRequest, visit: Visit) -> str:
        words = called.field("words")[: 4 * MOST_WORDS]
        return await self._decide(called, lambda case: decisions.send_back(case.request, visit, words))

    async def _drawn(self, called: BrowserRequest, visit: Visit) -> str:
        strokes = read_strokes(called.field("strokes"))
        picture = PicturePlaced(PictureKind.DRAWN, visit.at, strokes=strokes)
        decided = await self.cases.decide(
            called.case, lambda case: decisions.place(case.request, visit, picture)
        )
        if isinstance(decided, Refusal):
            return link(called.asked, step="draw", said=decided.code.value)
        return link(called.asked)

    async def _seals(self, called: BrowserRequest, visit: Visit) -> str:
        if not called.case.request.lets_in(called.browser, visit.now):  # a stranger's file is not even read
            return link(called.asked, said=RefusalCode.NOT_LET_IN.value)
        uploads = [part for part in called.form.values() if isinstance(part, bytes) and part]
        made = await self.pictures.seals(called.case.application.case_number, uploads, visit.now)
        picture = made.picture or PicturePlaced(PictureKind.SEALS, visit.at)
        if made.picture is None and made.said:
            return link(called.asked, step="draw", said=made.said)
        decided = await self.cases.decide(
            called.case, lambda case: decisions.place(case.request, visit, picture), made.files
        )
        if isinstance(decided, Refusal):
            return link(called.asked, step="draw", said=decided.code.value)
        return link(called.asked, **({"said": made.said} if made.said else {}))

    async def _sign(self, called: BrowserRequest, visit: Visit) -> str:
        ticked = [called.field(f"statement{number}") == "1" for number in range(1, STATEMENTS + 1)]
        signed = SignedOnline(
            statements(called.case, language_of(called.asked, called.case)),
            called.case.document.sha256,
            visit.at,
            self.browsers.address(called.http),
            agent_of(called.http),
        )
        read = called.field("document")

        def decide(case: CaseRequest) -> SigningFacts | Refusal:
            return decisions.sign(case.request, visit, case.document.sha256, read, signed, ticked)

        return await self._decide(called, decide)


async def form_of(http: web.Request) -> dict[str, str | bytes]:
    """The fields of a form, bounded: files as bytes, one byte more than allowed of one that is too large."""
    if not http.content_type.startswith("multipart/"):
        return {name: str(value)[:_FIELD_BYTES] for name, value in (await http.post()).items()}
    fields: dict[str, str | bytes] = {}
    reader = await http.multipart()
    while (part := await reader.next()) is not None and len(fields) < 2:
        if isinstance(part, BodyPartReader) and part.name:
            fields[part.name] = await _read(part, MOST_UPLOAD + 1)
    return fields


async def _read(part: BodyPartReader, most: int) -> bytes:
    content = bytearray()
    while len(content) < most and (chunk := await part.read_chunk()):
        content += chunk
    return bytes(content[:most])
