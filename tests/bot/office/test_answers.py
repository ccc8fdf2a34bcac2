"""`requests` and `answer`: the same answers from the command line as on the page of the case."""

import pytest

from bot.cli.decisions import staff_member
from bot.cli.office.answer import answered, listed
from storage.cases.stream.case_events import CaseEvents
from tests.bot.office.opened_office import CASE, Office, text_of
from tests.bot.office.test_revision import says


async def test_requests_are_listed_by_their_day_and_answered_from_the_command_line(
    desk: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    service = desk.service
    assert await listed(service) == "沒有等待答覆的請求或問題。"
    for words in ("更正資料", "電話改成\n02-1234-5678", "索取資料", "送出請求", "真人協助", "何時通知？"):
        await says(desk, words)
    copy, correct, question = (await listed(service)).splitlines()
    assert "查詢、索取資料" in copy, "the nearest day first"
    assert correct.endswith("電話改成 02-1234-5678")
    assert question.startswith(f"{CASE}  3  ")
    assert await answered(service, CASE, "grant", text="好", number=None) == 2, "there are two"
    assert copy in capsys.readouterr().out
    assert await answered(service, CASE, "grant", text=" ", number=1) == 2
    assert "請寫明原因" in capsys.readouterr().out
    assert "已答覆" in str(await answered(service, CASE, "extend", text="要查證", number=1))
    assert await answered(service, CASE, "extend", text="再久一點", number=1) == 2
    assert "已經延長過" in capsys.readouterr().out
    assert "已答覆" in str(await answered(service, CASE, "grant", text="已更正", number=1))
    assert "已答覆" in str(await answered(service, CASE, "decline", text="請補證件", number=None))
    assert "已答覆" in str(await answered(service, CASE, "say", text="本週五", number=None))
    assert await answered(service, CASE, "say", text="本週六", number=3) == 2
    assert "已經有人回覆" in capsys.readouterr().out
    assert await answered(service, CASE, "end-chat", text="", number=None) == 2
    assert await answered(service, "113-9999", "say", text="?", number=None) is None
    assert await listed(service) == "沒有等待答覆的請求或問題。"
    assert "已更正" in "".join(text_of(mail) for mail in await desk.work())
    assert {str(one.who) for one in await CaseEvents(service.database).of(CASE)} == {
        "applicant",
        staff_member(),
    }
