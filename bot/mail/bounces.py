"""Non-delivery notices (RFC 3464, and what older servers send instead): which mail of ours, and why.

A notice is recognised by the Message-ID of ours it carries, so a forged one can at most say that a mail came
back; nothing else of it is believed or kept.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage, Message
from email.utils import parseaddr

_OURS = re.compile(r"^message-id:\s*(<[^<>\s]{1,200}>)", re.IGNORECASE | re.MULTILINE)
_STATUS = re.compile(r"\b5\.\d{1,3}\.\d{1,3}\b")
_ROBOTS = ("mailer-daemon", "postmaster")
_FATAL = re.compile(
    r"permanent|undeliver|could not be delivered|couldn't be delivered|delivery (?:has )?failed|failure notice|"
    r"returned mail|無法(?:傳)?送達|退回",
    re.IGNORECASE,
)
"""How servers without a machine-readable report say it."""


@dataclass(frozen=True, slots=True)
class Bounce:
    """A mail that came back for good. `error` is "bounce" with the enhanced status code (RFC 3463) if told."""

    message_id: str
    error: str


def read_bounce(raw: bytes) -> Bounce | None:
    """What this mail says about one of ours; None when it is no notice of a final failure.

    Delays, receipts and holiday replies are none. Never raises: anybody may write to the sender's address."""
    try:
        message = message_from_bytes(raw, policy=policy.default)
        status = _status(message)
        original = _original(message)
    except (MessageError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None
    if status is None or original is None:
        return None
    return Bounce(original, f"bounce {status}".rstrip())


def _status(message: EmailMessage) -> str | None:
    """The status code of a final failure, "" when it has none; None when nothing failed for good."""
    fields = [field for part in _parts(message, "message/delivery-status") for field in _fields(part)]
    actions = [str(field.get("Action", "")).split(";")[0].strip().lower() for field in fields]
    if any(actions):
        failed = [field for field, action in zip(fields, actions, strict=True) if action == "failed"]
        codes = (_STATUS.search(str(field.get("Status", ""))) for field in failed)
        return next((code[0] for code in codes if code), "") if failed else None
    return _told_in_words(message)


def _told_in_words(message: EmailMessage) -> str | None:
    """The same from a notice for people: from a mail robot, and in words that say it is over."""
    sender = parseaddr(str(message.get("From", "")))[1].partition("@")[0].lower()
    if sender not in _ROBOTS and str(message.get("Return-Path", "")).strip() != "<>":
        return None
    text = "\n".join([str(message.get("Subject", "")), *_texts(message)])
    if not _FATAL.search(text):
        return None
    found = _STATUS.search(text)
    return found[0] if found else ""


def _original(message: EmailMessage) -> str | None:
    """The Message-ID of the mail that came back, from the copy or the headers every server includes."""
    for kind in ("message/rfc822", "message/rfc822-headers", "text/rfc822-headers"):
        for part in _parts(message, kind):
            inner = part.get_payload()
            first = inner[0] if isinstance(inner, list) and inner else None
            own = first.get("Message-ID") if isinstance(first, Message) else None
            found = _OURS.search(f"Message-ID: {own}" if own else _text(part))
            if found:
                return found[1]
    found = _OURS.search("\n".join(_texts(message)))
    return found[1] if found else None


def _parts(message: EmailMessage, kind: str) -> Iterator[Message]:
    return (part for part in message.walk() if part.get_content_type() == kind)


def _fields(part: Message) -> list[Message]:
    """The groups of fields of a delivery status: first about the mail, then about each recipient."""
    groups = part.get_payload()
    return [group for group in groups if isinstance(group, Message)] if isinstance(groups, list) else []


def _texts(message: EmailMessage) -> Iterator[str]:
    return (_text(part) for part in message.walk() if part.get_content_maintype() == "text")


def _text(part: Message) -> str:
    payload = part.get_payload(decode=True)
    return payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""
