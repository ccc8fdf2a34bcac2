"""Links for colleagues: worked out from a key and kept as hashes, let in by a number, and what they send committed."""

import hmac
from base64 import urlsafe_b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.presenter.contribution.facts import ContributionFacts
from flows.contribution.state import TRIES
from flows.engine.decide import decide
from flows.events.codec import from_json, to_json
from flows.events.contribution import Contributed, ContributorInvited
from flows.events.event import Event
from flows.interface.inbound import Inbound, Sender
from flows.interface.known import ContributionSent, ContributorKnown
from flows.scheme.definition import Catalogue
from flows.session.evolve import fold
from flows.session.state import Session
from storage.engine.secrets import Secrets
from storage.handover.contribution_links import ContributionLink, ContributionLinks
from storage.journal.journal import Journal
from storage.journal.outcomes import Appended, Stale
from storage.records import NewTurn

PAGE = "/go/part"
ACCOUNT = "web:part"
"""The account of turns in which a colleague sends something."""

_ATTEMPTS = 5
_FIRST, _COUNT = 10, 90
_COLLEAGUE = Sender("web", "part", "colleague")


@dataclass(frozen=True)
class Invitations:
    """Over the journal, which says which links are open, and the links, which say who began by them. Unavailable.

    `link_url` is where browsers reach us; "" when they cannot: then nobody is invited."""

    journal: Journal
    links: ContributionLinks
    secrets: Secrets
    catalogue: Catalogue
    link_url: str
    now: Callable[[], datetime]

    async def token(self, session: str, number: int) -> str:
        """The token of link `number`, the same each time: 256 bits."""
        signed = await self.secrets.signed("contribution link", session, str(number))
        return urlsafe_b64encode(signed).decode().rstrip("=")

    async def url(self, session: str, number: int) -> str:
        """The link as it is passed on."""
        return f"{self.link_url}{PAGE}/{await self.token(session, number)}"

    async def shown(self, link: ContributionLink) -> str:
        """The two digits that the page of whoever began shows: 10 to 99."""
        signed = await self.secrets.signed("contributor", link.session, str(link.number), link.browser)
        return str(_FIRST + int.from_bytes(signed[:8]) % _COUNT)

    async def facts(self, session: str, events: Sequence[Event]) -> ContributionFacts:
        """What the words of a reply need to know."""
        made = next((event.number for event in events if isinstance(event, ContributorInvited)), 0)
        link = await self.url(session, made) if made and self.link_url else ""
        return ContributionFacts(bool(self.link_url), link)

    async def make(self, session: str, number: int, until: datetime) -> bool:
        """Keep a link; False where that number is taken."""
        return await self.links.make(session, number, await self.token(session, number), until)

    async def check(self, key: str, session: Session, typed: str) -> ContributorKnown:
        """Whose page shows these digits, of the links that are open."""
        now = self.now()
        open_now = session.contributions.open_at(now)
        waiting = [
            each
            for each in await self.links.of_session(key, now)
            if each.number in open_now and each.browser and each.let_in_at is None and each.tries < TRIES
        ]
        for link in waiting:
            same = hmac.compare_digest((await self.shown(link)).encode(), typed.encode())
            if same and await self.links.let_in(link, TRIES, now):
                return ContributorKnown("right", link.number, link.author)
        closed = [link.number for link in waiting if await self.links.miss(link) >= TRIES]
        return ContributorKnown("wrong" if waiting else "none", closed=closed)

    async def found(self, token: str) -> tuple[ContributionLink, Session] | None:
        """The link of a token and its session; None for one that is none, is over, or was taken back."""
        link = await self.links.by_token(token)
        stored = await self.journal.load_session(link.session) if link else None
        if link is None or stored is None:
            return None
        session = fold(Session("", ""), map(from_json, stored.events))
        is_open = link.number in session.contributions.open_at(self.now())
        return (link, session) if is_open and not session.case_number else None

    async def sent(self, token: str, browser: str) -> tuple[ContributionLink, Session, int] | None:
        """The link by which this browser has sent something, the session before that, and how many answers it was; None
        for any other."""
        link = await self.links.by_token(token)
        stored = await self.journal.load_session(link.session) if link and browser else None
        if link is None or stored is None or link.browser != browser:
            return None
        events = [from_json(event) for event in stored.events]
        for place, event in enumerate(events):
            if isinstance(event, Contributed) and event.number == link.number:
                return link, fold(Session("", ""), events[:place]), len(event.answers)
        return None

    async def send(self, link: ContributionLink, answers: Mapping[str, Mapping[str, Any]]) -> bool:
        """Put what a colleague filled in before the applicant; False when the link is over by now."""
        content = ContributionSent(link.number, link.author, _written(link.agreed_at), answers)
        event_id = f"{link.session} {link.number}"
        for _ in range(_ATTEMPTS):
            stored = await self.journal.load_session(link.session)
            if stored is None:
                return False
            session, now = fold(Session("", ""), map(from_json, stored.events)), self.now()
            inbound = Inbound(_COLLEAGUE, event_id, content, now)
            events = decide(self.catalogue.of(session, now), session, inbound, now)
            if not any(isinstance(event, Contributed) for event in events):
                return False
            turn = NewTurn(
                stored.session, stored.seq + 1, ACCOUNT, event_id, now, [to_json(event) for event in events]
            )
            outcome = await self.journal.append(turn)
            if not isinstance(outcome, Stale):
                return isinstance(outcome, Appended)
        return False


def _written(instant: datetime | None) -> str:
    return instant.isoformat() if instant else ""
