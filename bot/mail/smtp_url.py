"""SMTP_URL: where and how mail leaves."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Self

from bot.mail.server_url import MORE, ServerUrl, is_local


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
        return is_local(self.host)

    @classmethod
    def parse(cls, url: str) -> Self:
        """`smtp://host`, `smtp+starttls://user:password@host:587`, `smtps://…`, percent-encoded.

        Raises ValueError in words for the operator, which never repeat the URL."""
        read = ServerUrl.parse("SMTP_URL", url, list(Security))
        if read.path:
            raise ValueError(f"SMTP_URL: {MORE}")
        security = Security(read.scheme)
        return cls(read.host, read.port or security.port, security, read.username, read.password)
