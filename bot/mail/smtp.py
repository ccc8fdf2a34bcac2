"""The way out: one SMTP conversation per mail, or a folder. Retrying is the job worker's business."""

import asyncio
import errno
import os
import re
import ssl
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import parseaddr
from pathlib import Path

from aiosmtplib import SMTP, SMTPException, SMTPNotSupported, SMTPRecipientRefused

from bot.mail.circuit_breaker import Breaker
from bot.mail.errors import MailError, Retry, Stage, classify, reasons_of
from bot.mail.smtp_url import Security, SmtpTarget

_HOPE = (Retry.SOON, Retry.SLOWLY, Retry.NEVER)

_CONNECTING = 10.0
"""Seconds until a server that does not answer at all is given up for now: others wait behind it."""

_LEAVING = 3.0
"""Seconds that its good-bye may take; the mail is delivered by then."""


def _utc_now() -> datetime:
    return datetime.now(UTC)


class MailTransport:
    """Sends through `target`, or writes `.eml` files when `mail_dir` is set. Several tasks may share it."""

    def __init__(
        self,
        target: SmtpTarget | None,
        sender: str,
        *,
        ca_file: str = "",
        mail_dir: Path | None = None,
        timeout: float = 30,
        now: Callable[[], datetime] = _utc_now,
    ) -> None:
        """Bounces go to `sender` (MAIL_FROM). `ca_file` replaces the system's authorities; `timeout` is in
        seconds per step of the conversation, twice that for the content.

        Raises ValueError when there is no way out, OSError when `ca_file` cannot be read."""
        if target is None and mail_dir is None:
            raise ValueError("mail needs SMTP_URL or MAIL_DIR")
        self._target = target
        self._sender = parseaddr(sender)[1]
        self._folder = mail_dir
        self._timeout = timeout
        self._tls = _context(target, ca_file)
        self._breaker = Breaker(now)

    async def send(self, message: EmailMessage, *, to: Sequence[str] = ()) -> None:
        """Hand the mail over to everybody in To and Cc, or only to `to` (the `waiting` of an earlier error).

        Raises MailError unless every recipient was accepted. At least once, not exactly once: a connection
        lost after the content leaves open whether it was taken; the Message-ID tells doubles."""
        if self._folder:
            await asyncio.to_thread(_write, self._folder, message)
            return
        recipients = list(to) or _recipients(message)
        if not recipients:
            raise MailError(Retry.NEVER, "nobody to send to")
        if pause := self._breaker.pause():
            raise MailError(Retry.SOON, self._breaker.reason, untried=pause)
        attempt = await asyncio.to_thread(_Attempt, message, self._sender, recipients)
        try:
            refused = await self._converse(attempt)
        except (SMTPException, OSError, ValueError) as error:
            # Not chained: the server's words may repeat addresses, and tracebacks end up in logs.
            failure = classify(error, attempt.stage, unclear=attempt.sent)
            if isinstance(error, OSError):
                self._breaker.failed(failure.reason)
            else:
                self._breaker.answered()
            raise failure from None
        self._breaker.answered()
        if refused:
            raise _partly(refused, delivered=len(refused) < len(attempt.recipients))

    async def _converse(self, attempt: "_Attempt") -> dict[str, MailError]:
        smtp = self._client()
        try:
            await smtp.connect(timeout=min(self._timeout, _CONNECTING))
            refused = await attempt.run(smtp)
            with suppress(SMTPException, OSError):
                await smtp.quit(timeout=min(self._timeout, _LEAVING))
            return refused
        finally:
            smtp.close()

    def _client(self) -> SMTP:
        assert self._target
        return SMTP(
            hostname=self._target.host,
            port=self._target.port,
            username=self._target.username,
            password=self._target.password,
            use_tls=self._target.security is Security.TLS,
            start_tls=self._target.security is Security.STARTTLS,
            tls_context=self._tls,
            timeout=self._timeout,
            # Looking up our own name can take many seconds without DNS; a demo on a train should not notice.
            local_hostname="localhost" if self._target.local else None,
        )


