"""The code that proves the project's mail address: worked out, mailed, compared; kept nowhere."""

import hmac
import time
from dataclasses import dataclass, field

from bot.conversation.follow_ups.base import Committed
from bot.limits.buckets import HOUR, Allowance, Rate
from flows.events.alliance import MailCodeTyped
from flows.interface.inbound import Inbound, Sender, Text
from flows.interface.known import Discovered
from flows.scheme.definition import Catalogue
from flows.session.state import Session
from storage.engine.secrets import Secrets

DIGITS = 6
TRIES = Rate(burst=5, per_second=5 / HOUR)
"""Wrong codes of one person: a million codes are not guessed with five an hour."""


@dataclass(frozen=True)
class MailProof:
    """Compares what was typed."""

    catalogue: Catalogue
    secrets: Secrets
    tries: Allowance[Sender] = field(default_factory=lambda: Allowance(TRIES, time.monotonic))

    def wanted(self, turn: Committed) -> bool:
        """Whether six digits were typed."""
        return any(isinstance(event, MailCodeTyped) for event in turn.events)

    async def __call__(self, turn: Committed) -> Inbound:
        """The turn that tells whether they are the right ones."""
        content, session = turn.inbound.content, turn.session
        typed = "".join(content.text.split()) if isinstance(content, Text) else ""
        address = address_of(self.catalogue, session, turn)
        allowed = self.tries.allow(turn.inbound.sender)
        code = await code_of(self.secrets, turn.key, address, session.alliance.mail_codes)
        right = (
            allowed and session.alliance.mail_codes > 0 and hmac.compare_digest(typed.encode(), code.encode())
        )
        return turn.tells("mail", Discovered("mail", {"right": right, "address": address}))


def address_of(catalogue: Catalogue, session: Session, turn: Committed) -> str:
    """The address given now."""
    roles = catalogue.of(session, turn.at).edition.roles
    return str(session.values().get(roles.question("contact.email"), ""))


async def code_of(secrets: Secrets, session: str, address: str, number: int) -> str:
    """The code that was mailed: another one for each address, and each time it is asked for."""
    found = await secrets.signed("mail proof", session, address, str(number))
    return f"{int.from_bytes(found[:8], 'big') % 10**DIGITS:0{DIGITS}d}"
