"""The list and a case over HTTP: acts, undo, two at once, what the applicant hears and when."""

from datetime import timedelta

from sqlalchemy import select, update

from flows.definitions.programme import taipei_day
from storage.cases.stream.case_events import CaseEvents
from storage.schema.tables import access, application
from tests.bot.office.opened_office import CASE, LIN, WANG, Browser, Office, copy_came, text_of


def due(desk: Office, days: int = 7) -> str:
    return (taipei_day(desk.service.now()) + timedelta(days=days)).isoformat()


async def kinds(desk: Office) -> list[str]:
    return [str(one.event["is"]) for one in await CaseEvents(desk.service.database).of(CASE)]


async def test_asking_waits_ten_minutes_then_the_applicant_is_told_once(desk: Office, lin: Browser) -> None:
    await copy_came(desk)
    page = f"/desk/{CASE}/do/ask"
    told = {"reason": "unsigned", "note": "請在紅框內簽名", "day": due(desk)}
    assert (await lin.press(page, page, **told))[::2] == (303, f"/desk/{CASE}")
    assert await desk.work() == []
    _, text, _ = await lin.go("GET", f"/desk/{CASE}")
    assert "⏳" in text
    assert "補件中" in text
    assert "lin 請補件" in text
    desk.later(minutes=10)
    [mail] = await desk.work()
    day = taipei_day(desk.service.now()) + timedelta(days=7)
    assert mail["Subject"].startswith(f"[{CASE}] 請於 {day.month}/{day.day}")
    assert "第 1 頁未簽名或蓋章、請在紅框內簽名" in mail["Subject"]
    assert "請在原對話傳照片" in text_of(mail)
    assert await kinds(desk) == ["SupplementAsked", "MessageLeft"]
    desk.later(hours=1)
    assert await desk.work() == []


async def test_taking_back_leaves_nobody_told_and_the_form_as_it_was(desk: Office, lin: Browser) -> None:
    await copy_came(desk)
    page = f"/desk/{CASE}/do/refuse"
    await lin.press(page, page, note="已逾 200 人", day=due(desk, 30))
    status, _, to = await lin.press(f"/desk/{CASE}", f"/desk/{CASE}/recall")
    assert (status, to) == (303, f"/desk/{CASE}/do/refuse?again=1")
    _, form, _ = await lin.go("GET", to)
    assert "已逾 200 人" in form
    assert due(desk, 30) in form
    desk.later(minutes=11)
    assert await desk.work() == []
    assert await kinds(desk) == ["CaseRefused", "ActRecalled"]
    assert "待審查" in (await lin.go("GET", f"/desk/{CASE}"))[1]


async def test_sending_at_once_and_too_late_to_take_back(desk: Office, lin: Browser) -> None:
    await copy_came(desk)
    page = f"/desk/{CASE}/do/approve"
    await lin.press(page, page)
    _, before, _ = await lin.go("GET", f"/desk/{CASE}")
    csrf = before.partition('name="csrf" value="')[2].partition('"')[0]
    await lin.press(f"/desk/{CASE}", f"/desk/{CASE}/hasten")
    [mail] = await desk.work()
    assert "審查通過" in mail["Subject"]
    status, text, _ = await lin.go("POST", f"/desk/{CASE}/recall", csrf=csrf, number="1")
    assert status == 409
    assert "已經寄出，不能收回" in text


async def test_the_opposite_act_drops_the_waiting_mail(desk: Office, lin: Browser) -> None:
    await copy_came(desk)
    await lin.press(f"/desk/{CASE}/do/approve", f"/desk/{CASE}/do/approve")
    page = f"/desk/{CASE}/do/ask"
    _, form, _ = await lin.go("GET", page)
    assert "尚未寄出的「審查通過」會先收回" in form
    await lin.press(page, page, reason="undated", note="", day=due(desk))
    desk.later(minutes=11)
    mails = await desk.work()
    assert [mail["Subject"] for mail in mails if "通過" in mail["Subject"]] == []
    assert len(mails) == 1


async def test_of_two_at_once_the_second_sees_what_happened_and_keeps_the_text(
    desk: Office, lin: Browser
) -> None:
    await copy_came(desk)
    wang, page = await desk.signed_in(WANG), f"/desk/{CASE}/do/refuse"
    _, form, _ = await wang.go("GET", page)
    csrf = form.partition('name="csrf" value="')[2].partition('"')[0]
    await lin.press(f"/desk/{CASE}/do/ask", f"/desk/{CASE}/do/ask", reason="undated", note="", day=due(desk))
    typed = {"csrf": csrf, "seen": "0", "note": "我打的原因", "day": due(desk, 30)}
    status, text, _ = await wang.go("POST", page, **typed)
    assert status == 409
    assert "lin 請補件" in text
    assert "我打的原因" in text
    assert await kinds(desk) == ["SupplementAsked"]
    status, text, _ = await wang.go("POST", f"/desk/{CASE}/do/approve", csrf=csrf, seen="0")
    assert status == 409


