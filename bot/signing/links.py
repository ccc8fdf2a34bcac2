"""The link to sign by, and the code that is mailed: worked out from a key, so that neither is kept anywhere."""

from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime

from flows.signing.facts import SigningAsked, fact_to_json
from storage.cases.signing_requests import NewFacts, SigningRequests
from storage.engine.secrets import Secrets
from storage.stored_names import LinkPurpose

PATH = "/go/sign/{token}"
_DIGITS = 6


@dataclass(frozen=True)
class SigningLinks:
    """Makes them. `link_url` is where people outside reach this service."""

    requests: SigningRequests
    secrets: Secrets
    link_url: str

    async def make(self, case_number: str, request: int, asked: SigningAsked) -> str:
        """The link of request `request` of a case, the same each time; earlier ones end. UnknownCase, Unavailable."""
        signed = await self.secrets.signed(LinkPurpose.SIGN_APPLICATION, case_number, str(request))
        token = urlsafe_b64encode(signed).decode().rstrip("=")
        new = NewFacts(case_number, request, 0, datetime.fromisoformat(asked.at), [fact_to_json(asked)])
        await self.requests.make(token, new, datetime.fromisoformat(asked.until))
        return self.link_url + PATH.format(token=token)

    async def code(self, case_number: str, request: int, code: int) -> str:
        """The six digits of code number `code` of a request."""
        signed = await self.secrets.signed("signing code", case_number, str(request), str(code))
        return f"{int.from_bytes(signed[:8]) % 10**_DIGITS:0{_DIGITS}}"
