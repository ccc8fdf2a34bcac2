"""A link that names an act, a case as it stood, and one of the staff. It is an intent, no identity: whoever holds it
has to be known to be that person (bot/office/act_links/pages.py)."""

from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.cases.sent_copies import last_sent, sent_copies
from bot.office.opened_case import OpenedCase
from flows.cases.decide import Act, StaffRole, open_acts
from flows.cases.stage import Stage
from storage.cases.one_time_links import LinkFor, LinkState, OneTimeLinks
from storage.engine.secrets import Secrets
from storage.stored_names import LinkPurpose

LASTS = timedelta(days=14)
PATH = "/desk/link"

SIGNED = "signed"
"""What a link names beside acts: the copy that came is signed after all."""

LINKED = (SIGNED, Act.APPROVE.value, Act.ASK.value)
"""What a link may name. Refusals and whatever cannot be undone need somebody who has signed in."""


@dataclass(frozen=True, slots=True)
class ActLink:
    """What a link names: `last` and `copies` are the number of the last event and of signed copies that the mail told
    of; once they have changed the link does nothing any more."""

    case_number: str
    what: str
    address: str
    last: int
    copies: int
    expired: bool = False

    def still_holds(self, found: OpenedCase) -> bool:
        """Whether the case is as the mail said."""
        return (found.case.state.last, len(sent_copies(found.application))) == (self.last, self.copies)


@dataclass(frozen=True)
class ActLinks:
    """Makes and finds them."""

    links: OneTimeLinks
    secrets: Secrets

    async def make(self, found: OpenedCase, what: str, address: str, now: datetime) -> str:
        """The path of the link, the same each time: a mail sent twice is the same mail. UnknownCase."""
        about = f"{what} {found.case.state.last} {len(sent_copies(found.application))} {address}"
        signed = await self.secrets.signed(LinkPurpose.OFFICE_ACT, found.number, about)
        token = urlsafe_b64encode(signed).decode().rstrip("=")
        await self.links.make(token, LinkFor(LinkPurpose.OFFICE_ACT, found.number, about), now + LASTS)
        return f"{PATH}/{token}"

    async def find(self, token: str, now: datetime) -> ActLink | None:
        """What the token names; None for one that nobody was given."""
        link = await self.links.find(token, now)
        if link is None or link.what.purpose != LinkPurpose.OFFICE_ACT:
            return None
        what, last, copies, address = link.what.about.split(" ", 3)
        expired = link.state is LinkState.EXPIRED
        return ActLink(link.what.case_number, what, address, int(last), int(copies), expired)


def possible(found: OpenedCase, role: StaffRole) -> tuple[str, ...]:
    """What a link may name for somebody now, the next thing to do first."""
    state, sent = found.case.state, last_sent(found.application)
    doubtful = state.stage is Stage.SIGNING and state.doubtful and sent is not None
    if state.pending:
        return ()
    acts = open_acts(found.case, role)
    return tuple(what for what in LINKED if (doubtful if what == SIGNED else what in acts))
