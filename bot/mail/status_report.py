"""The machine-readable part of a delivery report (RFC 3464), also where a server writes it carelessly."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message

_REPORT = re.compile(rb"message/(?:global-)?delivery-status", re.IGNORECASE)
_LONGEST = 200_000
"""Bytes of a report worth reading."""
_FIELD = re.compile(r"^([A-Za-z][A-Za-z-]{1,40})\s*:\s*(.*)$")
_CODE = re.compile(r"\b[45]\.\d{1,3}\.\d{1,3}\b")
_ADDRESS = re.compile(r"[^\s<>;,\"]{1,64}@[^\s<>;,\"]{1,255}")


@dataclass(frozen=True, slots=True)
class Recipient:
    """What a report says of one recipient: `action` is failed, delayed, delivered, relayed or expanded, in lower case;
    empty when it says nothing. `addresses` are the names it has in the report, in lower case."""

    action: str
    status: str
    addresses: tuple[str, ...]


def as_texts(raw: bytes) -> bytes:
    """The mail with its reports as texts: Python's parser makes a message of each group of fields, stops reading one
    at a line that is no field, and takes hours for a report of blank lines."""
    return _REPORT.sub(rb"text/x-delivery-status", raw)


def recipients_of(part: Message) -> Iterator[Recipient]:
    """The recipients of a report; none when the part, of a mail read with `as_texts`, is no report."""
    payload = part.get_payload(decode=True)
    if not part.get_content_type().endswith("delivery-status") or not isinstance(payload, bytes):
        return
    for group in _groups(payload[:_LONGEST].decode("utf-8", "replace")):
        action = re.split(r"[\s;(]", group.get("action", ""))[0].lower()
        status = _CODE.search(group.get("status", "")) or _CODE.search(group.get("diagnostic-code", ""))
        named = (group.get("original-recipient", ""), group.get("final-recipient", ""))
        found = dict.fromkeys(one.lower() for field in named for one in _ADDRESS.findall(field))
        if action or found:
            yield Recipient(action, status[0] if status else "", tuple(found))


def _groups(text: str) -> Iterator[dict[str, str]]:
    """The groups of fields, parted by blank lines; a line that is no field goes on with the one before."""
    fields: dict[str, str] = {}
    last = ""
    for line in [*text.splitlines(), ""]:
        if field := _FIELD.match(line):
            last = field[1].lower()
            fields.setdefault(last, field[2])
        elif line.strip() and last:
            fields[last] += f" {line.strip()}"
        elif not line.strip():
            if fields:
                yield fields
            fields, last = {}, ""
