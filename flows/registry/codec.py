"""A record as JSON and back: the journal keeps what the registers said on the day they were asked."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from flows.registry.model import Record, Registration, Source, Status


def to_json(record: Record) -> dict[str, Any]:
    """A record as a JSON object; what the register did not tell is left out."""
    told = {part.name: getattr(record, part.name) for part in fields(record)}
    plain = {name: value for name, value in told.items() if value not in (None, "", False)}
    return plain | {
        "fetched_on": record.fetched_on.isoformat(),
        "sources": [source.value for source in record.sources],
        "registration_type": record.registration_type.value,
        "status": record.status.value,
    }


def from_json(data: Mapping[str, Any]) -> Record:
    """The record of a JSON object; fields added since it was written get their defaults."""
    known = {part.name for part in fields(Record)}
    told = {name: value for name, value in data.items() if name in known}
    told |= {
        "fetched_on": date.fromisoformat(data["fetched_on"]),
        "sources": tuple(Source(source) for source in data["sources"]),
        "registration_type": Registration(data["registration_type"]),
        "status": Status(data["status"]),
    }
    return Record(**told)
