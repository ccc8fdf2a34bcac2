"""A case from its review to its end: consultant, times picked in the chat, calendar, advice, satisfaction."""

from datetime import datetime, timedelta

from bot.channels.telegram.parse import Private, read_update
from flows.cases.consultation import Step
from flows.interface.inbound import Text
from tests.bot.consultants.consulting import (
    CHEN,
    LINK,
    Consulting,
    button,
    event_in,
    path_of,
    pdf,
    upload,
)
from tests.bot.office.opened_office import CASE, Browser, text_of
from tests.faults.crowd import update as platform_update


async def test_from_the_review_to_the_end_of_the_case(desk: Consulting) -> None:
    status, page, _ = await desk.lin.go("GET", f"/desk/{CASE}/assign")
    assert (status, "陳美美" in page, "已滿" in page) == (200, True, True)
    mail = await desk.assigned()
    assert mail["Subject"].startswith(f"[{CASE}] 請於 ")
    assert "是否承接" in mail["Subject"]
    browser, path = await desk.known(mail)
    _, page, _ = await browser.go("GET", path)
    assert "陳美美" in page
    assert "上傳建議書" not in page, "nothing to write about yet"
    assert (await browser.press(path, f"{path}/accept"))[0] == 303
    mails = await desk.work()
    assert len(mails) == 2, "to the applicant, and to the office"
    assert any("已媒合顧問：陳美美" in one["Subject"] for one in mails)

    offered = await desk.proposed(browser, path, 4, 5, 6)
    assert LINK in text_of(offered).split()
    first = desk.in_days(4)
    said = await desk.says(Text("進度"))
    assert "請於" in str(said)
    label = f"{first.month}/{first.day}（"
    said = await desk.says(button(said, label))
    assert "訪談已約定" in said[0].title
    assert LINK in said[0].body
    mails = await desk.work(0)
    assert len(mails) == 2, "to the applicant and to the consultant, at once"
    for one in mails:
        method, event = event_in(one)
        assert (method, str(event["STATUS"]), int(event["SEQUENCE"])) == ("REQUEST", "CONFIRMED", 0)
        assert event["DTSTART"].dt == first
        assert event["DTSTART"].params["TZID"] == "Asia/Taipei"
        assert str(event["ATTENDEE"]) == f"mailto:{one['To'].addresses[0].addr_spec}"
        assert one["Subject"].startswith(f"[{CASE}] 訪談約定：{label}")
    assert await desk.work() == []

    await _visited(desk, browser, path, first)


async def _visited(desk: Consulting, browser: Browser, path: str, first: datetime) -> None:
    """The day before, the visit, the advice, the receipt and three answers."""
    desk.office.clock[0] = (first - timedelta(days=1)).replace(hour=9, minute=31)
    mails = await desk.work(0)
    assert sorted("明天 14:00" in one["Subject"] for one in mails) == [True, True]
    await desk.at(first + timedelta(hours=2))
    _, page, _ = await browser.go("GET", path)
    status, page, _ = await browser.press(path, f"{path}/held", note="談妥三件事")
    assert status == 303, page
    status, page = await upload(browser, path, f"{path}/upload", b"not a document", "advice.pdf")
    assert status == 422
    assert "不是 PDF 或 Word" in page
    status, page = await upload(browser, path, f"{path}/upload", pdf(), "建議書.pdf")
    assert status == 303, page
    assert any("建議書待放行" in one["Subject"] for one in await desk.work(0))
    visit = f"/desk/{CASE}/visit"
    status, page, _ = await desk.lin.press(visit, f"{visit}/release")
    assert status == 303, page
    assert "建議書由承辦確認中" in str(await desk.says(Text("進度"))), "not before it has left"
    await _confirmed(desk)


