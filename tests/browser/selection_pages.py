"""Every page of a round in a browser: the desk's, those of reviewers, the leader's in both languages; each looked at on
a phone in the dark and with a thumb, the long forms by the Tab key alone too."""

from datetime import UTC, timedelta
from pathlib import Path

from playwright.async_api import Browser as Chromium
from playwright.async_api import Page, ViewportSize
from sqlalchemy import update

from bot.one_time_links.case_pages import CasePageLinks
from bot.paths import TEMPLATES
from flows.cases.consultant_events import APPLICANT
from flows.cases.proposal import events as e
from flows.definitions.programme import TAIPEI
from storage.schema.tables import application as applications
from tests.bot.committee.committee import COMMENT, DESK, Committee, declare, hidden, points, submit
from tests.bot.office.opened_office import LIN, WANG, Browser
from tests.bot.proposals.alliances import CASES, PROGRAMME, Alliances, alliances, soon
from tests.browser.accessible import violations
from tests.browser.visitors import PHONE, PICTURES, thumb_misses

STYLE = TEMPLATES / "shared" / "web" / "one_time.css"
"""What another part of the service serves for the pages behind links."""

MEETING = f"/desk/meeting/{PROGRAMME}"
GIVEN = {CASES[0]: (9, 21, 26, 21, 8), CASES[1]: (8, 19, 24, 19, 8), CASES[2]: (6, 14, 18, 14, 6)}
REMARKS = {f"remark_{name.removeprefix('points_')}": "可再加強" for name in points(0, 0, 0, 0, 0)}

STOPS = """() => {
    document.querySelectorAll("details").forEach(one => { one.open = true })
    const all = [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")]
    const groups = new Set()
    const stops = all.filter(one => one.checkVisibility() && !one.disabled && one.tabIndex >= 0).filter(one => {
        if (one.type !== "radio") return true
        const known = groups.has(one.name)
        groups.add(one.name)
        return !known
    })
    stops.forEach((one, place) => { one.dataset.stop = place })
    return stops.map(one => one.outerHTML.slice(0, 120))
}"""
"""Everything that can be pressed or typed into, the closed parts opened."""

FOCUSED = """() => {
    const at = document.activeElement, style = getComputedStyle(at)
    const seen = style.outlineStyle !== "none" || style.boxShadow !== "none"
    const named = at.type === "radio" ? document.querySelector(`[data-stop][name="${at.name}"]`) : at
    return named && named.dataset.stop ? [Number(named.dataset.stop), seen] : null
}"""


class Looker:
    """Looks at pages as somebody who is signed in elsewhere."""

    def __init__(self, page: Page, base: str) -> None:
        self.page, self.base = page, base
        self.problems: list[str] = []
        self._seen = 0

    async def looks(self, path: str, who: Browser, *, keys: bool = False) -> None:
        """Open a page and look at it."""
        await self.page.context.clear_cookies()
        cookies = [
            {"name": name, "value": value, "url": self.base} for name, value in who.cookies.items() if value
        ]
        await self.page.context.add_cookies(cookies)  # type: ignore[arg-type]
        await self.page.goto(path if path.startswith("http") else f"{self.base}{path}")
        await self.here(keys=keys)

    async def here(self, *, keys: bool = False) -> None:
        """Look at the page that is open."""
        self._seen += 1
        stops = await self.page.evaluate(STOPS)
        found = [f"not to be reached: {one}" for one in await self._beyond(stops)] if keys else []
        await self.page.emulate_media(color_scheme="dark")
        found += await violations(self.page)
        if PICTURES:
            await self.page.screenshot(path=f"{PICTURES}/round-{self._seen:02}-dark.png", full_page=True)
            await self.page.emulate_media(color_scheme="light")
            await self.page.screenshot(path=f"{PICTURES}/round-{self._seen:02}-light.png", full_page=True)
        found += await thumb_misses(self.page)
        if await self.page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append("wider than the screen")
        self.problems += [f"{self.page.url}: {one}" for one in found]

    async def _beyond(self, stops: list[str]) -> list[str]:
        """What the Tab key does not come to, or where nothing shows that it did."""
        left = dict(enumerate(stops))
        for _ in range(len(stops) * 6 + 10):
            await self.page.keyboard.press("Tab")
            at = await self.page.evaluate(FOCUSED)
            if at and at[1]:
                left.pop(at[0], None)
            if not left:
                break
        return list(left.values())


async def pages_of_a_round(chromium: Chromium, folder: Path) -> list[str]:
    """Play a round and look at each page; what is wrong with them."""
    size: ViewportSize = {"width": PHONE["width"], "height": PHONE["height"]}
    async with (
        alliances(folder) as people,
        await chromium.new_context(viewport=size, locale="zh-TW") as context,
    ):
        await context.route(
            "**/go/page.css", lambda route: route.fulfill(path=STYLE, content_type="text/css")
        )
        base = str(people.desk.client.make_url("/")).rstrip("/")
        looker = Looker(await context.new_page(), base)
        await _qualified(people, looker)
        await _scored(people, looker)
        await _met(people, looker)
        await _published(people, looker)
        await _followed(people, looker)
        return looker.problems


