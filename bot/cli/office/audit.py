"""`audit`: who saw or did what, with which case, and what was erased; and the entry that every command leaves first."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from bot.cases.case_stream import recorded as events_of
from bot.cli.decisions import staff_member
from bot.command_words import phrase
from bot.office.management.access_page import doing, rule_words
from bot.office.management.shared import said
from bot.presenter.context import clock
from bot.service import Service
from flows.cases.codec import stored_name
from storage.cases.stream.case_events import CaseEvents
from storage.retention.proofs import Proofs
from storage.staff.access_log import Access, AccessLog

MOST = 200
"""Entries that are printed at most."""

_TOLD = ("form", "stage")
"""Arguments of commands whose values are words of ours; of others only those that are on are told, by their name."""


async def leave_entry(service: Service, command: str, arguments: Mapping[str, Any]) -> None:
    """Record that a command is run, by whom and about which case, before it shows or does anything."""
    case = str(arguments.get("case") or "")
    known = bool(case) and await service.applications.get(case) is not None
    told = [name for name, value in sorted(arguments.items()) if value is True]
    told += [str(arguments[name]) for name in _TOLD if arguments.get(name)]
    entry = Access(service.now(), staff_member(), command, case if known else None, " ".join(told))
    await AccessLog(service.database).add(entry)


async def audited(service: Service, case: str | None, *, who: str | None, days: int) -> str:
    """The latest entries, oldest first; about one case also what the office did to it and what was erased of it."""
    lines = []
    for one in reversed(await AccessLog(service.database).page(MOST, who=who or "", case_number=case or "")):
        about = " ".join(filter(None, (one.case_number, one.detail)))
        lines.append((one.at, phrase("audit.entry", who=one.who, what=doing(one), about=about)))
    if case and not who:
        lines += [
            (one.at, phrase("audit.entry", who=one.who, what=stored_name(type(one.event)), about=case))
            for one in events_of(await CaseEvents(service.database).of(case))
        ]
        lines += [
            (one.at, phrase("audit.entry", who=one.who, what=one.what, about=case))
            for one in await service.actions.of_case(case)
        ]
    since = service.now() - timedelta(days=days)
    told = [f"{clock(at)}  {text}".rstrip() for at, text in sorted(lines) if at >= since]
    told += await _erased(service, case, since)
    return "\n".join(told) or phrase("audit.none")


async def _erased(service: Service, case: str | None, since: datetime) -> list[str]:
    """What was erased of a case, or by which rules of everything."""
    proofs, kinds = Proofs(service.database), said()["erased"]["kinds"]
    if case:
        return [
            phrase("audit.erased", rule=rule_words(rule), kind=kinds[kind], count=count, day=day)
            for day, rule, kind, count in await proofs.of_case(case)
        ]
    summed = await proofs.since(since)
    return [
        phrase(
            "audit.erased",
            rule=rule_words(one.rule),
            kind=kinds[one.kind],
            count=one.count,
            day=one.last.date(),
        )
        for one in summed
    ]
