"""Another company leads: it agrees in its own chat and has everything, the earlier leader has its desk no longer, and
nobody else notices but a word (acceptance 16, persona P4)."""

import json
import re

from sqlalchemy import select

from bot.notifications.alliance.ending import AllianceEnd
from bot.notifications.notifier import Notifier
from flows.events.alliance import Entered, ProposalSent
from flows.interface.inbound import Text
from storage.alliances.endings import Endings
from storage.engine.database import Database
from storage.erasure import Erasure
from storage.journal.journal import Journal
from storage.outbox.job import Job
from storage.schema.tables import job, turn
from storage.stored_names import JobKind
from tests.support.alliance_lobby import NOW, AllianceLobby, named
from tests.support.alliances import catalogue

FILE = {"file": "0" * 64, "name": "a.pdf"}
PROOF = (
    Entered("chapter", "board"), Entered("mail", "a@example.org"), Entered("consent_review", "113A-1"),
    Entered("file.registration", FILE), Entered("file.slides", FILE), Entered("prose.bg_origin", "字" * 120),
)  # fmt: skip


async def lobby(database: Database, journal: Journal, members: int = 3) -> AllianceLobby:
    """A leader with so many members."""
    found = AllianceLobby(database, journal)
    await found.begun(0, *PROOF)
    for number in range(1, members + 1):
        await found.begun(number)
    return found


async def told(database: Database) -> list[tuple[str, str]]:
    """Who is to be told what."""
    async with database.read() as connection:
        payloads = (await connection.execute(select(job.c.payload).order_by(job.c.id))).scalars().all()
    found = list(map(json.loads, payloads))
    return [
        (each["session"], each["about"])
        for each in found
        if each.get("about") not in (None, "closing", "open")
    ]


async def test_a_member_that_agrees_leads_and_has_everything(database: Database, journal: Journal) -> None:
    found = await lobby(database, journal)
    old, new = found.process(), found.process()
    await found.sees(old, 0, Text("進度"))
    await found.sees(old, 0, Text("換領導企業"))
    screen = await found.taps(old, 0, "offer", found.keys[1])
    assert f"已請 {named(1)} 接任" in screen
    screen = await found.sees(new, 1, Text("繼續"))
    assert f"{named(0)} 請 {named(1)} 接任領導企業" in screen
    screen = await found.taps(new, 1, "lead_yes")
    assert "貴公司現在是領導企業" in screen
    assert "「泰美保養」主題聯盟" in screen

    leads, led = await found.session_of(1), await found.session_of(0)
    assert (leads.questionnaire, led.questionnaire) == ("113L.1", "113M.1")
    assert leads.values()["alliance_name"] == "泰美保養"
    assert leads.values()["company_name"] == named(1)
    assert (led.values()["company_name"], led.alliance.seat) == (named(0), found.keys[0])
    assert {"file.slides", "prose.bg_origin"} <= set(leads.entries)
    assert not {"mail", "consent_review", "file.registration"} & set(leads.entries)
    assert "project_email" not in leads.values()
    assert not {"member_release", "member_no_duplicate"} & set(led.values())

    seats = await found.seats()
    assert next(iter(seats)) == named(1)
    assert all(seat.live for seat in seats.values())
    assert (seats[named(1)].leader, seats[named(0)].confirmed, seats[named(2)].confirmed) == (
        True,
        False,
        True,
    )
    stays = await found.session_of(2)
    assert stays.entries["invite"]["leader"] == named(1)
    assert (found.keys[2], "leads") in await told(database)
    assert (found.keys[1], "led") in await told(database)  # the session that is the earlier leader's now


async def test_the_earlier_leader_has_its_desk_no_longer_even_in_the_middle_of_a_word(
    database: Database, journal: Journal
) -> None:
    found = await lobby(database, journal)
    old, new = found.process(), found.process()
    await found.sees(old, 0, Text("進度"))
    await found.sees(old, 0, Text("換領導企業"))
    await found.taps(old, 0, "offer", found.keys[1])
    await found.sees(new, 1, Text("繼續"))
    await found.taps(new, 1, "lead_yes")
    screen = await found.sees(
        old, 0, Text("結束聯盟")
    )  # typed at the desk that this process still has in memory
    assert "聯盟會在" not in screen
    after = await found.session_of(1)
    assert (after.alliance.ends, after.alliance.offered) == ("", "")
    assert (await found.session_of(0)).answers["company_name"].value == named(0)


