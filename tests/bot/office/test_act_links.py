"""Links in the mails to staff: an intent, no identity. Opening changes nothing; only a known person's button acts."""

import re
from email.message import EmailMessage

import pytest
from sqlalchemy import select

from bot.config.settings import Settings
from bot.office.act_links.browsers import COOKIE
from bot.office.act_links.links import LASTS
from flows.session.submitted.signed_copy import SentCopy
from storage.cases.stream.case_events import CaseEvents
from storage.records import NewFile, NewJob
from storage.schema.tables import access, case_event, one_time_link, sign_in, staff_session
from storage.stored_names import FileRole, JobKind
from tests.bot.office.opened_office import CASE, LIN, WANG, Browser, Office, copy_came, text_of


async def staff_mails(desk: Office, *, signed: bool = True) -> dict[str, EmailMessage]:
    """A signed copy comes in and is mailed: the mails to staff, by address."""
    await copy_came(desk, signed=signed)
    now = desk.service.now()
    sent = SentCopy("ab", now.isoformat())
    sha = await desk.service.files.put(
        NewFile(CASE, FileRole.COPY_DRAFT, "a.pdf", "application/pdf", b"%PDF-1.7"), now
    )
    job = NewJob(JobKind.SIGNED_MAIL, {"file": sha, "at": sent.at}, now, CASE)
    await desk.service.jobs.add(job, now)
    mails = await desk.work()
    [shared] = [mail for mail in mails if "staff@programme.example" in str(mail["To"])]
    assert f"/desk/{CASE}" in text_of(shared)
    assert "/desk/link/" not in str(shared.as_bytes()), "a shared mailbox gets no link that acts"
    return {str(mail["To"]): mail for mail in mails if str(mail["To"]) in (LIN, WANG)}


def links_of(mail: EmailMessage) -> list[str]:
    """The paths of the acting links, in order."""
    return re.findall(r"(/desk/link/\S+)", text_of(mail))


async def known(desk: Office, link: str) -> Browser:
    """A browser that has typed the code for a link."""
    browser = desk.browser()
    await browser.go("POST", f"{link}/code")
    [mail] = await desk.work()
    assert "/desk/login" not in text_of(mail), "a code alone: the mail signs nobody in"
    code = text_of(mail).partition("代碼 ")[2][:7]
    assert (await browser.go("POST", f"{link}/enter", code=code))[::2] == (303, link)
    return browser


async def kinds(desk: Office) -> list[str]:
    return [str(one.event["is"]) for one in await CaseEvents(desk.service.database).of(CASE)]


async def everything(desk: Office) -> str:
    async with desk.service.database.read() as connection:
        return str(
            [(await connection.execute(select(t))).all() for t in (case_event, sign_in, staff_session)]
        )


async def test_each_of_the_staff_gets_links_of_their_own_and_a_reply_reaches_no_applicant(
    desk: Office,
) -> None:
    mails = await staff_mails(desk)
    assert set(mails) == {LIN, WANG}
    mail = mails[LIN]
    assert re.match(rf"\[{CASE}\] 請於 \d+/\d+.*前審查：", str(mail["Subject"]))
    assert mail["Reply-To"].addresses[0].addr_spec == "intake@programme.example"
    text = text_of(mail)
    assert text.index(f"/desk/{CASE}") < text.index("統編"), "links come first"
    assert text.splitlines()[0].startswith("輪到我們：")
    assert not set(links_of(mails[LIN])) & set(links_of(mails[WANG]))
    assert await desk.work() == []


async def test_a_scanner_that_opens_everything_changes_nothing(desk: Office) -> None:
    mails = await staff_mails(desk)
    scanner, before = desk.browser(), await everything(desk)
    for link in links_of(mails[LIN]):
        for method in ("HEAD", "GET", "GET"):
            status, text, _ = await scanner.go(method, link)
            assert status == 200
            assert "<script" not in text
        assert "l***@office.example" in text
        assert "統編" not in text
        assert "陳" not in text, "no more of the case than its number"
        for path in ("", "/recall"):
            assert (await scanner.go("POST", link + path, csrf="x"))[0] == 303, "asks who it is first"
    assert await everything(desk) == before
    assert await desk.work() == []


async def test_a_known_browser_acts_with_one_button_and_takes_back(desk: Office) -> None:
    mail = (await staff_mails(desk))[LIN]
    approve = links_of(mail)[0]
    browser = await known(desk, approve)
    status, text, _ = await browser.press(approve, approve)
    assert status == 200
    assert "已完成：審查通過" in text
    assert await kinds(desk) == ["ReviewPassed"]
    await browser.press(approve, f"{approve}/recall")
    assert await kinds(desk) == ["ReviewPassed", "ActRecalled"]
    desk.later(minutes=11)
    assert await desk.work() == []
    _, text, _ = await browser.go("GET", approve)
    again = re.findall(r'href="(/desk/link/[^"]+)"', text)[0]
    assert again not in links_of(mail)
    assert (await browser.press(again, again))[0] == 200, "linked anew, and the browser is still known"
    assert await kinds(desk) == ["ReviewPassed", "ActRecalled", "ReviewPassed"]
    assert (await browser.go("GET", "/desk"))[0] == 303, "a known browser opens no list"
    assert (await browser.go("POST", f"/desk/{CASE}/do/refuse", note="x"))[0] == 303, "nor refuses"


