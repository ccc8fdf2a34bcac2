"""Ten thousand webhook events, duplicated and shuffled: the sessions are those of the ordered single delivery.

What is shuffled: the events of different people against each other, and every repetition anywhere after its
original. One person's originals keep their order, because that order is what they meant: Telegram delivers a
chat's updates in order, and inside one LINE webhook the channel sorts by LINE's timestamp. Guessing across
webhooks would need to hold every answer back for a while, just in case an older one were still under way.
"""

import asyncio
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

from bot.app import built
from bot.channels.telegram.parse import Private, read_update
from bot.config.settings import Settings
from bot.service import Service
from flows.events.codec import from_json
from flows.interface.inbound import Inbound, Sender
from flows.session.evolve import fold
from flows.session.state import Session
from storage.engine.database import Database
from storage.journal.journal import Journal
from storage.records import Identity
from tests.faults import ledger
from tests.faults.conftest import consented
from tests.faults.crowd import Somebody, update
from tests.faults.service import open_programme
from tests.support.scripts import application, ubns

EVENTS = 10_000
PERSONA = "non_exporter"
SEED = 113
SENT = int(time.time()) + 3600
"""When everybody begins to write, in seconds: later than any prompt is shown, else it would be too early."""
MARGIN = 4
"""People more than half of the events repeated on average calls for."""


def _originals() -> list[list[Inbound]]:
    """Each person's events in order, enough people for the events wanted with every other event repeated."""
    length = len(application(PERSONA, ubns(1)[0])[0])
    people = -(-EVENTS * 2 // (3 * length)) + MARGIN
    return [_events(6001 + number, ubn) for number, ubn in enumerate(ubns(people))]


def _events(user: int, ubn: str) -> list[Inbound]:
    found = []
    for place, content in enumerate(application(PERSONA, ubn)[0]):
        event = read_update(update(user, content, number=user * 1000 + place, date=SENT + place), "7")
        assert isinstance(event, Private)
        found.append(event.inbound)
    return found


def _shuffled(originals: list[list[Inbound]]) -> Iterator[Inbound]:
    """People interleaved at random; half of the events come again, at any time after."""
    dice = random.Random(SEED)  # noqa: S311 - the same disorder in every run
    left = [list(reversed(mine)) for mine in originals]
    again: list[Inbound] = []
    while left or again:
        if again and (not left or dice.random() < 0.3):
            yield again.pop(dice.randrange(len(again)))
            continue
        mine = dice.choice(left)
        event = mine.pop()
        left = [mine for mine in left if mine]
        if dice.random() < 0.5:
            again.append(event)
        yield event


def _groups(events: Iterator[Inbound]) -> Iterator[dict[Sender, list[Inbound]]]:
    """What comes in together, by person."""
    while several := list(islice(events, 256)):
        group: dict[Sender, list[Inbound]] = {}
        for inbound in several:
            group.setdefault(inbound.sender, []).append(inbound)
        yield group


async def _receive(service: Service, mine: list[Inbound]) -> None:
    for inbound in mine:
        turned = await service.turn_processor.receive(inbound)
        await turned.messages()
        turned.sent()


async def _played(url: str, programme: Path, groups: Iterator[dict[Sender, list[Inbound]]]) -> int:
    """Deliver these to a new database; how many events that were."""
    delivered = 0
    settings = Settings(database_url=url, programme_file=programme, mail_from="a@b.tw")
    async with built(settings) as service:
        service.case_status.patience = 0  # no worker runs: nobody's document will come
        for group in groups:
            await asyncio.gather(*(_receive(service, mine) for mine in group.values()))
            delivered += sum(map(len, group.values()))
    return delivered


async def _sessions(url: str, originals: list[list[Inbound]]) -> list[Session]:
    """Everybody's session, without what differs from run to run: moments and case numbers."""
    database = Database.open(url)
    journal = Journal(database)
    found = []
    for mine in originals:
        sender = mine[0].sender
        stored = await journal.load(Identity(sender.channel, sender.account, sender.user))
        assert stored is not None
        session = fold(Session("113.1", "zh-TW"), map(from_json, stored.events))
        found.append(replace(session, consent_at="", submitted_at="", case_number=""))
    await journal.close()
    await database.close()
    return found


async def test_disorder_and_repetition_change_nothing(tmp_path: Path, tell: Callable[[str], None]) -> None:
    originals, programme = _originals(), open_programme(tmp_path)
    once, often = (f"sqlite:///{tmp_path}/{name}.db" for name in ("once", "often"))
    ordered = await _played(once, programme, iter([{mine[0].sender: mine for mine in originals}]))
    delivered = await _played(often, programme, _groups(_shuffled(originals)))
    assert await _sessions(often, originals) == await _sessions(once, originals)
    found = await ledger.applications(often)
    expected = {6001 + n: application(PERSONA, ubn)[1] for n, ubn in enumerate(ubns(len(originals)))}
    assert {person: answers for person, (_, answers) in found.items()} == expected
    journal = await ledger.turns(often)
    before = consented(Somebody(0, application(PERSONA, ubns(1)[0])[0])) - 1
    for mine in originals:
        stored = [one.event_id for one in mine[before:]]
        kept = journal[int(mine[0].sender.user)]
        # What came before consent is not stored, so its repetition is a new event, which changes nothing.
        assert [event for event in kept if event in set(stored)] == stored
    assert delivered >= EVENTS
    tell(
        f"{delivered} events delivered, {delivered - ordered} of them again, to {len(originals)} people; "
        "lost or doubled: nothing; every session as after the ordered single delivery"
    )
