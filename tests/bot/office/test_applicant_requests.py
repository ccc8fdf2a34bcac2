"""What applicants want of what they submitted: giving it up, and their rights over their data, from chat to desk."""

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, select

from bot.channels.telegram.parse import Private, read_update
from bot.job_handlers import work_of
from flows.definitions.programme import taipei_day
from flows.interface.callback_data import Verb
from flows.interface.inbound import Opened, Text
from storage.errors import Unavailable
from storage.schema.tables import application as applications
from tests.bot.office.opened_office import CASE, WANG, Browser, Office, applied, copy_came, text_of
from tests.bot.office.test_questions import kinds
from tests.bot.office.test_revision import asked, button, says, screen
from tests.faults.crowd import update as platform_update
from tests.support.scripts import application, ubns

PAGE = f"/desk/{CASE}"


async def withdraw(desk: Office) -> str:
    """The applicant gives it up; what they are told."""
    assert "確定要撤案嗎？" in screen(await says(desk, "我要撤案"))
    return screen(await says(desk, "確定撤案"))


async def the_same_company(desk: Office, user: int = 7090) -> str:
    """Somebody else of the company applies from the beginning; everything they are shown."""
    contents = application("non_exporter", ubns(1)[-1])[0]
    shown = [screen(await says(desk, content, user)) for content in contents]
    return "\n".join(shown)


async def test_who_gives_up_is_asked_first_and_everybody_concerned_is_told_once(
    desk: Office, lin: Browser
) -> None:
    check = await says(desk, "撤案")
    assert "訪談一併取消" in screen(check)
    for no in ("保留", "什麼意思", "不用了"):
        assert "案件照原來的進行" in screen(await says(desk, no)), no
        await says(desk, "撤案")
    assert await kinds(desk) == [], "nothing but a clear yes"
    assert "案件 113-0001 不再處理" in screen(await says(desk, "確定撤案"))
    assert await kinds(desk) == ["CaseWithdrawn"]
    mails = {str(one["Subject"]): text_of(one) for one in await desk.work()}
    assert sorted(mails) == sorted(
        {f"[{CASE}] 已依您的要求撤案", *(one for one in mails if "申請人撤案" in one)}
    )
    assert len(mails) == 2
    shown = screen(await says(desk, "進度"))
    assert "已依您的要求撤案" in shown
    assert "線上簽名" not in shown
    assert "用印頁" not in shown
    assert "不再處理" in await withdraw(desk), "it is withdrawn already"
    assert await kinds(desk) == ["CaseWithdrawn"]
    _, page, _ = await lin.go("GET", PAGE)
    assert "申請人在對話中撤案" in page
    assert "撤案 <b>1</b>" in (await lin.go("GET", "/desk"))[1]
    desk.later(days=5)
    assert await desk.work() == [], "nobody is reminded of the signature"
    assert "還沒收到簽名" not in screen(await says(desk, Opened()))


async def test_company_and_place_are_free_until_a_manager_reopens(desk: Office, lin: Browser) -> None:
    wang = await desk.signed_in(WANG)
    await withdraw(desk)
    await desk.work()
    reopen = f"{PAGE}/do/reopen"
    assert (await wang.press(reopen, reopen, note="申請人反悔", tell="on"))[0] == 303
    assert "已經有" in await the_same_company(desk), "its claim is taken again at once"
    assert (await wang.press(PAGE, f"{PAGE}/recall"))[0] == 303
    assert "申請已送出" in await the_same_company(desk)
    status, text, _ = await wang.press(reopen, reopen, note="又反悔", tell="on")
    assert (status, "已經有另一份有效的申請" in text) == (422, True)
    assert (await kinds(desk)).count("CaseReopened") == 1


async def test_what_the_office_withdraws_frees_it_once_it_is_told(desk: Office, lin: Browser) -> None:
    act = f"{PAGE}/do/withdraw"
    assert (await lin.press(act, act, note="12/5 電話"))[0] == 303
    assert "已經有" in await the_same_company(desk), "it can still be taken back"
    desk.later(minutes=10)
    await desk.work()
    assert "申請已送出" in await the_same_company(desk, 7091)


async def test_before_submitting_there_is_a_draft_to_erase(desk: Office) -> None:
    for content in application("sole_proprietor", ubns(4)[-1])[0][:8]:
        event = read_update(platform_update(7004, content), "7")
        assert isinstance(event, Private)
        await (await desk.service.turn_processor.receive(event.inbound)).messages()
    shown = screen(await says(desk, "我要撤案", 7004))
    assert "沒有案件要撤" in shown
    assert "全部刪除" in shown
    assert "資料都保留著" in screen(await says(desk, "不要", 7004))
    assert "資料都在您手上" in screen(await says(desk, "更正資料", 7004))
    await says(desk, "我要撤案", 7004)
    assert "已全部刪除" in screen(await says(desk, "全部刪除", 7004))


