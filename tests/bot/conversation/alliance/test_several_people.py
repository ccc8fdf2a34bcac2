"""Several people of one company fill in one form, each in a chat of their own: each answer says who gave it, and two
that are given at once are both shown."""

import re

from sqlalchemy import select

from bot.conversation.turn_processor import TurnProcessor
from flows.events.alliance import Entered
from flows.interface.callback_data import Verb, encode
from flows.interface.inbound import Tap, Text
from storage.engine.database import Database
from storage.journal.journal import Journal
from storage.schema.tables import identity, turn
from tests.support.alliance_lobby import AllianceLobby, named
from tests.support.lobby import Visitor

CODE = re.compile("加入 ([2-9A-HJKMNP-Z]{6})")
LATER = 9
"""The number of the colleague among the visitors."""


async def lobby(database: Database, journal: Journal) -> AllianceLobby:
    """A leader and a member."""
    found = AllianceLobby(database, journal)
    await found.begun(0, Entered("chapter", "board"))
    await found.begun(1)
    return found


async def joined(found: AllianceLobby, turns: TurnProcessor, number: int = 1) -> str:
    """A colleague of that company comes with a code, and says their name; what they see then."""
    await found.sees(turns, number, Text("繼續"))
    [code] = CODE.findall(await found.sees(turns, number, Text("邀請同事")))
    found.visitors[LATER] = Visitor("lin", "telegram", found.clock)
    await found.sees(turns, LATER, Text(f"加入 {code}"))
    shown = await found.sees(turns, LATER, Text("同意"))
    assert f"「{named(number)}」" in shown
    assert f"contact_name{number}" not in shown
    return await found.sees(turns, LATER, Text("林小華"))


async def test_a_colleague_fills_in_the_same_form_and_each_answer_says_whose_it_is(
    database: Database, journal: Journal
) -> None:
    found = await lobby(database, journal)
    turns = found.process()
    assert "您現在和同事一起填" in await joined(found, turns)
    await found.sees(turns, LATER, Text("修改 11"))
    await found.sees(turns, LATER, Text("有機茶葉"))
    first, second = await found.session_of(1), await found.session_of(LATER)
    assert first == second
    answer = first.answers["main_products"]
    assert (answer.value, answer.by) == ("有機茶葉", "林小華")
    shown = await found.sees(turns, LATER, Text("誰改的"))
    assert "林小華 02/20 12:00" in shown
    seats = await found.seats()
    assert sorted(seats) == [named(0), named(1)]
    assert not seats[named(1)].confirmed  # it was changed, and has to be handed over again


async def test_two_who_change_the_same_answer_at_once_are_shown_both(
    database: Database, journal: Journal
) -> None:
    found = await lobby(database, journal)
    turns = found.process()
    await joined(found, turns)
    await found.sees(turns, LATER, Text("修改 11"))
    await found.sees(turns, 1, Text("繼續"))
    await found.sees(turns, 1, Text("修改 11"))
    await found.sees(turns, 1, Text("烏龍茶"))
    shown = await found.sees(turns, LATER, Text("有機茶葉"))
    assert "有兩個答案" in shown
    assert "1 林小華 有機茶葉" in shown
    assert "2 最先填寫的人 烏龍茶" in shown
    assert (await found.session_of(1)).answers["main_products"].value == "烏龍茶"
    await found.sees(turns, LATER, Text("1"))
    session = await found.session_of(1)
    assert (session.answers["main_products"].value, session.people.conflict) == ("有機茶葉", None)


async def test_what_one_answers_is_not_taken_for_what_the_other_has_opened(
    database: Database, journal: Journal
) -> None:
    """The other one's question is the one that was on the screen."""
    found = await lobby(database, journal)
    turns = found.process()
    await joined(found, turns)
    await found.sees(turns, LATER, Text("修改 11"))
    await found.sees(turns, 1, Text("繼續"))
    await found.sees(turns, 1, Text("修改 14"))
    await found.sees(turns, LATER, Text("有機茶葉"))
    session = await found.session_of(1)
    assert session.answers["main_products"].value == "有機茶葉"
    assert session.answers["contact_name"].value == "contact_name1"


async def test_handing_over_twice_is_once(database: Database, journal: Journal) -> None:
    found = await lobby(database, journal)
    turns = found.process()
    await joined(found, turns)
    await found.sees(turns, LATER, Text("修改 11"))
    shown = await found.sees(turns, LATER, Text("有機茶葉"))
    assert "確認" in shown
    tap = Tap(encode(Verb.PANEL, (await found.session_of(1)).drawn_for, "hand_over"))
    await found.sees(turns, 1, Text("繼續"))
    assert "已交給" in await found.sees(turns, 1, tap)
    before = (await found.session_of(1)).entries["confirmed"]
    await found.sees(turns, LATER, tap)
    await found.sees(turns, LATER, tap)
    assert (await found.session_of(1)).entries["confirmed"] == before


async def test_who_leaves_has_the_form_no_longer_and_the_last_one_stays(
    database: Database, journal: Journal
) -> None:
    found = await lobby(database, journal)
    turns = found.process()
    await found.sees(turns, 1, Text("繼續"))
    assert "只有您一個人在填" in await found.sees(turns, 1, Text("離開填寫"))
    await joined(found, turns)
    await found.sees(turns, LATER, Text("離開填寫"))
    async with database.read() as connection:
        users = (
            (await connection.execute(select(identity.c.user).where(identity.c.session == found.keys[1])))
            .scalars()
            .all()
        )
    assert users == ["person1"]
    assert named(1) in await found.seats()


async def test_a_code_for_a_colleague_is_good_once_and_only_for_that_company(
    database: Database, journal: Journal
) -> None:
    found = await lobby(database, journal)
    turns = found.process()
    await found.sees(turns, 1, Text("繼續"))
    [code] = CODE.findall(await found.sees(turns, 1, Text("邀請同事")))
    for number, name in ((7, "王大明"), (8, "陳小美")):
        found.visitors[number] = Visitor(name, "telegram", found.clock)
        await found.sees(turns, number, Text(f"加入 {code}"))
        await found.sees(turns, number, Text("同意"))
        await found.sees(turns, number, Text(name))
    assert list((await found.session_of(1)).people.names.values()) == ["", "王大明"]


async def test_erasing_a_colleague_leaves_the_company_without_their_name(
    database: Database, journal: Journal
) -> None:
    found = await lobby(database, journal)
    turns = found.process()
    await joined(found, turns)
    await found.sees(turns, LATER, Text("修改 11"))
    await found.sees(turns, LATER, Text("有機茶葉"))
    await found.sees(turns, LATER, Text("刪除我的資料"))
    shown = await found.sees(turns, LATER, Text("是"))
    assert "刪除" in shown
    async with database.read() as connection:
        rows = (await connection.execute(select(turn.c.events))).scalars().all()
        people = (await connection.execute(select(identity.c.user))).scalars().all()
    assert "lin" not in people
    assert "林小華" not in "".join(rows).encode().decode("unicode_escape", "replace")
    session = await found.session_of(1)
    assert session.answers["main_products"].value == "有機茶葉"
    assert named(1) in await found.seats()
