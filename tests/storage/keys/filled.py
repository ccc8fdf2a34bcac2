"""Everything that can be kept of people, filled in and read back as the service does it."""

from dataclasses import replace

from sqlalchemy import select

from storage.alliances.alliances import Alliances
from storage.cases.applications import Applications
from storage.cases.deliveries import Deliveries
from storage.cases.files import Files
from storage.cases.one_time_links import LinkFor, OneTimeLinks
from storage.cases.sent_copies import SentCopies
from storage.cases.staff_actions import StaffAction
from storage.cases.stream.case_events import CaseEvents
from storage.cases.summaries import Summaries, Summary
from storage.engine.database import Database
from storage.handover.contribution_links import ContributionLinks
from storage.journal.journal import Journal
from storage.journal.outcomes import Appended
from storage.records import Identity, NewAnswers, NewFile, NewJob, SeatState, StoredCaseEvent
from storage.schema.tables import metadata
from storage.selection.rounds import NewRoundEvent, RoundChange, Rounds
from storage.staff.consultants import StoredConsultants
from storage.staff.unfiled import Unfiled, UnfiledMail
from tests.storage.make import LATER, MEI, NOW, session, submitting, turn

PRIVATE = "陳美麗 0912345678 mei@example.tw"
CASE = "113-0001"
LEADER = Identity("line", "Ubot", "Uleader")
MAIL = NewJob("signed_mail", {"file": "c0ffee"}, NOW)
EVERYWHERE = 25
"""How often it is read."""
UNFILED = UnfiledMail("a mail", NOW, PRIVATE, PRIVATE, "stranger", CASE)
FOR_ADDRESS = LinkFor("confirm_address", CASE, PRIVATE)
SUMMARY = Summary(
    CASE, 0, "review", "office", NOW, None, False, "signed", "龍門", "12345675", "高雄市", "", "", "",
    search="113-0001 龍門", whole=("陳美麗", "0912345678"),
)  # fmt: skip


async def fill(database: Database) -> None:
    """A draft, and a case with something personal wherever anything can be."""
    journal, files = Journal(database), Files(database)
    told = [{"type": "Answered", "text": PRIVATE}]
    await journal.append(turn(1, 1, events=told, identity=MEI))
    await journal.append(turn(2, 1, events=told, identity=MEI, visit=2))
    given = {"answers": {"contact": PRIVATE}, "record": {"consent": PRIVATE, "copies": [{"file": "ab"}]}}
    assert isinstance(await journal.append(submitting(2, "12345675", seq=2, **given)), Appended)
    await journal.append(turn(2, 3, events=told, redact=lambda events: [*events[:-1], events[-1]]))
    await fill_beside(database, journal)
    document = await files.put(NewFile(CASE, "document", "form.pdf", "text/plain", PRIVATE.encode()), NOW)
    await files.link("token", document, "form.pdf", LATER)
    deliveries = Deliveries(database)
    await deliveries.queued(CASE, "staff", "<id@bot>", f"{PRIVATE}, b@example.tw", NOW)
    await deliveries.accepted(CASE, "staff", NOW, {PRIVATE: "full"})
    await OneTimeLinks(database).make("secret", FOR_ADDRESS, LATER)
    asked = StoredCaseEvent(3, NOW, "lin", {"is": "SupplementAsked", "note": PRIVATE})
    await CaseEvents(database).append(CASE, [asked], [], NOW)
    await SentCopies(database).confirm(StaffAction(NOW, "lin", "signed", CASE))
    summaries = Summaries(database)
    await summaries.write([(one, SUMMARY) for one in await summaries.stale(10)])
    await journal.close()


async def fill_beside(database: Database, journal: Journal) -> None:
    """What comes later and from others: new answers, a question, advice, mails, colleagues, consultants, alliances."""
    told = {"is": "AnswersRevised", "note": PRIVATE}
    anew = NewAnswers(CASE, 2, "龍門", "eligible", {"contact": PRIVATE}, {"consent": PRIVATE}, told)
    revised = turn(2, 4, case_number=CASE, revises=anew, asks={"is": "QuestionAsked", "note": PRIVATE})
    assert isinstance(await journal.append(revised), Appended)
    await Files(database).put(NewFile(CASE, "advice", f"{PRIVATE}.pdf", "text/plain", b"advice"), NOW)
    filed = NewFile(CASE, "signed_copy", f"{PRIVATE}.pdf", "text/plain", PRIVATE.encode() + b" signed")
    await SentCopies(database).file(
        filed, "c0ffee", {"by": PRIVATE}, MAIL, StaffAction(NOW, "lin", "filed", CASE)
    )
    await Unfiled(database).keep(UNFILED, PRIVATE.encode())
    links = ContributionLinks(database)
    await links.make(session(2), 1, "colleague", LATER)
    [link] = await links.of_session(session(2), NOW)
    assert await links.begin(link, "browser", PRIVATE, NOW)
    await StoredConsultants(database).keep("chen@example.tw", {"name": PRIVATE}, "lin", NOW)
    told = {"is": "Recused", "reason": PRIVATE}
    await Rounds(database).change(
        "diagnosis-113",
        lambda seen: RoundChange("lin", [NewRoundEvent(told, CASE), NewRoundEvent(told)]),
        NOW,
    )
    await Alliances(database).keep_file(session(1), "plan", f"{PRIVATE}.pdf", "text/plain", b"a plan", NOW)
    released = {"phone": PRIVATE}
    state = SeatState(
        session(1), "alliance-113", "00001004", "晴嶼生技", 3, 3, 1, confirmed=True, changed=False, figures=released,
        form=released,
    )  # fmt: skip
    assert isinstance(await journal.append(turn(3, 1, identity=LEADER, seat=state)), Appended)


async def read(database: Database) -> str:
    """Everything of it, as the service reads it."""
    journal, files = Journal(database), Files(database)
    found = [await journal.load_session(session(number)) for number in (1, 2, 3)]
    document = await files.of_case(CASE, "document")
    assert document
    assert document == await files.open_link("token", NOW)
    assert (await files.get(document.sha256)) == replace(document, name=None)
    [delivery] = await Deliveries(database).of_case(CASE)
    link = await OneTimeLinks(database).find("secret", NOW)
    advice, unfiled = await files.of_case(CASE, "advice"), Unfiled(database)
    beside = (
        advice and advice.name, await files.all_of(CASE), await unfiled.listed(), await unfiled.content(UNFILED.id),
        await ContributionLinks(database).by_token("colleague"), await StoredConsultants(database).all(),
        await Alliances(database).seats(session(1)), await Rounds(database).of("diagnosis-113"),
    )  # fmt: skip
    await journal.close()
    return repr((
        [one.events for one in found if one], await Applications(database).get(CASE), document.content.decode(),
        delivery.recipient, delivery.missing, link, await CaseEvents(database).of(CASE), beside,
    ))  # fmt: skip


async def contents(database: Database) -> str:
    """Every value of every table."""
    async with database.read() as connection:
        rows = [(await connection.execute(select(table))).all() for table in metadata.sorted_tables]
    return repr(rows) + "".join(
        bytes(value).decode("latin-1")
        for table in rows
        for row in table
        for value in row
        if isinstance(value, bytes)
    )