async def _qualified(people: Alliances, looker: Looker) -> None:
    """Paper that came late and was posted in time; then all are qualified."""
    late = e.PaperReceived("2024-03-06T17:20:00+08:00", "registered", 2, 2, 2, 1, "2024-03-05")
    await people.append(CASES[2], late)
    await looker.looks("/desk/qualification", people.lin)
    await looker.looks(f"/desk/{CASES[2]}/proposal", people.lin, keys=True)
    for case in CASES:
        await people.append(case, e.QualificationPassed())
    await people.left()


async def _scored(people: Alliances, looker: Looker) -> None:
    """Reviewers sign in, declare and score; the last one in the browser."""
    await looker.looks("/review/login", people.desk.browser())
    await looker.looks(DESK, people.wang)
    committee = Committee(people.desk, people.wang)
    reviewers = list((await committee.begun(declared=False)).values())
    await looker.looks("/review", reviewers[0])
    await looker.looks(f"/review/{CASES[0]}", reviewers[0])
    for reviewer in reviewers:
        for case in CASES:
            await declare(reviewer, case)
            if (reviewer, case) != (reviewers[0], CASES[0]):
                assert (await submit(reviewer, case, *GIVEN[case], **REMARKS))[0] == 303
    page = looker.page
    await looker.looks(f"/review/{CASES[0]}", reviewers[0], keys=True)
    for name, value in {**points(*GIVEN[CASES[0]]), **REMARKS, "comment": COMMENT}.items():
        await page.locator(f"[name={name}]").fill(str(value))
    await page.locator('button[formaction$="/submit"]').click()
    await page.wait_for_load_state()
    await looker.here()
    await page.locator('form[action$="/submit"] button').click()
    await page.wait_for_load_state()
    await looker.here()


async def _met(people: Alliances, looker: Looker) -> None:
    """Before there are slots, with them, and the clock in the third minute."""
    desk = people.desk
    begins = (desk.service.now().astimezone(TAIPEI) + timedelta(days=2)).replace(hour=9, minute=0, second=0)
    form = {"day": f"{begins:%Y-%m-%d}", "hour": "09:00", "place": "集思會議中心 201"}
    await looker.looks(MEETING, people.lin)
    assert (await people.lin.press(MEETING, f"{MEETING}/slots", **form))[0] == 303
    await people.left()
    await _leaders(people, looker)
    await people.append(CASES[0], e.SlotAnswered(True, ("王一", "王二")), e.QuestionNoted("通路如何維持？"))
    await looker.looks(MEETING, people.lin)
    desk.clock[0] = (begins + timedelta(minutes=3)).astimezone(UTC)
    await desk.work()
    people.lin, people.wang = await desk.signed_in(LIN), await desk.signed_in(WANG)
    await looker.looks(f"{MEETING}/clock", people.lin)
    for case in CASES:
        await people.append(case, e.PresentationHeld(True))


async def _published(people: Alliances, looker: Looker) -> None:
    """The result before and after it is published."""
    committee = Committee(people.desk, people.wang)
    await looker.looks(DESK, people.wang)
    await committee.done("close", method="mean")
    await looker.looks(f"{DESK}/result", people.wang)
    _, page, _ = await people.wang.go("GET", f"{DESK}/result")
    assert (await people.wang.go("POST", f"{DESK}/publish", **hidden(page) | {"sure": "1"}))[0] == 303
    await people.desk.work()
    await looker.looks(f"{DESK}/result", people.wang)


async def _followed(people: Alliances, looker: Looker) -> None:
    """Contract and milestone, on the desk and at the leader's."""
    outcome, due = f"/desk/{CASES[0]}/outcome", soon(people.desk, days=9)[:10]
    await people.append(CASES[0], e.ContractSent("0" * 64, "契約.pdf", due, "台北市杭州南路"))
    await people.append(CASES[0], e.ContractReturned("1" * 64, "IMG_1.jpg"), who=APPLICANT)
    await people.left()
    await looker.looks(outcome, people.lin)
    await _leaders(people, looker)
    await people.append(CASES[0], e.ContractSigned(), e.MilestoneOpened("midterm", due))
    await people.append(
        CASES[0], e.EvidenceReceived("midterm", "1", "2" * 64, "展場.jpg", "2 場"), who=APPLICANT
    )
    await people.left()
    await looker.looks(outcome, people.lin)
    await _leaders(people, looker)


async def _leaders(people: Alliances, looker: Looker) -> None:
    """The page of the first alliance's leader, in both languages."""
    service = people.desk.service
    links = CasePageLinks(service.links, service.secrets, looker.base)
    path = await links.proposal(CASES[0], service.now())
    for language in ("en", "zh-TW"):
        async with service.database.write() as connection:
            this = update(applications).where(applications.c.case_number == CASES[0])
            await connection.execute(this.values(language=language))
        await looker.looks(path, people.desk.browser(), keys=language == "en")
