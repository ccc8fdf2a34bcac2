"""The ends of applications: which one a sender is, and what becomes of somebody who claims an offer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from urllib.parse import quote

from bot.conversation.contribution.invitations import Invitations
from bot.conversation.handover.secrets import HandoverSecrets
from bot.presenter.handover.facts import HandoverFacts
from flows.events.codec import from_json
from flows.handover.state import OWNER, Handover
from flows.interface.inbound import Edited, Inbound, Sender, Unsent
from flows.screens.handover.words import CHANNELS, TAKE_OVER, TELEGRAM, WEB
from flows.session.evolve import fold
from flows.session.state import Session
from storage.cases.company.inquiries import Bucket
from storage.handover.offers import LET_IN_FOR, Offer, Offers
from storage.journal.journal import Journal
from storage.records import Identity, Stored

GUEST_ACCOUNT = "handover"
"""The account of pages in a browser that an application was handed to; they have no applications of their own."""

IDLE = timedelta(hours=12)
"""After so long without a message a page in a browser is let in no longer."""

GUESSES = Bucket(5, timedelta(minutes=2))
"""How many wrong codes one person may name at once, and after how long one more."""

PAGE = "/go/chat"
"""Where the pages of going on in a browser are."""


class Claimed(StrEnum):
    """What became of a claim; names the words for it (`handover.claim_*`)."""

    SHOWN = "shown"
    UNKNOWN = "unknown"
    SAME = "same"
    SLOW = "slow"


@dataclass(frozen=True, slots=True)
class OfferClaim:
    """A claim: its outcome, and for one that holds the two digits to show, until when, and whose application it is."""

    outcome: Claimed
    digits: str = ""
    until: datetime | None = None
    session: Session | None = None


@dataclass(frozen=True, slots=True)
class End:
    """An end that was let in: to which session, under which lease."""

    stored: Stored
    lease: int


Address = Callable[[], str]
"""What a platform's link to our chat begins with; "" while that is not known."""


