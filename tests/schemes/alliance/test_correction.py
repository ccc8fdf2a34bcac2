"""After closing everything of a proposal is locked, but for what the office asks to mend, until that day is over."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.conversation.alliance.lead import told_to_others
from flows.engine.decide import decide
from flows.events.alliance import (
    CorrectionEnded,
    CorrectionOpened,
    Entered,
    InvitationsAsked,
    ProposalSent,
    ProposalWithdrawn,
    Remarked,
)
from flows.events.answering import Answered, Focused
from flows.events.codec import from_json, to_json
from flows.events.event import Event
from flows.interface.inbound import Inbound, Text
from flows.interface.known import Discovered
from flows.schemes.alliance.screens.correction.lock import PARTS, allowed, locked, part_of
from flows.schemes.alliance.screens.page.entries import PLACES, mark
from flows.screens.base import Situation
from flows.screens.decision import Decision
from flows.screens.view import view
from flows.session.evolve import fold
from flows.session.state import Session
from tests.schemes.alliance.test_workspace import act, blocked_by, leader, said
from tests.schemes.alliance.test_workspace import sent as is_sent
from tests.support.alliances import LEADER, definition
from tests.support.chat import SENDER

CLOSES = definition(LEADER).programme.closes
DUE = (CLOSES + timedelta(days=2)).date().isoformat()
BEFORE, AFTER = CLOSES - timedelta(seconds=1), CLOSES + timedelta(hours=1)
TOO_LATE = CLOSES + timedelta(days=3)
FILE = {"part": "slides", "file": "1" * 64, "name": "b.pdf"}


def proposal(*more: Event, chapter: str = "board") -> Session:
    """What was sent in, and then happened."""
    return fold(leader(chapter), (ProposalSent("113-A001", 1, BEFORE.isoformat()), *more))


def opened(*places: str, seats: Sequence[str] = ()) -> CorrectionOpened:
    """The office asks to mend these."""
    return CorrectionOpened(4, dict.fromkeys(places, "請補正"), DUE, seats)


def decision(session: Session, now: Any) -> Decision:
    """What a message that says nothing is decided in."""
    found = definition(LEADER)
    return Decision(
        found, session, Inbound(SENDER, "e", Text("x"), now, "e"), now, view(found, session), view
    )


CHANGES = (
    ("page.1", Answered("alliance_name", "新名")),
    ("page.1", Focused("alliance_name")),
    ("kpi", Entered("kpi.events", [])),
    ("overseas", Entered("kpi.overseas", 5)),
    ("schedule", Entered("schedule", [])),
    ("prose", Entered("prose.market", "字")),
    ("prose", Entered("images.market", {})),
    ("prose", Entered("file.own_prose", FILE)),
    ("files", Entered("file.slides", FILE)),
    ("members", InvitationsAsked(["04595257"])),
)


@pytest.mark.parametrize(("place", "fact"), CHANGES)
def test_a_place_opens_alone_and_only_between_asking_and_the_end_of_its_day(place: str, fact: Event) -> None:
    def may(session: Session, now: Any) -> bool:
        return allowed(decision(session, now), (fact,)) == (fact,)

    elsewhere = [each for each, _ in CHANGES if each != place]
    assert may(proposal(), BEFORE)
    assert not may(proposal(), AFTER)
    assert may(proposal(opened(place)), AFTER)
    assert not may(proposal(opened(*elsewhere)), AFTER)
    assert not may(proposal(opened(place)), TOO_LATE)
    assert not may(proposal(opened(place), CorrectionEnded()), AFTER)
    assert not may(proposal(opened(place), ProposalSent("113-A001", 2, AFTER.isoformat())), AFTER)
    assert may(leader("board"), AFTER), "nothing was sent"


def test_what_is_locked_says_so_and_keeps_nothing() -> None:
    asked = proposal(opened("kpi"), chapter="overseas")
    assert Remarked("locked.mending", "rejected") in said(asked, Text("200000"), AFTER)
    assert Remarked("locked.all", "rejected") in said(proposal(chapter="overseas"), Text("200000"), AFTER)
    opens = said(proposal(opened("overseas"), chapter="overseas"), Text("200000"), AFTER)
    assert any(isinstance(fact, Entered) and fact.place == "kpi.overseas" for fact in opens)
    for tap in (act("go", "mend"), act("go", "kpi")):
        assert not any(isinstance(fact, Remarked) for fact in said(asked, tap, AFTER)), "looking is free"


def test_the_page_writes_what_is_open_and_nothing_else() -> None:
    found, session = definition(LEADER), proposal(opened("schedule"))
    is_open = {name for name in PLACES if not locked(found, session, name, AFTER)}
    assert is_open == {"schedule"}
    for name in PLACES:
        written = {"place": name, "value": [1], "seen": mark(session.entries.get(name))}
        facts = decide(
            found, session, Inbound(SENDER, "e", Discovered("written", written), AFTER, "e"), AFTER
        )
        assert (Entered(name, [1]) in facts) is (name == "schedule"), name
    assert all(part_of(name) in PARTS for name in PLACES)
    assert locked(found, session, "slides", AFTER)
    assert locked(found, session, "image.market.1", AFTER)


def test_it_is_sent_again_until_the_end_of_its_day_and_no_later() -> None:
    def asked(session: Session, at: Any) -> Sequence[Event]:
        told = {"seats": list(session.entries["seats"]), "summary_pages": 1, "send": at.isoformat()}
        return said(session, Discovered("seats", told), at)

    last = CLOSES.replace(hour=23, minute=59, second=59) + timedelta(days=2)
    session = proposal(opened("kpi", seats=["m"]))
    facts = asked(session, last)
    assert is_sent(facts), facts
    assert fold(session, facts).alliance.mend_due == ""
    assert told_to_others(session, facts, fold(session, facts)) == {"m": [to_json(CorrectionEnded())]}
    assert blocked_by(asked(session, last + timedelta(seconds=1))) == ["A25"]
    assert blocked_by(asked(proposal(), AFTER)) == ["A25"]
    gone = fold(session, [ProposalWithdrawn("113-A001", AFTER.isoformat())])
    assert blocked_by(asked(gone, AFTER)) == ["A25"], "what was given up is not sent again after closing"


def test_the_places_are_shown_with_the_way_to_each() -> None:
    asked = replace(
        opened("page.1", "files", seats=[str(leader("board").entries["seats"][1].get("seat", "m"))]),
        lines={"page.1": "名稱有錯字", "files": "看不清楚"},
    )
    session = fold(proposal(), (from_json(to_json(asked)), Entered("chapter", "mend")))
    panel = view(definition(LEADER), session)
    told = repr(panel)
    for part in ("名稱有錯字", "看不清楚", "edit.alliance_name", "mend.member", "'files'", "checks"):
        assert part in told, part
    found = said(session, act("edit.alliance_name", "alliance_name"), AFTER)
    assert Focused("alliance_name") in found
    assert Situation(definition(LEADER), session).session is session
