"""The whole of a round over the pages of the desk, reviewers and leaders: paper, one late with its postmark in time;
a form mended; draw, meeting, five reviewers, a conflict found late; published; a contract by photo."""

import re
from datetime import timedelta

from flows.cases.consultant_events import APPLICANT
from flows.cases.proposal import events as e
from flows.definitions.programme import TAIPEI
from flows.interface.messages import plain_text
from tests.bot.committee.committee import DESK, Committee, R, declare, hidden, problem, submit
from tests.bot.office.opened_office import Browser, text_of
from tests.bot.proposals.alliances import CASES, PROGRAMME, Alliances
from tests.bot.proposals.test_story import hidden as carried
from tests.bot.proposals.test_story import pdf, photo, sent

GIVEN = {CASES[0]: (9, 21, 26, 21, 8), CASES[1]: (8, 19, 24, 19, 8), CASES[2]: (6, 14, 18, 14, 6)}
REMARKS = {f"remark_{name}": "可再加強" for name in (
    "target_market", "company_international", "expansion_strategy", "tool_innovation", "member_interplay",
)}  # fmt: skip
PAPER = {"way": "hand", "copies": "2", "sealed": "2", "annex": "2", "revision": "1", "corrects": "0"}
IN_TIME, LATE = {"at": "2024-03-06T16:30"}, {"at": "2024-03-06T17:20", "way": "registered"}
POINTS = {
    "eligible": ["ended", "duplicate"],
    "complete": ["copies", "seals", "registration", "arrival"],
    "conform": ["same"],
}


async def done(browser: Browser, page: str, action: str, /, **form: object) -> None:
    """Send a form of a page as it is drawn now; it went well."""
    _, text, _ = await browser.go("GET", page)
    status, text, _ = await browser.go("POST", action, **carried(text) | form)
    assert status == 303, problem(text)


async def test_a_round_from_paper_to_contract(people: Alliances) -> None:
    await _qualified(people)
    committee = Committee(people.desk, people.wang)
    reviewers = await committee.begun(declared=False)
    await _met(people)
    people.said.clear()
    await _scored(people, committee, reviewers)
    assert people.said == {}
    before = {case: (await people.case(case)).told_state.stage for case in CASES}
    assert {stage.value for stage in before.values()} == {"selection"}
    _, page, _ = await people.wang.go("GET", f"{DESK}/result")
    status, text, _ = await people.wang.go("POST", f"{DESK}/publish", **hidden(page) | {"sure": "1"})
    assert status == 303, problem(text)
    mails = await people.desk.work()
    assert sorted(str(mail["To"]) for mail in mails).count("leader1@company.example") == 1
    assert len(mails) == 9
    assert {user: len(found) for user, found in people.said.items()} == {
        f"u{number}{seat}": 1 for number in (1, 2, 3) for seat in (0, 1, 2)
    }
    said = {user: "\n".join(map(plain_text, found)) for user, found in people.said.items()}
    assert "入選。" in said["u10"]
    assert "85.00" in said["u10"]
    assert "未入選" in said["u30"]
    assert "85.00" not in said["u20"] + said["u30"]
    await _contracted(people, f"/desk/{CASES[0]}/outcome")


async def _qualified(people: Alliances) -> None:
    """Paper entered, one late with a postmark in time accepted; one asked to have a member's form mended."""
    for case in CASES:
        page = f"/desk/{case}/proposal"
        paper = PAPER | (LATE | {"postmark": "2024-03-05"} if case == CASES[2] else IN_TIME)
        await done(people.lin, page, f"{page}/paper", **paper)
    late = f"/desk/{CASES[2]}/proposal"
    _, text, _ = await people.lin.go("GET", late)
    assert "紙本逾時，郵戳在期限內" in text
    await done(people.lin, late, f"{late}/late", accepted="yes", reason="行政程序法第 49 條")
    due = f"{people.desk.service.now() + timedelta(days=2):%Y-%m-%d}"
    place = e.CorrectionPlace("form", "外銷年份", f"{21:032x}")
    await people.append(CASES[1], e.CorrectionAsked((place,), due))
    await people.left()
    await people.append(CASES[1], e.CorrectionReceived(2, ("form",)), who=APPLICANT)
    for case in CASES:
        page = f"/desk/{case}/proposal"
        for point, ticks in POINTS.items():
            await done(people.lin, page, f"{page}/point", point=point, tick=ticks)
        await done(people.lin, page, f"{page}/passed")
    await people.left()
    stages = {case: (await people.case(case)).told_state.stage.value for case in CASES}
    assert stages == dict.fromkeys(CASES, "qualified")


async def _met(people: Alliances) -> None:
    """Slots given, one leader answers, everybody has presented."""
    page = f"/desk/meeting/{PROGRAMME}"
    day = (people.desk.service.now().astimezone(TAIPEI) + timedelta(days=1)).date()
    await done(people.lin, page, f"{page}/slots", day=day.isoformat(), hour="09:00", place="集思會議中心")
    people.desk.later(minutes=11)
    mails = {str(mail["To"]): text_of(mail) for mail in await people.desk.work()}
    path = re.search(r"(/alliance/case/\S+)", mails["leader1@company.example"])
    assert path
    assert (await people.desk.browser().go("POST", path[1], attends="yes", speaker="王一"))[0] == 303
    for case in CASES:
        await done(people.lin, page, f"{page}/held", case=case, present="yes")


async def _scored(people: Alliances, committee: Committee, reviewers: dict[str, Browser]) -> None:
    """Everybody scores everything; then a conflict is found, and what was scored there counts no longer."""
    for place, browser in enumerate(reviewers.values()):
        for case in CASES:
            await declare(browser, case)
            first, *rest = GIVEN[case]
            status, text, _ = await submit(browser, case, first - (place == 4), *rest, **REMARKS)
            assert status == 303, problem(text)
    await committee.done("recuse", case=CASES[0], reviewer=R[4], reason="事後得知為股東")
    assert CASES[0] not in (await reviewers[R[4]].go("GET", "/review"))[1]
    await committee.done("close", method="mean")
    assert await people.desk.work() == []


async def _contracted(people: Alliances, page: str) -> None:
    """The contract goes out, comes back as a photo, and is signed."""
    _, text, _ = await people.lin.go("GET", page)
    due = f"{people.desk.service.now() + timedelta(days=7):%Y-%m-%d}"
    form = {"due": due, "place": "台北市杭州南路"}
    assert (await sent(people.lin, f"{page}/contract", "c.pdf", pdf(), **carried(text), **form))[0] == 303
    people.desk.later(minutes=11)
    [mail] = await people.desk.work()
    path = re.search(r"(/alliance/case/\S+)", text_of(mail))
    assert path
    assert (await sent(people.desk.browser(), f"{path[1]}/page", "IMG_1.jpg", photo()))[0] == 303
    await done(people.lin, page, f"{page}/signed")
    assert len(await people.left()) == 3
    assert (await people.case(CASES[0])).told_state.stage.value == "guidance"
