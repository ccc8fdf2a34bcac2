"""The record of who saw or did what, for managers: from pages and commands, without any answer."""

from datetime import timedelta

from bot.retention.nightly_erasure import NightlyErasure
from storage.staff.access_log import Access, AccessLog
from tests.bot.office.opened_office import CASE, LIN, WANG, Browser, Office, copy_came


async def test_an_officer_is_told_that_it_is_for_managers(desk: Office, lin: Browser) -> None:
    status, text, _ = await lin.go("GET", "/desk/access")
    assert status == 403
    assert "由主管查看" in text
    assert "/desk/access" not in (await lin.go("GET", "/desk"))[1], "nor is it offered"


async def test_a_manager_finds_who_saw_and_did_what(desk: Office, lin: Browser) -> None:
    await copy_came(desk)
    await lin.go("GET", f"/desk/{CASE}/files/document")
    page = f"/desk/{CASE}/do/ask"
    await lin.press(
        page,
        page,
        reason="unsigned",
        note="王小明的章",
        day=(desk.service.now() + timedelta(days=7)).date().isoformat(),
    )
    wang = await desk.signed_in(WANG)
    _, text, _ = await wang.go("GET", f"/desk/access?case={CASE}")
    for told in (LIN, "開啟文件", "document", "按下按鈕", "請補件"):
        assert told in text
    assert "王小明的章" not in text
    _, text, _ = await wang.go("GET", "/desk/access?who=nobody@office.example")
    assert "沒有紀錄" in text
    _, text, _ = await wang.go("GET", "/desk/access")
    assert "看使用紀錄" in text, "whoever reads it is in it"
    assert '<a href="/desk/access">' in (await wang.go("GET", "/desk"))[1]


async def test_nothing_that_was_typed_into_an_address_is_recorded(desk: Office, lin: Browser) -> None:
    csrf = (await lin.go("GET", f"/desk/{CASE}"))[1].partition('name="csrf" value="')[2].partition('"')[0]
    await lin.go("POST", "/desk/陳美麗/do/ask", csrf=csrf)
    await lin.go("POST", f"/desk/{CASE}/do/陳美麗", csrf=csrf)
    wang = await desk.signed_in(WANG)
    await wang.go("GET", "/desk/access?case=陳美麗&who=陳美麗&before=陳美麗")
    assert "陳美麗" not in str(await AccessLog(desk.service.database).page(50))


async def test_pages_of_it_leave_nothing_out(desk: Office) -> None:
    log = AccessLog(desk.service.database)
    for number in range(150):
        await log.add(Access(desk.service.now(), LIN, "case", f"113-{number:04d}"))
    wang = await desk.signed_in(WANG)
    _, first, _ = await wang.go("GET", "/desk/access?who=lin%40office.example")
    older = first.partition('rel="next"')[0].rpartition('href="')[2].partition('"')[0].replace("&amp;", "&")
    _, second, _ = await wang.go("GET", older)
    shown = [number for number in range(150) if f">113-{number:04d}<" in first + second]
    assert shown == list(range(150))
    assert not [
        number for number in range(150) if f">113-{number:04d}<" in first and f">113-{number:04d}<" in second
    ]


async def test_what_was_erased_is_told_by_rule(desk: Office) -> None:
    await desk.service.erasure.erase_case(CASE, desk.service.now())
    wang = await desk.signed_in(WANG)
    _, text, _ = await wang.go("GET", "/desk/access")
    assert "承辦刪除" in text
    assert "檔案" in text
    desk.later(days=1900)
    await NightlyErasure(desk.service).erase()
    wang = await desk.signed_in(WANG)
    assert "使用紀錄滿 1825 天" in (await wang.go("GET", "/desk/access"))[1]
