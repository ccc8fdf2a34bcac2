"""A mailbox that speaks enough IMAP (RFC 9051) over a real socket for a client that reads unread mail.

It knows one account and one folder, can be told to misbehave, and remembers what was marked read."""

import asyncio
import re
import ssl
from base64 import b64decode
from collections.abc import Callable
from dataclasses import dataclass, field

HOST = "127.0.0.1"


@dataclass
class Kept:
    """A mail in the folder."""

    uid: int
    raw: bytes
    seen: bool = False


@dataclass
class ImapServer:
    """`await start()`, `drop(mail)`, then look at `kept`; `await close()`. `tls` protects it at once, or after
    STARTTLS when `starttls`. `plain` offers AUTHENTICATE PLAIN; else there is LOGIN alone."""

    login: tuple[str, str]
    tls: ssl.SSLContext | None = None
    starttls: bool = False
    plain: bool = True
    folder: str = "INBOX"
    read_only: bool = False
    hang_up_on: str = ""
    """The command at which the connection is dropped, as "FETCH"."""
    kept: list[Kept] = field(default_factory=list)
    validity: int = 7
    port: int = 0
    sessions: int = 0
    fetched: int = 0
    _server: asyncio.Server | None = None
    _open: set[asyncio.StreamWriter] = field(default_factory=set)

    async def start(self) -> None:
        """Listen, on a free port the first time."""
        protected = self.tls if not self.starttls else None
        self._server = await asyncio.start_server(self._serve, HOST, self.port, ssl=protected)
        self.port = self._server.sockets[0].getsockname()[1]

    async def close(self) -> None:
        """Hang up on everybody."""
        if self._server:
            self._server.close()
            for writer in list(self._open):
                writer.transport.abort()
            await self._server.wait_closed()

    def drop(self, mail: str) -> Kept:
        """A mail arrives."""
        self.kept.append(Kept(len(self.kept) + 1, mail.encode()))
        return self.kept[-1]

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.sessions += 1
        self._open.add(writer)
        try:
            await _Conversation(self, reader, writer).run()
        except (ConnectionError, ssl.SSLError, asyncio.IncompleteReadError):
            pass
        finally:
            self._open.discard(writer)
            writer.close()


class _Conversation:
    def __init__(
        self, server: ImapServer, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self._server = server
        self._reader = reader
        self._writer = writer
        self._inside = False

    async def run(self) -> None:
        self._say("* OK ready")
        while line := (await self._reader.readline()).decode().rstrip("\r\n"):
            tag, _, rest = line.partition(" ")
            name, _, arguments = rest.removeprefix("UID ").partition(" ")
            if name == self._server.hang_up_on:
                self._writer.transport.abort()
                return
            answer = await self._answer(name, arguments)
            self._say(f"{tag} {answer}")
            await self._writer.drain()
            if name == "STARTTLS" and self._server.tls:
                await self._writer.start_tls(self._server.tls)
            if name == "LOGOUT":
                return

    async def _answer(self, name: str, arguments: str) -> str:
        calls: dict[str, Callable[[str], str]] = {
            "CAPABILITY": self._capability,
            "STARTTLS": lambda _: "OK go ahead",
            "LOGIN": self._log_in,
            "SELECT": self._select,
            "SEARCH": self._search,
            "FETCH": self._fetch,
            "STORE": self._store,
            "LOGOUT": self._logout,
        }
        if name == "AUTHENTICATE" and self._server.plain:
            return await self._authenticate()
        if name not in calls or (name in {"SELECT", "SEARCH", "FETCH", "STORE"} and not self._inside):
            return "BAD not now"
        return calls[name](arguments)

    def _capability(self, _: str) -> str:
        offered = "STARTTLS " if self._server.starttls else ""
        self._say(f"* CAPABILITY IMAP4rev1 {offered}{'AUTH=PLAIN' if self._server.plain else ''}".rstrip())
        return "OK done"

    async def _authenticate(self) -> str:
        self._say("+ ")
        await self._writer.drain()
        _, user, password = b64decode(await self._reader.readline()).decode().split("\0")
        return self._let_in(user, password)

    def _log_in(self, said: str) -> str:
        return self._let_in(*(word.strip('"') for word in said.split(" ", 1)))

    def _let_in(self, user: str, password: str) -> str:
        self._inside = (user, password) == self._server.login
        return "OK welcome" if self._inside else "NO [AUTHENTICATIONFAILED] wrong"

    def _select(self, said: str) -> str:
        if said.strip('"') != self._server.folder:
            return "NO [NONEXISTENT] no such mailbox"
        self._say(f"* {len(self._server.kept)} EXISTS")
        self._say(f"* OK [UIDVALIDITY {self._server.validity}] valid")
        return "OK [READ-ONLY] done" if self._server.read_only else "OK [READ-WRITE] done"

    def _search(self, said: str) -> str:
        first = int(re.findall(r"UID (\d+):\*$", said)[0])
        last = max((mail.uid for mail in self._server.kept), default=0)
        unread = (mail.uid for mail in self._server.kept if not mail.seen)
        found = [
            str(uid) for uid in unread if uid >= min(first, last)
        ]  # `n:*` holds the last mail in any case
        self._say(" ".join(["* SEARCH", *found]))
        return "OK done"

    def _fetch(self, said: str) -> str:
        uid, _, what = said.partition(" ")
        for place, mail in enumerate(self._server.kept, 1):
            if mail.uid == int(uid) and "SIZE" in what:
                self._say(f"* {place} FETCH (UID {uid} RFC822.SIZE {len(mail.raw)})")
            elif mail.uid == int(uid):
                self._server.fetched += 1
                self._say(f"* {place} FETCH (UID {uid} BODY[] {{{len(mail.raw)}}}")
                self._writer.write(mail.raw + b")\r\n")
        return "OK done"

    def _store(self, said: str) -> str:
        uid, _, flags = said.partition(" ")
        for mail in self._server.kept:
            mail.seen = mail.seen or (mail.uid == int(uid) and r"+FLAGS.SILENT (\Seen)" in flags)
        return "OK done"

    def _logout(self, _: str) -> str:
        self._say("* BYE")
        return "OK done"

    def _say(self, line: str) -> None:
        self._writer.write(line.encode() + b"\r\n")
