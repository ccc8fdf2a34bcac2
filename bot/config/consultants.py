"""Consultants as the programme file lists them (`[[consultants]]`, optional) and as the office keeps those it adds."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from bot.languages import LANGUAGES
from flows.answers.parsing.places.districts import DISTRICTS
from flows.definitions.consultant import Consultant

MOST_CASES = 99
_LISTS = ("needs", "markets", "industries", "counties", "languages", "avoids")
_FLAGS = ("online", "onsite", "active")
_KEYS = ("name", "email", "limit", *_LISTS, *_FLAGS)
_ADDRESS = re.compile(r"[^@\s,;<>]{1,64}@[^@\s,;<>]{1,190}")


def consultant_of(data: Mapping[str, Any]) -> Consultant:
    """Somebody as a table without problems describes them."""
    usual = Consultant("", "")

    def names(key: str, otherwise: frozenset[str] = frozenset()) -> frozenset[str]:
        return frozenset(data.get(key, otherwise))

    return Consultant(
        address=str(data["email"]).strip().lower(),
        name=str(data["name"]).strip(),
        needs=names("needs"),
        markets=names("markets"),
        industries=names("industries"),
        counties=tuple(data.get("counties", ())),
        languages=names("languages", usual.languages),
        online=bool(data.get("online", usual.online)),
        onsite=bool(data.get("onsite", usual.onsite)),
        limit=int(data.get("limit", usual.limit)),
        avoids=names("avoids"),
        active=bool(data.get("active", usual.active)),
    )


def table_of(one: Consultant) -> dict[str, Any]:
    """The table of somebody."""
    lists = {name: sorted(getattr(one, name)) for name in _LISTS}
    flags = {name: getattr(one, name) for name in _FLAGS}
    return {"name": one.name, "email": one.address, "limit": one.limit, **lists, **flags}


def consultants_of(data: Mapping[str, Any]) -> tuple[Consultant, ...]:
    """Those of a programme file without problems."""
    return tuple(map(consultant_of, data.get("consultants", ())))


def consultants_problems(data: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with the list of a programme file."""
    listed = data.get("consultants", ())
    for number, one in enumerate(listed, 1):
        where = f"consultants {number}"
        if not isinstance(one, dict):
            yield f"{where}: must be a table [[consultants]]"
            continue
        yield from (f"{where}: {problem}" for problem in table_problems(one))
    addresses = [str(one.get("email", "")).lower() for one in listed if isinstance(one, dict)]
    for address in sorted({one for one in addresses if one and addresses.count(one) > 1}):
        yield f"consultants: {address} is listed twice"


def table_problems(one: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with the table of somebody; option ids are checked where the form is known."""
    if not str(one.get("name", "")).strip():
        yield "name: missing"
    if not _ADDRESS.fullmatch(str(one.get("email", "")).strip()):
        yield "email: must be one mail address"
    for name in sorted(set(one) - set(_KEYS)):
        yield f"{name}: unknown; there are: {', '.join(_KEYS)}"
    for name in _LISTS:
        value = one.get(name, [])
        if not isinstance(value, list) or not all(isinstance(part, str) for part in value):
            yield f"{name}: must be a list of texts"
    for name in _FLAGS:
        if not isinstance(one.get(name, True), bool):
            yield f"{name}: must be true or false"
    limit = one.get("limit", 1)
    if isinstance(limit, bool) or not isinstance(limit, int) or not 0 <= limit <= MOST_CASES:
        yield f"limit: must be how many cases at a time, from 0 to {MOST_CASES}"
    yield from _unknown("counties", one, DISTRICTS)
    yield from _unknown("languages", one, LANGUAGES)


def _unknown(name: str, one: Mapping[str, Any], known: Any) -> Iterator[str]:
    value = one.get(name, [])
    for part in value if isinstance(value, list) else ():
        if part not in known:
            yield f"{name}: {part} is unknown; there are: {', '.join(known)}"
