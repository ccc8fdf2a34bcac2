"""People and the processes that serve them: the real turns over a real database, as one replica or several."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from bot.conversation.case_progress import CaseProgress
from bot.conversation.case_status import CaseStatus
from bot.conversation.follow_ups.base import Follower
from bot.conversation.follow_ups.company_claim import TRIES_KEPT, DuplicateCheck, PlaceReservation
from bot.conversation.handover.assembly import ends_over
from bot.conversation.handover.ends import Ends
from bot.conversation.submission import ENDED
from bot.conversation.turn_processor import TurnProcessor
from bot.one_time_links.address_confirmation import AddressConfirmation
from flows.definitions.programme import Programme
from flows.events.codec import from_json
from flows.events.event import Event
from flows.interface.inbound import Content, Inbound, Sender, Text
from flows.interface.messages import Message
from flows.interface.ports import PendingReply
from flows.scheme.definition import Catalogue
from flows.session.evolve import fold
from flows.session.state import Session
from storage.cases.applications import Applications
from storage.cases.attempts import LOOK, Attempts, person_of
from storage.cases.deliveries import Deliveries
from storage.cases.files import Files
from storage.cases.one_time_links import OneTimeLinks
from storage.cases.stream.case_events import CaseEvents
from storage.engine import json_text
from storage.engine.database import Database
from storage.engine.secrets import Secrets
from storage.erasure import Erasure
from storage.journal.journal import Journal
from storage.places.places import Places
from storage.places.statements import Quota
from storage.records import Identity
from storage.schema.tables import attempt, metadata, turn
from tests.support.personas import answers
from tests.support.player import MOST_MOVES, moves
from tests.support.programmes import NOW, catalogue, programme

CODE = "2222222"
"""The check code of every application made here."""


def secrets_of(database: Database) -> Secrets:
    """The keys of every process here: from one secret that stands in no table."""
    return Secrets(database, "the same for every replica")


def ends_of(database: Database, journal: Journal, known: Catalogue, clock: Callable[[], datetime]) -> Ends:
    """What a process knows of other ends: an application can go to LINE, to Telegram, to a browser."""
    chats = {"line": lambda: "https://line.me/R/oaMessage/@bot", "telegram": lambda: "https://t.me/bot"}
    return ends_over(database, journal, secrets_of(database), known, clock, ("http://127.0.0.1", chats))


def confirmation(database: Database) -> AddressConfirmation:
    """What a process knows of confirmed addresses; no mail of its carries a link."""
    return AddressConfirmation(OneTimeLinks(database), Applications(database), secrets_of(database), "")


def replica(
    database: Database,
    journal: Journal,
    during: Programme | Catalogue | None = None,
    clock: Callable[[], datetime] = lambda: NOW,
    more: Sequence[Follower] = (),
) -> TurnProcessor:
    """A process of its own: nothing in memory yet, the same database; registers are turned off."""
    known = during if isinstance(during, Catalogue) else catalogue(during or programme())
    files, deliveries = Files(database), Deliveries(database)
    progress = CaseProgress(CaseEvents(database), known, clock)
    cases = CaseStatus(
        progress, confirmation(database), files, deliveries, "http://127.0.0.1", clock, patience=0
    )
    followers: list[Follower] = [DuplicateCheck.over(database, known, clock, secrets_of(database))]
    places = {
        each.id: Places(database, Quota(each.id, each.places))
        for each in known.programmes.values()
        if each.places
    }
    reservation = PlaceReservation(known, clock, places)
    if places:
        followers.append(reservation)
    followers += more
    ends = ends_of(database, journal, known, clock)
    turns = TurnProcessor(known, ends, Erasure(database, ENDED), cases, clock, followers)
    turns.composer.none_left = reservation.none_left
    turns.choose = lambda _: 0
    return turns


ANSWERS: Mapping[str, Any] = answers("non_exporter")
START: tuple[Content, ...] = (Text("hi"), Text("同意"))


@dataclass
class Visitor:
    """One person writing to whichever process answers."""

    user: str = "mei"
    channel: str = "line"
    clock: Callable[[], datetime] = lambda: NOW
    """When what this person sends is sent."""
    sent: int = 0
    screen: tuple[Message, ...] = ()
    last: Inbound | None = field(default=None)

    def inbound(self, content: Content) -> Inbound:
        """The next message of this person."""
        self.sent += 1
        number = f"{self.user}-{self.sent}"
        message = f"message {number}" if isinstance(content, Text) else ""
        self.last = Inbound(Sender(self.channel, "bot", self.user), number, content, self.clock(), message)
        return self.last

    async def send(self, turns: TurnProcessor, content: Content) -> tuple[Message, ...]:
        """Send something and look at the reply."""
        return await self.seen(await turns.receive(self.inbound(content)))

    async def seen(self, turned: PendingReply) -> tuple[Message, ...]:
        """Look at a reply."""
        self.screen = await turned.messages()
        turned.sent()
        return self.screen

    async def act(self, turns: Sequence[TurnProcessor], given: Mapping[str, Any], until: str = "") -> None:
        """Go on as a person with these answers would, each message to the next of these processes."""
        for _ in range(MOST_MOVES):
            if (until and self.at(until)) or not (contents := moves(self.screen, given)):
                break
            for content in contents:
                await self.send(turns[self.sent % len(turns)], content)

    def at(self, place: str) -> bool:
        """Whether the question or look on the screen is this one."""
        return bool(self.screen) and place in (self.screen[-1].question, self.screen[-1].look.value)


async def stored_events(database: Database) -> list[Event]:
    """Everything in the journal, in order."""
    async with database.read() as connection:
        rows = (
            await connection.execute(select(turn.c.events).order_by(turn.c.session, turn.c.seq))
        ).scalars()
    return [from_json(event) for row in rows for event in json_text.load(row)]


async def rows(database: Database) -> dict[str, int]:
    """How many rows each table has, of those that have any."""
    counts: dict[str, int] = {}
    async with database.read() as connection:
        for table in metadata.sorted_tables:
            counts[table.name] = len((await connection.execute(select(table))).all())
    return {name: count for name, count in counts.items() if count}


async def only_the_count_of(database: Database, visitor: Visitor) -> None:
    """All that erasing oneself leaves is how often one asked about companies, under a keyed hash, until that holds
    nothing against anybody any more, else every erasure would give new questions; and the proof, without content."""
    proofs = {"erasure_proof": 2}
    assert await rows(database) == {"attempt": 1} | proofs
    async with database.read() as connection:
        kept = (await connection.execute(select(attempt))).one()._asdict()
    person = await person_of(secrets_of(database), Identity(visitor.channel, "bot", visitor.user))
    assert kept == {"person": person, "kind": LOOK, "level": 1.0, "at": NOW, "case_number": None}
    await Attempts(database, TRIES_KEPT).forget(NOW + TRIES_KEPT[LOOK] + timedelta(seconds=1))
    assert await rows(database) == proofs


async def come(visitor: Visitor, turns: TurnProcessor, until: str) -> None:
    """Agree to the notice and answer until this question or screen."""
    for content in START:
        await visitor.send(turns, content)
    await visitor.act([turns], ANSWERS, until)
    assert visitor.at(until)


async def answers_of(database: Database) -> dict[str, Any]:
    """The answers of the only session in the journal."""
    session = fold(Session("113.1", "zh-TW"), await stored_events(database))
    return {question: answer.value for question, answer in session.answers.items()}
