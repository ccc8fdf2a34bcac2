"""A mailbox read over IMAP (RFC 9051), by the standard library's client. Everything here blocks: use threads."""

import contextlib
import imaplib
import re
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

from bot.mail.errors import MailError, Retry
from bot.mail.imap_url import ImapSecurity, ImapTarget

TIMEOUT = 20.0
"""Seconds the server may take for any step."""

_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")


class ImapSession:
    """One connection, logged in, with the folder open. Every method raises MailError."""

    def __init__(self, target: ImapTarget, tls: ssl.SSLContext) -> None:
        with _classified("connect"):
            self._imap = _connected(target, tls)
        try:
            with _classified("login"):
                _log_in(self._imap, target)
            with _classified("folder"):
                _expect(self._imap.select(f'"{target.folder}"'))
        except MailError:
            self.close()
            raise

    @property
    def validity(self) -> int:
        """The number under which the folder's UIDs hold; with another one they start anew."""
        _, found = self._imap.response("UIDVALIDITY")
        return int(found[0]) if found and found[0] else 0

    def unread(self, since: date, after: int) -> list[int]:
        """The UIDs above `after` of unread mails that came since that day, oldest first."""
        with _classified("read"):
            day = since.strftime("%d-%b-%Y")
            rows = _expect(self._imap.uid("SEARCH", "UNSEEN", "SINCE", day, "UID", f"{after + 1}:*"))
            # `n:*` always holds the last mail, however small its number (RFC 9051, section 9, seq-range).
            return sorted(uid for uid in map(int, (rows[0] or b"").split()) if uid > after)

    def fetch(self, uid: int, largest: int) -> bytes | None:
        """A mail, left unread; None when it is gone or has more bytes than that."""
        with _classified("read"):
            size = _SIZE.search(_told(_expect(self._imap.uid("FETCH", str(uid), "(RFC822.SIZE)"))))
            if size is None or int(size[1]) > largest:
                return None
            parts = _expect(self._imap.uid("FETCH", str(uid), "(BODY.PEEK[])"))
            return next((bytes(part[1]) for part in parts if isinstance(part, tuple)), None)

    def mark_read(self, uid: int) -> None:
        """Take a mail off the unread ones."""
        with _classified("read"):
            _expect(self._imap.uid("STORE", str(uid), "+FLAGS.SILENT", r"(\Seen)"))

    def close(self) -> None:
        """Log out, as far as the connection still allows."""
        with contextlib.suppress(imaplib.IMAP4.error, OSError):
            self._imap.logout()
        _hang_up(self._imap)


def _connected(target: ImapTarget, tls: ssl.SSLContext) -> imaplib.IMAP4:
    if target.security is ImapSecurity.TLS:
        return imaplib.IMAP4_SSL(target.host, target.port, ssl_context=tls, timeout=TIMEOUT)
    plain = imaplib.IMAP4(target.host, target.port, timeout=TIMEOUT)
    if target.security is ImapSecurity.STARTTLS:
        try:
            plain.starttls(tls)
        except Exception:
            _hang_up(plain)
            raise
    return plain


def _hang_up(imap: imaplib.IMAP4) -> None:
    with contextlib.suppress(OSError):
        imap.shutdown()


def _log_in(imap: imaplib.IMAP4, target: ImapTarget) -> None:
    """By AUTHENTICATE PLAIN where it is offered: LOGIN can only say ASCII, and some servers switch it off."""
    if "AUTH=PLAIN" in imap.capabilities:
        secret = f"\0{target.username}\0{target.password}".encode()
        _expect(imap.authenticate("PLAIN", lambda _: secret))
    else:
        _expect(imap.login(target.username, target.password))


def _expect(answer: tuple[str, Sequence[Any]]) -> Sequence[Any]:
    """The rows of an answer: texts, and pairs of a text and the literal after it. IMAP4.error unless all is well."""
    status, rows = answer
    if status != "OK":
        raise imaplib.IMAP4.error(status)
    return rows


def _told(rows: Sequence[Any]) -> bytes:
    """What the server said, without the mails in it."""
    return b" ".join(row if isinstance(row, bytes) else row[0] for row in rows if row)


@contextmanager
def _classified(stage: str) -> Iterator[None]:
    """Make whatever goes wrong a MailError that repeats none of the server's words: they may hold addresses."""
    try:
        yield
    except ssl.SSLError as error:
        raise MailError(Retry.SLOWLY, f"imap TLS: {error.reason or type(error).__name__}") from None
    except OSError as error:
        raise MailError(Retry.SOON, f"imap {stage}: {type(error).__name__}") from None
    except imaplib.IMAP4.readonly:
        raise MailError(Retry.SLOWLY, f"imap {stage}: read only") from None
    except imaplib.IMAP4.abort:
        raise MailError(Retry.SOON, f"imap {stage}: connection lost") from None
    except (imaplib.IMAP4.error, ValueError):
        raise MailError(Retry.SLOWLY, f"imap {stage}: refused") from None
