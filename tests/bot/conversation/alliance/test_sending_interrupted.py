"""A process that dies at any point of sending leaves no revision or one, never two cases; brought again and pressed
again it is sent once (acceptance 15)."""

import pytest
from sqlalchemy import select

from flows.events.alliance import Entered
from flows.events.answering import Answered
from flows.events.event import Event
from flows.interface.inbound import Text
from flows.schemes.alliance.schedule_templates import TEMPLATES, Template
from flows.schemes.alliance.stored import schedule_json
from storage.alliances.alliances import Alliances
from storage.engine.database import Database
from storage.journal.journal import Journal
from storage.journal.outcomes import Outcome
from storage.records import NewTurn
from storage.schema.tables import application, job
from storage.stored_names import JobKind
from tests.schemes.alliance.test_workspace import row
from tests.support.alliance_lobby import AllianceLobby

FILE = {"file": "0" * 64, "name": "a.pdf"}
READY: tuple[Event, ...] = (
    *(
        Answered(question, value)
        for question, value in {
            "project_email": "a@example.org", "project_name": "王", "project_title": "經理", "project_phone": "02-1",
            "declare_no_duplicate": "yes", "declare_no_abnormal": "yes", "know_not_returned": "yes",
            "gov_support_by_leader": "no", "prose_mode": "pdf",
            "summary_alliance": "一", "summary_market": "二", "summary_products": "三",
            "summary_means": "四", "summary_result": "五",
        }.items()
    ),
    *(
        Entered(place, value)
        for place, value in {
            "chapter": "checks", "consent_review": "113A-1", "mail": "a@example.org",
            "kpi.events": [row("digital", 6), row("physical", 9)],
            "kpi.tools": [row("platform", 5), row("ads", 6), row("social", 7)],
            "kpi.channels": [row("mou", 6), row("order", 9)], "kpi.bonus": [row("own", 8)],
            "schedule": schedule_json(TEMPLATES[Template.BALANCED]),
            **{f"file.{part}": FILE for part in ("own_prose", "registration", "slides")},
        }.items()
    ),
)  # fmt: skip


class Killed(BaseException):
    """The process is gone."""


class DoomedJournal(Journal):
    """Dies before or after its turn of that number."""

    doom = (0, "")

    def at(self, number: int, phase: str) -> None:
        """From now on."""
        self.doom = (number, phase)

    async def append(self, new: NewTurn) -> Outcome:
        """As ever, until then."""
        number, phase = self.doom
        self.doom = (number - 1, phase)
        if number == 1 and phase == "before":
            raise Killed
        outcome = await super().append(new)
        if number == 1:
            raise Killed
        return outcome


@pytest.mark.parametrize("phase", ["before", "after"])
@pytest.mark.parametrize("number", [1, 2])
async def test_killed_anywhere_it_is_sent_once(database: Database, number: int, phase: str) -> None:
    dying, living = DoomedJournal(database), Journal(database)
    found = AllianceLobby(database, living)
    await found.begun(0, *READY)
    for member in range(1, 6):
        await found.begun(member)
    first = AllianceLobby(database, dying, keys=found.keys, visitors=found.visitors).process()
    shown = await found.sees(first, 0, Text("進度"))
    shown = await found.sees(first, 0, Text("檢查與送出"))
    assert "確定送出？" in shown, shown
    dying.at(number, phase)
    leader = found.visitors[0]
    pressed = leader.inbound(Text("送出申請"))
    with pytest.raises(Killed):
        await (await first.receive(pressed)).messages()
    second = found.process()
    await leader.seen(await second.receive(pressed))  # the platform brings it again
    assert len(await cases(database)) in (0, 1)
    await found.sees(second, 0, Text("進度"))
    await found.sees(second, 0, Text("檢查與送出"))
    if not await cases(database):
        await found.sees(second, 0, Text("送出申請"))
    await leader.seen(await second.receive(pressed))
    [case] = await cases(database)
    assert case == "113-A001"
    assert [each.revision for each in await Alliances(database).revisions(case)] == [1]
    async with database.read() as connection:
        columns = select(job.c.kind, job.c.run_after, job.c.payload).where(job.c.case_number == case)
        jobs = [tuple(row) for row in (await connection.execute(columns)).all()]
    assert len(jobs) == len(set(jobs))
    assert JobKind.DOCUMENT in {kind for kind, *_ in jobs}
    await dying.close()
    await living.close()


async def cases(database: Database) -> list[str]:
    """The applications there are."""
    async with database.read() as connection:
        return list((await connection.execute(select(application.c.case_number))).scalars())
