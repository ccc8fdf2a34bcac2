"""The link, the nine digits and the two: worked out from a key, so that none of them is kept anywhere."""

from base64 import urlsafe_b64encode
from dataclasses import dataclass

from storage.engine.secrets import Secrets
from storage.handover.offers import Offer, Secret

_NINE = 10**9
_FIRST, _COUNT = 10, 90
"""The two digits are 10 to 99: none begins with a zero, which people leave out."""


@dataclass(frozen=True)
class HandoverSecrets:
    """Makes them, the same each time. Unavailable."""

    secrets: Secrets

    async def offer(self, session: str, number: int) -> Secret:
        """What lets somebody claim offer `number` of a session: 256 random bits, and nine digits (30 bits)."""
        token = await self.secrets.signed("handover link", session, str(number))
        digits = await self.secrets.signed("handover digits", session, str(number))
        spelt = urlsafe_b64encode(token).decode().rstrip("=")
        return Secret(spelt, f"{int.from_bytes(digits[:8]) % _NINE:09}")

    async def shown(self, offer: Offer) -> str:
        """The two digits shown to whoever claimed the offer; "" while nobody has."""
        end = offer.end
        if end is None:
            return ""
        names = (offer.session, str(offer.number), end.channel, end.account, end.user)
        signed = await self.secrets.signed("handover number", *names)
        return str(_FIRST + int.from_bytes(signed[:8]) % _COUNT)
