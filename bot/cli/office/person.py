"""What a person may ask for, and what they have to be told: their data as a file, and who is affected by a breach."""

import io
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from bot.cli.staff import shown
from bot.command_words import phrase
from bot.notifications.mail_facts import STAFF_LANGUAGE, mail_facts
from bot.presenter.context import clock
from bot.service import Service
from bot.spreadsheets import as_csv
from bot.year.archive import contents_of_case
from flows.definitions.programme import TAIPEI
from storage.staff.access_log import AccessLog

HEADS = ("case_number", "company", "contact", "email", "phone", "channel", "submitted_at")
_EVERYTHING = frozenset({"list", "export"})
"""Entries after which any case may have been seen."""


async def person_data(service: Service, case: str, out: Path) -> str | None:
    """Everything kept of a case in a ZIP that can be handed out (個人資料保護法 articles 3 and 10): its data and files,
    and the answers to read. None if there is no such case."""
    application = await service.applications.get(case)
    if application is None or application.erased_at:
        return None
    file = io.BytesIO()
    count = 1
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        archive.writestr("answers.txt", await shown(service, case) or "")
        async for name, content in contents_of_case(service, application):
            archive.writestr(name, content)
            count += 1
    try:
        with out.open("xb") as opened:
            opened.write(file.getvalue())
    except FileExistsError:
        return phrase("person.there", file=out)
    return phrase("person.done", case=case, count=count, file=out)


async def affected(service: Service, *, who: str | None, since: str | None, until: str | None) -> bytes | str:
    """Whom a breach concerns, as a table: everybody kept in that time, or whose case an account saw. Days in Taipei."""
    try:
        first, last = (
            _begin(since or "2000-01-01"),
            _begin(until) + timedelta(days=1) if until else service.now(),
        )
    except ValueError:
        return phrase("affected.no_day")
    seen: frozenset[str] | None = None
    if who:
        seen, whats = await AccessLog(service.database).seen_by(who, first, last)
        seen = None if whats & _EVERYTHING else seen
    rows = []
    async for page in service.applications.pages():
        for application in page:
            kept = application.submitted_at <= last and not application.erased_at
            if not kept or (seen is not None and application.case_number not in seen):
                continue
            facts = mail_facts(service.definition(application), application, STAFF_LANGUAGE)
            channel, at = str(application.record.get("channel", "")), clock(application.submitted_at)
            contact = (facts.contact_name, facts.contact_email, facts.contact_phone)
            rows.append([application.case_number, application.company, *contact, channel, at])
    return as_csv(HEADS, rows)


def _begin(day: str) -> datetime:
    return datetime.combine(date.fromisoformat(day), time(), TAIPEI)
