"""What an applicant may know of a submitted case: the document by an expiring link, deliveries by their timestamps."""

import asyncio
import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from bot.cases.sent_copies import last_sent
from bot.conversation.case_progress import CaseProgress
from bot.conversation.signing_links import NO_SIGNING, SigningLinks
from bot.conversation.status_lines import copy_line, delivery_line, mail_of, of_copy, submitted
from bot.documents.document_store import EXTRAS
from bot.one_time_links.address_confirmation import AddressConfirmation
from bot.outbox.wake_up import WakeUp
from bot.presenter import places, replacement
from bot.presenter.context import CaseFacts, clock
from flows.cases.consultant_events import AdviceReleased
from flows.cases.stage import CaseState
from flows.definitions.words import Words
from flows.interface.messages import Attachment, Line, Tone
from flows.session.check_code import with_code
from flows.session.state import Session
from flows.session.submitted.signed_copy import SentCopy
from storage.cases.deliveries import Deliveries
from storage.cases.files import Files
from storage.records import StoredFile
from storage.stored_names import FileRole, MailKind

LINK_LASTS = timedelta(days=7)
"""How long a link to a document works; asking for the status makes a fresh one."""

DOCUMENT_WAIT = 8.0
"""Seconds a receipt waits for its document: rendering takes a tenth of one, a busy worker more."""

POLL = 0.15


