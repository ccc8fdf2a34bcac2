"""Non-delivery notices (RFC 3464, and what other servers send instead): which mail of ours, why, and to whom.

A notice is recognised by the Message-ID of ours it carries, whose random part only its recipients and the servers on
the way have seen; nothing else of it is believed or kept.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage, Message
from email.utils import parseaddr
from html import unescape

from bot.mail.bounce_words import ANSWER, AWAY, FAILED, LAST_TRY, LATE, ROBOTS
from bot.mail.status_report import Recipient, as_texts, recipients_of

_OURS = re.compile(
    r"^[>|*\t ]{0,20}(?:x-)?(?:original-)?message-id:?\s{0,80}<([^<>\s]{1,200}@[^<>\s]{1,200})>",
    re.IGNORECASE | re.MULTILINE,
)
"""The field as a server copies it into a notice, perhaps quoted or indented."""
_WHOLE = 2_000_000
"""Bytes of a notice worth reading: what came back stands at its end, PDF and all."""
_LONGEST = 200_000
"""Bytes of a text worth reading: a notice says at its beginning what it has to say."""
_TAG = re.compile(r"</?[A-Za-z!][^<>]*>")
_STATUS = re.compile(r"(?<![\d.])5\.\d{1,3}\.\d{1,3}(?![\d.]*\d)")
_READ = frozenset({"message/disposition-notification", "message/feedback-report"})
"""Receipts and complaints: the mail arrived."""


@dataclass(frozen=True, slots=True)
class Bounce:
    """A mail that came back for good. `error` is "bounce" with the enhanced status code (RFC 3463) if told;
    `recipients` are those the notice names by machine-readable fields."""

    message_id: str
    error: str
    recipients: tuple[str, ...] = field(default=(), compare=False)


def read_bounce(raw: bytes) -> Bounce | None:
    """What this mail says about one of ours; None when it is no notice of a final failure.

    Delays, receipts and holiday replies are none. Never raises: anybody may write to the sender's address."""
    try:
        message = message_from_bytes(as_texts(raw[:_WHOLE]), policy=policy.default)
        failed = _failed(message)
        original = _original(message) if failed else None
    except (MessageError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None
    if failed is None or original is None:
        return None
    code = next((one.status for one in failed if one.status), "")
    named = dict.fromkeys(address for one in failed for address in one.addresses)
    return Bounce(original, f"bounce {code}".rstrip(), tuple(named))


def _failed(message: EmailMessage) -> list[Recipient] | None:
    """The recipients it failed for, by the report or in words; None when nothing failed for good."""
    told = [one for part in message.walk() for one in recipients_of(part)]
    if any(one.action for one in told):
        return [one for one in told if one.action == "failed"] or None
    if any(part.get_content_type() in _READ for part in message.walk()):
        return None
    return _told_in_words(message)


def _told_in_words(message: EmailMessage) -> list[Recipient] | None:
    """The same from a notice for people: from a mail robot, and in words that say it is over."""
    subject = str(message.get("Subject", ""))
    if AWAY.search(subject) or not _from_a_robot(message, subject):
        return None
    text = "\n".join([subject, *_own_texts(message)])
    if not FAILED.search(text) or (LATE.search(text) and not LAST_TRY.search(text)):
        return None
    found = _STATUS.search(text)
    named = str(message.get("X-Failed-Recipients", "")).replace(",", " ").split()
    return [Recipient("failed", found[0] if found else "", tuple(named))]


def _from_a_robot(message: EmailMessage, subject: str) -> bool:
    """A sender named like one, or none at all, as every notice has (RFC 5321, section 6.1)."""
    if (
        str(message.get("Return-Path", "")).strip() == "<>"
        or message.get_content_type() == "multipart/report"
    ):
        return True
    sender = parseaddr(str(message.get("From", "")))[1].partition("@")[0]
    return bool(ROBOTS.fullmatch(sender)) and not ANSWER.search(subject)


def _original(message: EmailMessage) -> str | None:
    """The Message-ID of the mail that came back: from the copy or the headers most servers include, from their words,
    or from the mail the notice answers."""
    for part in message.walk():
        if (
            part.get_content_type().startswith("message/rfc822")
            or "rfc822-headers" in part.get_content_type()
        ):
            inner = part.get_payload()
            first = inner[0] if isinstance(inner, list) and inner else None
            own = first.get("Message-ID") if isinstance(first, Message) else None
            if found := _OURS.search(f"Message-ID: {own}" if own else _text(part)):
                return f"<{found[1]}>"
    if found := _OURS.search("\n".join(_texts(message))):
        return f"<{found[1]}>"
    answered = str(message.get("In-Reply-To") or "") or str(message.get("References") or "")
    ids = re.findall(r"<[^<>\s]{1,200}>", answered)
    return ids[-1] if ids else None


def _own_texts(message: EmailMessage) -> Iterator[str]:
    """What the server wrote itself: the mail that came back says anything."""
    for text in _texts(message):
        own = _OURS.split(text, maxsplit=1)[0]
        yield own if own.strip() else text


def _texts(message: Message) -> Iterator[str]:
    """The texts of the notice, not those of a mail inside it."""
    if message.get_content_type().startswith("message/"):
        return
    payload = message.get_payload()
    if isinstance(payload, list):
        for part in payload:
            if isinstance(part, Message):
                yield from _texts(part)
    elif message.get_content_maintype() == "text":
        yield _text(message)


def _text(part: Message) -> str:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return ""
    payload = payload[:_LONGEST]
    charset = str(part.get_content_charset() or "utf-8")
    try:
        text = payload.decode({"big5": "cp950", "gb2312": "gb18030"}.get(charset, charset), "replace")
    except LookupError:
        text = payload.decode("utf-8", "replace")
    return unescape(_TAG.sub("\n", text)) if part.get_content_subtype() == "html" else text
