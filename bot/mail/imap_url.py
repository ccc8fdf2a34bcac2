"""BOUNCE_IMAP_URL: the mailbox that MAIL_FROM's returned mail lands in."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Self

from bot.mail.server_url import ServerUrl


class ImapSecurity(StrEnum):
    """How the connection is protected, by scheme; never only "if offered"."""

    PLAIN = "imap"
    STARTTLS = "imap+starttls"
    TLS = "imaps"

    @property
    def port(self) -> int:
        """The port when none is named (RFC 9051, section 2.1; RFC 8314)."""
        return {ImapSecurity.PLAIN: 143, ImapSecurity.STARTTLS: 143, ImapSecurity.TLS: 993}[self]


@dataclass(frozen=True, slots=True)
class ImapTarget:
    """A folder of an account. The password stays out of repr and of every error."""

    host: str
    port: int
    security: ImapSecurity
    username: str
    password: str = field(repr=False)
    folder: str = "INBOX"

    @classmethod
    def parse(cls, url: str) -> Self:
        """`imaps://user:password@host/INBOX`, `imap+starttls://…`, `imap://…` on this machine, percent-encoded.

        Raises ValueError in words for the operator, which never repeat the URL."""
        read = ServerUrl.parse("BOUNCE_IMAP_URL", url, list(ImapSecurity))
        if not read.username or not read.password:
            raise ValueError(
                "BOUNCE_IMAP_URL: user and password are missing, as in imaps://user:password@mail.example.com"
            )
        if not read.path.isascii() or any(sign in read.path for sign in '"\\\r\n'):
            raise ValueError("BOUNCE_IMAP_URL: the folder's name may only have ASCII characters")
        security = ImapSecurity(read.scheme)
        port = read.port or security.port
        return cls(read.host, port, security, read.username, read.password, read.path or "INBOX")