async def _confirmed(desk: Consulting) -> None:
    [mail] = await desk.work()
    assert "請確認收到" in mail["Subject"]
    assert [part.get_content_type() for part in mail.iter_attachments()] == ["application/pdf"]
    said = await desk.says(Text("進度"))
    assert said[0].attachment
    assert (said[0].attachment.name, said[0].attachment.opens) == ("建議書.pdf", "下載建議書")
    said = await desk.says(button(said, "已收到"))
    assert "結案" in said[0].body
    for value in ("5", "4", "1"):
        said = await desk.says(button(said, value))
    assert "謝謝" in said[-1].title
    consulted = await desk.consulted()
    assert consulted.step is Step.CLOSED
    assert dict(consulted.ratings) == {"process": 5, "consultant": 4, "advice": 1}
    assert ["結案" in one["Subject"] for one in await desk.work(0)] == [True]
    assert "結案" in (await desk.lin.go("GET", "/desk?show=done"))[1]
    assert "已結案" in str(await desk.says(Text("status")))
    desk.later(days=30)
    assert await desk.work() == []


async def test_moved_twice_and_cancelled_is_one_entry_in_calendars(desk: Consulting) -> None:
    browser, path = await desk.known(await desk.assigned())
    offered = await desk.proposed(browser, path, 4, 5)
    page, visitor = path_of(offered, "visit"), desk.office.browser()
    for method in ("HEAD", "GET"):
        assert (await visitor.go(method, page))[0] == 200
    assert (await desk.consulted()).step is Step.PICK, "looking changes nothing"
    _, text, _ = await visitor.go("GET", page)
    number = text.partition('name="number" value="')[2].partition('"')[0]
    status, _, _ = await visitor.go("POST", page, do="pick", number=number, place="2")
    assert status == 303
    entries = [event_in(one) for one in await desk.work(0)]
    visit = f"/desk/{CASE}/visit"
    for days in (6, 7):
        told = {"time1": desk.in_days(days).strftime("%Y-%m-%dT%H:%M"), "minutes": "60", "mode": "onsite"}
        status, text, _ = await desk.lin.press(visit, f"{visit}/fix", **told, where="臺北市信義路一段 1 號")
        assert status == 303, text
        moved = await desk.work()
        assert all("訪談改期" in one["Subject"] for one in moved)
        entries += [event_in(one) for one in moved]
    assert (await browser.press(path, f"{path}/cancel", note="顧問感冒"))[0] == 303
    cancelled = await desk.work()
    assert all("訪談取消" in one["Subject"] and "顧問感冒" in text_of(one) for one in cancelled)
    entries += [event_in(one) for one in cancelled]
    assert len({str(event["UID"]) for _, event in entries}) == 1
    assert [int(event["SEQUENCE"]) for _, event in entries] == [0, 0, 1, 1, 2, 2, 3, 3]
    assert [method for method, _ in entries] == ["REQUEST"] * 6 + ["CANCEL"] * 2
    assert str(entries[-1][1]["STATUS"]) == "CANCELLED"
    desk.later(days=10)
    assert not [one for one in await desk.work() if "明天" in one["Subject"]], "nobody is reminded of it"


async def test_a_withdrawal_takes_the_visit_out_of_both_calendars(desk: Consulting) -> None:
    browser, path = await desk.known(await desk.assigned())
    await desk.proposed(browser, path, 4)
    await desk.says(Text("1"))
    assert len(await desk.work(0)) == 2
    page = f"/desk/{CASE}/do/withdraw"
    await desk.lin.press(page, page, note="電話")
    assert (await desk.lin.press(f"/desk/{CASE}", f"/desk/{CASE}/recall"))[0] == 303
    assert await desk.work() == []
    assert (await desk.consulted()).visit is not None, "taken back: the visit stands"
    await desk.lin.press(page, page, note="電話")
    mails = await desk.work()
    methods = [event_in(one)[0] for one in mails if "訪談取消" in one["Subject"]]
    assert methods == ["CANCEL", "CANCEL"]
    assert sum("撤案" in one["Subject"] for one in mails) == 1
    assert (await browser.go("GET", path))[0] == 410


