"""Who may do what about consultant, visit and advice, and why something may not be."""

from dataclasses import replace

import pytest

from flows.cases.consultant_acts import Actor, decide_consultant_act
from flows.cases.consultant_events import (
    AdviceReceived,
    ConsultantEvent,
    OtherTimesAsked,
    Rated,
    VisitCancelled,
    VisitHeld,
)
from flows.cases.events import CaseEvent, MessageLeft
from flows.cases.visit_checks import ActContext, OtherVisit, VisitRefusal
from tests.flows.cases.make import at, stream
from tests.flows.cases.test_consultation import (
    AGREED,
    ASSIGN,
    FIX,
    OFFERED,
    PASSED,
    PROPOSE,
    RELEASE,
    TIMES,
    UPLOAD,
    around,
)


@pytest.mark.parametrize(
    ("events", "act", "actor", "context", "why"),
    [
        ((), ASSIGN, Actor.OFFICE, around(), VisitRefusal.NOT_NOW),
        (PASSED, ASSIGN, Actor.CONSULTANT, around(), VisitRefusal.NOT_NOW),
        (PASSED, ASSIGN, Actor.OFFICE, around(open_cases=3, limit=3), VisitRefusal.FULL),
        ((*PASSED, ASSIGN, MessageLeft(3)), ASSIGN, Actor.OFFICE, around(), VisitRefusal.TWICE),
        (PASSED, PROPOSE, Actor.OFFICE, around(), VisitRefusal.NOT_NOW),
        ((*PASSED, ASSIGN), replace(PROPOSE, times=()), Actor.OFFICE, around(), VisitRefusal.NO_TIMES),
        (
            (*PASSED, ASSIGN),
            replace(PROPOSE, times=(*TIMES, at(150).isoformat())),
            Actor.OFFICE,
            around(),
            VisitRefusal.NO_TIMES,
        ),
        (
            (*PASSED, ASSIGN),
            replace(PROPOSE, times=(TIMES[0], TIMES[0])),
            Actor.OFFICE,
            around(),
            VisitRefusal.TWICE,
        ),
        ((*PASSED, ASSIGN), PROPOSE, Actor.CONSULTANT, around(49), VisitRefusal.TOO_SOON),
        (
            (*PASSED, ASSIGN),
            replace(PROPOSE, where=" "),
            Actor.CONSULTANT,
            around(),
            VisitRefusal.TEXT_MISSING,
        ),
        (
            (*PASSED, ASSIGN),
            replace(PROPOSE, minutes=5),
            Actor.CONSULTANT,
            around(),
            VisitRefusal.LENGTH,
        ),
        (
            (*PASSED, ASSIGN),
            PROPOSE,
            Actor.CONSULTANT,
            around(busy=[OtherVisit(at(72.5), at(74))]),
            VisitRefusal.TAKEN,
        ),
        (
            OFFERED,
            FIX,
            Actor.APPLICANT,
            around(busy=[OtherVisit(at(71), at(72.1))]),
            VisitRefusal.TAKEN,
        ),
        ((*PASSED, ASSIGN, PROPOSE), FIX, Actor.APPLICANT, around(), VisitRefusal.NOT_NOW),
        (
            OFFERED,
            replace(FIX, start=at(77).isoformat()),
            Actor.APPLICANT,
            around(),
            VisitRefusal.NOT_NOW,
        ),
        (OFFERED, FIX, Actor.APPLICANT, around(49), VisitRefusal.LAPSED),
        (
            (*PASSED, ASSIGN, PROPOSE),
            VisitHeld("x"),
            Actor.CONSULTANT,
            around(100),
            VisitRefusal.NOT_NOW,
        ),
        (AGREED, FIX, Actor.OFFICE, around(), VisitRefusal.TWICE),
        (AGREED, VisitHeld("x"), Actor.CONSULTANT, around(71), VisitRefusal.NOT_YET),
        (AGREED, VisitCancelled("x"), Actor.CONSULTANT, around(73), VisitRefusal.BEGUN),
        (AGREED, replace(FIX, start=TIMES[1]), Actor.OFFICE, around(73), VisitRefusal.BEGUN),
        (AGREED, OtherTimesAsked(), Actor.APPLICANT, around(73), VisitRefusal.BEGUN),
        (AGREED, PROPOSE, Actor.CONSULTANT, around(73), VisitRefusal.BEGUN),
        (AGREED, UPLOAD, Actor.CONSULTANT, around(73), VisitRefusal.NOT_NOW),
        (
            (*AGREED, VisitHeld("x"), UPLOAD),
            replace(RELEASE, file="cd"),
            Actor.OFFICE,
            around(80),
            VisitRefusal.NOT_NOW,
        ),
        (
            (*AGREED, VisitHeld("x"), UPLOAD),
            RELEASE,
            Actor.CONSULTANT,
            around(80),
            VisitRefusal.NOT_NOW,
        ),
        (
            (*AGREED, VisitHeld("x"), UPLOAD),
            AdviceReceived(),
            Actor.APPLICANT,
            around(80),
            VisitRefusal.NOT_NOW,
        ),
        (
            (*AGREED, VisitHeld("x"), UPLOAD, RELEASE),
            Rated("advice", 6),
            Actor.APPLICANT,
            around(80),
            VisitRefusal.NOT_NOW,
        ),
    ],
)
def test_what_may_not_be_is_refused_with_the_reason(
    events: tuple[CaseEvent, ...],
    act: ConsultantEvent,
    actor: Actor,
    context: ActContext,
    why: VisitRefusal,
) -> None:
    assert decide_consultant_act(stream(*events), act, actor, context) is why