async def test_a_double_press_does_it_once(desk: Office, lin: Browser) -> None:
    await copy_came(desk)
    page = f"/desk/{CASE}/do/approve"
    _, form, _ = await lin.go("GET", page)
    csrf = form.partition('name="csrf" value="')[2].partition('"')[0]
    first = await lin.go("POST", page, csrf=csrf, seen="0")
    second = await lin.go("POST", page, csrf=csrf, seen="0")
    assert [first[2], second[2]] == [f"/desk/{CASE}", f"/desk/{CASE}?done=already"]
    assert await kinds(desk) == ["ReviewPassed"]


async def test_what_is_missing_is_said_and_nothing_typed_is_lost(desk: Office, lin: Browser) -> None:
    await copy_came(desk)
    page = f"/desk/{CASE}/do/ask"
    status, text, _ = await lin.press(page, page, note="只有說明", day=due(desk))
    assert status == 422
    assert "請寫明原因" in text
    assert "只有說明" in text
    status, text, _ = await lin.press(page, page, reason="undated", note="", day="2020-01-01")
    assert (status, "請填今天或之後的日期" in text) == (422, True)


async def test_only_a_manager_reopens(desk: Office, lin: Browser) -> None:
    await copy_came(desk)
    await lin.press(f"/desk/{CASE}/do/withdraw", f"/desk/{CASE}/do/withdraw", note="12/5 電話")
    desk.later(minutes=10)
    assert "撤案" in (await desk.work())[0]["Subject"]
    assert "/do/reopen" not in (await lin.go("GET", f"/desk/{CASE}"))[1]
    wang = await desk.signed_in(WANG)
    await wang.press(f"/desk/{CASE}/do/reopen", f"/desk/{CASE}/do/reopen", note="誤會")
    assert "待審查" in (await wang.go("GET", f"/desk/{CASE}"))[1]
    desk.later(minutes=10)
    assert await desk.work() == [], "without the tick nobody is told"


async def test_a_doubtful_copy_is_looked_at_and_confirmed(desk: Office, lin: Browser) -> None:
    await copy_came(desk, signed=False)
    _, text, _ = await lin.go("GET", f"/desk/{CASE}")
    assert "待簽章" in text
    await lin.press(f"/desk/{CASE}", f"/desk/{CASE}/signed")
    _, text, _ = await lin.go("GET", f"/desk/{CASE}")
    assert "待審查" in text
    assert "lin 確認已簽章" in text


async def test_looking_changes_nothing_and_is_recorded_without_what_was_seen(
    desk: Office, lin: Browser
) -> None:
    await copy_came(desk)
    paths = ("", "/do/approve", "/do/ask", "/do/refuse", "/do/withdraw", "/files/document", "/files/preview")
    for path in paths:
        for method in ("HEAD", "GET"):
            assert (await lin.go(method, f"/desk/{CASE}{path}"))[0] == 200, path
    await lin.go("GET", "/desk?q=陳美麗")
    assert await kinds(desk) == []
    desk.later(hours=1)
    assert await desk.work() == []
    async with desk.service.database.read() as connection:
        rows = (await connection.execute(select(access.c.who, access.c.what, access.c.detail))).all()
    assert {(row.who, row.what) for row in rows} >= {
        (LIN, "case"),
        (LIN, "file"),
        (LIN, "form"),
        (LIN, "list"),
    }
    assert "陳美麗" not in str(rows)
    wang = await desk.signed_in(WANG)
    assert "lin" in (await wang.go("GET", f"/desk/{CASE}"))[1]


async def test_an_erased_case_is_gone(desk: Office, lin: Browser) -> None:
    await lin.go("GET", "/desk")
    await desk.service.erasure.erase_case(CASE, desk.service.now())
    assert (await lin.go("GET", f"/desk/{CASE}"))[0] == 404
    assert 'scope="row"' not in (await lin.go("GET", "/desk"))[1]
    assert (await lin.go("GET", "/desk/113-9999"))[0] == 404


async def test_a_case_replaced_meanwhile_tells_nothing_more(desk: Office, lin: Browser) -> None:
    await copy_came(desk)
    await lin.press(f"/desk/{CASE}/do/approve", f"/desk/{CASE}/do/approve")
    async with desk.service.database.write() as connection:
        gone = {"superseded_at": desk.service.now(), "superseded_by": "113-0009", "claim_key": None}
        await connection.execute(update(application).values(**gone))
    desk.later(minutes=11)
    assert await desk.work() == []
    _, text, _ = await lin.go("GET", f"/desk/{CASE}")
    assert "被 113-0009 取代" in text
    assert "/do/" not in text
