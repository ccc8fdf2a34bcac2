"""Confirming an applicant's address: until its link was used, mails to it say nothing that somebody typed."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_urlsafe

from bot.one_time.pages import Told, address_of
from storage.applications import Applications
from storage.one_time_links import LinkFor, OneTimeLink, OneTimeLinks

CONFIRM = "confirm_address"

LASTS = timedelta(days=30)
"""How long the link of a mail works; later mails bring a new one."""


@dataclass(frozen=True)
class AddressConfirmation:
    """Makes the links, and knows what they have confirmed. An address is confirmed per application."""

    links: OneTimeLinks
    applications: Applications
    link_url: str

    async def link(self, case_number: str, address: str, now: datetime) -> str:
        """A new link for this address; earlier ones stay good. UnknownCase when the case was erased."""
        token = token_urlsafe(24)
        await self.links.make(token, _of(case_number, address), now + LASTS)
        return address_of(self.link_url, token)

    async def confirmed_at(self, case_number: str, address: str) -> datetime | None:
        """When whoever reads mail to that address said so; None if nobody has."""
        return await self.links.used_at(_of(case_number, address))

    async def told(self, link: OneTimeLink) -> Told | None:
        """The case the page speaks of."""
        application = await self.applications.get(link.what.case_number)
        if application is None or application.erased_at:
            return None
        return Told(application.language, {"case": application.case_number})

    async def done(self, link: OneTimeLink, now: datetime) -> None:
        """Nothing more: that the link was used is what confirms the address."""


def _of(case_number: str, address: str) -> LinkFor:
    return LinkFor(CONFIRM, case_number, address.casefold())
