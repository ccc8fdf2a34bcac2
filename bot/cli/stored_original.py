"""Compares an inspected file with what the database keeps; changes nothing there, and does without one."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256

from bot.command_words import both
from bot.config.data_keys import vault_of
from bot.config.settings import Settings
from bot.documents.verification import Finding, Report, compared
from storage.cases.files import Files
from storage.engine.database import Database
from storage.errors import StorageError
from storage.stored_names import FileRole

_PATIENCE = 10.0
"""Seconds for a database that may be out of reach."""


async def against_database(settings: Settings, pdf: bytes, report: Report) -> tuple[Report, str]:
    """The report after looking the file, and the document of its case, up in the database; and what was compared."""
    if not Database.exists(settings.database_url):
        return report, both("inspect.not_compared", " ")
    database = Database.open(settings.database_url, vault_of(settings))
    try:
        async with asyncio.timeout(_PATIENCE):
            return await _looked_up(Files(database), pdf, report)
    except (StorageError, OSError, TimeoutError):
        return report, both("inspect.not_compared", " ")
    finally:
        await database.close()


_FINDINGS: Mapping[str, Finding] = {
    FileRole.DOCUMENT: Finding.ORIGINAL,
    FileRole.SIGNED_COPY: Finding.RETURNED_KEPT,
    FileRole.SIGNING_RECORD: Finding.RECORD_KEPT,
}


async def _looked_up(files: Files, pdf: bytes, report: Report) -> tuple[Report, str]:
    for case, role in await files.held_as(sha256(pdf).hexdigest()):
        found = _FINDINGS.get(role)
        signed_digitally = role == FileRole.SIGNED_COPY and report.data  # is the form itself
        if found and not signed_digitally:
            return replace(report, finding=found), _compared_with(case)
    case = report.case_number
    original = await files.of_case(case, FileRole.DOCUMENT) if case else None
    if original is None:
        return report, both("inspect.not_kept", " ")
    return await asyncio.to_thread(compared, report, pdf, original.content), _compared_with(case)


def _compared_with(case: str | None) -> str:
    return both("inspect.compared", " ", case=case)
