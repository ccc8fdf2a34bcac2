"""An office with an alliance's proposal beside the application of the diagnosis; it closes in two days, at 17:00."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, time, timedelta
from pathlib import Path

from bot.config.settings import Settings
from bot.conversation.alliance.turns import proposal
from bot.paths import TEMPLATES
from flows.definitions.programme import TAIPEI
from flows.events import codec
from flows.events.answering import Answered
from flows.events.consent import Consented, Started
from flows.events.event import Event
from flows.interface.known import Discovered
from flows.session.evolve import fold
from flows.session.state import Session
from storage.journal.outcomes import Appended
from storage.records import Identity, NewTurn
from tests.bot.office.opened_office import Office, office
from tests.support.alliances import LEADER
from tests.support.proposals import revision

CASE = "113-A001"
SESSION = "5" * 32
ALLIANCE = TEMPLATES / "alliance" / "programmes" / "113A.toml"


@asynccontextmanager
async def alliance_office(folder: Path) -> AsyncIterator[Office]:
    """The office; everything that is queued was done."""
    last = datetime.now(TAIPEI).date() + timedelta(days=2)
    text = ALLIANCE.read_text(encoding="utf-8")
    for name, at in (
        ("opens", datetime.now(TAIPEI) - timedelta(days=9)), ("closes", datetime.combine(last, time(17), TAIPEI))
    ):  # fmt: skip
        text = re.sub(rf"^{name} = \S+", f"{name} = {at.isoformat()}", text, flags=re.MULTILINE)
    file = folder / "113A.toml"
    file.write_text(text, encoding="utf-8")

    def with_alliances(given: Settings) -> Settings:
        return given.model_copy(update={"programme_file": Path(f"{given.programme_file}:{file}")})

    async with office(folder, with_alliances) as desk:
        await sent(desk)
        await desk.work()
        yield desk


async def sent(desk: Office) -> None:
    """Six companies send a proposal, on whose rise of overseas business staff have to decide."""
    service, now = desk.service, desk.clock[0]
    definition = service.catalogue.of_case(LEADER, "alliance-113")
    made = revision(6, checked={"blocks": [], "staff": ["A10"], "note": ["W01"]})
    known = definition.edition.questionnaire.by_id
    facts: list[Event] = [
        Started(LEADER, "zh-TW", "alliance-113", 1, definition.edition.roles.question("company.id")),
        Consented(definition.programme.notice_version, now.isoformat()),
        *(
            Answered(name, value)
            for name, value in {**made.answers, "project_email": "leader@example.org"}.items()
            if name in known
        ),
    ]
    session = fold(Session("", ""), facts)
    told = Discovered("seats", {"members": made.members})
    session = replace(session, entries=dict(made.entries))
    turn = NewTurn(
        SESSION, 1, "telegram:a", "e1", now, [codec.to_json(fact) for fact in facts],
        identity=Identity("telegram", "telegram:a", "77"),
        submission=proposal(definition, session, "telegram", told, now, "K7M4QX"),
    )  # fmt: skip
    outcome = await service.journal.append(turn)
    assert isinstance(outcome, Appended)
    assert outcome.case_number == CASE
