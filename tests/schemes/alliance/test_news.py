"""What people of an alliance hear unasked: the leader of members, members of the leader, all before it closes; and
what is not told: twice in 24 hours, at night, to who wants none, what is no longer true."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.conversation.alliance.news_jobs import news_jobs
from bot.presenter.panels.alliance_news import message
from flows.engine.decide import decide
from flows.events.alliance import (
    AllianceEnding,
    Entered,
    LeadAnswered,
    LeadOffered,
    MemberReminded,
    ProposalSent,
    ProposalWithdrawn,
    Remarked,
    SeatAdmitted,
    SeatLeft,
    SeatRemoved,
    SeatTaken,
)
from flows.events.consent import Consented
from flows.events.event import Event
from flows.interface.inbound import Inbound, Text
from flows.rules.closing_reminders import leader_moments, member_moment
from flows.session.alliance import Part
from flows.session.evolve import fold
from flows.session.state import Session
from storage.stored_names import JobKind
from tests.support.alliances import LEADER, MEMBER, definition, leader_context
from tests.support.chat import SENDER

NOON = datetime.fromisoformat("2024-02-20T12:00:00+08:00")
CLOSES = datetime.fromisoformat("2024-03-06T17:00:00+08:00")
OPEN = {
    "seat": "m1", "ubn": "00001009", "company": "沐朵美妝", "leader": False, "confirmed": False, "changed": False,
    "live": True, "admitted": True, "done": 3, "total": 31, "page": 1, "figures": {},
}  # fmt: skip
DONE = {**OPEN, "seat": "m2", "ubn": "00001010", "company": "山嵐皂坊", "confirmed": True}
SEATS = [{**DONE, "seat": "l", "ubn": "00001004", "company": "晴嶼生技", "leader": True}, OPEN, DONE]


def leader(**entries: Any) -> Session:
    """A leader at the chapter of reminders."""
    base = leader_context().session
    told = {"chapter": "remind", "seats": SEATS, **entries}
    return replace(base, consent_version="113A-1", programme="alliance-113", entries=told)


def said(session: Session, content: Text, now: datetime = NOON) -> Sequence[Event]:
    """What a message leads to."""
    return decide(definition(LEADER), session, Inbound(SENDER, "e", content, now, "e"), now)


def remarks(events: Sequence[Event]) -> list[str]:
    """What is said once."""
    return [event.phrase for event in events if isinstance(event, Remarked)]


def test_only_members_with_an_open_form_are_reminded_and_once_in_24_hours() -> None:
    session = leader()
    events = said(session, Text("送出提醒"))
    assert [event.seat for event in events if isinstance(event, MemberReminded)] == ["m1"]
    session = fold(session, events)
    for later, reminded in (
        (timedelta(hours=1), 0),
        (timedelta(hours=23, minutes=59), 0),
        (timedelta(hours=24), 1),
    ):
        events = said(session, Text("送出提醒"), NOON + later)
        assert sum(isinstance(event, MemberReminded) for event in events) == reminded
        assert remarks(events) == ["remind.sent"]


@pytest.mark.parametrize(("hour", "allowed"), [(8, False), (9, True), (19, True), (20, False)])
def test_nobody_is_reminded_at_night(hour: int, allowed: bool) -> None:
    events = said(leader(), Text("送出提醒"), NOON.replace(hour=hour))
    assert any(isinstance(event, MemberReminded) for event in events) is allowed
    assert remarks(events) == ["remind.sent" if allowed else "remind.by_day"]


def test_who_wants_no_reminders_or_is_left_out_gets_none() -> None:
    quiet = leader(seats=[SEATS[0], {**OPEN, "quiet": True}])
    assert not any(isinstance(event, MemberReminded) for event in said(quiet, Text("送出提醒")))
    out = leader(**{"remind.off": ["m1"]})
    assert not any(isinstance(event, MemberReminded) for event in said(out, Text("送出提醒")))


def test_the_leaders_words_go_with_it_if_they_are_short() -> None:
    session = fold(leader(), said(leader(), Text("週五前拜託大家")))
    assert session.entries["remind.words"] == "週五前拜託大家"
    assert remarks(said(session, Text("字" * 61))) == ["remind.too_long"]


def test_a_member_says_once_that_it_wants_none() -> None:
    session = replace(leader(), questionnaire=MEMBER, alliance=Part(seat="l"), entries={})
    for text, expected in (("不要提醒", True), ("no reminders", True), ("恢復提醒", None)):
        inbound = Inbound(SENDER, "e", Text(text), NOON, "e")
        after = fold(session, decide(definition(MEMBER), session, inbound, NOON))
        assert after.entries.get("quiet") == expected


def test_the_leader_sets_a_day_of_its_own_and_open_seats_are_told_three_days_before() -> None:
    for text, phrase in (("3/1", "remind.day"), ("3月1日", "remind.day"), ("2/20", "remind.no_such_day"),
                         ("3/7", "remind.no_such_day"), ("13/1", "remind.no_such_day")):  # fmt: skip
        assert remarks(said(leader(), Text(text))) == [phrase]
    session = fold(leader(), said(leader(), Text("3/1")))
    assert session.entries["internal"] == "2024-03-01"
    assert fold(session, said(session, Text("不設日期"))).entries.get("internal") is None
    jobs = news_jobs(definition(LEADER), "l", (Entered("internal", "2024-03-01"),), session, NOON)
    assert [(job.payload["session"], job.payload["about"], f"{job.run_after:%m-%d %H}") for job in jobs] == [
        ("m1", "open", "02-27 10"), ("m2", "open", "02-27 10"),
    ]  # fmt: skip
    invite = {"alliance": "l", "internal": "2024-03-01"}
    member = Session(MEMBER, "zh-TW", alliance=Part(seat="l"), entries={"invite": invite})
    late = news_jobs(definition(MEMBER), "m1", (SeatTaken("l", "00001009"),), member, NOON)
    assert [job.payload.get("day", "") for job in late if job.payload["about"] == "open"] == [
        "",
        "2024-03-01",
    ]


def told(form: str, session: Session, *events: Event) -> list[tuple[str, str]]:
    """Who hears what."""
    jobs = news_jobs(definition(form), "l" if form == LEADER else "m1", events, session, NOON)
    jobs = tuple(job for job in jobs if job.kind == JobKind.ALLIANCE_NEWS)
    return [(str(job.payload["session"]), str(job.payload["about"])) for job in jobs]


def test_the_leader_hears_of_members_and_members_of_the_leader() -> None:
    member = Session(MEMBER, "zh-TW", alliance=Part(seat="l"), entries={"invite": {"alliance": "l"}})
    assert told(MEMBER, member, SeatTaken("l", "00001009")) == [("l", "joined"), ("m1", "open")]
    assert told(MEMBER, member, SeatTaken("l", "00001009", "", False))[0] == ("l", "waits")
    assert told(MEMBER, member, Entered("confirmed", {"form": "a", "again": False})) == [("l", "done")]
    assert told(MEMBER, member, Entered("confirmed", {"form": "b", "again": True})) == [("l", "again")]
    assert told(MEMBER, replace(member, alliance=Part(left=True)), SeatLeft()) == [("l", "gone")]
    first = leader()
    for event, about in (
        (MemberReminded("m1"), "reminded"), (SeatAdmitted("m1"), "admitted"), (SeatRemoved("m1"), "removed"),
    ):  # fmt: skip
        assert told(LEADER, first, event) == [("m1", about)]
    assert told(LEADER, first, ProposalSent("113-A001", 2, "")) == [("m1", "sent"), ("m2", "sent")]
    assert told(LEADER, first, ProposalWithdrawn("113-A001", "")) == [
        ("m1", "withdrawn"),
        ("m2", "withdrawn"),
    ]
    assert told(LEADER, first, LeadOffered("m2")) == [("m2", "lead_asked")]
    assert told(MEMBER, member, LeadAnswered(agreed=False)) == [("l", "lead_refused")]
    for at, about in (("2024-02-27T12:00:00+08:00", "ending"), ("", "goes_on")):
        heard = [each for each in told(LEADER, first, AllianceEnding(at)) if each[1] == about]
        assert heard == [("m1", about), ("m2", about)]
    assert [about for _, about in told(LEADER, first, Consented("113A-1", ""))] == [
        *["closing"] * 4,
        "closed",
    ]


def test_before_closing_the_leader_is_told_at_7_3_and_1_days_and_3_hours() -> None:
    moments = leader_moments(CLOSES, NOON)
    assert [f"{each:%m-%d %H}" for each in moments] == ["02-28 10", "03-03 10", "03-05 10", "03-06 14"]
    assert leader_moments(CLOSES, CLOSES) == ()
    assert member_moment(CLOSES, NOON) == moments[1]
    assert member_moment(CLOSES, moments[1]) is None


@pytest.mark.parametrize("language", ["zh-TW", "en"])
def test_news_has_its_words_and_names_the_company(language: str) -> None:
    context = leader_context(language)
    facts = {"company": "沐朵美妝", "words": "週五前", "confirmed": "2", "joined": "3"}
    for about in ("joined", "waits", "done", "again", "gone"):
        shown = message(context, about, facts)
        assert "智慧餐旅新南向行" in shown.title
        assert "沐朵美妝" in shown.body
    for about in ("closing", "closed", "open", "reminded", "admitted", "removed", "sent", "withdrawn"):
        assert message(context, about, facts).body
    assert "3/1" in message(context, "open", {**facts, "day": "3/1"}).body
