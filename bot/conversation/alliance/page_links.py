"""Links by which a leader goes on writing in a browser: good for a quarter of an hour, used once; the browser is let in
for eight hours, or until it signs out. Kept like a sign-in of staff, with the leader's session for an address."""

import hmac
import secrets as chance
from base64 import urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.conversation.follow_ups.base import Committed
from flows.events.alliance import PageLinkAsked
from flows.interface.inbound import Inbound
from flows.interface.known import Discovered
from storage.engine.secrets import Secrets
from storage.staff.sign_ins import Scope, SignInRequest, SignIns

PAGE = "/go/plan"
GOOD_FOR = timedelta(minutes=15)
LASTS = timedelta(hours=8)


@dataclass(frozen=True)
class PageLinks:
    """Makes, finds and uses them. `link_url` is where browsers reach us by https; empty when they do not."""

    sign_ins: SignIns
    secrets: Secrets
    link_url: str
    now: Callable[[], datetime]

    def wanted(self, turn: Committed) -> bool:
        """Whether one was asked for."""
        return any(isinstance(event, PageLinkAsked) for event in turn.events)

    async def __call__(self, turn: Committed) -> Inbound:
        """The turn that tells the link."""
        if not self.link_url:
            return turn.tells("page_link", Discovered("page_link", {"link": ""}))
        now = self.now()
        wanted = SignInRequest(chance.token_urlsafe(18), turn.key, PAGE, now + GOOD_FOR, Scope.WORKSPACE)
        await self.sign_ins.ask(wanted, None, now)
        link = f"{self.link_url}{PAGE}/{await self._token(wanted.id)}"
        told = {"link": link, "until": wanted.expires_at.isoformat()}
        return turn.tells("page_link", Discovered("page_link", told))

    async def found(self, token: str) -> SignInRequest | None:
        """What a token is for, while it is good and unused."""
        wanted, _, _ = token.partition(".")
        right = await self._token(wanted)
        if not hmac.compare_digest(token.encode("utf-8", "replace"), right.encode("utf-8", "replace")):
            return None
        found = await self.sign_ins.find(wanted, self.now())
        return found if found and found.scope == Scope.WORKSPACE else None

    async def use(self, request: SignInRequest) -> str:
        """The token of the browser that is let in; empty when another one was faster."""
        token, now = chance.token_urlsafe(32), self.now()
        return token if await self.sign_ins.use(request.id, token, now, now + LASTS) else ""

    async def let_in(self, token: str) -> str:
        """The session a browser may write for; empty for none."""
        return await self.sign_ins.signed_in(token, self.now(), Scope.WORKSPACE) if token else ""

    async def sign_out(self, token: str) -> None:
        """End it."""
        await self.sign_ins.sign_out(token, self.now())

    async def _token(self, request_id: str) -> str:
        signed = await self.secrets.signed("workspace link", request_id)
        return f"{request_id}.{urlsafe_b64encode(signed).decode().rstrip('=')}"
