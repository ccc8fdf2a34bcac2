"""真人協助: what an applicant asks in the chat arrives on the page of the case and is answered from there."""

from dataclasses import replace

from bot.channels.telegram.parse import Private, read_update
from flows.interface.inbound import Content, Opened, Text
from storage.cases.stream.case_events import CaseEvents
from tests.bot.office.opened_office import CASE, WANG, Browser, Office, text_of
from tests.bot.office.test_revision import says, screen
from tests.faults.crowd import update as platform_update


async def kinds(desk: Office) -> list[str]:
    return [str(one.event["is"]) for one in await CaseEvents(desk.service.database).of(CASE)]


async def asked(desk: Office, text: str = "請問何時通知？ http://evil.example") -> str:
    assert "會轉給承辦" in screen(await says(desk, "真人協助"))
    return screen(await says(desk, text))


async def test_a_question_reaches_the_office_and_its_answer_the_chat(desk: Office, lin: Browser) -> None:
    assert "已轉給承辦" in await asked(desk)
    assert await kinds(desk) == ["QuestionAsked"]
    [mail] = await desk.work()
    assert str(mail["Subject"]).startswith(f"[{CASE}] ")
    assert "請問何時通知？" in text_of(mail)
    html = mail.get_body(("html",))
    assert html
    assert 'href="http://evil.example' not in html.get_content(), "what somebody typed is no link"
    assert "新訊息 <b>1</b>" in (await lin.go("GET", "/desk"))[1]
    assert (await lin.go("GET", "/desk?show=messages"))[1].count('scope="row"') == 1
    page = f"/desk/{CASE}"
    assert "請問何時通知？" in (await lin.go("GET", page))[1]
    assert (await lin.press(page, f"{page}/answer", text="本週五前通知您"))[0] == 303
    assert await kinds(desk) == ["QuestionAsked", "QuestionAnswered"]
    [told] = await desk.work()
    assert "承辦已回覆您的問題" in str(told["Subject"])
    assert "本週五前通知您" in text_of(told)
    assert "新訊息 <b>0</b>" in (await lin.go("GET", "/desk"))[1]
    assert "lin 回覆：本週五前通知您" in (await lin.go("GET", page))[1]
    assert await desk.work() == []


async def test_where_nothing_is_sent_unasked_the_answer_waits_for_the_next_visit(
    desk: Office, lin: Browser
) -> None:
    desk.service.notifier.notify_by_channel.pop("telegram", None)  # type: ignore[attr-defined]
    await asked(desk)
    page = f"/desk/{CASE}"
    await lin.press(page, f"{page}/answer", text="本週五前通知您")
    assert "承辦回覆：本週五前通知您" in screen(await says(desk, Opened()))
    assert "承辦回覆" not in screen(await says(desk, Opened())), "once"


async def test_only_what_follows_is_a_question_and_it_is_kept_once(desk: Office, lin: Browser) -> None:
    await says(desk, "你好嗎")
    assert "已轉給承辦" not in screen(await says(desk, "隨便說說"))
    await says(desk, "真人協助")
    await says(desk, "進度")
    assert "已轉給承辦" not in screen(await says(desk, "再說一句"))
    assert await kinds(desk) == []
    await says(desk, "真人協助")
    event = read_update(platform_update(7001, Text("重送的問題")), "7")
    assert isinstance(event, Private)
    inbound = replace(event.inbound, sent_at=desk.service.now())
    for _ in range(2):
        (await desk.service.turn_processor.receive(inbound)).sent()
    assert await kinds(desk) == ["QuestionAsked"]


async def test_of_two_who_answer_one_is_told(desk: Office, lin: Browser) -> None:
    await asked(desk)
    page = f"/desk/{CASE}"
    _, text, _ = await lin.go("GET", page)
    csrf = text.partition('name="csrf" value="')[2].partition('"')[0]
    assert (await lin.go("POST", f"{page}/answer", csrf=csrf, number="1", text=" "))[0] == 422
    assert (await lin.go("POST", f"{page}/answer", csrf=csrf, number="1", text="甲"))[0] == 303
    status, text, _ = await lin.go("POST", f"{page}/answer", csrf=csrf, number="1", text="乙")
    assert (status, "已經有人回覆" in text) == (409, True)
    assert (await kinds(desk)).count("QuestionAnswered") == 1


