"""What staff may do: open acts, refusals, undo; and that any sequence of acts keeps the promises."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.cases.codec import from_json, stored_types, to_json
from flows.cases.decide import (
    LONGEST_TEXT,
    Act,
    Case,
    Refusal,
    RefusalReason,
    StaffRole,
    decide,
    kind_of,
    leaving,
    open_acts,
)
from flows.cases.events import (
    REASONS,
    ActRecalled,
    CaseEvent,
    CaseRefused,
    CaseReopened,
    CaseWithdrawn,
    MessageLeft,
    RecordedEvent,
    ReviewPassed,
    SupplementAsked,
    SupplementReceived,
    tells,
)
from flows.cases.stage import OPEN, Awaits, Stage
from tests.flows.cases.make import TODAY, at, case, copy

OFFICER, MANAGER = StaffRole.OFFICER, StaffRole.MANAGER
ASK = SupplementAsked(("unsigned",), "2024-12-09")
REFUSE = CaseRefused("不是中小企業", "2024-12-30")


@pytest.mark.parametrize(
    ("events", "role", "acts"),
    [
        ((), OFFICER, (Act.APPROVE, Act.ASK, Act.REVISE, Act.REFUSE, Act.WITHDRAW)),
        ((ASK, MessageLeft(1)), OFFICER, (Act.RECEIVED, Act.ASK, Act.REVISE, Act.REFUSE, Act.WITHDRAW)),
        ((ReviewPassed(), MessageLeft(1)), OFFICER, (Act.ASK, Act.REVISE, Act.WITHDRAW)),
        ((REFUSE, MessageLeft(1)), OFFICER, ()),
        ((REFUSE, MessageLeft(1)), MANAGER, (Act.REOPEN,)),
        ((ReviewPassed(),), OFFICER, (Act.ASK, Act.REVISE, Act.REFUSE, Act.WITHDRAW)),
    ],
)
def test_the_next_act_comes_first(
    events: tuple[CaseEvent, ...], role: StaffRole, acts: tuple[Act, ...]
) -> None:
    assert open_acts(case(*events), role) == acts


@pytest.mark.parametrize(
    ("events", "act", "why"),
    [
        ((ReviewPassed(), MessageLeft(1)), ReviewPassed(), RefusalReason.STAGE),
        ((), SupplementReceived("來信"), RefusalReason.STAGE),
        ((), CaseReopened("x"), RefusalReason.STAGE),
        ((REFUSE, MessageLeft(1)), CaseReopened("x"), RefusalReason.ROLE),
        ((), replace(ASK, reasons=()), RefusalReason.REASON_MISSING),
        ((), replace(ASK, reasons=("other",)), RefusalReason.REASON_MISSING),
        ((), replace(ASK, reasons=("nonsense",)), RefusalReason.REASON_MISSING),
        ((), replace(ASK, due="2024-12-01"), RefusalReason.DATE_PAST),
        ((), replace(ASK, due="明天"), RefusalReason.DATE_PAST),
        ((), replace(ASK, note="字" * (LONGEST_TEXT + 1)), RefusalReason.TOO_LONG),
        ((), CaseRefused(" ", "2024-12-30"), RefusalReason.REASON_MISSING),
        ((), CaseRefused("x", ""), RefusalReason.DATE_PAST),
        ((), CaseWithdrawn(""), RefusalReason.REASON_MISSING),
        ((), ActRecalled(1), RefusalReason.NOTHING_TO_RECALL),
        ((ReviewPassed(), MessageLeft(1)), ActRecalled(1), RefusalReason.ALREADY_LEFT),
        ((ReviewPassed(), ActRecalled(1)), ActRecalled(1), RefusalReason.NOTHING_TO_RECALL),
        ((), MessageLeft(1), RefusalReason.STAGE),
    ],
)
def test_what_may_not_be_done_is_refused_with_the_reason(
    events: tuple[CaseEvent, ...], act: CaseEvent, why: RefusalReason
) -> None:
    assert decide(case(*events), act, OFFICER, TODAY) == Refusal(why)


def test_the_opposite_act_takes_back_what_has_not_left() -> None:
    assert decide(case(ReviewPassed()), ASK, OFFICER, TODAY) == (ActRecalled(1), ASK)
    assert decide(case(ReviewPassed(), MessageLeft(1)), ASK, OFFICER, TODAY) == (ASK,)
    assert decide(case(ASK), SupplementReceived("來信"), OFFICER, TODAY) == (SupplementReceived("來信"),)


def test_a_message_leaves_once_and_never_after_it_was_taken_back() -> None:
    assert leaving(case(ReviewPassed()).events, 1) == MessageLeft(1)
    assert leaving(case(ReviewPassed(), MessageLeft(1)).events, 1) is True
    assert leaving(case(ReviewPassed(), ActRecalled(1)).events, 1) is False
    assert leaving(case().events, 1) is False


_DAYS = st.sampled_from(["2024-12-01", "2024-12-09", "2024-12-30", "nonsense"])
_TEXTS = st.sampled_from(["", " ", "電話說的", "字" * 1001])
_NUMBERS = st.integers(1, 8)
_EVENTS: st.SearchStrategy[CaseEvent] = st.one_of(
    st.just(ReviewPassed()),
    st.builds(SupplementAsked, st.lists(st.sampled_from(REASONS), max_size=2).map(tuple), _DAYS, _TEXTS),
    st.builds(SupplementReceived, _TEXTS),
    st.builds(CaseRefused, _TEXTS, _DAYS),
    st.builds(CaseWithdrawn, _TEXTS),
    st.builds(CaseReopened, _TEXTS, st.booleans()),
    st.builds(ActRecalled, _NUMBERS),
    st.builds(MessageLeft, _NUMBERS),
)
_SENT = st.builds(copy, st.floats(0, 20), signed=st.booleans())


def _grown(begun: Case, acts: list[tuple[CaseEvent, StaffRole]], sending: list[bool]) -> Case:
    """The case after these acts, as far as each is allowed; after some of them the messages leave."""
    now = begun
    for step, ((act, role), sends) in enumerate(zip(acts, sending, strict=True)):
        outcome = decide(now, act, role, TODAY)
        new: list[CaseEvent] = [] if isinstance(outcome, Refusal) else list(outcome)
        now = _with(now, new, step)
        if sends:
            found = [leaving(now.events, one.number) for one in now.events]
            now = _with(now, [one for one in found if isinstance(one, MessageLeft)], step)
    return now


def _with(now: Case, new: list[CaseEvent], step: int) -> Case:
    first = len(now.events) + 1
    added = [RecordedEvent(first + index, at(step), "lin", event) for index, event in enumerate(new)]
    return replace(now, events=(*now.events, *added))


@settings(max_examples=150)
@given(
    st.lists(st.tuples(_EVENTS, st.sampled_from(StaffRole)), max_size=10),
    st.lists(st.booleans(), min_size=10, max_size=10),
    st.lists(_SENT, max_size=3),
)
def test_any_sequence_of_acts_keeps_the_promises(
    acts: list[tuple[CaseEvent, StaffRole]], sending: list[bool], copies: list[object]
) -> None:
    ordered = sorted(copies, key=lambda one: one.at)  # type: ignore[attr-defined]
    grown = _grown(case(copies=ordered), acts, sending[: len(acts)])  # type: ignore[arg-type]
    state, told = grown.state, grown.told_state
    assert [one.number for one in grown.events] == list(range(1, len(grown.events) + 1))
    assert len(state.pending) <= 1, "two messages never wait at once: they might contradict each other"
    left = [one.event.act for one in grown.events if isinstance(one.event, MessageLeft)]
    recalled = [one.event.act for one in grown.events if isinstance(one.event, ActRecalled)]
    assert len(left) == len(set(left)), "told once"
    assert not set(left) & set(recalled), "what was told is not taken back in silence"
    assert all(tells(grown.events[number - 1].event) for number in left)
    assert (state.awaits is Awaits.NOBODY) == (state.stage not in OPEN)
    if not state.pending:
        assert replace(told, last=state.last) == state, "nothing is hidden from the applicant for ever"
    if state.stage in (Stage.MATCHING,):
        assert any(isinstance(one.event, ReviewPassed) for one in grown.events)
    for role in StaffRole:
        for act in open_acts(grown, role):
            assert (role is MANAGER) or act is not Act.REOPEN
    assert [from_json(to_json(one.event)) for one in grown.events] == [one.event for one in grown.events]


def test_no_clock_refuses_or_withdraws() -> None:
    state = case(ASK, MessageLeft(1)).state
    assert state.overdue(date(2024, 12, 9) + timedelta(days=400))
    assert state.stage is Stage.SUPPLEMENT


def test_every_act_of_a_person_has_its_event() -> None:
    kinds = {kind_of(object.__new__(kind)) for kind in stored_types().values()} - {None}
    assert kinds == set(Act)
