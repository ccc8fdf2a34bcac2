"""SMTP_URL: where and how mail leaves."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Self
from urllib.parse import SplitResult, unquote, urlsplit

_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


class Security(StrEnum):
    """How the connection is protected, by scheme. There is no "if offered": that protects from nobody."""

    PLAIN = "smtp"
    STARTTLS = "smtp+starttls"
    TLS = "smtps"

    @property
    def port(self) -> int:
        """The port when none is named (RFC 5321, RFC 6409, RFC 8314)."""
        return {Security.PLAIN: 25, Security.STARTTLS: 587, Security.TLS: 465}[self]


@dataclass(frozen=True, slots=True)
class SmtpTarget:
    """A mail server. The password stays out of repr and of every error."""

    host: str
    port: int
    security: Security
    username: str | None = None
    password: str | None = field(default=None, repr=False)

    @property
    def local(self) -> bool:
        """Whether it is on this machine."""
        return self.host in _LOOPBACK

    @classmethod
    def parse(cls, url: str) -> Self:
        """`smtp://host`, `smtp+starttls://user:password@host:587`, `smtps://…`, percent-encoded.

        Raises ValueError in words for the operator, which never repeat the URL."""
        try:
            parts = urlsplit(url.strip())
            host, port = parts.hostname, parts.port
        except ValueError:
            raise ValueError(
                "SMTP_URL: host or port cannot be read; percent-encode / # ? @ : % in the password, / as %2F"
            ) from None
        security = _security(parts.scheme)
        if not host:
            raise ValueError("SMTP_URL: the host is missing, as in smtps://user:password@mail.example.com")
        if parts.path not in ("", "/") or parts.query or parts.fragment:
            raise ValueError(
                "SMTP_URL: nothing may follow the host and port; is the password percent-encoded?"
            )
        target = cls(host, port or security.port, security, *_credentials(parts))
        if target.password and security is Security.PLAIN and not target.local:
            raise ValueError("SMTP_URL: smtp:// would send the password in clear; use smtp+starttls or smtps")
        return target


def _security(scheme: str) -> Security:
    try:
        return Security(scheme)
    except ValueError:
        raise ValueError("SMTP_URL: must begin with smtp://, smtp+starttls:// or smtps://") from None


def _credentials(parts: SplitResult) -> tuple[str | None, str | None]:
    if not parts.username and not parts.password:
        return None, None
    if not parts.username or not parts.password:
        raise ValueError(
            "SMTP_URL: user and password go together, as in smtps://user:password@mail.example.com"
        )
    return unquote(parts.username), unquote(parts.password)
