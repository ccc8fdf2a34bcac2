"""A selection over HTTP: an office with three proposals, its staff, reviewers who follow the links of their mails."""

import os
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from html import unescape
from pathlib import Path

from bot.config.settings import Settings
from bot.paths import TEMPLATES
from storage.journal.outcomes import Appended
from storage.records import NewFile
from storage.stored_names import FileRole
from tests.bot.office.opened_office import WANG, Browser, Office, office, text_of
from tests.storage.make import submitting

PROGRAMME = "alliance-113"
DESK = f"/desk/selection/{PROGRAMME}"
ALLIANCES = ("泰美保養", "好茶出海", "智慧餐旅")
CASES = ("113-A001", "113-A002", "113-A003")
R = tuple(f"r{number}@school.example" for number in range(1, 6))
COMMENT = "市場分析完整，成員分工清楚，建議補充通路。"


def _with_alliances(settings: Settings) -> Settings:
    folder = TEMPLATES / "alliance" / "programmes"
    both = Path(f"{settings.programme_file}{os.pathsep}{folder / '113A.toml'}")
    return settings.model_copy(update={"programme_file": both})


@dataclass
class Committee:
    """The office, and 主管 signed in."""

    desk: Office
    wang: Browser

    async def act(self, name: str, browser: Browser | None = None, /, **form: object) -> tuple[int, str, str]:
        """Send a form of the selection's page as it is now drawn."""
        browser = browser or self.wang
        _, page, _ = await browser.go("GET", DESK)
        return await browser.go("POST", f"{DESK}/{name}", **hidden(page) | form)

    async def done(self, name: str, /, **form: object) -> None:
        """The same, and it went well."""
        status, text, _ = await self.act(name, **form)
        assert status == 303, problem(text)

    async def invited(self, *who: str) -> dict[str, Browser]:
        """Reviewers who followed their links."""
        today = f"{self.desk.service.now():%Y-%m-%d}"
        until = f"{self.desk.service.now().replace(year=self.desk.service.now().year + 1):%Y-%m-%d}"
        found = {}
        for number, address in enumerate(who, start=1):
            await self.done(
                "invite", address=address, name=f"委員{number}", since=min(today, until), until=until
            )
            [mail] = await self.desk.work()
            assert mail["To"] == address
            browser = self.desk.browser()
            path = review_link(text_of(mail))
            status, _, target = await browser.go("POST", path)
            assert (status, target) == (303, "/review")
            found[address] = browser
        return found

    async def begun(self, *, declared: bool = True) -> dict[str, Browser]:
        """Cases entered, five reviewers invited, weights confirmed, scoring open; all free in every case."""
        await self.done("cases", case=list(CASES))
        people = await self.invited(*R)
        await self.done("weights", reading="A", sure="1")
        await self.done("draw")
        await self.done("open")
        if declared:
            for browser in people.values():
                for case in CASES:
                    await declare(browser, case)
        return people


def hidden(page: str) -> dict[str, str]:
    """What a form of that page carries, whichever."""
    return {name: re.search(rf'name="{name}" value="([^"]*)"', page)[1] for name in ("csrf", "seen")}  # type: ignore[index]


def problem(page: str) -> str:
    """What a page says is wrong."""
    found = re.findall(r'class="problem"[^>]*>(.*?)</p>', page, re.DOTALL)
    return unescape(re.sub(r"<[^>]+>", "", found[0])) if found else ""


def review_link(text: str) -> str:
    """The path of the link in a reviewer's mail."""
    found = re.search(r"(/review/in/\S+)", text)
    assert found
    return found[1]


async def declare(
    browser: Browser, case: str, impartiality: str = "free", **more: object
) -> tuple[int, str, str]:
    """A reviewer says how they stand to a case."""
    path = f"/review/{case}"
    _, page, _ = await browser.go("GET", path + "/conflict")
    form = {"impartiality": impartiality, "name": "王委員", **more}
    return await browser.go("POST", path + "/declare", **hidden(page) | form)


def points(*given: int) -> dict[str, object]:
    """The fields of five criteria."""
    names = (
        "target_market", "company_international", "expansion_strategy", "tool_innovation", "member_interplay",
    )  # fmt: skip
    return {f"points_{name}": str(one) for name, one in zip(names, given, strict=True)}


async def submit(browser: Browser, case: str, *given: int, **more: object) -> tuple[int, str, str]:
    """A reviewer fills in a case, looks at the sum and submits it."""
    path = f"/review/{case}"
    _, page, _ = await browser.go("GET", path)
    form = {**points(*given), "comment": COMMENT, **more}
    status, page, _ = await browser.go("POST", path + "/submit", **hidden(page) | form)
    assert status == 200, problem(page)
    return await browser.go("POST", path + "/submit", **hidden(page) | form | {"sure": "1"})


async def send_in(desk: Office, number: int, alliance: str) -> str:
    """A proposal that was sent in, with its book."""
    members = [
        {"company": f"{alliance}成員{one}股份有限公司", "ubn": "12345675", "leader": one == 1}
        for one in (2, 1, 3)
    ]
    turn = submitting(
        500 + number,
        f"{number:08d}",
        scheme="alliance",
        programme=PROGRAMME,
        series="113A",
        case_number="113-A{:03d}".format,
        questionnaire="113L.1",
        company=f"{alliance}成員1股份有限公司",
        answers={"alliance_name": alliance},
        record={"members": members, "revision": 1, "sent_at": desk.service.now().isoformat(), "entries": {}},
        jobs=(),
    )
    outcome = await desk.service.journal.append(turn)
    assert isinstance(outcome, Appended)
    assert outcome.case_number
    book = NewFile(
        outcome.case_number,
        FileRole.DOCUMENT,
        f"{outcome.case_number}_r1.pdf",
        "application/pdf",
        b"%PDF-1.7 book",
    )
    await desk.service.files.put(book, desk.service.now())
    return outcome.case_number


@asynccontextmanager
async def committee(folder: Path) -> AsyncIterator[Committee]:
    """An office with three proposals."""
    async with office(folder, _with_alliances, applications=0) as desk:
        found = [await send_in(desk, number, name) for number, name in enumerate(ALLIANCES, start=1)]
        assert tuple(found) == CASES
        yield Committee(desk, await desk.signed_in(WANG))
