"""Who is at the other end: the browser by its cookie, whether a form is one of ours, and from where it comes."""

from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from ipaddress import ip_address
from secrets import token_urlsafe
from time import monotonic
from urllib.parse import urlsplit

from aiohttp import web

from bot.limits.buckets import Allowance, Rate

_WRONG_TOKENS = Rate(burst=30, per_second=0.5)
"""Unknown links asked for by one address: thirty a minute."""

_LONGEST_AGENT = 200


@dataclass(frozen=True)
class Browsers:
    """Knows browsers by a cookie that says nothing of anybody. `secure`: the service is reached by https.

    `trusted_proxy` is the address whose X-Forwarded-For is believed; without one nobody's address is known."""

    secure: bool
    trusted_proxy: str = ""
    clock: Callable[[], float] = monotonic
    name: str = "signing"
    """What its cookie is called."""
    wrong: Allowance[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "wrong", Allowance(_WRONG_TOKENS, self.clock))

    @property
    def cookie(self) -> str:
        """Its name; the prefix makes browsers refuse it from anybody but this very host (RFC 6265bis, 4.1.3.2)."""
        return f"__Host-{self.name}" if self.secure else self.name

    def of(self, request: web.Request) -> str:
        """The SHA-256 of its cookie in hex; empty for one that has none yet."""
        value = request.cookies.get(self.cookie, "")
        return sha256(value.encode()).hexdigest() if value else ""

    def named(self, request: web.Request, response: web.StreamResponse) -> str:
        """The same for a browser that is given a cookie with this response if it has none."""
        if known := self.of(request):
            return known
        value = token_urlsafe(24)
        response.set_cookie(self.cookie, value, path="/", secure=self.secure, httponly=True, samesite="Lax")
        return sha256(value.encode()).hexdigest()

    def is_own_form(self, request: web.Request) -> bool:
        """Whether a POST comes from a page of ours, as far as the browser says (Origin, Sec-Fetch-Site)."""
        if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
            return False
        origin = request.headers.get("Origin")
        return origin is None or urlsplit(origin).netloc == request.host

    def address(self, request: web.Request) -> str:
        """Where the request comes from, as a proxy that is trusted says it; empty where none does."""
        if not self.trusted_proxy or request.remote != self.trusted_proxy:
            return ""
        last = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
        try:
            return str(ip_address(last))
        except ValueError:
            return ""

    def may_ask(self, request: web.Request) -> bool:
        """Whether whoever asked for a link that does not exist may ask on."""
        return self.wrong.allow(self.address(request) or request.remote or "")


def agent_of(request: web.Request) -> str:
    """What the browser calls itself, in printable ASCII."""
    said = request.headers.get("User-Agent", "")
    return "".join(letter for letter in said if " " <= letter <= "~")[:_LONGEST_AGENT]