async def in_staff_chat(desk: Office, content: Content | str, *, reply: bool = True) -> str:
    """The applicant says something where staff answer in the chat itself; `reply`: it reaches them."""
    update = platform_update(7001, Text(content) if isinstance(content, str) else content)
    event = read_update(update, "7")
    assert isinstance(event, Private)
    inbound = replace(event.inbound, sent_at=desk.service.now(), staffed=True)
    answer = await desk.service.turn_processor.receive(inbound)
    shown = screen(await answer.messages())
    answer.sent() if reply else answer.unseen()
    return shown


async def test_the_office_ends_a_chat_of_staff_and_the_bot_says_so_once(desk: Office, lin: Browser) -> None:
    page = f"/desk/{CASE}"
    assert "請在這裡留言給承辦人員" in await in_staff_chat(desk, "真人協助")
    assert await in_staff_chat(desk, "在嗎？") == ""
    assert await kinds(desk) == ["StaffChatBegun"]
    assert await desk.work() == [], "LINE itself tells staff of it"
    assert "新訊息 <b>1</b>" in (await lin.go("GET", "/desk"))[1]
    assert "申請人在 LINE 等承辦回覆" in (await lin.go("GET", page))[1]
    wang = await desk.signed_in(WANG)
    _, drawn, _ = await wang.go("GET", page)
    csrf = drawn.partition('name="csrf" value="')[2].partition('"')[0]
    assert (await lin.press(page, f"{page}/end_chat"))[0] == 303
    status, text, _ = await wang.go("POST", f"{page}/end_chat", csrf=csrf, number="1")
    assert (status, "lin結束真人協助" in text) == (409, True), "the second sees what happened"
    assert await kinds(desk) == ["StaffChatBegun", "StaffChatEnded"]
    assert "新訊息 <b>0</b>" in (await lin.go("GET", "/desk"))[1]
    shown = await in_staff_chat(desk, "謝謝，那營業額寫 500 萬", reply=False)
    assert "承辦人員已結束這次的真人協助" in shown
    assert "沒有交給承辦，也沒有存成答案" in shown
    shown = await in_staff_chat(desk, "進度")
    assert "承辦人員已結束這次的真人協助" in shown, "again, as nobody may have seen the first reply"
    assert "承辦人員已結束" not in await in_staff_chat(desk, "進度")
    await in_staff_chat(desk, "真人協助")
    assert await in_staff_chat(desk, "還有一個問題") == "", "and silent again when asked for"
    await in_staff_chat(desk, "進度")
    assert (await kinds(desk))[2:] == ["StaffChatBegun", "StaffChatEnded"], "the applicant has ended it"
    assert "申請人在 LINE 等承辦回覆" not in (await lin.go("GET", page))[1]


async def test_the_end_of_a_chat_of_staff_is_told_in_english_and_brought_again_changes_nothing(
    desk: Office, lin: Browser
) -> None:
    page = f"/desk/{CASE}"
    await in_staff_chat(desk, "English")
    await in_staff_chat(desk, "human")
    await lin.press(page, f"{page}/end_chat")
    event = read_update(platform_update(7001, Text("thank you")), "7")
    assert isinstance(event, Private)
    inbound = replace(event.inbound, sent_at=desk.service.now(), staffed=True)
    for _ in range(2):
        reply = await desk.service.turn_processor.receive(inbound)
        shown = screen(await reply.messages())
        reply.unseen()
    assert "Staff have finished helping you here" in shown
    assert "Staff have finished" in await in_staff_chat(desk, "status")
    assert "Staff have finished" not in await in_staff_chat(desk, "status")
    assert await kinds(desk) == ["StaffChatBegun", "StaffChatEnded"]
