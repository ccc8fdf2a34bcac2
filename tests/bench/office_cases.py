"""What the office waits for with ten thousand cases: the list, a search, its last page, the workbook; each also as a
multiple of what it takes with a hundred in the same run. In the processor's own time, of server and browser together:
on a busy machine a page waits longer the longer it computes, which looks like growth and is none."""

import statistics
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select

from bot.office.summaries import refresh
from storage.cases.stream.case_events import CaseEvents
from storage.cases.summaries import Summaries
from storage.schema.tables import application, case_summary
from tests.bot.office.opened_office import LIN, Browser, Office, office

FEW, MANY = 100, 10_000
ROUNDS = 5
PAGES: Mapping[str, str] = {
    "list": "/desk",
    "search by company": "/desk?q={company}",
    "filter, last page": "/desk?show=signing&page=999999",
    "workbook": "/desk/cases.xlsx",
}


async def told(*, quick: bool) -> dict[str, str]:
    """The figures, by what they are of."""
    many = 1_000 if quick else MANY
    few, more = await measured(FEW), await measured(many)
    return {
        f"{many:,} cases: {what}": f"{more[what]:.1f} ms, {more[what] / few[what]:.1f} × that of {FEW}"
        for what in more
    }


async def measured(cases: int) -> dict[str, float]:
    """Milliseconds of a processor: each page, the median of some rounds; and to compute one summary anew."""
    with tempfile.TemporaryDirectory() as folder:
        async with office(Path(folder)) as opened:
            await opened.work()
            lin = await opened.signed_in(LIN)
            company = await _filled(opened, cases)
            summaries, events = Summaries(opened.service.database), CaseEvents(opened.service.database)
            begun = time.process_time()
            await refresh(opened.service, summaries, events)
            found = {"a summary, computed anew": (time.process_time() - begun) * 1000 / cases}
            for what, path in PAGES.items():
                _, *rounds = [await _timed(lin, path.format(company=company)) for _ in range(ROUNDS + 1)]
                found[what] = statistics.median(rounds) * 1000
            return found


async def _timed(browser: Browser, path: str) -> float:
    begun = time.process_time()
    status, _, _ = await browser.go("GET", path)
    assert status == 200, path
    return time.process_time() - begun


async def _filled(opened: Office, cases: int) -> str:
    """As many cases as are wanted, all like the one that was submitted; the company of one in the middle."""
    async with opened.service.database.write() as connection:
        one: dict[str, Any] = dict((await connection.execute(select(application))).one()._mapping)
        listed: dict[str, Any] = dict((await connection.execute(select(case_summary))).one()._mapping)
        for first in range(2, cases + 1, 1_000):
            names = [(number, f"113-{number:04d}") for number in range(first, min(first + 1_000, cases + 1))]
            own = [
                {"case_number": name, "number": number, "session": f"{number:032x}", "claim_key": None}
                | {"company": f"{one['company']}{number}"}
                for number, name in names
            ]
            await connection.execute(insert(application), [one | each for each in own])
            stale = [{"case_number": name, "number": n, "stale": True} for n, name in names]
            await connection.execute(insert(case_summary), [listed | each for each in stale])
    return f"{one['company']}{cases // 2}"