async def test_another_consultant_and_the_former_one_sees_nothing_any_more(desk: Consulting) -> None:
    browser, path = await desk.known(await desk.assigned())
    await desk.proposed(browser, path, 4)
    await desk.says(Text("1"))
    before = event_in((await desk.work(0))[0])[1]
    page = f"/desk/{CASE}/assign"
    status, text, _ = await desk.lin.press(page, page, consultant="li@consult.example", reason="換人")
    assert status == 303, text
    assert (await browser.go("GET", path))[0] == 410, "at once, not only when the mail has left"
    mails = {one["To"]: one for one in await desk.work()}
    assert event_in(mails[CHEN])[0] == "CANCEL"
    assert "案件已改由他人處理" in mails[CHEN]["Subject"]
    [applicant] = [one for to, one in mails.items() if to not in (CHEN, "li@consult.example")]
    assert event_in(applicant)[0] == "CANCEL"
    browser, path = await desk.known(mails["li@consult.example"])
    await desk.proposed(browser, path, 4)
    await desk.says(Text("1"))
    after = event_in((await desk.work(0))[0])[1]
    assert (str(before["UID"]) != str(after["UID"]), int(after["SEQUENCE"])) == (True, 0)


async def test_a_case_that_is_replaced_gives_its_visit_up(desk: Consulting) -> None:
    browser, path = await desk.known(await desk.assigned())
    await desk.proposed(browser, path, 4)
    await desk.says(Text("1"))
    await desk.work(0)
    await desk.replaced()
    mails = await desk.work(0)
    assert [event_in(one)[0] for one in mails] == ["CANCEL", "CANCEL"]
    assert (await browser.go("GET", path))[0] == 410


async def test_a_tap_that_comes_again_is_one_answer(desk: Consulting) -> None:
    browser, path = await desk.known(await desk.assigned())
    await desk.proposed(browser, path, 4, 5)
    tap = button(await desk.says(Text("進度")), "")
    received = desk.office.service.turn_processor.receive
    event = read_update(platform_update(7001, tap), "7")
    assert isinstance(event, Private)
    for _ in range(3):
        await (await received(event.inbound)).messages()
    mails = await desk.work(0)
    assert len(mails) == 2
    [page] = [path_of(one, "visit") for one in mails if one["To"] != CHEN]
    status, text, _ = await desk.office.browser().go("GET", f"{page}/visit.ics")
    assert (status, "METHOD:REQUEST" in text, "TZID=Asia/Taipei" in text) == (200, True, True)


async def test_a_decline_comes_back_to_the_office_and_is_not_offered_again(desk: Consulting) -> None:
    browser, path = await desk.known(await desk.assigned())
    assert (await browser.press(path, f"{path}/decline", note="出國"))[0] == 303
    [mail] = await desk.work(0)
    assert "顧問婉拒：陳美美" in mail["Subject"]
    assert (await browser.go("GET", path))[0] == 410
    _, page, _ = await desk.lin.go("GET", f"/desk/{CASE}/assign")
    assert "已婉拒這個案件" in page
    assert "正在找顧問" in str(await desk.says(Text("進度")))


async def test_none_of_the_times_suits(desk: Consulting) -> None:
    browser, path = await desk.known(await desk.assigned())
    await desk.proposed(browser, path, 4)
    said = await desk.says(Text("都不方便"))
    assert "已請顧問另提時間" in said[0].title
    [mail] = await desk.work(0)
    assert (mail["To"], "請另提訪談時間" in mail["Subject"]) == (CHEN, True)
    await desk.proposed(browser, path, 8)
    assert (await desk.consulted()).step is Step.PICK
    old = await desk.says(Text("99/1 10:00"))
    assert "訪談已約定" not in str(old)


async def test_a_time_that_lapsed_or_was_taken_is_refused_in_words(desk: Consulting) -> None:
    browser, path = await desk.known(await desk.assigned())
    at = desk.in_days(4)
    await desk.proposed(browser, path, 4)
    said = await desk.says(Text("進度"))
    desk.office.clock[0] = at - timedelta(hours=20)
    said = await desk.says(button(said, ""))
    assert (await desk.consulted()).visit is None
    assert "這個時間剛剛不能約了" in str(said)
