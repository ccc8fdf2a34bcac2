"""Answering a request for the place of an application by a mailed link: one to agree, one to refuse."""

from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.cases.replacement import Decision, settlement
from bot.one_time_links.address_confirmation import AddressConfirmation
from bot.one_time_links.pages import PageFacts, address_of
from flows.session.company.replacement import LINK
from storage.cases.applications import Applications
from storage.cases.one_time_links import LinkFor, OneTimeLink
from storage.errors import Clash
from storage.records import Application
from storage.replacements.requests import Replacement, Replacements
from storage.stored_names import LinkPurpose

LASTS = timedelta(days=14)
"""How long the links of a mail work; the chat and staff can settle it at any time."""

SETTLED = "settled"
"""What the page says of a link whose request was settled otherwise."""


@dataclass(frozen=True)
class ConsentLinks:
    """Makes the links for the contact of the earlier application, whose address has to be confirmed."""

    confirmation: AddressConfirmation

    async def make(self, earlier: str, address: str, request: int, now: datetime) -> tuple[str, str]:
        """The links to agree and to refuse by, the same each time; empty where nobody has said that the address is
        theirs, or nobody could open them. UnknownCase when the case was erased."""
        if not self.confirmation.link_url or await self.confirmation.confirmed_at(earlier, address) is None:
            return "", ""
        agree = await self._link(LinkFor(LinkPurpose.AGREE_REPLACEMENT, earlier, str(request)), now)
        refuse = await self._link(LinkFor(LinkPurpose.REFUSE_REPLACEMENT, earlier, str(request)), now)
        return agree, refuse

    async def _link(self, what: LinkFor, now: datetime) -> str:
        signed = await self.confirmation.secrets.signed(what.purpose, what.case_number, what.about)
        token = urlsafe_b64encode(signed).decode().rstrip("=")
        await self.confirmation.links.make(token, what, now + LASTS)
        return address_of(self.confirmation.link_url, token)


@dataclass(frozen=True)
class Consent:
    """What the page of such a link says and does; `allowed` is the answer it stands for."""

    replacements: Replacements
    applications: Applications
    allowed: bool

    async def page_facts(self, link: OneTimeLink) -> PageFacts | None:
        """The case it is about, and whether the request is settled by now, in whatever way."""
        application, asked = await self._found(link)
        if application is None or asked is None:
            return None
        other = asked.allowed is not None and (asked.allowed != self.allowed or asked.settled_by != LINK)
        facts = {"case": application.case_number}
        return PageFacts(application.language, facts, SETTLED if other else "")

    async def done(self, link: OneTimeLink, now: datetime) -> None:
        """Settle the request, unless it is settled already."""
        cause = (LINK, f"{link.what.case_number} {link.what.about}")
        decision = Decision(link.what.case_number, int(link.what.about), self.allowed, LINK, cause)
        try:
            await self.replacements.settle(settlement(decision, now), now)
        except Clash:
            return  # the page says how it was settled

    async def _found(self, link: OneTimeLink) -> tuple[Application | None, Replacement | None]:
        application = await self.applications.get(link.what.case_number)
        gone = application is None or application.erased_at
        asked = await self.replacements.request(link.what.case_number, int(link.what.about))
        return (None if gone else application), asked
