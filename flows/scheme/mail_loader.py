"""The [[mails]] of a scheme.toml to MailSpecs; every mistake an issue with its place and remedy."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any

from flows.definitions.issues import Issue
from flows.scheme.mail_spec import Correspondent, Enclosure, MailEvent, MailSpec

_KEYS = {"name", "on", "to", "language", "reply_to", "thread", "attach", "numbered"}
_NAME = re.compile(r"[a-z][a-z_]*")
_OF_A_SCHEME = tuple(event for event in MailEvent if event is not MailEvent.NEWS)
_WITHOUT_CASE = (MailEvent.PLACE_OFFERED,)
"""Nothing is submitted yet that could be attached."""


def mail_specs(tables: Sequence[Mapping[str, Any]]) -> tuple[MailSpec, ...]:
    """The mails of a scheme, once `wrong_mails` has nothing to say."""
    return tuple(
        MailSpec(
            name=table["name"],
            on=MailEvent(table["on"]),
            to=Correspondent(table["to"]),
            language=table.get("language", ""),
            reply_to=Correspondent(table.get("reply_to", Correspondent.PROGRAMME)),
            thread=table.get("thread", ""),
            attach=tuple(map(Enclosure, table.get("attach", ()))),
            numbered=table.get("numbered", False),
        )
        for table in tables
    )


def wrong_mails(file: str, tables: Sequence[Mapping[str, Any]], documents: bool) -> Iterator[Issue]:
    """What is wrong with them; `documents`: whether the scheme prints any."""
    names = [str(table.get("name", "")) for table in tables]
    for name, table in zip(names, tables, strict=True):
        place = f"{file}: mails {name}"
        for key in sorted(set(table) - _KEYS):
            yield Issue("unknown_key", place, f"{key}: remove it or correct its name")
        if not _NAME.fullmatch(name) or names.count(name) > 1:
            yield Issue("bad_mail_name", place, "give each mail a name of its own: small letters and _")
        yield from _not_one_of(f"{place}.on", [table.get("on")], _OF_A_SCHEME)
        yield from _not_one_of(
            f"{place}.to", [table.get("to")], (Correspondent.STAFF, Correspondent.APPLICANT)
        )
        yield from _not_one_of(
            f"{place}.reply_to", [table.get("reply_to", Correspondent.PROGRAMME)], Correspondent
        )
        yield from _not_one_of(f"{place}.attach", table.get("attach", ()), Enclosure)
        if table.get("thread", name) not in names:
            yield Issue("unknown_thread", f"{place}.thread", f"name one of {', '.join(names)}")
        if table.get("to") == Correspondent.STAFF and not table.get("language"):
            yield Issue("no_language", f"{place}.language", "the language of the staff, such as zh-TW")
        if table.get("attach") and (not documents or table.get("on") in _WITHOUT_CASE):
            yield Issue("nothing_to_attach", f"{place}.attach", "there is no document then: remove it")
    events = Counter(str(table.get("on")) for table in tables)
    for event, count in events.items():
        if count > 1 and event != MailEvent.SUBMITTED:
            yield Issue("several_mails", f"{file}: mails", f"only one is sent on {event}: remove the others")


def _not_one_of(place: str, names: Any, known: Sequence[StrEnum] | type[StrEnum]) -> Iterator[Issue]:
    possible = list(map(str, known))
    for name in names:
        if name not in possible:
            yield Issue("unknown_name", place, f"{name}: there are {', '.join(possible)}")
