"""What a leader cannot do, and how what is wrong is put right: five companies are never sent, a moment too late is one
that is late, wrong sums are said and mended by one tap."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from bot.presenter.presenter import screen
from flows.engine.decide import decide
from flows.events.alliance import Entered, ProposalSent, Remarked, SendAsked
from flows.events.event import Event
from flows.events.submitted.submission import Confirmed
from flows.interface.callback_data import Verb, encode
from flows.interface.inbound import Content, Inbound, Tap, Text
from flows.interface.known import Discovered
from flows.interface.panel import PanelButton
from flows.schemes.alliance.schedule_templates import TEMPLATES, Template
from flows.schemes.alliance.stored import schedule_json
from flows.screens.prompts import Panel
from flows.screens.view import view
from flows.session.answers import Answer
from flows.session.evolve import fold
from flows.session.state import Session
from tests.support.alliances import LEADER, definition, leader_context
from tests.support.chat import SENDER

NOON = datetime.fromisoformat("2024-02-20T12:00:00+08:00")
FIGURES = {
    "base": 1_000_000, "target": 1_200_000, "source": "cpa", "verdict": "eligible", "declared": True,
    "name_check": "same", "related": False, "supported": False,
}  # fmt: skip
MEASURED = {
    "name": "觸及率", "unit": "人次", "before": 0, "whole": 1000, "first": 400, "second": 600,
    "evidence": ["reach_shot"],
}  # fmt: skip


def seats(number: int) -> list[Mapping[str, Any]]:
    """So many companies that are done, the leader among them."""
    return [
        {
            "seat": f"s{place}", "ubn": f"{place:08d}", "company": f"第{place}企業", "leader": place == 1,
            "confirmed": True, "changed": False, "live": True, "admitted": True, "quiet": False, "done": 31,
            "total": 31, "page": 3, "figures": FIGURES,
        }
        for place in range(1, number + 1)
    ]  # fmt: skip


def row(kind: str, month: int, *, measured: bool = True) -> Mapping[str, Any]:
    """A row of an indicator."""
    told = {
        "kind": kind,
        "name": f"{kind}{month}",
        "month": month,
        "country": "泰國",
        "place": "",
        "evidence": ["reach_shot"],
    }
    return {**told, "indicator": MEASURED} if measured else told


def leader(chapter: str, companies: int = 6, **entries: Any) -> Session:
    """A leader for whom nothing is missing but what the number of companies does."""
    answers = {
        "industry_focus": "beauty", "target_market": "th", "prose_mode": "pdf", "project_email": "a@example.org",
        "declare_no_duplicate": "yes", "declare_no_abnormal": "yes", "know_not_returned": "yes",
    }  # fmt: skip
    base = leader_context().session
    done = {
        "chapter": chapter, "seats": seats(companies), "consent_review": "113A-1", "mail": "a@example.org",
        "kpi.events": [row("digital", 6), row("physical", 9)],
        "kpi.tools": [row("platform", 5), row("ads", 6), row("social", 7)],
        "kpi.channels": [row("mou", 6), row("order", 9)], "kpi.bonus": [row("own", 8)],
        "schedule": schedule_json(TEMPLATES[Template.BALANCED]),
        **{f"file.{part}": {"file": "0" * 64, "name": "a.pdf"} for part in ("own_prose", "registration", "slides")},
    }  # fmt: skip
    return replace(
        base, programme="alliance-113", consent_version="113A-1", entries={**done, **entries},
        answers={**base.answers, **{key: Answer(value) for key, value in answers.items()}},
    )  # fmt: skip


def said(session: Session, content: Content, now: datetime = NOON) -> Sequence[Event]:
    """What a message leads to."""
    return decide(definition(LEADER), session, Inbound(SENDER, "e", content, now, "e"), now)


def act(name: str, about: str = "") -> Tap:
    """A tap on a panel's button."""
    return Tap(encode(Verb.PANEL, LEADER, name, about))


def asked(session: Session, at: str) -> Sequence[Event]:
    """What comes of having asked for it to be sent at that moment."""
    told = {"seats": list(session.entries["seats"]), "summary_pages": 1, "send": at, "members": []}
    return said(session, Discovered("seats", told))


def sent(events: Sequence[Event]) -> bool:
    """Whether it was sent in."""
    return any(isinstance(event, Confirmed | ProposalSent) for event in events)


def blocked_by(events: Sequence[Event]) -> list[str]:
    """What kept it from being sent."""
    [checked] = [event for event in events if isinstance(event, Entered) and event.place == "checked"]
    return list(checked.value["blocks"])


def buttons(session: Session) -> Sequence[PanelButton]:
    """What can be tapped."""
    shown = view(definition(LEADER), session)
    assert isinstance(shown, Panel)
    return shown.buttons


def body(session: Session) -> str:
    """What is on the screen."""
    context = replace(leader_context(), session=session)
    return screen(context, view(context.definition, session)).body


def test_six_companies_are_sent_five_never() -> None:
    """Neither by button nor by typed words, nor by a request that comes again."""
    assert sent(asked(leader("checks"), NOON.isoformat()))
    five = leader("checks", 5)
    assert "send" not in {button.act for button in buttons(five)}
    for content in (act("send"), Text("送出申請"), Text("是")):
        events = said(five, content)
        assert not sent(events)
        after = fold(five, events)
        if any(isinstance(event, SendAsked) for event in events):
            for _ in range(2):
                events = asked(after, NOON.isoformat())
                assert (sent(events), blocked_by(events)) == (False, ["A01"])
                after = fold(after, events)


@pytest.mark.parametrize(
    ("at", "late"),
    [
        ("2024-03-06T16:59:58+08:00", False),
        ("2024-03-06T16:59:59.999999+08:00", False),
        ("2024-03-06T17:00:00+08:00", True),
        ("2024-03-06T09:00:00+00:00", True),
    ],
)
def test_the_moment_the_request_came_decides(at: str, late: bool) -> None:
    events = asked(leader("checks"), at)
    assert (sent(events), blocked_by(events)) == (not late, ["A25"] if late else [])


def test_weights_that_are_not_100_are_said_and_mended_by_one_tap() -> None:
    session = leader("schedule")
    session = fold(session, said(session, Text("20,20,25,25,15")))
    assert "權重合計 105，多 5。" in body(session)
    less = next(each for each in buttons(session) if each.label.key == "button.weight_less")
    session = fold(session, said(session, act(less.act, less.about)))
    assert "權重合計 100。" in body(session)


@pytest.mark.parametrize("which", ["first", "second", "whole"])
def test_halves_that_do_not_add_up_are_said_and_mended_by_one_tap(which: str) -> None:
    session = leader("kpi.channels")
    session = fold(session, said(session, Text("6 3 2")))
    assert "3＋2＝5，全程是 6，差 1。" in body(session)
    events = said(session, act("mend", which))
    assert any(event == Remarked("kpi.mended", "done") for event in events)
    assert "差 1" not in body(fold(session, events))