@dataclass(eq=False)
class Ends:
    """Over the journal, which says who holds an application, and the offers, which say who was let in where;
    `invitations` are those of colleagues.

    `link_url` is where browsers reach us; "" when they cannot. `chats` are the chats one can move to, by channel."""

    journal: Journal
    offers: Offers
    secrets: HandoverSecrets
    invitations: Invitations
    link_url: str = ""
    chats: Mapping[str, Address] = field(default_factory=dict)

    _told: set[tuple[str, int]] = field(default_factory=set, init=False)

    def told(self, session: str, lease: int) -> None:
        """The end of this lease is known to have been told that it does not hold the application any more; its next
        message is about its own."""
        self._told.add((session, lease))

    def channels(self, sender: Sender) -> tuple[str, ...]:
        """Where an application can be handed from this chat."""
        reachable = {*self.chats, *({WEB} if self.link_url else ())} - {sender.channel}
        here = {WEB} if self.link_url and sender.channel == WEB and sender.account != GUEST_ACCOUNT else set()
        return tuple(each for each in CHANNELS if each in reachable | here)

    async def facts(self, sender: Sender, key: str, handover: Handover) -> HandoverFacts:
        """What the words of a reply need to know."""
        if not handover.waiting:
            return HandoverFacts(self.channels(sender))
        secret = await self.secrets.offer(key, handover.waiting)
        link = self._link(handover.to, secret.token, secret.digits)
        return HandoverFacts(self.channels(sender), secret.digits, link, f"{self.link_url}{PAGE}")

    def _link(self, to: str, token: str, digits: str) -> str:
        if to == WEB:
            return f"{self.link_url}{PAGE}/{token}"
        begin = self.chats[to]() if to in self.chats else ""
        if not begin:
            return ""
        if to == TELEGRAM:
            return f"{begin}?start=h_{token}"
        return f"{begin}/?{quote(f'{TAKE_OVER} {digits}')}"

    async def of(self, sender: Sender, now: datetime) -> tuple[End | None, bool]:
        """The end this sender is of somebody's application, let in or told next that it is no longer; and whether
        that may change with the next message, as an offer they claimed is open."""
        pending = False
        for offer in await self.offers.of_end(_identity(sender), now):
            stored = await self.journal.load_session(offer.session)
            if stored is None:
                continue
            handover = _handover(stored)
            if handover.waiting == offer.number and offer.expires_at > now:
                pending = True
            elif handover.holder == offer.number:
                if not _idle(sender, stored, offer, now):
                    return End(stored, offer.number), False
            elif (offer.session, offer.number) in self._told:
                await self.offers.leave(offer.session, offer.number, now)
                self._told.discard((offer.session, offer.number))
            elif offer.matched_at:
                return End(stored, offer.number), False
        return None, pending

    async def pending(self, end: Sender, now: datetime) -> OfferClaim | None:
        """The claim of this end that waits for its two digits."""
        for offer in await self.offers.of_end(_identity(end), now):
            stored = await self.journal.load_session(offer.session)
            if stored and _handover(stored).waiting == offer.number and offer.expires_at > now:
                digits = await self.secrets.shown(offer)
                return OfferClaim(Claimed.SHOWN, digits, offer.expires_at, _session(stored))
        return None

    async def claim(
        self, code: str, sender: Sender, device: str, now: datetime, guesser: Identity | None = None
    ) -> OfferClaim:
        """Somebody names a code on the end they want to go on with; nothing moves before its two digits were typed in
        the owner's chat. The same end again is shown the same. `guesser` is whom wrong digits slow down, where the
        end is made with its claim."""
        who = _identity(sender)
        guesser, guessed = guesser or who, code.isdecimal()
        if guessed and not await self.offers.may_guess(guesser, now):
            return OfferClaim(Claimed.SLOW)
        offer = await self.offers.by_code(code)
        stored = await self.journal.load_session(offer.session) if offer else None
        if offer is None or stored is None or _handover(stored).waiting != offer.number:
            if guessed:
                await self.offers.count_guess(guesser, now)
            return OfferClaim(Claimed.UNKNOWN)
        if await self.journal.identity(offer.session) == who:
            return OfferClaim(Claimed.SAME)
        if not await self.offers.claim(offer, who, device, now):
            return OfferClaim(Claimed.UNKNOWN)
        digits = await self.secrets.shown(replace(offer, end=who, claimed_at=now))
        return OfferClaim(Claimed.SHOWN, digits, offer.expires_at, _session(stored))

    async def peek(self, code: str, now: datetime) -> Session | None:
        """The session of an open offer that nobody has claimed; changes nothing."""
        offer = await self.offers.by_code(code)
        if offer is None or offer.end is not None or offer.expires_at <= now:
            return None
        stored = await self.journal.load_session(offer.session)
        return _session(stored) if stored and _handover(stored).waiting == offer.number else None


def as_sent_by(inbound: Inbound, lease: int) -> Inbound:
    """A message as one of that end. Its message ids are told apart from those of other ends, whose platforms may use
    the same ones."""
    if lease == OWNER:
        return inbound

    def own(message: str) -> str:
        return f"{lease}/{message}" if message else ""

    content = inbound.content
    if isinstance(content, Edited | Unsent):
        content = replace(content, message=own(content.message))
    return replace(inbound, lease=lease, message=own(inbound.message), content=content)


def _identity(sender: Sender) -> Identity:
    return Identity(sender.channel, sender.account, sender.user)


def _session(stored: Stored) -> Session:
    return fold(Session("", ""), map(from_json, stored.events))


def _handover(stored: Stored) -> Handover:
    return _session(stored).handover


def _idle(sender: Sender, stored: Stored, offer: Offer, now: datetime) -> bool:
    if offer.matched_at and now - offer.matched_at > LET_IN_FOR:
        return True
    return sender.account == GUEST_ACCOUNT and stored.last_at is not None and now - stored.last_at > IDLE