async def test_a_link_of_somebody_else_asks_who_it_is_and_a_forged_one_is_none(desk: Office) -> None:
    mails = await staff_mails(desk)
    theirs, browser = links_of(mails[WANG])[0], await known(desk, links_of(mails[LIN])[0])
    _, text, _ = await browser.go("GET", theirs)
    assert "w***@office.example" in text
    await browser.go("POST", theirs, csrf="x")
    lin = await desk.signed_in(LIN)
    assert "您以 lin@office.example 登入" in (await lin.go("GET", theirs))[1]
    await lin.go("POST", f"{theirs}/code")
    [mail] = await desk.work()
    code = text_of(mail).partition("代碼 ")[2][:7]
    own = links_of(mails[LIN])[0]
    assert (await lin.go("POST", f"{own}/enter", code=code))[0] == 403, (
        "a code for one address is none for another"
    )
    for forged in ("x", "a" * 43, links_of(mails[LIN])[0].rpartition("/")[2][:-1] + "!", "é"):
        assert (await lin.go("GET", f"/desk/link/{forged}"))[0] == 410
    assert await kinds(desk) == []
    desk.later(days=LASTS.days, minutes=1)
    assert (await browser.go("GET", own))[0] == 410


async def test_a_session_of_the_same_person_needs_no_code(desk: Office) -> None:
    link = links_of((await staff_mails(desk))[LIN])[1]
    lin = await desk.signed_in(LIN)
    status, text, _ = await lin.press(link, link, note="只有說明", day="2099-01-01")
    assert (status, "請寫明原因" in text, "只有說明" in text) == (422, True, True)
    status, _, _ = await lin.press(link, link, reason="undated", note="", day="2099-01-01")
    assert (status, await kinds(desk)) == (200, ["SupplementAsked"])
    status, text, _ = await lin.go("POST", link, csrf="x")
    assert status == 403


async def test_a_link_is_dead_once_the_case_has_moved_and_says_what_happened(desk: Office) -> None:
    mails = await staff_mails(desk)
    browser, wang = await known(desk, links_of(mails[LIN])[0]), await desk.signed_in(WANG)
    await wang.press(
        f"/desk/{CASE}/do/ask", f"/desk/{CASE}/do/ask", reason="undated", note="", day="2099-01-01"
    )
    _, text, _ = await browser.go("GET", links_of(mails[LIN])[0])
    assert "wang 請補件" in text
    assert 'class="main"' not in text
    desk.later(minutes=11)
    await desk.work()
    await copy_came(desk)
    assert "沒有未完成的事" in (await browser.go("GET", links_of(mails[LIN])[0]))[1], (
        "another copy came meanwhile"
    )
    assert (await kinds(desk))[0] == "SupplementAsked"


async def test_a_doubtful_copy_is_confirmed_by_its_link(desk: Office) -> None:
    mail = (await staff_mails(desk, signed=False))[LIN]
    assert "前確認簽章" in str(mail["Subject"])
    link = links_of(mail)[0]
    browser = await known(desk, link)
    _, text, _ = await browser.press(link, link)
    assert "待審查" in text
    assert "審查通過" in text, "what comes next"
    assert "待審查" in (await browser.go("GET", link))[1]


async def test_a_browser_is_forgotten_by_time_by_revoking_and_with_the_address(desk: Office) -> None:
    link = links_of((await staff_mails(desk))[LIN])[0]
    browser, wang = await known(desk, link), await desk.signed_in(WANG)
    assert "審查通過：" in (await browser.go("GET", link))[1]
    desk.service.settings = desk.service.settings.model_copy(update={"staff_mail": f"{WANG}:主管"})
    assert "寄代碼" in (await browser.go("GET", link))[1]
    await desk.browser().go("POST", f"{link}/code")
    assert await desk.work() == [], "no code for an address that was removed"
    desk.service.settings = desk.service.settings.model_copy(
        update={"staff_mail": f"{LIN}:承辦, {WANG}:主管"}
    )
    await wang.press("/desk/browsers", "/desk/browsers")
    assert "寄代碼" in (await browser.go("GET", link))[1]
    again = await known(desk, link)
    async with desk.service.database.read() as connection:
        tables = (staff_session, one_time_link, access, sign_in)
        kept = str([(await connection.execute(select(table))).all() for table in tables])
    assert again.cookies[COOKIE] not in kept
    assert link.rpartition("/")[2] not in kept
    desk.later(days=13)
    assert "審查通過：" in (await again.go("GET", link))[1]


async def test_codes_are_slow_to_guess(desk: Office) -> None:
    link, browser = links_of((await staff_mails(desk))[LIN])[0], desk.browser()
    await browser.go("POST", f"{link}/code")
    [mail] = await desk.work()
    right = text_of(mail).partition("代碼 ")[2][:7].replace(" ", "")
    wrong = f"{(int(right) + 1) % 1_000_000:06d}"
    assert [(await browser.go("POST", f"{link}/enter", code=wrong))[0] for _ in range(5)] == [403] * 5
    assert (await browser.go("POST", f"{link}/enter", code=right))[0] == 403
    asked = [(await browser.go("POST", f"{link}/code"))[0] for _ in range(5)]
    assert asked == [200] * 4 + [429]
    late = desk.browser()
    desk.service.settings = desk.service.settings.model_copy()
    assert (await late.go("POST", f"{link}/enter", code=right))[0] == 403


@pytest.mark.parametrize("removed", ["", f"{LIN}:承辦"])
async def test_who_left_the_staff_gets_no_mail(desk: Office, removed: str) -> None:
    changed: Settings = desk.service.settings.model_copy(update={"staff_mail": f"{WANG}:主管"})
    desk.service.settings = changed
    assert set(await staff_mails(desk)) == {WANG}
