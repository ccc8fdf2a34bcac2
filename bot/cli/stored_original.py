"""Compares an inspected file with what the database keeps; changes nothing there, and does without one."""

import asyncio
from dataclasses import replace
from hashlib import sha256

from bot.config.settings import Settings
from bot.documents.document_store import DOCUMENT_ROLE
from bot.documents.verification import Finding, Report, compared
from bot.job_handlers import SIGNED_ROLE
from storage.cases.files import Files
from storage.engine.database import Database
from storage.errors import StorageError

_PATIENCE = 10.0
"""Seconds for a database that may be out of reach."""

_WITHOUT = "資料庫比對：沒有，讀不到資料庫 not compared: no database can be read here"
_UNKNOWN = (
    "資料庫比對：沒有，資料庫中沒有這個案件的原檔 not compared: the database keeps no original of this case"
)
_DONE = "資料庫比對：已與案件 {case} 保存的檔案比對 compared with what is kept of case {case}"


async def against_database(settings: Settings, pdf: bytes, report: Report) -> tuple[Report, str]:
    """The report after looking the file, and the document of its case, up in the database; and what was compared."""
    if not Database.exists(settings.database_url):
        return report, _WITHOUT
    database = Database.open(settings.database_url)
    try:
        async with asyncio.timeout(_PATIENCE):
            return await _looked_up(Files(database), pdf, report)
    except (StorageError, OSError, TimeoutError):
        return report, _WITHOUT
    finally:
        await database.close()


async def _looked_up(files: Files, pdf: bytes, report: Report) -> tuple[Report, str]:
    for case, role in await files.held_as(sha256(pdf).hexdigest()):
        found = {DOCUMENT_ROLE: Finding.ORIGINAL, SIGNED_ROLE: Finding.RETURNED_KEPT}.get(role)
        if found and not (role == SIGNED_ROLE and report.data):  # else the form itself, signed digitally
            return replace(report, finding=found), _DONE.format(case=case)
    case = report.case_number
    original = await files.of_case(case, DOCUMENT_ROLE) if case else None
    if original is None:
        return report, _UNKNOWN
    return await asyncio.to_thread(compared, report, pdf, original.content), _DONE.format(case=case)
