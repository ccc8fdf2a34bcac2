"""What an applicant may know of a submitted case: the document by an expiring link, deliveries by their timestamps."""

import asyncio
import secrets
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from bot.copies import DRAFT_PREVIEW_ROLE, DRAFT_ROLE
from bot.mail.headers import SIGNED, signed_kind
from bot.papers import DOCUMENT_ROLE, PREVIEW_ROLE, READING_PREVIEW_ROLE, READING_ROLE
from bot.speech.context import CaseFacts, clock
from flows.loader import Edition
from flows.messages import Attachment, Line, Tone
from flows.session import Session
from flows.words import Words
from storage.deliveries import Deliveries
from storage.files import Files
from storage.records import Delivery, StoredFile

LINK_LASTS = timedelta(days=7)
"""How long a link to a document works; asking for the status makes a fresh one."""

PATIENCE = 8.0
"""Seconds a receipt waits for its document: rendering takes a tenth of one, a busy worker more."""

POLL = 0.15


class Cases:
    """Facts about submitted cases, and the wake-up call for the worker in the same process."""

    def __init__(
        self,
        editions: Mapping[str, Edition],
        files: Files,
        deliveries: Deliveries,
        link_url: str,
        now: Callable[[], datetime],
        patience: float = PATIENCE,
    ) -> None:
        self._editions = editions
        self._files = files
        self._deliveries = deliveries
        self._link_url = link_url
        self._now = now
        self.patience = patience
        self.work = asyncio.Event()

    def wake(self) -> None:
        """A job was committed: the worker of this process need not wait for its next look."""
        self.work.set()

    async def facts(
        self, session: Session, *, wait: bool, copy_sent: bool = False, reading: bool = False
    ) -> CaseFacts:
        """What to show of this session's case; `wait` gives a document being made a few seconds, `copy_sent` the
        programme's mailbox as many to take the signed copy in; `reading` the English reading copy along."""
        words = self._editions[session.questionnaire].speak(session.language)
        if copy_sent:
            return CaseFacts(copy_received=await self._received(session))
        copy = await self._reading(session.case_number, words) if reading else None
        found = await self._document(session.case_number, self.patience if wait else 0)
        if session.copy:
            return CaseFacts(await self._copy(session, words), reading=copy)
        attachment = await self._attachment(session, found, words) if found else None
        return CaseFacts(attachment, await self._lines(session, found, words), reading=copy)

    async def _reading(self, case: str, words: Words) -> Attachment | None:
        found = await self._files.of_case(case, READING_ROLE)
        preview = await self._files.of_case(case, READING_PREVIEW_ROLE)
        if found is None or preview is None:
            return None
        caption, name = words.say("reading.caption"), words.say("reading.file_name", case_number=case)
        return Attachment(found.sha256, name, caption, await self._link(found), await self._link(preview))

    async def _received(self, session: Session) -> datetime | None:
        """When the programme's mailbox took the signed copy; later acceptance is told by bot/copy_news.py."""
        kind, deadline = signed_kind(session.copies), asyncio.get_running_loop().time() + self.patience
        while True:
            known = await self._deliveries.of_case(session.case_number)
            at = next((one.accepted_at for one in known if one.kind == kind), None)
            if at or asyncio.get_running_loop().time() >= deadline:
                return at
            await asyncio.sleep(POLL)

    async def _copy(self, session: Session, words: Words) -> Attachment | None:
        """The signed copy that waits for 「送出」, as it would be sent."""
        case = session.case_number
        draft = await self._files.of_case(case, DRAFT_ROLE)
        preview = await self._files.of_case(case, DRAFT_PREVIEW_ROLE)
        if draft is None or preview is None:
            return None
        name = words.say("copy.file_name", case_number=case)
        return Attachment(
            draft.sha256, name, words.say("copy.title"), await self._link(draft), await self._link(preview)
        )

    async def _document(self, case: str, patience: float) -> StoredFile | None:
        deadline = asyncio.get_running_loop().time() + patience
        while True:
            found = await self._files.of_case(case, DOCUMENT_ROLE)
            if found or asyncio.get_running_loop().time() >= deadline:
                return found
            await asyncio.sleep(POLL)

    async def _attachment(self, session: Session, found: StoredFile, words: Words) -> Attachment:
        case = session.case_number
        preview = await self._files.of_case(case, PREVIEW_ROLE)
        return Attachment(
            file=found.sha256,
            name=words.say("receipt.file_name", case_number=case),
            caption=words.say("receipt.caption", case_number=case),
            url=await self._link(found),
            preview_url=await self._link(preview) if preview else "",
        )

    async def _link(self, found: StoredFile) -> str:
        token = secrets.token_urlsafe(24)
        await self._files.link(token, found.sha256, found.name or "file", self._now() + LINK_LASTS)
        return f"{self._link_url}/files/{token}"

    async def _lines(self, session: Session, found: StoredFile | None, words: Words) -> tuple[Line, ...]:
        """The truth, from the timestamps."""
        at = clock(datetime.fromisoformat(session.submitted_at))
        ready = "document_ready" if found else "document_waiting"
        lines = [
            Line(words.say("status.submitted"), f"✔ {at}", tone=Tone.DONE),
            Line(
                words.say("status.document"),
                words.say(f"status.{ready}"),
                tone=Tone.DONE if found else Tone.INFO,
            ),
        ]
        received = clock(datetime.fromisoformat(session.copy_at)) if session.copies else ""
        key = "copy_received" if session.copies else "copy_missing"
        lines.append(
            Line(
                words.say("status.signed_copy"),
                words.say(f"status.{key}", at=received),
                tone=Tone.DONE if session.copies else Tone.WARN,
            )
        )
        known = {delivery.kind: delivery for delivery in await self._deliveries.of_case(session.case_number)}
        for kind in ("staff", "applicant"):
            lines.append(_delivery_line(kind, known.get(kind), words))
        if session.copies:
            lines.append(_delivery_line(SIGNED, known.get(signed_kind(session.copies)), words))
        return tuple(lines)


def _delivery_line(kind: str, delivery: Delivery | None, words: Words) -> Line:
    label = words.say(f"status.{kind}")
    if delivery is None:
        return Line(label, words.say("status.queued"))
    if delivery.bounced_at:
        return Line(label, words.say("status.bounced"), tone=Tone.WARN)
    if delivery.accepted_at:
        return Line(label, words.say("status.accepted", at=clock(delivery.accepted_at)), tone=Tone.DONE)
    if delivery.failed_at:
        return Line(label, words.say("status.failed"), tone=Tone.WARN)
    return Line(label, words.say("status.waiting"))
