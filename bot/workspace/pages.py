"""The page over HTTP: GET shows and changes nothing; a link from the chat lets one browser in; a form that was sent is
read as the chat reads it, and never overwrites what somebody else wrote meanwhile: then both are shown."""

from dataclasses import dataclass

from aiohttp import BodyPartReader, web

from bot.conversation.alliance.files import kept
from bot.conversation.alliance.page_links import LASTS, PAGE, PageLinks
from bot.sandbox.runner import Sandbox
from bot.service import Service
from bot.signing.browser import Browsers
from bot.web.drawing import WEB
from bot.workspace.drawing import HEADERS, Writer, conflict, form_page, overview, without
from bot.workspace.writing import Writing
from flows.interface.known import Discovered
from storage.alliances.alliances import Alliances

COOKIE = "plan"
MOST_BYTES = 50_000_000
"""Bytes of a file given on the page: what the chats do not carry (20 MB)."""
_CHUNK = 256 * 1024
_LONGEST = 200_000
"""Characters of all fields of a form together."""


@dataclass(frozen=True)
class WorkspacePages:
    """Serves them over one service."""

    service: Service
    links: PageLinks
    browsers: Browsers
    writing: Writing
    alliances: Alliances
    sandbox: Sandbox

    def routes(self) -> list[web.AbstractRouteDef]:
        """Everything the page asks for."""
        return [
            web.get(f"{PAGE}/page.css", _style),
            web.get(PAGE, self.overview),
            web.post(f"{PAGE}/leave", self.leave),
            web.get(f"{PAGE}/of/{{name}}", self.show),
            web.post(f"{PAGE}/of/{{name}}", self.save),
            web.post(f"{PAGE}/files/{{part}}", self.upload),
            web.get(f"{PAGE}/{{token}}", self.opened),
            web.post(f"{PAGE}/{{token}}", self.enter),
        ]

    async def opened(self, request: web.Request) -> web.Response:
        """What the link is for: one button. Scanners that open it change nothing."""
        found = await self.links.found(request.match_info["token"])
        if found is None:
            may_ask = self.browsers.may_ask(request)
            return without(self.service, request, "closed" if may_ask else "slow", 410 if may_ask else 429)
        return without(self.service, request, "open", 200)

    async def enter(self, request: web.Request) -> web.StreamResponse:
        """The button: this browser is let in, once."""
        self._own(request)
        found = await self.links.found(request.match_info["token"])
        token = await self.links.use(found) if found else ""
        if not token:
            return without(self.service, request, "closed", 410)
        response = web.Response(status=303, headers={**HEADERS, "Location": PAGE})
        secure = self.browsers.secure
        response.set_cookie(
            self._cookie, token, max_age=int(LASTS.total_seconds()), path="/", httponly=True,
            secure=secure, samesite="Lax",
        )  # fmt: skip
        return response

    async def leave(self, request: web.Request) -> web.StreamResponse:
        """Sign this browser out."""
        self._own(request)
        await self.links.sign_out(request.cookies.get(self._cookie, ""))
        response = without(self.service, request, "left", 200)
        response.del_cookie(self._cookie, path="/")
        return response

    async def overview(self, request: web.Request) -> web.Response:
        """Everything that can be written, and how far it is."""
        writer = await self._writer(request)
        if writer is None:
            return without(self.service, request, "closed", 403)
        return overview(writer, done=request.query.get("done", "") == "yes")

    async def show(self, request: web.Request) -> web.Response:
        """One form."""
        writer = await self._writer(request)
        if writer is None:
            return without(self.service, request, "closed", 403)
        name = request.match_info["name"]
        if writer.locked(name):
            return overview(writer, problem="locked", status=409)
        form = writer.page.form(writer.definition, writer.session, name)
        if form is None:
            raise web.HTTPNotFound
        changes = await self.writing.changes(writer.key, name)
        return form_page(writer, form, changes, kept=request.query.get("kept", "") == "yes")

    async def save(self, request: web.Request) -> web.StreamResponse:
        """What was sent in a form: kept, shown again with what is wrong, or beside what somebody else wrote."""
        self._own(request)
        writer = await self._writer(request)
        if writer is None:
            return without(self.service, request, "closed", 403)
        name, sent = request.match_info["name"], await _sent(request)
        if writer.locked(name):
            return overview(writer, problem="locked", status=409)
        read = writer.page.read(writer.definition, writer.session, name, sent)
        if read is None:
            raise web.HTTPNotFound
        if read.form is not None:
            return form_page(writer, read.form, status=422)
        seen = next(iter(sent.get("seen", ())), "")
        if await self.writing.write(writer.key, read.place, read.value, seen):
            raise web.HTTPSeeOther(f"{PAGE}/of/{name}?kept=yes", headers=HEADERS)
        now = await self._writer(request)
        if now is None:
            return without(self.service, request, "closed", 403)
        return conflict(now, name, read.value, sent, await self.writing.changes(now.key, name))

    async def upload(self, request: web.Request) -> web.StreamResponse:
        """A file for a part of the proposal."""
        self._own(request)
        writer = await self._writer(request)
        if writer is None:
            return without(self.service, request, "closed", 403)
        name = request.match_info["part"]
        part = writer.page.part_of(writer.definition, writer.session, name)
        if not part:
            raise web.HTTPNotFound
        if writer.locked(part):
            return overview(writer, problem="locked", status=409)
        content = await _file(request)
        if content is None:
            return overview(writer, problem="too_large", status=413)
        if not content:
            return overview(writer, problem="no_file", status=422)
        told = await kept(self.alliances, self.sandbox, writer.key, part, content, self.service.now())
        await self.writing.tell(writer.key, Discovered("file", told))
        if refused := told.get("refused"):
            return overview(writer, problem=str(refused), status=422)
        done = f"/of/{_section(name)}?kept=yes" if part != name else "?done=yes"
        raise web.HTTPSeeOther(f"{PAGE}{done}", headers=HEADERS)

    @property
    def _cookie(self) -> str:
        return f"__Host-{COOKIE}" if self.browsers.secure else COOKIE

    def _own(self, request: web.Request) -> None:
        if not self.browsers.is_own_form(request):
            raise web.HTTPForbidden(text="form", headers=HEADERS)

    async def _writer(self, request: web.Request) -> Writer | None:
        """Who asks, if they are let in and the session is still there."""
        key = await self.links.let_in(request.cookies.get(self._cookie, ""))
        session = await self.writing.session(key) if key else None
        if session is None:
            return None
        definition = self.service.catalogue.of(session, self.service.now())
        page = definition.form.own.page
        return Writer(key, session, definition, page, self.service.now()) if page else None


def _section(name: str) -> str:
    """The form that an image belongs to, by the name of its upload."""
    return f"prose.{name.partition('.')[2]}"


async def _sent(request: web.Request) -> dict[str, list[str]]:
    """The fields of a form, empty ones too."""
    posted = await request.post()
    found = {name: [one for one in posted.getall(name) if isinstance(one, str)] for name in posted}
    if sum(len(one) for values in found.values() for one in values) > _LONGEST:
        raise web.HTTPRequestEntityTooLarge(_LONGEST, _LONGEST)
    return found


async def _file(request: web.Request) -> bytes | None:
    """The first file of a form; empty when there is none, None when it is too large: the rest is then not read."""
    if not request.content_type.startswith("multipart/"):
        return b""
    reader = await request.multipart()
    while isinstance(part := await reader.next(), BodyPartReader):
        if not part.filename:
            continue
        content = bytearray()
        while chunk := await part.read_chunk(_CHUNK):
            content += chunk
            if len(content) > MOST_BYTES:
                return None
        return bytes(content)
    return b""


async def _style(_request: web.Request) -> web.StreamResponse:
    return web.FileResponse(WEB / "workspace.css", headers={"Cache-Control": "no-cache"})
