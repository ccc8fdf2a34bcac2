"""The archive of a programme: a ZIP with a folder for each case, all answers as a workbook, the figures, its selection
if there was one, and checksums.

It is written beside its name and moved there when it is whole: half an archive is never taken for one."""

import asyncio
import json
import os
from collections.abc import AsyncIterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from bot.selection.minutes import minutes
from bot.selection.opened_round import opened_round
from bot.selection.scores import workbook as workbook_of_scores
from bot.selection.words import Quota
from bot.service import Service
from storage.cases.stream.case_events import CaseEvents
from storage.figures.figures import Figures
from storage.records import Application
from storage.retention.years import Years
from storage.selection.rounds import Rounds

SUMS = "SHA256SUMS"
"""The file with the checksum of every other, as `sha256sum --check` reads it."""


class DamagedArchive(Exception):
    """The archive that was written cannot be read back."""


@dataclass(frozen=True, slots=True)
class WrittenArchive:
    """How many cases and files are in it, and its SHA-256 in hex."""

    cases: int
    files: int
    sha256: str


async def write_archive(service: Service, programme: str, workbook: bytes, out: Path) -> WrittenArchive:
    """Write it to a new file. FileExistsError, Damaged, Unavailable."""
    unfinished = out.with_name(f".{out.name}.part")
    sums: dict[str, str] = {}
    with os.fdopen(os.open(unfinished, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb") as file:
        with ZipFile(file, "w", ZIP_DEFLATED) as archive:
            async for name, content in _contents(service, programme, workbook):
                archive.writestr(name, content, ZIP_STORED if name.endswith(".pdf") else ZIP_DEFLATED)
                sums[name] = sha256(content).hexdigest()
            archive.writestr(SUMS, "".join(f"{digest}  {name}\n" for name, digest in sums.items()))
        file.flush()
        os.fsync(file.fileno())
    check(unfinished)
    os.link(unfinished, out)  # refuses to replace an earlier one
    unfinished.unlink()
    cases = {name.partition("/")[0] for name in sums if "/" in name}
    return WrittenArchive(len(cases), len(sums), digest_of(out))


def check(file: Path) -> None:
    """Whether every file in an archive is what its checksum says. Damaged."""
    try:
        with ZipFile(file) as archive:
            sums = archive.read(SUMS).decode().splitlines()
            for line in sums:
                digest, _, name = line.partition("  ")
                if sha256(archive.read(name)).hexdigest() != digest:
                    raise DamagedArchive(name)
            if len(archive.namelist()) != len(sums) + 1:
                raise DamagedArchive(SUMS)
    except (OSError, KeyError, ValueError, BadZipFile) as error:
        raise DamagedArchive(type(error).__name__) from None


def digest_of(file: Path) -> str:
    """The SHA-256 of a file in hex."""
    digest = sha256()
    with file.open("rb") as opened:
        while part := opened.read(1 << 20):
            digest.update(part)
    return digest.hexdigest()


async def _contents(service: Service, programme: str, workbook: bytes) -> AsyncIterator[tuple[str, bytes]]:
    yield "applications.xlsx", workbook
    figures = await Figures(service.database).summed(programme, date.min, date.max)
    counts = [
        {"kind": kind, "name": name, "detail": detail, "count": count}
        for (kind, name, detail), count in figures.items()
    ]
    yield "figures.json", _json(counts)
    stored = await Rounds(service.database).of(programme)
    if stored.events:
        found, at = opened_round(stored), service.now().replace(microsecond=0)
        yield "selection.json", _json([asdict(one) for one in stored.events])
        yield "selection-scores.xlsx", await asyncio.to_thread(workbook_of_scores, found.selection, Quota())
        printed = partial(minutes, found.selection, Quota(), made_at=at)
        yield "selection-minutes.pdf", await asyncio.to_thread(printed)
    for case_number in await Years(service.database).cases(programme):
        application = await service.applications.get(case_number)
        if application is None or application.erased_at:
            continue
        async for name, content in contents_of_case(service, application):
            yield f"{case_number}/{name}", content


async def contents_of_case(service: Service, application: Application) -> AsyncIterator[tuple[str, bytes]]:
    """Everything that is kept of a case: its data, and every file of it by what it is."""
    number = application.case_number
    events = await CaseEvents(service.database).of(number)
    deliveries = await service.deliveries.of_case(number)
    data: Mapping[str, Any] = {
        "application": asdict(application),
        "acts": [asdict(one) for one in events],
        "mails": [asdict(one) for one in deliveries],
    }
    yield "case.json", _json(data)
    for role, name, digest in await service.files.all_of(number):
        stored = await service.files.get(digest)
        if stored:
            yield f"{role}-{digest[:8]}-{Path(name).name}", stored.content


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1, default=str).encode()
