"""A scan dropped on the page of a case: an upload of bounded size, read part by part."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from aiohttp import BodyPartReader, web

from bot.notifications.mail_facts import STAFF_LANGUAGE, copy_facts
from bot.office.opened_case import opened
from bot.office.received.filing import ALREADY, CopyFiling, Filed
from bot.office.rendering import drawn, words
from bot.office.sessions import Member, PostedForm, Sessions, checked, same_site
from flows.cases.stage import DIAGNOSIS_OPEN
from flows.definitions.words import Words
from flows.session.submitted.copy_parts import MOST_BYTES, MOST_PART_BYTES, MOST_PARTS
from storage.cases.stream.case_events import CaseEvents

_CHUNK = 64 * 1024
_MOST_TEXT = 4096
"""Bytes of a field that is no file."""


@dataclass(frozen=True, slots=True)
class UploadForm:
    """A form with files; `over` says which limit they go beyond, if any (`copy.refused.<over>`)."""

    form: PostedForm
    files: Sequence[bytes]
    over: str = ""


@dataclass(frozen=True)
class CopyUpload:
    """Serves the upload."""

    sessions: Sessions
    events: CaseEvents
    filing: CopyFiling

    def routes(self) -> list[web.AbstractRouteDef]:
        """The one form."""
        return [web.post("/desk/{case}/received", self.receive)]

    async def receive(self, request: web.Request) -> web.Response:
        """Read it, judge it, keep it; say what was seen, or why it is of no use."""
        same_site(request)
        member = await self.sessions.member(request)
        if member is None:
            raise web.HTTPSeeOther("/desk/login")
        found = await opened(self.sessions.service, self.events, request.match_info["case"])
        sent = await _read(request)
        checked(sent.form, member)
        await self.sessions.record(member.address, "received", found.number)
        if sent.over or not sent.files or found.case.state.stage not in DIAGNOSIS_OPEN:
            return filed_page(self.sessions, found.number, member, Filed(why=sent.over or "no_file"))
        filed = await self.filing.file(found.application, sent.files, member.address)
        return filed_page(self.sessions, found.number, member, filed)


def filed_page(sessions: Sessions, number: str, member: Member, filed: Filed) -> web.Response:
    """What came of filing to a case: what was seen, or why it is of no use."""
    service = sessions.service
    edition = service.editions[service.programme.questionnaire]
    own = words()["received"]
    if filed.copy:
        seen, text = copy_facts(edition, 1, filed.copy), own["filed"]
    else:
        seen, text = None, reason(edition.speak(STAFF_LANGUAGE), filed.why, filed.facts)
    facts = {"member": member, "number": number, "seen": seen, "text": text, "good": bool(filed.copy)}
    return drawn("received.html", facts, 200 if filed.copy or filed.why == ALREADY else 422)


def reason(said: Words, why: str, facts: Mapping[str, str]) -> str:
    """Why a scan is not filed, in the words of the staff."""
    problems: Mapping[str, str] = words()["received"]["problems"]
    key = f"copy.refused.{why}"
    if why in problems:
        return problems[why]
    return said.say(key, **facts) if said.has(key) else problems["unreadable"]


async def _read(request: web.Request) -> UploadForm:
    """The fields of a multipart form: never more of it in memory than the limits allow."""
    if not request.content_type.startswith("multipart/"):
        raise web.HTTPBadRequest
    fields: dict[str, tuple[str, ...]] = {}
    files: list[bytes] = []
    reader = await request.multipart()
    while isinstance(part := await reader.next(), BodyPartReader):
        name = part.name or ""
        content = await _content(part, MOST_PART_BYTES if part.filename else _MOST_TEXT)
        if not part.filename:
            fields[name] = (*fields.get(name, ()), (content or b"").decode("utf-8", "replace"))
            continue
        if content is None:
            return UploadForm(PostedForm(fields), (), "too_large")
        if content:
            files.append(content)
        if len(files) > MOST_PARTS:
            return UploadForm(PostedForm(fields), (), "too_many_parts")
        if sum(map(len, files)) > MOST_BYTES:
            return UploadForm(PostedForm(fields), (), "too_much")
    return UploadForm(PostedForm(fields), files)


async def _content(part: BodyPartReader, most: int) -> bytes | None:
    """The part, or None when it is larger than that; the rest is then not read."""
    content = bytearray()
    while chunk := await part.read_chunk(_CHUNK):
        content += chunk
        if len(content) > most:
            return None
    return bytes(content)
