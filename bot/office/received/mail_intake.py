"""Mail with scans that reached the mailbox: filed to its case when a known person sent it and it can be read, else kept
on a list of the desk (待歸檔). Nothing is dropped, and nothing of a stranger reaches a case by itself."""

import asyncio
from dataclasses import dataclass
from hashlib import sha256

from bot.cases.case_stream import case_of
from bot.config.staff_mail import staff_of
from bot.notifications.mail_facts import contact_address
from bot.office.received.filing import ALREADY, CopyFiling
from bot.office.received.mail_parts import IncomingMail, read_mail
from bot.service import Service
from flows.cases.stage import DIAGNOSIS_OPEN
from storage.cases.stream.case_events import CaseEvents
from storage.records import Application
from storage.staff.unfiled import Unfiled, UnfiledMail

NOBODY = "000-0000"
"""A case number nobody has: asking for it lets a page say whose it is."""


@dataclass(frozen=True)
class MailIntake:
    """Takes a mail once; a repeat changes nothing."""

    service: Service
    events: CaseEvents
    unfiled: Unfiled
    filing: CopyFiling

    async def take(self, raw: bytes) -> bool:
        """Whether the mail was filed or kept, so that nobody has to read it in the mailbox."""
        mail = await asyncio.to_thread(read_mail, raw)
        if mail.automatic or not (mail.scans or mail.sealed):
            return False
        key = sha256(raw).hexdigest()
        if await self.unfiled.known(key):
            return True
        case, why = await self._filed(mail)
        now = self.service.now()
        kept = UnfiledMail(key, now, mail.sender, mail.subject, why, case)
        await self.unfiled.keep(kept, raw if why else b"", None if why else now)
        return True

    async def _filed(self, mail: IncomingMail) -> tuple[str, str]:
        """The case it belongs to, as far as known, and why it is not filed; empty when it is."""
        if not mail.scans:
            return mail.case_number, "sealed"
        if problem := await self.filing.unsafe(mail.scans):
            return mail.case_number, problem
        case = mail.case_number or await self._case_on_pages(mail)
        application = await self.service.applications.get(case) if case else None
        if application is None or application.erased_at:
            return case, "no_case"
        if not self._known(mail.sender, application):
            return case, "stranger"
        definition = self.service.definition(application)
        state = case_of(application, await self.events.of(case), definition).state
        if state.stage not in DIAGNOSIS_OPEN:
            return case, "closed"
        filed = await self.filing.file(application, mail.scans, mail.sender)
        return case, "" if filed.copy or filed.why == ALREADY else filed.why

    async def _case_on_pages(self, mail: IncomingMail) -> str:
        """The case number that the code on a page names; empty when none does."""
        for scan in mail.scans:
            if found := await self.filing.case_on(scan, NOBODY):
                return found
        return ""

    def _known(self, sender: str, application: Application) -> bool:
        """Whether somebody of the staff sent it, or the contact of the case."""
        contact = contact_address(self.service.definition(application).edition, application)
        return sender in staff_of(self.service.settings.staff_mail) or sender == contact.strip().lower()
