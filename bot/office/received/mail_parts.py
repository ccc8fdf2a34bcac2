"""What a mail that reached the mailbox carries: who sent it, its attachments however they were forwarded, its case."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr

from bot.mail.bounce_words import AUTOMATIC_REPLIES
from flows.session.case_number import PATTERN
from flows.session.submitted.copy_parts import MOST_BYTES, MOST_PART_BYTES, MOST_PARTS

_SCANS = ("application/pdf", "image/")
_ENDINGS = (".pdf", ".jpg", ".jpeg", ".png", ".heic", ".webp", ".tif", ".tiff")
_LOGO = 20_000
"""Bytes up to which a picture within the text is taken for the logo of a signature."""
_AUTOMATIC = re.compile(rf"^\s*({'|'.join(AUTOMATIC_REPLIES)})", re.I)
_NUMBER = re.compile(rf"(?<![0-9A-Z-]){PATTERN}(?![0-9])")


@dataclass(frozen=True, slots=True)
class IncomingMail:
    """A mail: the bare address it says it is from, its subject on one line, the scans in it, the case in its subject.

    `automatic`: no person wrote it, or it answers an invitation. `sealed`: its attachments open in Outlook only."""

    sender: str
    subject: str
    scans: tuple[bytes, ...]
    case_number: str
    automatic: bool
    sealed: bool


def read_mail(raw: bytes) -> IncomingMail:
    """Any bytes are a mail of some kind; what cannot be read of it is empty."""
    message = message_from_bytes(raw, policy=policy.default)
    assert isinstance(message, EmailMessage)
    subject = " ".join(_header(message, "Subject").split())[:200]
    sender = parseaddr(_header(message, "From"))[1].strip().lower()[:254]
    parts = list(_leaves(message))
    named = _NUMBER.search(unicodedata.normalize("NFKC", subject).upper())
    return IncomingMail(
        sender,
        subject,
        tuple(_bounded(parts)),
        named[0] if named else "",
        _automatic(message, subject, parts),
        any(part.get_content_type() in ("application/ms-tnef", "application/vnd.ms-tnef") for part in parts),
    )


def _header(message: EmailMessage, name: str) -> str:
    try:
        return str(message.get(name, ""))
    except (ValueError, IndexError, AttributeError, TypeError):  # what the parser makes of broken headers
        return ""


def _leaves(message: EmailMessage) -> Iterator[EmailMessage]:
    """The parts, those of mails within mails too."""
    for part in message.walk():
        if isinstance(part, EmailMessage) and not part.is_multipart():
            yield part


def _bounded(parts: list[EmailMessage]) -> Iterator[bytes]:
    """The scans, up to what a case takes at once."""
    taken = total = 0
    for part in parts:
        content = _scan(part)
        if content and taken < MOST_PARTS and total + len(content) <= MOST_BYTES:
            taken, total = taken + 1, total + len(content)
            yield content


def _scan(part: EmailMessage) -> bytes:
    """The content of a part that may be a scan; empty for others, and for the logo of a signature."""
    kind, name = part.get_content_type(), (part.get_filename() or "").lower()
    if not (kind.startswith(_SCANS) or name.endswith(_ENDINGS)):
        return b""
    try:
        content = part.get_payload(decode=True)
    except (ValueError, LookupError):
        return b""
    if not isinstance(content, bytes) or len(content) > MOST_PART_BYTES:
        return b""
    within = part.get_content_disposition() != "attachment" and part.get("Content-ID") is not None
    return b"" if within and len(content) <= _LOGO else content


def _automatic(message: EmailMessage, subject: str, parts: list[EmailMessage]) -> bool:
    """RFC 3834, and what programs do that do not know it."""
    said = _header(message, "Auto-Submitted").partition(";")[0].strip().lower()
    bulk = _header(message, "Precedence").strip().lower() in ("bulk", "auto_reply", "junk", "list")
    calendar = any(part.get_content_type() == "text/calendar" for part in parts)
    marked = any(message.get(name) is not None for name in ("X-Autoreply", "X-Autorespond"))
    return said not in ("", "no") or bulk or calendar or marked or bool(_AUTOMATIC.match(subject))
