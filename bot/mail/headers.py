"""Headers that nothing typed can break out of, and the identity that makes a double recognisable."""

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from secrets import token_hex

from bot.mail.header_encoding import address_field, headed, text_field
from flows.definitions.programme import TAIPEI
from storage.stored_names import MailKind

_LONGEST_NAME = 75
"""Some receivers bounce longer names."""
_LONGEST_SUBJECT = 200
_GAPS = frozenset({"Cc", "Zl", "Zp"})
_UNSEEN = frozenset({"Cf", "Cs", "Co", "Cn"})
_ADDRESS = re.compile(r"[^\s\x00-\x1f\x7f@:;,\"<>()\[\]\\]{1,64}@[\w-]+(\.[\w-]+)*")
_SPECIAL = str.maketrans(dict.fromkeys('@:;,"<>()[]\\', " "))


def signed_kind(number: int) -> str:
    """The kind of the mail that carries signed copy `number` (from 1): a replacement is a mail of its own."""
    return MailKind.SIGNED if number == 1 else f"{MailKind.SIGNED}-{number}"


def one_line(text: str, longest: int = _LONGEST_SUBJECT) -> str:
    """The text on one line, without control and invisible characters, at most `longest` characters."""
    kinds = [(char, unicodedata.category(char)) for char in text]
    seen = "".join(" " if kind in _GAPS else char for char, kind in kinds if kind not in _UNSEEN)
    line = " ".join(seen.split())
    return line if len(line) <= longest else line[: longest - 1] + "…"


def named(name: str, address: str) -> Address:
    """The address with its display name, less the characters that have a meaning in address lists.

    Raises ValueError when it is not one address."""
    local, _, domain = address.rpartition("@")
    if not _ADDRESS.fullmatch(address):
        raise ValueError("not one e-mail address")
    return Address(one_line(name.translate(_SPECIAL), _LONGEST_NAME), local, domain)


def sender_of(mail_from: str, name: str) -> Address:
    """MAIL_FROM as an address; `name` is shown when it has no name of its own. Raises ValueError."""
    own, address = parseaddr(mail_from)
    return named(own or name, address)


@dataclass(frozen=True, slots=True)
class MailName:
    """Which mail it is: its Message-ID, the moment of its cause, and the Message-ID of the mail it follows, if any."""

    ident: str
    at: datetime
    thread: str = ""


def message_id(case_number: str, kind: str, mail_from: str) -> str:
    """A new Message-ID, kept for every copy of the mail. Its random part is what only those know who got the mail:
    a notice that names it is believed to be about it.

    Raises ValueError when MAIL_FROM is not an address."""
    return f"<{case_number}.{kind}.{token_hex(10)}@{sender_of(mail_from, '').domain}>"


def blank(
    name: MailName, sender: Address, to: Sequence[Address], reply_to: Address, subject: str
) -> EmailMessage:
    """A mail without body, dated when its cause happened: a retry changes nothing. The subject may hold anything
    people typed: it becomes one line (RFC 2047), never a field."""
    fields = [
        address_field("From", {sender.addr_spec: sender.display_name}),
        *([address_field("To", {one.addr_spec: one.display_name for one in to})] if to else []),
        address_field("Reply-To", {reply_to.addr_spec: reply_to.display_name}),
        ("Date", format_datetime(name.at.astimezone(TAIPEI).replace(microsecond=0))),
        ("Message-ID", name.ident),
        *([("In-Reply-To", name.thread), ("References", name.thread)] if name.thread else []),
        ("Auto-Submitted", "auto-generated"),  # RFC 3834: no holiday replies, please.
        text_field("Subject", one_line(subject)),
    ]
    return headed(fields)


def fix_boundaries(message: EmailMessage) -> None:
    """Boundaries from the Message-ID in place of random ones, so that composing twice gives the same bytes.

    `=_` cannot occur in base64, which is what every part is in: no content can fake a boundary."""
    mark = hashlib.sha256(str(message["Message-ID"]).encode()).hexdigest()[:24]
    for number, part in enumerate(part for part in message.walk() if part.is_multipart()):
        part.set_boundary(f"=_{mark}_{number}")
