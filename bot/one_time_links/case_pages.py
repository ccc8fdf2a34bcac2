"""Links to a page of one case for one person: its consultant, or its applicant. Good until a day, and revocable."""

from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta

from storage.cases.one_time_links import LinkFor, LinkState, OneTimeLinks
from storage.engine.secrets import Secrets
from storage.stored_names import LinkPurpose

CONSULTANT_LASTS = timedelta(days=60)
"""Each further mail prolongs the link of a consultant."""

APPLICANT_LASTS = timedelta(days=30)

PROPOSAL_LASTS = timedelta(days=90)
"""Each further message to the leader of an alliance prolongs the link."""

CONSULTANT_PATH, APPLICANT_PATH, PROPOSAL_PATH = "/consult", "/visit", "/alliance/case"
_LONGEST = 100
"""Characters of a token that is looked for at all."""


@dataclass(frozen=True, slots=True)
class CaseLink:
    """What a link is for: a case, and `about`: of a consultant the number of the event that assigned them."""

    case_number: str
    about: str


@dataclass(frozen=True)
class CasePageLinks:
    """Makes and finds them. `link_url` is where people outside reach this service; empty when they do not."""

    links: OneTimeLinks
    secrets: Secrets
    link_url: str

    async def consultant(self, case_number: str, assignment: int, now: datetime) -> str:
        """The link of the consultant who was assigned by this event, the same each time. UnknownCase."""
        what = LinkFor(LinkPurpose.CONSULTANT_CASE, case_number, str(assignment))
        return await self._link(CONSULTANT_PATH, what, now + CONSULTANT_LASTS)

    async def applicant(self, case_number: str, act: int, now: datetime) -> str:
        """The link of a mail about an act, the same each time. UnknownCase."""
        what = LinkFor(LinkPurpose.APPLICANT_VISIT, case_number, str(act))
        return await self._link(APPLICANT_PATH, what, now + APPLICANT_LASTS)

    async def proposal(self, case_number: str, now: datetime) -> str:
        """The link of an alliance's leader to the page of its case, the same each time. UnknownCase."""
        what = LinkFor(LinkPurpose.APPLICANT_PROPOSAL, case_number, "leader")
        return await self._link(PROPOSAL_PATH, what, now + PROPOSAL_LASTS)

    async def find(self, token: str, purpose: LinkPurpose, now: datetime) -> CaseLink | None:
        """What a token is for; None for one that nobody was given, or that is no longer good."""
        link = await self.links.find(token, now) if len(token) <= _LONGEST else None
        if link is None or link.what.purpose != purpose or link.state is not LinkState.OPEN:
            return None
        return CaseLink(link.what.case_number, link.what.about)

    async def revoke(self, case_number: str, assignment: int, now: datetime) -> None:
        """Close the link of a consultant."""
        await self.links.revoke(LinkFor(LinkPurpose.CONSULTANT_CASE, case_number, str(assignment)), now)

    async def _link(self, path: str, what: LinkFor, until: datetime) -> str:
        if not self.link_url:
            return ""
        signed = await self.secrets.signed(what.purpose, what.case_number, what.about)
        token = urlsafe_b64encode(signed).decode().rstrip("=")
        await self.links.make(token, what, until)
        return f"{self.link_url}{path}/{token}"
