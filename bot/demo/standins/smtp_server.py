"""The SMTP side of the mailbox stand-in: aiosmtpd in the running loop, and faults on demand."""

import asyncio
import ssl
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from enum import StrEnum

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

Take = Callable[[bytes, tuple[str, ...]], Awaitable[None]]


class At(StrEnum):
    """Where a fault strikes. DROP takes the message and hangs up without a word, VANISH does not take it; SLOW takes it
    and answers later."""

    SENDER = "sender"
    RECIPIENT = "recipient"
    CONTENT = "content"
    DROP = "drop"
    VANISH = "vanish"
    SLOW = "slow"


@dataclass(slots=True)
class Fault:
    """Strikes `times` times; with `address`, only when that is the one named."""

    at: At
    reply: str = ""
    times: int = 1
    address: str = ""
    seconds: float = 0


@dataclass(frozen=True, slots=True)
class ServerBehaviour:
    """What the server offers and demands. `login`: the one user and password it takes, demanded if given."""

    tls: ssl.SSLContext | None
    implicit_tls: bool
    login: tuple[str, str] | None
    largest: int
    utf8: bool


@dataclass(eq=False)
class Handler:
    """aiosmtpd's hooks: each answers with a reply line."""

    behaviour: ServerBehaviour
    take: Take
    faults: list[Fault] = field(default_factory=list)

    def speaker(self) -> SMTP:
        """The protocol of one connection."""
        behaviour = self.behaviour
        return SMTP(
            self,
            hostname="mailbox.localhost",
            ident="mailbox",
            data_size_limit=behaviour.largest,
            enable_SMTPUTF8=behaviour.utf8,
            tls_context=None if behaviour.implicit_tls else behaviour.tls,
            require_starttls=not behaviour.implicit_tls,
            auth_require_tls=False,
            auth_exclude_mechanism=() if behaviour.login else ("LOGIN", "PLAIN"),
            authenticator=self._authenticate,
            loop=asyncio.get_running_loop(),
        )

    async def handle_MAIL(  # noqa: N802 - aiosmtpd finds hooks by these names
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """The sender is named."""
        if self.behaviour.login and not session.authenticated:
            return "530 5.7.0 Authentication required"
        if fault := self._due(address, At.SENDER):
            return fault.reply
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 2.1.0 OK"

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """One recipient is named."""
        if fault := self._due(address, At.RECIPIENT):
            return fault.reply
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """The content is complete."""
        fault = self._due("", At.CONTENT, At.DROP, At.VANISH, At.SLOW)
        if fault and fault.at is At.CONTENT:
            return fault.reply
        if not (fault and fault.at is At.VANISH):
            await self.take(envelope.original_content or b"", tuple(envelope.rcpt_tos))
        if fault and fault.at is At.SLOW:
            await asyncio.sleep(fault.seconds)
            return "250 2.0.0 OK"
        if fault and isinstance(server.transport, asyncio.Transport):
            server.transport.abort()
            await asyncio.Event().wait()  # until the lost connection cancels this
        return "250 2.0.0 OK"

    def _due(self, address: str, *places: At) -> Fault | None:
        for fault in self.faults:
            if fault.at in places and fault.times > 0 and fault.address in ("", address):
                fault.times -= 1
                return fault
        return None

    def _authenticate(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: object
    ) -> AuthResult:
        known = self.behaviour.login and tuple(one.encode() for one in self.behaviour.login)
        success = isinstance(data, LoginPassword) and (data.login, data.password) == known
        return AuthResult(success=success, handled=False)
