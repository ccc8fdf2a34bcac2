"""The state of a case of any kind: its stage, what waits to be told, what was asked about personal data."""

from collections.abc import Sequence
from dataclasses import replace

from flows.cases.diagnosis_stage import diagnosis_state
from flows.cases.events import RecordedEvent
from flows.cases.proposal.progress import progress
from flows.cases.proposal.stage import proposal_state
from flows.cases.requests import data_requests, is_frozen
from flows.cases.stage import (
    CaseKind,
    CaseState,
    Received,
    Stage,
    Timetable,
    in_effect,
    untold,
)


def compute(received: Received, events: Sequence[RecordedEvent], table: Timetable) -> CaseState:
    """The state of a case after these events. Any sequence of events has one."""
    acts = in_effect(events)
    if received.kind is CaseKind.PROPOSAL:
        state = proposal_state(received, progress(acts, table.closes), table)
    else:
        state = diagnosis_state(received, acts, table)
    pending = () if state.stage in (Stage.SUPERSEDED, Stage.NOT_IN_FORCE) else untold(events)
    last, requests, frozen = events[-1].number if events else 0, data_requests(events), is_frozen(events)
    return replace(state, pending=pending, last=last, requests=requests, frozen=frozen)
