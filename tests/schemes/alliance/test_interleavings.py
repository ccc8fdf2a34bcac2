"""A leader and six members at once, each time in another order, with taps that come twice and messages that are
delivered again: nobody's answer is lost, none stands on another's desk, and the leader sees of a member what it has
handed over, and nothing else."""

import os
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from flows.engine.decide import decide
from flows.events.alliance import CodeGiven
from flows.interface.callback_data import Verb, encode
from flows.interface.inbound import Content, Inbound, Sender, Tap, Text
from flows.interface.known import Discovered
from flows.scheme.own_screens import SeatFacts
from flows.screens.prompts import Panel
from flows.screens.view import view
from flows.session.answers import Answer
from flows.session.evolve import fold
from flows.session.path import questions_on_path
from flows.session.state import Session
from tests.support.alliances import LEADER, MEMBER, definition, leader_context

NOON = datetime.fromisoformat("2024-02-20T12:00:00+08:00")
MEMBERS = range(1, 7)
RUNS = int(os.environ.get("INTERLEAVINGS", "100"))
"""Orders that are played; a thousand take a minute."""
LAST = "authorised_name"
VALUES: Mapping[str, Any] = {
    "registration_type": "company", "brand_types": ["service"], "export_status": "planning", "gov_support_3y": "no",
    "member_relation": "no", "member_no_duplicate": "yes", "member_no_abnormal": "yes", "member_release": "yes",
    "member_role": ["product"], "tools_in_use": ["seo"], "paid_in_capital": 1_000_000, "employee_count": 9,
    "annual_revenue": 5_000_000, "member_staff": 2,
}  # fmt: skip


def ubn(number: int) -> str:
    """Each company's number."""
    return f"{number:08d}"


def begun(number: int) -> Session:
    """A member that has still to join and to give one answer; its figures are its own."""
    session = Session(
        MEMBER, "zh-TW", "alliance-113", consent_version="113A-1", reviewed=frozenset({1, 2, 3})
    )
    own: dict[str, Any] = {**VALUES, "target_overseas": number * 1000, "company_name": f"第{number}企業"}
    questionnaire = definition(MEMBER).edition.questionnaire
    while missing := [
        each
        for each in questions_on_path(questionnaire, session.values())
        if each.id not in session.answers and each.id not in ("ubn", LAST)
    ]:
        given = {each.id: Answer(own.get(each.id, f"{each.id}{number}")) for each in missing}
        session = replace(session, answers={**session.answers, **given})
    return session


def act(form: str, name: str, about: str = "") -> Tap:
    """A tap on a panel's button."""
    return Tap(encode(Verb.PANEL, form, name, about))


def of_member(number: int) -> list[Content]:
    """What a member says: it joins, answers, hands over, changes its mind, hands over again."""
    return [
        Text(f"加入 K7M4Q{number + 1}"), act(MEMBER, "join"), Text(f"王{number}"), act(MEMBER, "hand_over"),
        Text("修改 38"), Text(f"李{number}"), act(MEMBER, "hand_over"),
    ]  # fmt: skip


OF_LEADER: list[Content] = [Text("進度"), act(LEADER, "go", "members"), act(LEADER, "go", "board")] * 2


@dataclass
class World:
    """Sessions, seats and what was handled, as journal and database keep them."""

    sessions: dict[int, Session]
    seats: dict[int, SeatFacts] = field(default_factory=dict)
    handled: set[tuple[int, str]] = field(default_factory=set)

    def deliver(self, who: int, event: str, content: Content) -> None:
        """One message; what was handled already is answered without being applied again."""
        if (who, event) in self.handled:
            return
        self.handled.add((who, event))
        form, session = definition(LEADER if who == 0 else MEMBER), self.sessions[who]
        inbound = Inbound(Sender("line", "bot", str(who)), event, content, NOON, event)
        events = decide(form, session, inbound, NOON)
        self.sessions[who] = session = fold(session, events)
        if facts := form.form.own.seat(form.edition, session, str(who)):
            self.seats[who] = facts
        if any(isinstance(each, CodeGiven) and each.code for each in events):
            told = {
                "alliance": "0",
                "ubn": ubn(who),
                "name": "泰美",
                "leader": "晴嶼",
                "invitation": f"h{who}",
            }
            self.deliver(who, f"invitation:{event}", Discovered("invitation", told))
        prompt = view(form, session)
        if isinstance(prompt, Panel) and prompt.stage == "workspace" and not isinstance(content, Discovered):
            self.deliver(who, f"seats:{event}", Discovered("seats", {"seats": self.public()}))

    def public(self) -> Sequence[Mapping[str, Any]]:
        """The seats as the leader is told of them (bot/conversation/alliance/seats.py)."""
        return [
            {
                "seat": str(who), "ubn": seat.ubn, "company": seat.company, "leader": who == 0,
                "confirmed": seat.confirmed, "changed": seat.changed, "live": True, "admitted": seat.admitted,
                "quiet": seat.quiet, "done": seat.done, "total": seat.total, "page": seat.page,
                "figures": dict(seat.figures),
            }
            for who, seat in sorted(self.seats.items())
        ]  # fmt: skip


def played(chance: random.Random, members: Mapping[int, Session], leader: Session) -> World:
    """Everybody's messages in their own order, otherwise in any."""
    world = World({0: leader, **members})
    waiting = {who: [(f"{who}-{at}", each) for at, each in enumerate(of_member(who))] for who in members}
    waiting[0] = [(f"0-{at}", each) for at, each in enumerate(OF_LEADER)]
    done: list[tuple[int, str, Content]] = []
    while waiting:
        who = chance.choice(list(waiting))
        event, content = waiting[who].pop(0)
        world.deliver(who, event, content)
        done.append((who, event, content))
        if chance.random() < 0.3:  # delivered again, or tapped twice just now
            world.deliver(*chance.choice(done))
            if isinstance(content, Tap):
                world.deliver(who, f"{event} again", content)
        if not waiting[who]:
            del waiting[who]
        _holds(world)
    world.deliver(0, "last", Text("進度"))
    return world


def _holds(world: World) -> None:
    """What the leader sees at any moment."""
    for seat in world.sessions[0].entries.get("seats", ()):
        number = int(seat["seat"])
        assert seat["ubn"] == ubn(number)
        assert bool(seat["figures"]) == seat["confirmed"]
        assert not seat["figures"] or seat["figures"]["target"] == number * 1000
        assert not {LAST, "member_offer"} & set(seat)


def test_in_any_order_nothing_is_lost_and_nothing_mixed() -> None:
    members = {number: begun(number) for number in MEMBERS}
    leader = replace(leader_context().session, programme="alliance-113", consent_version="113A-1", answers={})
    for seed in range(RUNS):
        world = played(random.Random(seed), members, leader)  # noqa: S311 - an order that can be played again
        for number in MEMBERS:
            answers = world.sessions[number].answers
            assert (answers["ubn"].value, answers[LAST].value) == (ubn(number), f"李{number}"), seed
            assert answers["company_name"].value == f"第{number}企業"
            assert world.seats[number].form[LAST].startswith("李")
        seats = world.sessions[0].entries["seats"]
        assert [(each["company"], each["confirmed"]) for each in seats] == [
            (f"第{number}企業", True) for number in MEMBERS
        ], seed
