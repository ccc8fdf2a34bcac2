"""Before results are published nothing that anybody but staff can reach tells a score, a rank or a result."""

import logging
import re
from typing import Any

import pytest
from sqlalchemy import select

from flows.selection.codec import stored_types
from storage.cases.stream.case_events import CaseEvents
from storage.engine.database import Database
from storage.schema.tables import metadata
from tests.bot.committee.committee import (
    CASES,
    COMMENT,
    DESK,
    Committee,
    R,
    declare,
    hidden,
    points,
    submit,
)
from tests.bot.office.opened_office import Browser, text_of

OWN = {"selection_event", "access", "sign_in", "staff_session", "job", "once", "data_key", "case_summary"}
"""What a round and its people's signing in may touch; everything else stays as it was. A summary is made when staff
look at the list."""


async def _elsewhere(database: Database) -> dict[str, list[Any]]:
    """Every table that applicants' screens, mails, exports and figures are made of."""
    tables = [table for table in metadata.sorted_tables if table.name not in OWN]
    async with database.read() as connection:
        return {table.name: list((await connection.execute(select(table))).all()) for table in tables}


async def _reached(browser: Browser) -> str:
    """Every page a reviewer finds from the first one on, and what each said."""
    found, pages = ["/review"], dict[str, str]()
    while found:
        path = found.pop()
        status, text, _ = await browser.go("GET", path)
        pages[path] = f"{status} {text}"
        links = re.findall(r'(?:href|src)="(/review[^"#]*)"', text)
        found += [link for link in links if link not in pages and link not in found]
    return "\n".join(f"{path} {text}" for path, text in pages.items())


async def _declared(people: dict[str, Browser]) -> None:
    for address, browser in people.items():
        for case in CASES:
            if (address, case) == (R[0], CASES[0]):
                await declare(browser, case, "conflict", kind="trade")
            else:
                await declare(browser, case)


async def _finds_nothing(browser: Browser) -> None:
    """Whoever is recused from the first case."""
    seen = await _reached(browser)
    assert CASES[0] not in seen, "in no list, no link, no file"
    assert "泰美保養" not in seen
    assert "共 2 案" in seen
    for path in ("", "/conflict", "/book.pdf"):
        missing = await browser.go("GET", f"/review/113-A999{path}")
        assert await browser.go("GET", f"/review/{CASES[0]}{path}") == missing
        assert missing[0] == 404
    _, page, _ = await browser.go("GET", f"/review/{CASES[1]}")
    for act in ("declare", "draft", "submit"):
        form = hidden(page) | points(1, 1, 1, 1, 1) | {"impartiality": "free", "name": "王", "sure": "1"}
        assert (await browser.go("POST", f"/review/{CASES[0]}/{act}", **form))[0] == 404


async def test_scores_reach_nobody_but_staff_and_who_is_recused_finds_the_case_nowhere(
    round_: Committee, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    people, service = await round_.begun(declared=False), round_.desk.service
    await _declared(people)
    before, jobs = await _elsewhere(service.database), await _jobs(service.database)
    for number, browser in enumerate(list(people.values())[1:]):
        comment = f"第{number}位委員的總評：{COMMENT}"
        await submit(browser, CASES[0], 8, 20, 24 + number, 20, 8, comment=comment, private=f"密{number}")
    await round_.done("recuse", case=CASES[0], reviewer=R[4], reason="姻親")
    assert await _elsewhere(service.database) == before, "nothing about the cases changed"
    assert await _jobs(service.database) == jobs, "nobody is told, at no time"
    assert await CaseEvents(service.database).of(CASES[0]) == ()
    await _finds_nothing(people[R[0]])
    await _finds_nothing(people[R[4]])
    own = await _reached(people[R[2]])
    assert "第1位委員的總評" in own
    for other in ("第0位", "第2位", "第3位", "密0", "密2", "平均", "名次", "委員2", "入選"):
        assert other not in own, other
    for browser in (round_.desk.browser(), people[R[2]]):
        for path in ("/desk/selection", DESK, f"{DESK}/scores.xlsx", f"{DESK}/minutes.pdf"):
            assert (await browser.go("GET", path))[2].startswith("/desk/login")
    for path in ("/desk", "/desk/figures", "/desk/cases.xlsx"):
        assert "的總評" not in (await round_.wang.go("GET", path))[1]
    mails = [text_of(mail) for mail in await round_.desk.work()]
    ours = (one.getMessage() for one in caplog.records if not one.name.startswith(("aiosqlite", "asyncio")))
    told = "\n".join([*mails, *ours])
    for secret in ("總評", "密0", "泰美保養", *R, *stored_types()):
        assert secret not in told, secret


async def _jobs(database: Database) -> int:
    async with database.read() as connection:
        return len((await connection.execute(select(metadata.tables["job"].c.id))).all())
