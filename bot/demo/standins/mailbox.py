"""A mailbox that speaks real SMTP on this machine: for the demo, the rehearsal and the tests.

It lives in the event loop of whoever starts it, keeps the latest messages, and can be told to misbehave."""

import asyncio
import secrets
import ssl
import weakref
from collections import deque
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import getaddresses
from pathlib import Path
from urllib.parse import quote

from aiosmtpd.smtp import SMTP

from bot.demo.standins.smtp_server import At, Fault, Handler, ServerBehaviour

HOST = "127.0.0.1"
_KEPT = 200
_LARGEST = 50 * 2**20
_SUMMARY = 120


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with a message."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Received:
    """One message as a mail program shows it. `date`: when it came; `recipients`: whom the envelope names."""

    id: str
    date: datetime
    from_: str
    to: str
    subject: str
    summary: str
    text: str
    html: str
    attachments: tuple[Attachment, ...]
    recipients: tuple[str, ...]
    raw: bytes

    @property
    def message(self) -> EmailMessage:
        """The message parsed, for its headers."""
        return message_from_bytes(self.raw, policy=policy.default)


class Mailbox:
    """`await start()`, then use `url` and `messages`, then `await close()`."""

    def __init__(
        self,
        *,
        folder: Path | None = None,
        port: int = 0,
        tls: ssl.SSLContext | None = None,
        implicit_tls: bool = False,
        login: tuple[str, str] | None = None,
        largest: int = _LARGEST,
        utf8: bool = True,
    ) -> None:
        """With `folder` every message is also written there as `mail-N.eml`, and those that lie there already have
        come; `port` 0 takes a free one.

        `tls` protects it: at once when `implicit_tls`, else after STARTTLS, which it then demands. `login` is
        the one user and password it takes and demands; `largest` is in bytes; `utf8` offers SMTPUTF8."""
        self.port = port
        self._folder = folder
        self._handler = Handler(ServerBehaviour(tls, implicit_tls, login, largest, utf8), self._take)
        self._kept: deque[Received] = deque(maxlen=_KEPT)
        self._came = asyncio.Condition()
        self._count = 0
        self._server: asyncio.Server | None = None
        self._speakers: weakref.WeakSet[SMTP] = weakref.WeakSet()

    async def start(self) -> None:
        """Listen. OSError if the port is taken."""
        if self._folder:
            await asyncio.to_thread(self._read_folder, self._folder)
        behaviour = self._handler.behaviour
        self._server = await asyncio.get_running_loop().create_server(
            self._speaker, HOST, self.port, ssl=behaviour.tls if behaviour.implicit_tls else None
        )
        self.port = self._server.sockets[0].getsockname()[1]

    async def close(self) -> None:
        """Stop listening and hang up; the messages stay readable."""
        if self._server is None:
            return
        self._server.close()
        for speaker in list(self._speakers):
            if isinstance(speaker.transport, asyncio.Transport):
                speaker.transport.abort()
        await asyncio.sleep(0)  # lets the lost connections end their tasks
        await self._server.wait_closed()

    @property
    def url(self) -> str:
        """The SMTP_URL that leads here."""
        behaviour = self._handler.behaviour
        scheme = "smtp" if behaviour.tls is None else "smtps" if behaviour.implicit_tls else "smtp+starttls"
        user = ":".join(quote(one, safe="") for one in behaviour.login) + "@" if behaviour.login else ""
        return f"{scheme}://{user}{HOST}:{self.port}"

    @property
    def messages(self) -> list[Received]:
        """The latest messages in the order they came."""
        return list(self._kept)

    async def wait_for(self, count: int, timeout: float = 5) -> list[Received]:  # noqa: ASYNC109 - reads better
        """The messages, once at least `count` have come. TimeoutError after `timeout` seconds."""
        async with asyncio.timeout(timeout), self._came:
            await self._came.wait_for(lambda: len(self._kept) >= count)
        return self.messages

    def refuse(self, reply: str, *, at: At = At.RECIPIENT, times: int = 1, address: str = "") -> None:
        """Answer the next `times` such commands (naming `address`) with `reply`, as "451 4.7.1 Later"."""
        self._handler.faults.append(Fault(at, reply, times, address))

    def drop_after_data(self, *, times: int = 1, taken: bool = True) -> None:
        """Hang up instead of answering the content: after storing it or, unless `taken`, without."""
        self._handler.faults.append(Fault(At.DROP if taken else At.VANISH, times=times))

    def answer_late(self, seconds: float, *, times: int = 1) -> None:
        """Take the content at once and say so only after so many seconds."""
        self._handler.faults.append(Fault(At.SLOW, times=times, seconds=seconds))

    def _speaker(self) -> SMTP:
        speaker = self._handler.speaker()
        self._speakers.add(speaker)
        return speaker

    def _read_folder(self, folder: Path) -> None:
        """Letters of an earlier life: the envelope is lost, so who is named in To counts as the recipients."""
        numbered = {int(file.stem.partition("-")[2]): file for file in folder.glob("mail-*.eml")}
        self._count = max(numbered, default=0)
        for number in sorted(numbered)[-_KEPT:]:
            raw, came = numbered[number].read_bytes(), numbered[number].stat().st_mtime
            named = tuple(address for _, address in getaddresses([message_from_bytes(raw).get("To", "")]))
            self._kept.append(replace(_read(raw, named), date=datetime.fromtimestamp(came, UTC)))

    async def _take(self, raw: bytes, recipients: tuple[str, ...]) -> None:
        self._count += 1
        if self._folder:
            await asyncio.to_thread(_write, self._folder / f"mail-{self._count}.eml", raw)
        async with self._came:
            self._kept.append(_read(raw, recipients))
            self._came.notify_all()


def _write(path: Path, raw: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(raw)


def _read(raw: bytes, recipients: tuple[str, ...]) -> Received:
    message = message_from_bytes(raw, policy=policy.default)
    text = _body(message, "plain")
    return Received(
        id=secrets.token_hex(8),
        date=datetime.now(UTC),
        from_=_header(raw, "From"),
        to=_header(raw, "To"),
        subject=str(message["Subject"] or ""),
        summary=" ".join(text.split())[:_SUMMARY],
        text=text,
        html=_body(message, "html"),
        attachments=tuple(_attachment(part) for part in message.iter_attachments()),
        recipients=recipients,
        raw=raw,
    )


def _header(raw: bytes, name: str) -> str:
    """Decoded by the older parser: the newer one puts a blank between the encoded words of a long name."""
    return str(make_header(decode_header(message_from_bytes(raw).get(name, ""))))


def _body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    return str(part.get_content()).replace("\r\n", "\n") if part else ""


def _attachment(part: EmailMessage) -> Attachment:
    content = part.get_payload(decode=True)
    return Attachment(
        part.get_filename("file"), part.get_content_type(), content if isinstance(content, bytes) else b""
    )
