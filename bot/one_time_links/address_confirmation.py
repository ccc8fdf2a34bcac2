"""Confirming an applicant's address: until its link was used, mails to it say nothing that somebody typed."""

from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.one_time_links.pages import PageFacts, address_of
from storage.cases.applications import Applications
from storage.cases.one_time_links import LinkFor, OneTimeLink, OneTimeLinks
from storage.engine.secrets import Secrets
from storage.stored_names import LinkPurpose

LASTS = timedelta(days=30)
"""How long the link of a mail works; later mails bring a new one."""


@dataclass(frozen=True)
class AddressConfirmation:
    """Makes the links, and knows what they have confirmed. An address is confirmed per application.

    `link_url` is where people outside reach this service; empty when they do not: then there are no links."""

    links: OneTimeLinks
    applications: Applications
    secrets: Secrets
    link_url: str

    async def link(self, case_number: str, address: str, mail: str, now: datetime) -> str:
        """The link that `mail` carries, the same each time: a mail sent twice is the same mail. Earlier ones stay
        good. UnknownCase when the case was erased."""
        if not self.link_url:
            return ""
        what = confirmation_of(case_number, address)
        token = urlsafe_b64encode(
            await self.secrets.signed(LinkPurpose.CONFIRM_ADDRESS, case_number, what.about, mail)
        ).decode()
        await self.links.make(token.rstrip("="), what, now + LASTS)
        return address_of(self.link_url, token.rstrip("="))

    async def confirmed_at(self, case_number: str, address: str) -> datetime | None:
        """When whoever reads mail to that address said so; None if nobody has."""
        return await self.links.used_at(confirmation_of(case_number, address))

    async def all_confirmed(self) -> Mapping[LinkFor, datetime]:
        """When each address was confirmed, by `confirmation_of`."""
        return await self.links.all_used(LinkPurpose.CONFIRM_ADDRESS)

    async def page_facts(self, link: OneTimeLink) -> PageFacts | None:
        """The case the page speaks of."""
        application = await self.applications.get(link.what.case_number)
        if application is None or application.erased_at:
            return None
        return PageFacts(application.language, {"case": application.case_number})

    async def done(self, link: OneTimeLink, now: datetime) -> None:
        """Nothing more: that the link was used is what confirms the address."""


def confirmation_of(case_number: str, address: str) -> LinkFor:
    return LinkFor(LinkPurpose.CONFIRM_ADDRESS, case_number, address.casefold())
