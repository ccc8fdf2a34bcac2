"""What a turn of a leader does to the stream of the proposal's case: sent again, mended, withdrawn. Decided in the
transaction of the turn."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from bot.cases.case_stream import recorded, timetable
from bot.cases.case_writing import change_of
from flows.cases.consultant_events import APPLICANT
from flows.cases.decide import WITHDRAWABLE
from flows.cases.events import ActRecalled, CaseEvent, CaseWithdrawn, RecordedEvent
from flows.cases.proposal.events import CorrectionReceived, ProposalSentAgain
from flows.cases.stage import CaseKind, CaseState, Received, Timetable, told
from flows.cases.state import compute
from flows.definitions.programme import Programme
from flows.events.alliance import ProposalSent, ProposalWithdrawn
from flows.events.event import Event
from storage.records import CaseChange, CaseSeen, ChangeCase

FIRST = 1
"""The revision with which a case begins: its stream has nothing to say of it."""


def proposal_changes(
    events: Sequence[Event], programme: Programme, changed: Sequence[str], now: datetime
) -> tuple[str, ChangeCase] | None:
    """The case and its change, if there is any; `changed` are the parts that differ from the revision before."""
    table = timetable(programme, now)
    for event in events:
        match event:
            case ProposalWithdrawn():
                return event.case_number, partial(_withdrawn, now, table)
            case ProposalSent() if event.revision > FIRST:
                return event.case_number, partial(_sent, event.revision, tuple(changed), now, table)
    return None


def _withdrawn(now: datetime, table: Timetable, seen: CaseSeen) -> CaseChange | None:
    """Given up, with whatever was not told yet."""
    stream = recorded(seen.events)
    state = _state(stream, now, table)
    if state.stage not in WITHDRAWABLE:
        return None
    undone: list[CaseEvent] = [ActRecalled(one.number) for one in state.pending]
    return change_of(stream, [*undone, CaseWithdrawn("")], APPLICANT, now, table)


def _sent(
    revision: int, changed: tuple[str, ...], now: datetime, table: Timetable, seen: CaseSeen
) -> CaseChange | None:
    """Mended, where the alliance was told that something is to be; else sent again."""
    stream = recorded(seen.events)
    asked = _state(told(stream), now, table).proposal
    mends = bool(asked and asked.entered_places)
    event = CorrectionReceived(revision, changed) if mends else ProposalSentAgain(revision, changed)
    return change_of(stream, [event], APPLICANT, now, table)


def _state(stream: Sequence[RecordedEvent], now: datetime, table: Timetable) -> CaseState:
    return compute(Received(now, kind=CaseKind.PROPOSAL), stream, table)
