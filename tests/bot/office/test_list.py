"""The list of cases over HTTP: filters, search, order, pages and the workbook."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest

from bot.office import case_list
from flows.definitions.programme import taipei_day
from flows.definitions.working_days import WorkingDays
from tests.bot.office.opened_office import CASE, Browser, Office, applied, copy_came


async def test_the_list_shows_whose_turn_it_is_and_filters_by_the_address(desk: Office, lin: Browser) -> None:
    await applied(desk.service, 2)
    _, text, _ = await lin.go("GET", "/desk")
    assert "待簽章 <b>2</b>" in text
    assert "輪到我們 <b>0</b>" in text
    assert text.count('scope="row"') == 2
    await copy_came(desk)
    _, text, _ = await lin.go("GET", "/desk?show=ours")
    assert text.count('scope="row"') == 1
    assert "待審查" in text
    assert "看起來已簽章" in text, "no more than was seen"
    assert "輪到我們 <b>1</b>" in text
    for nothing in ("/desk?show=nonsense", "/desk?show=refused", "/desk?q=%F0%9F%99%82", "/desk?q=%25"):
        assert 'scope="row"' not in (await lin.go("GET", nothing))[1], nothing
    full_width = "".join(chr(ord(one) + 0xFEE0) for one in CASE.partition("-")[2])
    assert (await lin.go("GET", f"/desk?q={full_width}"))[1].count('scope="row"') == 1
    assert "找不到「&lt;b&gt;」" in (await lin.go("GET", "/desk?q=<b>"))[1]
    for page in ("/desk?page=99", "/desk?page=-1&sort=nonsense", "/desk?page=x"):
        assert (await lin.go("GET", page))[1].count('scope="row"') == 2


async def test_the_workbook_is_what_is_shown(desk: Office, lin: Browser) -> None:
    await applied(desk.service, 2)
    cookies = {"Cookie": f"desk={lin.cookies['desk']}"}
    async with desk.client.get("/desk/cases.xlsx?q=113-0002", headers=cookies) as response:
        book = ZipFile(BytesIO(await response.read()))
    text = book.read("xl/sharedStrings.xml").decode()
    assert "113-0002" in text
    assert CASE not in text
    assert "待簽章" in text
    assert "統編" in text


async def test_a_workbook_leaves_no_case_out_in_silence(
    desk: Office, lin: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    await applied(desk.service, 2)
    monkeypatch.setattr(case_list, "MOST_EXPORTED", 1)
    status, text, _ = await lin.go("GET", "/desk/cases.xlsx?show=signing")
    assert status == 422
    assert "共 2 件，一次最多匯出 1 件" in text
    assert 'href="/desk?show=signing"' in text
    async with desk.client.get(
        "/desk/cases.xlsx?q=113-0002", headers={"Cookie": f"desk={lin.cookies['desk']}"}
    ) as response:
        assert response.status == 200


async def test_its_script_is_one_file_of_ours_and_a_part_asked_for_too_late_leads_to_the_sign_in(
    desk: Office, lin: Browser
) -> None:
    cookies = {"Cookie": f"desk={lin.cookies['desk']}"}
    for path, scripted in (("/desk?show=signing", True), (f"/desk/{CASE}", False), ("/desk/login", False)):
        async with desk.client.get(path, headers=cookies) as response:
            assert ("<script" in await response.text()) is scripted, path
            assert ("script-src 'self'" in response.headers["Content-Security-Policy"]) is scripted, path
    async with desk.client.get("/desk/htmx.min.js") as response:
        assert "javascript" in response.content_type
    async with desk.client.get("/desk?q=1", headers={"HX-Request": "true"}) as response:
        assert response.headers["HX-Redirect"] == "/desk/login?to=%2Fdesk%3Fq%3D1"


async def test_a_year_without_holidays_is_said_where_deadlines_are_read(desk: Office, lin: Browser) -> None:
    year = taipei_day(desk.service.now()).year
    assert f"沒有 {year}" in (await lin.go("GET", "/desk"))[1]
    programme = desk.service.programme
    days = WorkingDays(frozenset({date(year, 1, 1), date(year + 1, 1, 1)}))
    desk.service.catalogue.programmes[programme.id] = replace(programme, days=days)  # type: ignore[index]
    assert "假日資料" not in (await lin.go("GET", "/desk"))[1]
