"""What the office may do to a case: which acts are open at a stage to whom, and what an act brings or why it may not.

What leaves to the applicant waits and can be taken back; the next act that tells them something takes back what has
not left, so that they never get two mails that contradict each other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

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
    RevisionAsked,
    SupplementAsked,
    SupplementReceived,
    tells,
)
from flows.cases.requests import DataRequestKind
from flows.cases.stage import DIAGNOSIS_OPEN, CaseState, Received, Stage, Timetable, in_effect, told, untold
from flows.cases.state import compute

LONGEST_TEXT = 1000
"""Characters of a reason or note."""


class StaffRole(StrEnum):
    """What somebody of the staff may do."""

    OFFICER = "officer"
    """承辦."""
    MANAGER = "manager"
    """主管."""


class Act(StrEnum):
    """What a button of the desk does; the word is in addresses of pages."""

    APPROVE = "approve"
    ASK = "ask"
    REVISE = "revise"
    RECEIVED = "received"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"
    REOPEN = "reopen"
    RECALL = "recall"


_KINDS: Mapping[type, Act] = {
    ReviewPassed: Act.APPROVE,
    SupplementAsked: Act.ASK,
    RevisionAsked: Act.REVISE,
    SupplementReceived: Act.RECEIVED,
    CaseRefused: Act.REFUSE,
    CaseWithdrawn: Act.WITHDRAW,
    CaseReopened: Act.REOPEN,
    ActRecalled: Act.RECALL,
}

WITHDRAWABLE = DIAGNOSIS_OPEN | {
    *(Stage.PROPOSED, Stage.CORRECTION, Stage.QUALIFIED, Stage.MEETING, Stage.SELECTION),
}
"""Stages in which an application can be given up: of a proposal, before its result is published."""

STAGES: Mapping[Act, frozenset[Stage]] = {
    Act.APPROVE: frozenset({Stage.REVIEW}),
    Act.RECEIVED: frozenset({Stage.SUPPLEMENT}),
    Act.ASK: DIAGNOSIS_OPEN,
    Act.REVISE: DIAGNOSIS_OPEN,
    Act.REFUSE: frozenset({Stage.SIGNING, Stage.REVIEW, Stage.SUPPLEMENT}),
    Act.WITHDRAW: WITHDRAWABLE,
    Act.REOPEN: frozenset({Stage.REFUSED, Stage.WITHDRAWN, Stage.DONE, Stage.UNQUALIFIED}),
    Act.RECALL: frozenset(Stage),
}
"""The stages in which an act is open, the most likely one of a stage first. Asking again while something is asked sets
another day."""

MANAGERS_ONLY = frozenset({Act.REOPEN})


class RefusalReason(StrEnum):
    """Why an act was not done; `problem.<why>` says it (templates/shared/web/office/words.toml)."""

    STAGE = "stage"
    ROLE = "role"
    REASON_MISSING = "reason_missing"
    QUESTIONS_MISSING = "questions_missing"
    TOO_LONG = "too_long"
    DATE_PAST = "date_past"
    ALREADY_LEFT = "already_left"
    NOTHING_TO_RECALL = "nothing_to_recall"
    FROZEN = "frozen"
    """The applicant asks that their data is not used."""
    CLAIMED = "claimed"
    """The company has another application by now."""


@dataclass(frozen=True, slots=True)
class Case:
    """A case as an act looks at it."""

    received: Received
    events: Sequence[RecordedEvent]
    table: Timetable

    @property
    def state(self) -> CaseState:
        """Where it stands for the office."""
        return compute(self.received, self.events, self.table)

    @property
    def told_state(self) -> CaseState:
        """Where it stands as far as the applicant was told."""
        return compute(self.received, told(self.events), self.table)


@dataclass(frozen=True, slots=True)
class Refusal:
    """An act that is not done."""

    why: RefusalReason


def kind_of(event: CaseEvent) -> Act | None:
    """The act that brings an event; None for what no button does."""
    return _KINDS.get(type(event))


def open_acts(case: Case, role: StaffRole) -> tuple[Act, ...]:
    """What the case offers to somebody of this role, the next thing to do first. What waits to leave is taken back by
    another act, so the acts are those of the case without it."""
    stage, full = case.told_state.stage, case.state.stage
    acts = [
        act
        for act, stages in STAGES.items()
        if act is not Act.RECALL
        and (full if act is Act.RECEIVED else stage) in stages
        and (role is StaffRole.MANAGER or act not in MANAGERS_ONLY)
    ]
    if full in (Stage.SUPERSEDED, Stage.NOT_IN_FORCE):
        return ()
    if case.state.frozen:
        return _while_frozen(case, acts, role)
    closed = {kind_of(one.event) for one in case.state.pending}
    if case.state.reason and isinstance(case.state.reason.event, RevisionAsked):
        closed.add(Act.RECEIVED)  # answers come in the chat alone
    return tuple(act for act in acts if act not in closed)


def _while_frozen(case: Case, acts: Sequence[Act], role: StaffRole) -> tuple[Act, ...]:
    """What is left while the data may not be used: to give the application up; and, where that was granted, for a
    manager to go on after all because the applicant wants it."""
    found = tuple(act for act in acts if act in (Act.WITHDRAW, Act.REOPEN))
    decided = all(one.answer for one in case.state.requests if one.kind is DataRequestKind.STOP)
    reopens = decided and role is StaffRole.MANAGER and Act.REOPEN not in found
    return (*found, Act.REOPEN) if reopens else found


def decide(case: Case, event: CaseEvent, role: StaffRole, today: date) -> tuple[CaseEvent, ...] | Refusal:
    """The events that an act brings, or why it may not be done."""
    if isinstance(event, ActRecalled):
        return _recall(case, event)
    act = kind_of(event)
    if act is None or act not in open_acts(case, StaffRole.MANAGER):
        return Refusal(RefusalReason.FROZEN if case.state.frozen else RefusalReason.STAGE)
    if act not in open_acts(case, role):
        return Refusal(RefusalReason.ROLE)
    if why := _incomplete(event, today):
        return Refusal(why)
    if not tells(event):
        return (event,)
    return (*(ActRecalled(one.number) for one in contradicted(case.state.pending, event)), event)


def contradicted(pending: Sequence[RecordedEvent], event: CaseEvent) -> tuple[RecordedEvent, ...]:
    """What must not be told any more once this is: another decision of the office; and everything, when it ends the
    case."""
    if isinstance(event, CaseRefused | CaseWithdrawn):
        return tuple(pending)
    return tuple(one for one in pending if type(one.event) in _KINDS)


def leaving(events: Sequence[RecordedEvent], act: int) -> MessageLeft | bool:
    """What is recorded before an act is told: the event, True when that was done already, False when the act was taken
    back and nobody may hear of it."""
    if any(one.number == act for one in untold(events)):
        return MessageLeft(act)
    return any(one.number == act for one in in_effect(events))


def _recall(case: Case, event: ActRecalled) -> tuple[CaseEvent, ...] | Refusal:
    if any(one.number == event.act for one in case.state.pending):
        return (event,)
    left = any(isinstance(one.event, MessageLeft) and one.event.act == event.act for one in case.events)
    return Refusal(RefusalReason.ALREADY_LEFT if left else RefusalReason.NOTHING_TO_RECALL)


def _incomplete(event: CaseEvent, today: date) -> RefusalReason | None:
    """What an act lacks."""
    match event:
        case SupplementAsked(reasons, due, note):
            known = bool(reasons) and set(reasons) <= set(REASONS)
            if not known or ("other" in reasons and not note.strip()):
                return RefusalReason.REASON_MISSING
            return _date_or_length(due, note, today)
        case RevisionAsked(questions, due, note):
            return _date_or_length(due, note, today) if questions else RefusalReason.QUESTIONS_MISSING
        case CaseRefused(reason, until):
            return _text(reason) or _date_or_length(until, reason, today)
        case SupplementReceived(note) | CaseWithdrawn(note):
            return _text(note)
        case CaseReopened(reason):
            return _text(reason)
        case _:
            return None


def _text(text: str) -> RefusalReason | None:
    if not text.strip():
        return RefusalReason.REASON_MISSING
    return RefusalReason.TOO_LONG if len(text) > LONGEST_TEXT else None


def _date_or_length(day: str, text: str, today: date) -> RefusalReason | None:
    try:
        past = date.fromisoformat(day) < today
    except ValueError:
        past = True
    if past:
        return RefusalReason.DATE_PAST
    return RefusalReason.TOO_LONG if len(text) > LONGEST_TEXT else None
