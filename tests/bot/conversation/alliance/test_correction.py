"""After closing a member's form is locked; the office asks to mend it, and it is changed and handed over again."""

from datetime import timedelta

from flows.events.alliance import CorrectionEnded, CorrectionOpened, Entered
from flows.interface.inbound import Text
from storage.engine.database import Database
from storage.journal.journal import Journal
from tests.support.alliance_lobby import AllianceLobby, named
from tests.support.alliances import MEMBER, definition


async def test_a_member_mends_its_own_form_in_its_own_chat(database: Database, journal: Journal) -> None:
    found = AllianceLobby(database, journal)
    await found.begun(0, Entered("chapter", "board"))
    for number in (1, 2):
        await found.begun(number)
    turns, closes = found.process(), definition(MEMBER).programme.closes
    found.now = closes + timedelta(hours=1)
    assert "這一項已鎖定" in await found.sees(turns, 1, Text("修改 11"))
    due = (closes + timedelta(days=2)).date().isoformat()
    await found.happens(1, CorrectionOpened(4, {"form": "主要產品寫得太少"}, due))
    shown = await found.sees(turns, 1, Text("繼續"))
    assert "主要產品寫得太少" in shown
    assert f"{(closes + timedelta(days=2)).month}/{(closes + timedelta(days=2)).day} 前" in shown
    assert "這一項已鎖定" in await found.sees(turns, 2, Text("修改 11")), "that of another member"
    await found.sees(turns, 1, Text("修改 11"))
    await found.sees(turns, 1, Text("有機茶葉"))
    assert not (await found.seats())[named(1)].confirmed
    assert "已交給" in await found.sees(turns, 1, Text("是"))
    seat = (await found.seats())[named(1)]
    assert (seat.confirmed, seat.form["main_products"]) == (True, "有機茶葉")
    await found.happens(1, CorrectionEnded())
    assert "這一項已鎖定" in await found.sees(turns, 1, Text("修改 11"))
    assert "補正" not in await found.sees(turns, 1, Text("繼續"))
