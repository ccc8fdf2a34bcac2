"""A consultant's link names a case and is nobody's identity; forged and expired ones; files; double presses."""

from io import BytesIO
from zipfile import ZipFile

from sqlalchemy import select

from flows.cases.consultation import Step
from storage.schema.tables import access
from tests.bot.consultants.consulting import CHEN, LINK, Consulting, path_of, pdf, typed, upload
from tests.bot.office.opened_office import CASE, WANG, text_of


async def test_the_link_alone_shows_nothing_of_the_case(desk: Consulting) -> None:
    mail = await desk.assigned()
    path, stranger = path_of(mail, "consult"), desk.office.browser()
    for method in ("HEAD", "GET"):
        status, text, _ = await stranger.go(method, path)
        assert status == 200
        assert "陳美麗" not in text
        assert CHEN not in text, "the address is masked"
    assert (await stranger.go("GET", f"{path}/files/document"))[0] == 404
    assert (await stranger.go("POST", f"{path}/accept"))[0] == 303, "back to where they say who they are"
    assert (await desk.consulted()).step is Step.ANSWER
    await stranger.go("POST", f"{path}/code")
    for _ in range(6):
        status, text, _ = await stranger.go("POST", f"{path}/enter", code="000000")
        assert status == 403
    assert "代碼輸入太多次" in text
    assert (await stranger.go("GET", "/consult/" + "x" * 43))[0] == 410
    assert (await stranger.go("GET", "/visit/" + "x" * 43))[0] == 410
    assert (await stranger.go("GET", path.replace("consult", "visit")))[0] == 410, "each link is for one page"


async def test_a_consultant_sees_their_case_alone_and_each_look_is_recorded(desk: Consulting) -> None:
    browser, path = await desk.known(await desk.assigned())
    _, text, _ = await browser.go("GET", path)
    assert "全部答案" in text
    assert (await browser.go("GET", f"{path}/files/document"))[0] == 200
    assert (await browser.go("GET", f"{path}/files/signed"))[0] == 404, "never the page with the signature"
    assert (await browser.go("GET", f"/desk/{CASE}"))[0] == 303, "no way to the desk"
    assert (await browser.go("POST", f"{path}/accept", csrf="forged", seen="3"))[0] == 403
    async with desk.office.service.database.read() as connection:
        rows = (await connection.execute(select(access).where(access.c.who == CHEN))).all()
    assert {(row.what, row.detail) for row in rows} >= {("consultant", ""), ("consultant file", "document")}
    assert {row.case_number for row in rows} == {CASE}
    desk.later(days=61)
    assert (await browser.go("GET", path))[0] == 410


async def test_of_two_at_once_the_second_sees_what_happened_and_keeps_the_text(desk: Consulting) -> None:
    browser, path = await desk.known(await desk.assigned())
    told = {"minutes": "60", "mode": "online", "where": LINK, "note": "請先準備商品照"}
    _, text, _ = await browser.go("GET", path)
    csrf = text.partition('name="csrf" value="')[2].partition('"')[0]
    seen = text.partition('name="seen" value="')[2].partition('"')[0]
    visit = f"/desk/{CASE}/visit"
    fixed = {"time1": typed(desk.in_days(3)), "minutes": "60", "mode": "online", "where": LINK}
    assert (await desk.lin.press(visit, f"{visit}/fix", **fixed))[0] == 303
    offered = {"time1": typed(desk.in_days(5))}
    status, text, _ = await browser.go("POST", f"{path}/propose", csrf=csrf, seen=seen, **offered | told)
    assert status == 409
    assert "案件剛剛有變動" in text
    assert "請先準備商品照" in text
    assert (await desk.consulted()).step is Step.VISIT
    again = await desk.lin.press(visit, f"{visit}/fix", **fixed)
    assert (again[0], "已經是這樣了" in again[1]) == (422, True)


async def test_a_consultant_takes_back_what_nobody_has_heard_of(desk: Consulting) -> None:
    browser, path = await desk.known(await desk.assigned())
    await browser.press(path, f"{path}/accept")
    assert (await browser.press(path, f"{path}/recall"))[0] == 303
    assert [one for one in await desk.work() if "已媒合" in one["Subject"]] == []
    assert (await desk.consulted()).step is Step.ANSWER
    _, text, _ = await browser.go("GET", path)
    csrf = text.partition('name="csrf" value="')[2].partition('"')[0]
    assert (await browser.go("POST", f"{path}/recall", csrf=csrf, number="3"))[0] == 409, "not the office's"