async def test_what_the_earlier_leader_said_of_itself_is_in_nobody_elses_journal(
    database: Database, journal: Journal
) -> None:
    found = await lobby(database, journal)
    turns = found.process()
    await found.sees(turns, 0, Text("進度"))
    await found.sees(turns, 0, Text("換領導企業"))
    await found.taps(turns, 0, "offer", found.keys[1])
    await found.sees(turns, 1, Text("繼續"))
    await found.taps(turns, 1, "lead_yes")
    await Erasure(database).erase_session(
        found.keys[1], NOW
    )  # the earlier leader's person erases what is theirs
    async with database.read() as connection:
        rows = (await connection.execute(select(turn.c.session, turn.c.events))).all()
    kept = "".join(row.events for row in rows).encode().decode("unicode_escape", "replace")
    assert "contact_name0" not in kept
    assert "responsible_person0" not in kept
    assert (await found.session_of(1)).values()["contact_name"] == "contact_name1"
    assert list(await found.seats()) == [named(1), named(2), named(3)]


async def test_who_does_not_want_to_says_so_and_another_can_be_asked(
    database: Database, journal: Journal
) -> None:
    found = await lobby(database, journal)
    turns = found.process()
    await found.sees(turns, 0, Text("進度"))
    await found.sees(turns, 0, Text("換領導企業"))
    await found.sees(turns, 0, Text("00001009"))
    await found.sees(turns, 1, Text("繼續"))
    assert "已告訴對方" in await found.taps(turns, 1, "lead_no")
    assert (found.keys[0], "lead_refused") in await told(database)
    screen = await found.taps(turns, 0, "offer", found.keys[2])
    assert f"已請 {named(2)} 接任" in screen
    assert "已收回" in await found.taps(turns, 0, "retract")
    assert "請貴公司" not in await found.sees(turns, 2, Text("繼續"))
    assert not (await found.session_of(2)).alliance.asked


async def test_once_sent_in_only_staff_change_the_leader(database: Database, journal: Journal) -> None:
    found = AllianceLobby(database, journal)
    await found.begun(0, *PROOF)
    await found.begun(1)
    await found.happens(0, ProposalSent("113-A001", 1, NOW.isoformat()))
    turns = found.process()
    await found.sees(turns, 0, Text("進度"))
    assert "要由執行單位處理" in await found.sees(turns, 0, Text("換領導企業"))
    await found.taps(turns, 0, "offer", found.keys[1])
    assert not (await found.session_of(1)).alliance.asked


async def test_without_a_successor_the_alliance_ends_after_a_week_and_its_members_keep_their_forms(
    database: Database, journal: Journal
) -> None:
    found = await lobby(database, journal)
    turns = found.process()
    for text in ("進度", "換領導企業", "結束聯盟"):
        await found.sees(turns, 0, Text(text))
    assert "聯盟會在 2/27 結束" in await found.sees(turns, 0, Text("確定結束"))
    assert [each for each in await told(database) if each[1] == "ending"] == [
        (found.keys[number], "ending") for number in (1, 2, 3)
    ]
    await ended(found, database)
    assert list(await found.seats()) == []
    assert "聯盟已結束" in await found.sees(turns, 0, Text("進度"))
    assert "聯盟已結束" in await found.sees(turns, 2, Text("繼續"))
    assert (await found.session_of(2)).values()["company_name"] == named(2)
    assert (found.keys[3], "ended") in await told(database)
    await ended(found, database)
    assert [about for _, about in await told(database)].count("ended") == 3


async def test_who_goes_on_after_all_ends_nothing(database: Database, journal: Journal) -> None:
    found = await lobby(database, journal)
    turns = found.process()
    for text in ("進度", "換領導企業", "結束聯盟", "確定結束", "聯盟繼續"):
        await found.sees(turns, 0, Text(text))
    await ended(found, database)
    assert len(await found.seats()) == 4


async def ended(found: AllianceLobby, database: Database) -> None:
    """What is to be done when the week is over, done."""
    async with database.read() as connection:
        ends = select(job).where(job.c.kind == JobKind.ALLIANCE_END)
        rows = (await connection.execute(ends)).all()
    notifier = Notifier(catalogue(), found.journal, {}, found.clock)
    for row in rows:
        columns = {name: getattr(row, name) for name in Job.__dataclass_fields__}
        due = Job(**columns | {"payload": json.loads(row.payload)})
        await AllianceEnd(Endings(database), notifier).end(due)


async def test_who_has_left_joins_another_alliance_with_what_was_filled_in(
    database: Database, journal: Journal
) -> None:
    found = await lobby(database, journal)
    turns = found.process()
    await found.sees(turns, 1, Text("繼續"))
    await found.taps(turns, 1, "leave")
    assert "已不在聯盟裡" in await found.taps(turns, 1, "leave_yes")
    await found.sees(turns, 0, Text("進度"))
    await found.sees(turns, 0, Text("成員"))
    shown = await found.taps(turns, 0, "anyone")
    [code] = re.findall("加入 ([2-9A-HJKMNP-Z]{6})", shown)
    await found.sees(turns, 1, Text(f"加入 {code}"))
    await found.sees(turns, 1, Text("00001009"))
    assert "等候" in await found.sees(turns, 1, Text("對"))
    session = await found.session_of(1)
    assert session.values()["contact_name"] == "contact_name1"
    assert "member_release" not in session.values()  # it was given to another leader