async def test_a_correction_is_asked_for_shown_with_its_day_extended_and_answered(
    desk: Office, lin: Browser
) -> None:
    await says(desk, "更正資料")
    assert "請直接輸入文字" in screen(await says(desk, "好"))
    due = taipei_day(desk.service.now()) + timedelta(days=30)
    shown = screen(await says(desk, "聯絡電話改成 02-1234-5678"))
    assert f"最晚 {due.month}/{due.day}" in shown
    assert f"{due.month}/{due.day}" in screen(await says(desk, "進度"))
    [mail] = await desk.work()
    assert f"請於 {due.month}/{due.day}" in str(mail["Subject"])
    assert "02-1234-5678" in text_of(mail)
    assert "個資請求 <b>1</b>" in (await lin.go("GET", "/desk"))[1]
    assert (await lin.go("GET", "/desk?show=requests"))[1].count('scope="row"') == 1
    answer = f"{PAGE}/request"
    assert (await lin.press(PAGE, answer, does="extend", text=""))[0] == 422
    assert (await lin.press(PAGE, answer, does="extend", text="要向公司查證"))[0] == 303
    later = due + timedelta(days=30)
    [told] = await desk.work()
    assert f"{later.month}/{later.day}" in text_of(told)
    assert "延長一次" not in (await lin.go("GET", PAGE))[1], "once"
    assert (await lin.press(PAGE, answer, does="extend", text="再久一點"))[0] == 409
    assert (await lin.press(PAGE, answer, does="grant", text="已更正電話"))[0] == 303
    [told] = await desk.work()
    assert "已更正電話" in text_of(told)
    assert "個資請求 <b>0</b>" in (await lin.go("GET", "/desk"))[1]
    history = (await lin.go("GET", PAGE))[1]
    assert "申請人請求更正資料：聯絡電話改成 02-1234-5678" in history
    assert "已辦理：已更正電話" in history
    assert await kinds(desk) == ["DataRequested", "DataRequestExtended", "DataRequestAnswered"]


async def test_a_copy_has_fifteen_days_and_where_nothing_is_pushed_the_answer_waits(
    desk: Office, lin: Browser
) -> None:
    desk.service.notifier.notify_by_channel.pop("telegram", None)  # type: ignore[attr-defined]
    check = await says(desk, "索取資料")
    await says(desk, button(check, Verb.REQUEST))
    assert await kinds(desk) == [], "the first button keeps things as they are"
    await says(desk, "索取資料")
    await says(desk, "送出請求")
    due = taipei_day(desk.service.now()) + timedelta(days=15)
    assert f"{due.month}/{due.day}" in (await lin.go("GET", PAGE))[1]
    await lin.press(PAGE, f"{PAGE}/request", does="decline", text="請攜帶證件到辦公室")
    assert "請攜帶證件到辦公室" in screen(await says(desk, Opened()))
    assert "請攜帶證件" not in screen(await says(desk, Opened())), "once"


async def test_while_use_is_to_stop_nothing_else_is_done(desk: Office, lin: Browser) -> None:
    await copy_came(desk)
    wang = await desk.signed_in(WANG)
    _, form, _ = await lin.go("GET", f"{PAGE}/do/approve")
    hidden = {
        name: form.partition(f'name="{name}" value="')[2].partition('"')[0] for name in ("csrf", "seen")
    }
    await says(desk, "停止利用")
    await says(desk, "送出請求")
    shown = screen(await says(desk, "進度"))
    assert "案件暫停處理" in shown
    await desk.work()
    _, page, _ = await lin.go("GET", PAGE)
    assert "/do/withdraw" in page
    assert "/do/approve" not in page
    assert (await lin.go("POST", f"{PAGE}/do/approve", **hidden))[0] in (409, 422)
    await lin.press(PAGE, f"{PAGE}/request", does="grant", text="已停止利用")
    assert "/do/reopen" not in (await lin.go("GET", PAGE))[1], "it stays at rest"
    reopen = f"{PAGE}/do/reopen"
    assert (await wang.press(reopen, reopen, note="申請人來信要繼續", tell="on"))[0] == 303
    desk.later(minutes=10)
    await desk.work()
    assert "/do/approve" in (await lin.go("GET", PAGE))[1]


async def test_a_colleague_may_not_and_a_revision_ends_with_the_case(desk: Office, lin: Browser) -> None:
    await copy_came(desk)
    await asked(desk, lin, "annual_revenue")
    await says(desk, Opened())
    assert "不再處理" in await withdraw(desk)
    assert "年營業額" not in screen(await says(desk, Opened())), "nothing is asked any more"


@pytest.mark.parametrize("after", [False, True], ids=["before the commit", "after it"])
async def test_killed_at_the_commit_and_delivered_again_it_is_done_once(desk: Office, after: bool) -> None:
    for begin, yes, done in (
        ("停止利用", "送出請求", "DataRequested"),
        ("撤案", "確定撤案", "CaseWithdrawn"),
    ):
        await says(desk, begin)
        event = read_update(platform_update(7001, Text(yes)), "7")
        assert isinstance(event, Private)
        inbound = replace(event.inbound, sent_at=desk.service.now())
        database = desk.service.database
        real = database.transact

        async def killed(work: Any, real: Any = real, after: bool = after) -> Any:
            if after:
                await real(work)
            raise Unavailable("killed")

        database.transact = killed  # type: ignore[method-assign]
        with suppress(Unavailable):
            await desk.service.turn_processor.receive(inbound)
        database.transact = real  # type: ignore[method-assign]
        for _ in range(2):
            (await desk.service.turn_processor.receive(inbound)).sent()
        assert (await kinds(desk)).count(done) == 1

    def free(connection: Connection) -> Any:
        return connection.execute(select(applications.c.claim_key, applications.c.released_at)).one()

    row = await desk.service.database.look(free)
    assert row.claim_key is None
    assert row.released_at is not None
    handlers, subjects = work_of(desk.service).handlers, len(await desk.work())
    assert subjects == 3, "two requests and the withdrawal, each mailed once to whom it concerns"
    for job in await desk.service.jobs.for_case(CASE):  # as if each worker had died before it said so
        await handlers[job.kind](job)
    assert await desk.work() == []


async def test_others_cases_are_as_they_were(desk: Office) -> None:
    await applied(desk.service, 2)
    await withdraw(desk)
    assert "113-0002" in screen(await says(desk, "進度", 7002))
    assert "還差簽章" in screen(await says(desk, "進度", 7002))
