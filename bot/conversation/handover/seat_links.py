"""Who fills in a company's form in a browser, without a chat: let in by an invitation, later by a mailed link.

Kept like a sign-in of staff, with what the person is called among senders for an address."""

import hmac
import secrets as chance
from base64 import urlsafe_b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flows.events.codec import from_json
from flows.interface.inbound import Sender
from flows.session.evolve import fold
from flows.session.people import WAYS_BACK
from flows.session.state import Session
from storage.engine.secrets import Secrets
from storage.journal.journal import Journal
from storage.records import Identity
from storage.staff.sign_ins import Scope, SignInRequest, SignIns

PAGE = "/go/seat"
ACCOUNT = "seat"
"""The account of people who fill in a company's form in a browser."""

GOOD_FOR = timedelta(minutes=15)
LASTS = timedelta(days=14)
"""How long a browser is let in: as long as an invitation is good."""

DIGITS = 6


@dataclass(frozen=True, slots=True)
class SeatedPerson:
    """Somebody on the page: what they are called, their session ("" before they agreed to the notice), their number
    among several, and the session as it is."""

    user: str
    key: str = ""
    number: int = 0
    session: Session | None = None

    @property
    def sender(self) -> Sender:
        """As whom they speak."""
        return Sender("web", ACCOUNT, self.user)

    @property
    def way(self) -> Mapping[str, Any]:
        """The address they gave (see flows/session/people.py); nothing where they gave none."""
        found: Mapping[str, Any] = way_of(self.session, self.number) if self.session else {}
        return found


def way_of(session: Session, number: int) -> Mapping[str, Any]:
    """How the person of that number comes back to a session."""
    found: Mapping[str, Any] = (session.entries.get(WAYS_BACK) or {}).get(str(number), {})
    return found


@dataclass(frozen=True)
class SeatLinks:
    """Lets browsers in. `link_url` is where they reach us by https; empty when they do not."""

    sign_ins: SignIns
    secrets: Secrets
    journal: Journal
    link_url: str
    now: Callable[[], datetime]

    async def begin(self) -> tuple[str, str]:
        """What somebody new is called, and the token of their browser."""
        user, request = chance.token_urlsafe(18), chance.token_urlsafe(18)
        return user, await self.use(await self._asked(request, user))

    async def let_in(self, token: str) -> str:
        """Who is at a browser; empty for nobody who is let in."""
        return await self.sign_ins.signed_in(token, self.now(), Scope.SEAT) if token else ""

    async def sign_out(self, token: str) -> None:
        """This browser is let in no longer."""
        await self.sign_ins.sign_out(token, self.now())

    async def person(self, user: str) -> SeatedPerson:
        """What is known of somebody."""
        stored = await self.journal.load(Identity("web", ACCOUNT, user))
        if stored is None:
            return SeatedPerson(user)
        session = fold(Session("", ""), map(from_json, stored.events))
        return SeatedPerson(user, stored.session, stored.person, session)

    async def link(self, user: str) -> str:
        """A new link by which this person comes back, used once."""
        request = await self._asked(chance.token_urlsafe(18), user)
        return f"{self.link_url}{PAGE}/in/{user}.{request.id}.{await self._signed(user, request.id)}"

    async def whose(self, token: str) -> str:
        """Who a link was made for, also one that is used or over; empty where we made none like it."""
        user, _, rest = token.partition(".")
        request, _, signed = rest.partition(".")
        right = await self._signed(user, request)
        same = hmac.compare_digest(signed.encode("utf-8", "replace"), right.encode())
        return user if same else ""

    async def found(self, token: str) -> SignInRequest | None:
        """What a link is for, while it is good and unused."""
        user = await self.whose(token)
        found = await self.sign_ins.find(token.split(".")[1], self.now()) if user else None
        return found if found and (found.address, found.scope) == (user, Scope.SEAT) else None

    async def use(self, request: SignInRequest) -> str:
        """The token of the browser that is let in; empty when another one was faster."""
        token, now = chance.token_urlsafe(32), self.now()
        return token if await self.sign_ins.use(request.id, token, now, now + LASTS) else ""

    async def code(self, person: SeatedPerson) -> str:
        """The six digits that prove the address given now: others for each address, and each time they are asked
        for."""
        way = person.way
        known = (person.key, str(person.number), str(way["address"]), str(way["asked"]))
        found = await self.secrets.signed("seat mail", *known)
        return f"{int.from_bytes(found[:8], 'big') % 10**DIGITS:0{DIGITS}d}"

    async def _asked(self, request_id: str, user: str) -> SignInRequest:
        now = self.now()
        request = SignInRequest(request_id, user, PAGE, now + GOOD_FOR, Scope.SEAT)
        await self.sign_ins.ask(request, None, now)
        return request

    async def _signed(self, user: str, request_id: str) -> str:
        signed = await self.secrets.signed("seat link", user, request_id)
        return urlsafe_b64encode(signed).decode().rstrip("=")