async def test_what_a_time_lacks_is_said_and_what_was_typed_stays(desk: Consulting) -> None:
    browser, path = await desk.known(await desk.assigned())
    good = {
        "time1": typed(desk.in_days(5)),
        "minutes": "60",
        "mode": "online",
        "where": LINK,
        "note": "請帶型錄",
    }
    for change, said in (
        ({"where": "javascript:alert(1)"}, "會議連結"),
        ({"minutes": "5"}, "15 到 480"),
        ({"time1": "明天"}, "1 到 3 個時間"),
        ({"time1": typed(desk.in_days(0.1))}, "時間太近"),
        ({"time2": good["time1"]}, "已經是這樣了"),
    ):
        status, text, _ = await browser.press(path, f"{path}/propose", **good | change)
        assert (status, said in text) == (422, True), change
        assert "請帶型錄" in text
    assert (await desk.consulted()).offer is None


def _docx(**parts: bytes) -> bytes:
    out = BytesIO()
    main = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    with ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", b"<Types>" + main + b"</Types>")
        archive.writestr("word/document.xml", b"<w:document/>")
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return out.getvalue()


ATTACHED = b'<Relationship Id="1" Type="http://x/attachedTemplate" Target="http://x" TargetMode="External"/>'


async def test_advice_is_judged_by_its_content(desk: Consulting) -> None:
    browser, path = await desk.known(await desk.assigned())
    visit = f"/desk/{CASE}/visit"
    at = desk.in_days(2)
    fixed = {"time1": typed(at), "minutes": "60", "mode": "online", "where": LINK}
    await desk.lin.press(visit, f"{visit}/fix", **fixed)
    await desk.at(at.replace(hour=16))
    await browser.press(path, f"{path}/held", note="紀要")
    for content, said in (
        (b"MZ\x90\x00", "不是 PDF 或 Word"),
        (b"%PDF-1.7\nnothing", "打不開"),
        (b"PK\x03\x04broken", "打不開"),
        (_docx(word__vbaProject_bin=b"x"), "巨集"),
        (_docx(word___rels__settings_xml_rels=ATTACHED), "巨集"),
        (b"", "請選擇檔案"),
        (b"%PDF-" + b"0" * (10 * 1024 * 1024), "太大"),
    ):
        status, text = await upload(browser, path, f"{path}/upload", content, "建議書.pdf")
        assert (status, said in text) == (422, True), (content[:20], said)
    assert (await upload(browser, path, f"{path}/upload", _docx(), "建議書.docx"))[0] == 303
    page = (await desk.lin.go("GET", visit))[1]
    assert "建議書.docx" in page
    assert (await desk.lin.press(visit, f"{visit}/return", note="請補第二章"))[0] == 303
    mails = await desk.work()
    assert any("請修改建議書" in one["Subject"] and "請補第二章" in text_of(one) for one in mails)
    assert (await upload(browser, path, f"{path}/upload", pdf(), "二.pdf"))[0] == 303
    assert (await desk.consulted()).step is Step.RELEASE


async def test_people_are_kept_by_managers_and_found_when_they_fit(desk: Consulting) -> None:
    assert (await desk.lin.go("GET", "/desk/people/edit"))[0] == 403
    assert "陳美美" in (await desk.lin.go("GET", "/desk/people"))[1]
    await desk.office.work()
    wang = await desk.office.signed_in(WANG)
    given = {"name": "吳新人", "email": "Wu@consult.example", "limit": "3", "needs": "ec", "online": "1"}
    edit = "/desk/people/edit"
    status, text, _ = await wang.press(edit, edit, **given | {"email": "no address"})
    assert (status, "請修正：信箱" in text, "吳新人" in text) == (422, True, True)
    status, text, _ = await wang.press(edit, edit, **given, onsite="1", active="1", languages="zh-TW")
    assert status == 303, text
    assert "吳新人" in (await wang.go("GET", f"/desk/{CASE}/assign"))[1]
    status, _, _ = await wang.press(f"{edit}?who=wu@consult.example", edit, **given, languages="zh-TW")
    assert status == 303
    assert "停用中" in (await wang.go("GET", f"/desk/{CASE}/assign"))[1]


async def test_whoever_is_not_of_the_best_three_needs_a_reason_and_the_full_one_is_never_asked(
    desk: Consulting,
) -> None:
    page = f"/desk/{CASE}/assign"
    for number in range(3):
        await desk.office.work()
        wang = await desk.office.signed_in(WANG)
        given = {"name": f"專家{number}", "email": f"e{number}@consult.example", "limit": "9", "active": "1"}
        given |= {"needs": "ec", "online": "1", "onsite": "1", "languages": "zh-TW", "counties": "臺北市"}
        assert (await wang.press("/desk/people/edit", "/desk/people/edit", **given))[0] == 303
    _, text, _ = await desk.lin.go("GET", page)
    last = text.rpartition('name="consultant" value="')[2].partition('"')[0]
    status, _, _ = await desk.lin.press(page, page, consultant=last, reason="")
    assert status == 422
    assert (await desk.lin.press(page, page, consultant="zhou@consult.example", reason="x"))[0] == 409
    assert (await desk.consulted()).step is Step.ASSIGN
