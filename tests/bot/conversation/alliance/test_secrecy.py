"""Codes are not guessed, and before a member hands its form over nobody else finds anything of it (acceptance 5, 6)."""

from sqlalchemy import select

from bot.conversation.alliance.seats import released
from bot.conversation.alliance.turns import leads
from bot.presenter.panels.panel import said_in
from flows.events.alliance import Entered
from flows.interface.inbound import Text
from flows.schemes.alliance.screens.workspace import CHAPTERS
from storage.alliances.alliances import Alliances
from storage.engine.database import Database
from storage.journal.journal import Journal
from storage.schema.tables import metadata
from tests.support.alliance_lobby import AllianceLobby
from tests.support.alliances import LEADER, definition
from tests.support.lobby import Visitor

WRONG = ("AAAAAA", "BBBBBB", "CCCCCC", "DDDDDD", "EEEEEE")


async def test_after_five_wrong_codes_there_is_silence_in_every_chat_of_that_person(
    database: Database, journal: Journal
) -> None:
    """Whatever they have begun, in whichever process: it is the person that is counted."""
    found = AllianceLobby(database, journal)
    await found.begun(0, Entered("chapter", "members"))
    first, second = found.process(), found.process()
    await found.sees(first, 0, Text("進度"))
    await found.sees(first, 0, Text("成員"))
    shown = await found.taps(first, 0, "anyone")
    code = shown.split("加入 ")[1][:6]
    found.visitors[8] = Visitor("guesser", "telegram", found.clock)
    await found.sees(first, 8, Text(f"加入 {WRONG[0]}"))
    assert "還可以再試 4 次" in await found.sees(first, 8, Text("同意"))
    for number, wrong in enumerate(WRONG[1:3]):
        assert f"還可以再試 {3 - number} 次" in await found.sees(second, 8, Text(f"加入 {wrong}"))
    await found.sees(first, 8, Text("另一件申請"))
    for wrong in WRONG[3:]:
        await found.sees(first, 8, Text(f"加入 {wrong}"))
        await found.sees(first, 8, Text("同意"))
    for turns in (first, second):
        shown = await found.sees(turns, 8, Text(f"加入 {code}"))
        assert "錯誤次數太多" in shown, shown
    everything = await _everything(database)
    assert code not in everything
    assert not any(wrong in everything for wrong in WRONG)


async def test_before_a_member_hands_over_its_answers_are_nowhere_else(
    database: Database, journal: Journal
) -> None:
    found = AllianceLobby(database, journal)
    await found.begun(0, Entered("chapter", "board"))
    await found.begun(1)
    await found.happens(1, Entered("confirmed"))
    turns = found.process()
    await found.sees(turns, 1, Text("繼續"))
    session = await found.session_of(1)
    secret = [
        str(answer.value)
        for name, answer in session.answers.items()
        if name not in ("ubn", "company_name") and str(answer.value).endswith("1")
    ]
    assert len(secret) > 8
    await found.sees(turns, 1, Text("修改 11"))
    await found.sees(turns, 1, Text("很特別的產品"))
    secret.append("很特別的產品")
    await found.sees(turns, 0, Text("進度"))
    seen = [await found.sees(turns, 0, Text("進度"))]
    for chapter in CHAPTERS:
        seen.append(await found.taps(turns, 0, "go", chapter))
    leader = await found.session_of(0)
    own = definition(LEADER).form.own
    assert leads(definition(LEADER))
    assert own.picture
    assert own.page
    seen += [str(own.picture(definition(LEADER), leader, part)) for part in ("board", "kpi", "schedule")]
    links = [*own.page.links(definition(LEADER), leader), *own.page.uploads(definition(LEADER), leader)]
    seen += [str(own.page.form(definition(LEADER), leader, link.name)) for link in links]
    seen += [said_in(definition(LEADER).edition.speak("zh-TW"), link.state) for link in links]
    [seat] = [each for each in await Alliances(database).seats(found.keys[0]) if not each.leader]
    seen += [
        str(dict(leader.entries)),
        str(released(seat)),
    ]  # what a book would print, what a mail would carry
    assert (seat.figures, seat.form) == ({}, {})
    told = "\n".join(seen)
    assert [each for each in secret if each in told] == []


async def _everything(database: Database) -> str:
    """Every row of every table, as text."""
    rows: list[str] = []
    async with database.read() as connection:
        for table in metadata.sorted_tables:
            rows += [str(tuple(row)) for row in (await connection.execute(select(table))).all()]
    return "\n".join(rows)