class CaseStatus:
    """Facts about submitted cases, and the wake-up call for the worker in the same process."""

    def __init__(
        self,
        progress: CaseProgress,
        confirmation: AddressConfirmation,
        files: Files,
        deliveries: Deliveries,
        link_url: str,
        now: Callable[[], datetime],
        patience: float = DOCUMENT_WAIT,
    ) -> None:
        self._progress = progress
        self._editions = progress.catalogue.editions
        self._applications = confirmation.applications
        self._files = files
        self._deliveries = deliveries
        self._link_url = link_url
        self._now = now
        self.patience = patience
        self.signing: SigningLinks = NO_SIGNING
        """Set where people may sign online."""
        self._confirmation = confirmation
        self.wake_up = WakeUp()

    def wake(self) -> None:
        """A job was committed: the workers of this process need not wait for their next look."""
        self.wake_up.wake_all()

    async def facts(
        self, session: Session, *, wait: bool, copy_sent: bool = False, extra: str = ""
    ) -> CaseFacts:
        """What to show of this session's case, with the link to sign it by where one was asked for; see `_facts`."""
        facts = await self._facts(session, wait=wait, copy_sent=copy_sent, extra=extra)
        last = await self.signing.last(session)
        if last is None:
            return facts
        return replace(facts, signing_on=True, sign_link=last.link, sent_back=last.sent_back)

    async def _facts(
        self, session: Session, *, wait: bool, copy_sent: bool = False, extra: str = ""
    ) -> CaseFacts:
        """What to show of this session's case; `wait` gives a document being made a few seconds, `copy_sent` the
        programme's mailbox as many to take the signed copy in; `extra` names a further paper to come along."""
        words = self._editions[session.questionnaire].speak(session.language)
        if session.superseded:
            ended = Line(
                words.say("status.superseded"), words.say("status.superseded_by_other"), tone=Tone.WARN
            )
            return CaseFacts(None, (submitted(session, words), ended))
        application = await self._applications.get(session.case_number)
        sent, state = last_sent(application), await self._progress.state(application)
        if copy_sent:
            return CaseFacts(copy_received=await self._received(session), sent=sent)
        if session.joined and not session.copy:
            return CaseFacts(None, await self._lines(session, None, sent, words), sent=sent, state=state)
        further = await self._extra(session.case_number, extra, words) if extra else None
        found = await self._document(session.case_number, self.patience if wait else 0)
        if session.copy:
            return CaseFacts(await self._copy(session, words), extra=further, sent=sent)
        attachment = await self._advice(state, words)
        if attachment is None and found:
            attachment = await self._attachment(session, found, sent, words)
        code = application.code if application else ""
        named = Line(words.say("status.code"), with_code(session.case_number, code))
        lines = (named, *await self._lines(session, found, sent, words))
        return CaseFacts(attachment, lines, extra=further, code=code, sent=sent, state=state)

    async def _advice(self, state: CaseState | None, words: Words) -> Attachment | None:
        """The written advice, once it was released: the last paper of the case."""
        released = state.consulted.released if state else None
        event = released.event if released else None
        stored = await self._files.get(event.file) if isinstance(event, AdviceReleased) else None
        if stored is None or not isinstance(event, AdviceReleased):
            return None
        url = await self._link(replace(stored, name=event.name))
        opens = words.say("visit.download")
        return Attachment(stored.sha256, event.name, words.say("visit.advice"), url, "", opens)

    async def _extra(self, case: str, topic: str, words: Words) -> Attachment | None:
        found = await self._files.of_case(case, EXTRAS[topic].role)
        preview = await self._files.of_case(case, EXTRAS[topic].preview_role)
        if found is None or preview is None:
            return None
        name = words.say(f"extra.{topic}.file_name", case_number=case)
        caption = words.say(f"extra.{topic}.caption", case_number=case)
        return Attachment(found.sha256, name, caption, await self._link(found), await self._link(preview))

    async def _received(self, session: Session) -> datetime | None:
        """When the programme's mailbox took the signed copy; later acceptance is told by
        bot/notifications/signed_copy_received.py."""
        sent, deadline = (
            datetime.fromisoformat(session.copy_at),
            asyncio.get_running_loop().time() + self.patience,
        )
        while True:
            known = await self._deliveries.of_case(session.case_number)
            at = next((one.accepted_at for one in known if of_copy(one) and one.queued_at >= sent), None)
            if at or asyncio.get_running_loop().time() >= deadline:
                return at
            await asyncio.sleep(POLL)

    async def _copy(self, session: Session, words: Words) -> Attachment | None:
        """The signed copy that waits for 「送出」, as it would be sent."""
        case = session.case_number
        draft = await self._files.of_case(case, FileRole.COPY_DRAFT)
        preview = await self._files.of_case(case, FileRole.COPY_PREVIEW)
        if draft is None or preview is None or (session.copy and draft.sha256 != session.copy.file):
            return None  # by now somebody else who takes part is sending one in
        name = words.say("copy.file_name", case_number=case)
        if session.joined:  # the unsigned pages between theirs are not theirs to see
            url = await self._link(preview)
            return Attachment(preview.sha256, f"{case}_signed.png", words.say("copy.title"), url, url)
        return Attachment(
            draft.sha256, name, words.say("copy.title"), await self._link(draft), await self._link(preview)
        )

    async def _document(self, case: str, patience: float) -> StoredFile | None:
        deadline = asyncio.get_running_loop().time() + patience
        while True:
            found = await self._files.of_case(case, FileRole.DOCUMENT)
            if found or asyncio.get_running_loop().time() >= deadline:
                return found
            await asyncio.sleep(POLL)

    async def _attachment(
        self, session: Session, found: StoredFile, sent: SentCopy | None, words: Words
    ) -> Attachment:
        case = session.case_number
        preview = await self._files.of_case(case, FileRole.PREVIEW)
        caption = "receipt.caption_signed" if sent and not sent.to_confirm else "receipt.caption"
        return Attachment(
            file=found.sha256,
            name=words.say("receipt.file_name", case_number=case),
            caption=words.say(caption, case_number=case),
            url=await self._link(found),
            preview_url=await self._link(preview) if preview else "",
        )

    async def _link(self, found: StoredFile) -> str:
        token = secrets.token_urlsafe(24)
        await self._files.link(token, found.sha256, found.name or "file", self._now() + LINK_LASTS)
        return f"{self._link_url}/files/{token}"

    async def _lines(
        self, session: Session, found: StoredFile | None, sent: SentCopy | None, words: Words
    ) -> tuple[Line, ...]:
        """The truth, from the timestamps; to who has joined nothing is told of somebody else's papers."""
        lines = [submitted(session, words)]
        if application := await self._applications.get(session.case_number):
            lines += await self._progress.lines(application, words, joined=bool(session.joined))
            lines += [*replacement.lines(application, words), *places.decided(application, words)]
        if not session.joined:
            ready = "document_ready" if found else "document_waiting"
            tone = Tone.DONE if found else Tone.INFO
            lines.append(Line(words.say("status.document"), words.say(f"status.{ready}"), tone=tone))
        deliveries = await self._deliveries.of_case(session.case_number)
        known = {delivery.kind: delivery for delivery in deliveries}
        copies = [delivery for delivery in deliveries if of_copy(delivery)]
        lines.append(copy_line(sent, words))
        for kind in (MailKind.STAFF,) if session.joined else (MailKind.STAFF, MailKind.APPLICANT):
            lines.append(delivery_line(kind, known.get(kind), words))
        if sent:
            lines.append(delivery_line(MailKind.SIGNED, mail_of(sent, copies), words))
        return (*lines, *await self._address_line(session, words))

    async def _address_line(self, session: Session, words: Words) -> tuple[Line, ...]:
        """Whether the contact address is confirmed; nothing to who has joined, or where no mail carries a link."""
        answer = session.answers.get(self._editions[session.questionnaire].roles.question("contact.email"))
        if answer is None or session.joined:
            return ()
        label = words.say("status.address")
        if at := await self._confirmation.confirmed_at(session.case_number, str(answer.value)):
            return (Line(label, words.say("status.address_confirmed", at=clock(at)), tone=Tone.DONE),)
        if not self._confirmation.link_url:
            return ()
        return (Line(label, words.say("status.address_open"), tone=Tone.INFO),)
