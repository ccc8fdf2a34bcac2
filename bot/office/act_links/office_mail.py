"""Telling each of the staff by a mail of their own that it is the office's turn in a case, with links for what to do.

A reply goes to our own mailbox: it quotes the links, which nobody else should get."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from bot.cases.sent_copies import last_sent
from bot.config.staff_mail import staff_of
from bot.mail.compose import Route, compose
from bot.mail.errors import MailError, Retry
from bot.mail.facts import LetterFacts
from bot.mail.headers import MailName, message_id, sender_of
from bot.notifications.case_jobs import live
from bot.notifications.dispatch import Dispatch
from bot.notifications.mail_facts import STAFF_LANGUAGE
from bot.office.act_links.links import ActLinks, possible
from bot.office.opened_case import OpenedCase, opened
from bot.office.rendering import day, words
from bot.service import Service
from flows.cases.decide import Act, StaffRole, open_acts
from flows.cases.events import SupplementAsked
from flows.cases.stage import Awaits
from flows.definitions.programme import taipei_day
from flows.scheme.mail_spec import Correspondent, MailEvent, MailSpec
from flows.session.submitted.signed_copy import copy_state
from storage.cases.stream.case_events import CaseEvents
from storage.outbox.job import Job
from storage.stored_names import MailKind

OFFICE = MailSpec(
    MailKind.OFFICE, MailEvent.NEWS, Correspondent.APPLICANT, language=STAFF_LANGUAGE, thread=MailKind.STAFF
)
"""A letter to one person; templates/shared/mail/office.*.j2."""


@dataclass(frozen=True)
class OfficeMail:
    """What the job does. Idempotent: a repeat is the same mail with the same links, or none when the case has moved."""

    service: Service
    events: CaseEvents
    links: ActLinks
    dispatch: Dispatch
    demo: bool = False

    async def send(self, job: Job) -> None:
        """Write to one of the staff, if it is still their turn."""
        service = self.service
        address = str(job.payload.get("address") or job.payload["to"])  # "to" in jobs of earlier versions
        role, application = (
            staff_of(service.settings.staff_mail).get(address),
            await live(service.applications, job),
        )
        if role is None or application is None:
            return
        kind = f"{MailKind.OFFICE}-{job.payload['about']}.{sha256(address.encode()).hexdigest()[:8]}"
        if await self.dispatch.accepted(application.case_number, kind, job.payload):
            return
        found = await opened(service, self.events, application.case_number)
        if found.case.state.awaits is not Awaits.OFFICE:
            return
        facts = await self._facts(found, address, role)
        try:
            case, sender = found.number, service.settings.mail_from
            ident = await self.dispatch.ident(case, kind) or message_id(case, kind, sender)
            thread = await self.dispatch.ident(case, MailKind.STAFF)
            message = compose(OFFICE, facts, (), Route(MailName(ident, job.created_at, thread), sender))
        except ValueError:
            raise MailError(Retry.NEVER, "bad address") from None
        await self.dispatch.send(case, kind, message, job.payload)

    async def _facts(self, found: OpenedCase, address: str, role: StaffRole) -> LetterFacts:
        service, said = self.service, words()["office_mail"]
        state, now = found.case.state, service.now()
        told = self._told(found)
        about = "confirm" if state.doubtful else "review"
        if about == "review" and any(isinstance(one.event, SupplementAsked) for one in found.case.events):
            about = "answered"
        base, labels = service.settings.link_url, said["links_of"]
        ways = [(labels["open"], f"{base}/desk/{found.number}")]
        for what in possible(found, role):
            ways.append((labels[what], base + await self.links.make(found, what, address, now)))
        if Act.REFUSE in open_acts(found.case, role):
            ways.append((labels["refuse"], f"{base}/desk/{found.number}/do/refuse"))
        paragraphs = [said[f"lead_{about}"].format_map(told), said["facts"].format_map(told), said["links"]]
        title = service.programme.words[STAFF_LANGUAGE]["title"]
        return LetterFacts(
            f"[{found.number}] {said[about].format_map(told)}",
            "\n\n".join(paragraphs),
            address,
            STAFF_LANGUAGE,
            title,
            title,
            sender_of(service.settings.mail_from, "").addr_spec,
            self.demo,
            links=tuple(ways),
        )

    def _told(self, found: OpenedCase) -> Mapping[str, Any]:
        chat = self.service.definition(found.application).edition.speak(STAFF_LANGUAGE)
        due = found.case.state.due or taipei_day(self.service.now())
        return {
            "due": day(due),
            "company": found.facts.company,
            "ubn": found.facts.ubn,
            "verdict": found.facts.state_text,
            "signed": chat.say(f"copy.state.{copy_state(last_sent(found.application))}"),
        }