class _Attempt:
    """One conversation. It goes step by step, since what an error means depends on the step; `sent` tells whether the
    content has left, after which nobody knows what the server did with it until it says so."""

    def __init__(self, message: EmailMessage, sender: str, recipients: list[str]) -> None:
        self.stage = Stage.CONNECT
        self.recipients = recipients
        self.sent = False
        self._sender = sender
        self._beyond_ascii = not all(one.isascii() for one in (sender, *recipients))
        self._content = message.as_bytes()

    async def run(self, smtp: SMTP) -> dict[str, MailError]:
        """The recipients that were refused; the mail went to the others."""
        await smtp.ehlo()
        self.stage = Stage.SENDER
        encoding = "utf-8" if self._beyond_ascii else "ascii"
        await smtp.mail(self._sender, options=self._options(smtp), encoding=encoding)
        self.stage = Stage.RECIPIENT
        refused: dict[str, MailError] = {}
        for recipient in self.recipients:
            try:
                await smtp.rcpt(recipient, encoding=encoding)
            except SMTPRecipientRefused as error:
                refused[recipient] = classify(error, self.stage)
        if len(refused) < len(self.recipients):
            self.stage = Stage.CONTENT
            self._watch(smtp)
            await smtp.data(self._content, timeout=2 * smtp.timeout if smtp.timeout else None)
        return refused

    def _watch(self, smtp: SMTP) -> None:
        """Notice when the content leaves, which the library does not tell: DATA itself commits to nothing."""
        protocol = smtp.protocol
        if protocol is None:
            return
        write = protocol.write

        def watched(data: bytes) -> None:
            self.sent = self.sent or data != b"DATA\r\n"
            write(data)

        protocol.write = watched  # type: ignore[method-assign]

    def _options(self, smtp: SMTP) -> list[str]:
        options = []
        if smtp.supports_extension("size"):
            limit = smtp.esmtp_extensions["size"]
            if limit.isdecimal() and 0 < int(limit) < len(self._content):
                raise MailError(Retry.NEVER, f"sender: {len(self._content)} bytes, the server takes {limit}")
            options.append(f"SIZE={len(self._content)}")
        if self._beyond_ascii:
            if not smtp.supports_extension("smtputf8"):
                raise SMTPNotSupported("SMTPUTF8")
            options.append("SMTPUTF8")
        return options


def _recipients(message: EmailMessage) -> list[str]:
    headers = [header for name in ("To", "Cc") for header in message.get_all(name, [])]
    return list(dict.fromkeys(address.addr_spec for header in headers for address in header.addresses))


def _partly(refused: dict[str, MailError], *, delivered: bool) -> MailError:
    """The refusals of one mail as one error: the most hopeful kind, every reason once."""
    kind = min((error.kind for error in refused.values()), key=_HOPE.index)
    return MailError(kind, reasons_of(refused.values()), refusals=refused if delivered else None)


def _context(target: SmtpTarget | None, ca_file: str) -> ssl.SSLContext | None:
    if target is None or target.security is Security.PLAIN:
        return None
    return ssl.create_default_context(cafile=ca_file or None)


def _write(folder: Path, message: EmailMessage) -> None:
    """One file per Message-ID, never half a file. Raises MailError when the folder does not take it."""
    name = re.sub(r"[^A-Za-z0-9@_-]+", ".", str(message["Message-ID"])).strip(".")
    unfinished = folder / f".{name}.{os.getpid()}.part"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with unfinished.open("wb") as file:
            file.write(message.as_bytes())
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(folder / f"{name}.eml")
    except OSError as error:
        code = errno.errorcode.get(error.errno or 0, "error")
        raise MailError(Retry.SLOWLY, f"MAIL_DIR: {code}") from None
