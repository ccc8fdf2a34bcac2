"""An alliance that is half-way: sessions and seats as if their people had answered, before the real turns and a real
database."""

import secrets as chance
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.conversation.alliance.invitations import InvitationLookup, InvitationMaker
from bot.conversation.alliance.leader import LeaderFacts
from bot.conversation.alliance.seats import SeatsRefresh
from bot.conversation.alliance.turns import with_alliance
from bot.conversation.turn_processor import TurnProcessor
from flows.events.alliance import Entered, SeatTaken
from flows.events.answering import Answered
from flows.events.codec import from_json, to_json
from flows.events.consent import Consented, NoticeShown, Started
from flows.events.event import Event
from flows.events.review import Decided, Reviewed
from flows.interface.callback_data import Verb, encode
from flows.interface.inbound import Tap, Text
from flows.interface.messages import Message
from flows.schemes.alliance.screens.seat import CONFIRMED, fingerprint
from flows.session.evolve import fold
from flows.session.path import questions_on_path
from flows.session.state import Session
from storage.alliances.alliances import Alliances, StoredSeat
from storage.alliances.code_tries import CodeTries
from storage.engine.database import Database
from storage.journal.journal import Journal
from storage.journal.outcomes import Appended
from storage.records import Identity, NewTurn
from tests.support.alliances import LEADER, MEMBER, catalogue, definition
from tests.support.lobby import Visitor, replica, secrets_of

NOW = datetime.fromisoformat("2024-02-20T12:00:00+08:00")
"""While alliances are taken."""

VALUES: Mapping[str, Any] = {
    "registration_type": "company", "brand_types": ["service"], "export_status": "planning", "gov_support_3y": "no",
    "member_relation": "no", "member_no_duplicate": "yes", "member_no_abnormal": "yes", "member_release": "yes",
    "member_role": ["product"], "tools_in_use": ["seo"], "paid_in_capital": 1_000_000, "employee_count": 9,
    "annual_revenue": 5_000_000, "member_staff": 2, "target_overseas": 100_000, "established_date": "2015-05-20",
}  # fmt: skip
OF_THE_ALLIANCE: Mapping[str, Any] = {
    "industry_focus": "beauty", "target_market": "th", "alliance_name": "泰美保養", "application_kind": "first",
    "business_models": ["b2b"], "prose_mode": "pdf",
}  # fmt: skip


def named(number: int) -> str:
    """What the company of that number is called."""
    return f"第{number}企業股份有限公司"


def ubn(number: int) -> str:
    """Its number."""
    return ("00001004", "00001009", "00001010", "00001015", "00001021", "00001026")[number]


@dataclass
class AllianceLobby:
    """A leader (0) and members (1, 2 ...), each a person of their own name."""

    database: Database
    journal: Journal
    now: datetime = NOW
    keys: dict[int, str] = field(default_factory=dict)
    visitors: dict[int, Visitor] = field(default_factory=dict)

    def clock(self) -> datetime:
        """What every clock says."""
        return self.now

    def process(self) -> TurnProcessor:
        """A process that serves them."""
        known, alliances = catalogue(), Alliances(self.database)
        leader = LeaderFacts(self.journal, known, self.clock)
        secrets = secrets_of(self.database)
        lookup = InvitationLookup(alliances, CodeTries(self.database, secrets), secrets, leader, self.clock)
        maker = InvitationMaker(secrets, chance.randbelow, {})
        return replica(
            self.database, self.journal, known, self.clock, more=(lookup, maker, SeatsRefresh(alliances))
        )

    async def begun(self, number: int, *more: Event) -> Visitor:
        """The leader, or a member whose form is handed over; `more` happened besides."""
        form = LEADER if number == 0 else MEMBER
        visitor, key = Visitor(f"person{number}", clock=self.clock), f"{number + 1:032x}"
        self.keys[number], self.visitors[number] = key, visitor
        found = definition(form)
        company = found.edition.roles.question("company.id")
        events: list[Event] = [
            Started(form, "zh-TW", found.programme.id, 1, company), NoticeShown(),
            Consented(found.programme.notice_version, NOW.isoformat()),
        ]  # fmt: skip
        if number:
            events += [SeatTaken(self.keys[0], ubn(number), f"h{number}"), Entered("invite", {
                "alliance": self.keys[0], "name": "泰美保養", "leader": named(0), "ubn": ubn(number),
                "invitation": f"h{number}",
            })]  # fmt: skip
        events += self._answers(form, number, fold(Session("", ""), events))
        if number:
            session = fold(Session("", ""), events)
            events += [Reviewed(page) for page in range(1, found.edition.questionnaire.pages + 1)]
            events.append(Entered(CONFIRMED, {"form": fingerprint(found.edition, session), "again": False}))
        await self._stored(form, visitor, key, [*events, *more])
        return visitor

    def _answers(self, form: str, number: int, session: Session) -> list[Event]:
        found = definition(form)
        own = {**VALUES, **OF_THE_ALLIANCE, "ubn": ubn(number), "company_name": named(number)}
        last = found.edition.questionnaire.pages if number else 4
        events: list[Event] = []
        while missing := [
            each
            for each in questions_on_path(found.edition.questionnaire, fold(session, events).values())
            if each.id not in fold(session, events).answers and 0 < each.page <= last
        ]:
            events += [Answered(each.id, own.get(each.id, f"{each.id}{number}")) for each in missing]
        verdict = found.verdict(fold(session, events))
        assert verdict
        return [*events, Decided(verdict.state.value, list(map(str, verdict.reasons)))]

    async def _stored(self, form: str, visitor: Visitor, key: str, events: Sequence[Event]) -> None:
        who = Identity(visitor.channel, "bot", visitor.user)
        turn = NewTurn(
            key, 1, "line:bot", f"begun {key}", NOW, [to_json(event) for event in events], identity=who
        )
        after = fold(Session("", ""), events)
        turn = with_alliance(turn, definition(form), Text(""), events, (Session("", ""), after))
        assert isinstance(await self.journal.append(turn), Appended)

    async def happens(self, number: int, *events: Event) -> None:
        """Something else has happened to this session."""
        stored = await self.journal.load_session(self.keys[number])
        assert stored
        told = [to_json(event) for event in events]
        turn = NewTurn(self.keys[number], stored.seq + 1, "line:bot", f"later {stored.seq}", NOW, told)
        assert isinstance(await self.journal.append(turn), Appended)

    async def taps(self, turns: TurnProcessor, number: int, *names: str) -> str:
        """Tap a panel's button; what is on the screen then."""
        session = await self.session_of(number)
        return await self.sees(turns, number, Tap(encode(Verb.PANEL, session.drawn_for, *names)))

    async def sees(self, turns: TurnProcessor, number: int, content: Text | Tap) -> str:
        """Send something; what is on the screen then, all of it as text."""
        screen = await self.visitors[number].send(turns, content)
        return "\n".join(map(_text, screen))

    async def session_of(self, number: int) -> Session:
        """The session this person writes about."""
        visitor = self.visitors[number]
        stored = await self.journal.load(Identity(visitor.channel, "bot", visitor.user))
        assert stored
        return fold(Session("", ""), map(from_json, stored.events))

    async def seats(self) -> dict[str, StoredSeat]:
        """The seats of the alliance by company."""
        found = await Alliances(self.database).seats(self.keys[0])
        return {seat.company: seat for seat in found}


def _text(message: Message) -> str:
    lines = [f"{line.label} {line.value}" for line in message.lines]
    return "\n".join((message.title, message.body, *(note.text for note in message.notes), *lines))
