"""When a case gives up its place and its company's claim to be the only one that applied."""

from collections.abc import Sequence

from flows.cases.events import CaseRefused, CaseReopened, CaseWithdrawn, RecordedEvent
from flows.cases.proposal.events import ProposalSentAgain
from flows.cases.stage import in_effect, told


def released(before: Sequence[RecordedEvent], after: Sequence[RecordedEvent]) -> bool | None:
    """Whether it gives both up as its stream grows; False when it needs them again."""
    now = _is_free(after)
    return now if now != _is_free(before) else None


def _is_free(events: Sequence[RecordedEvent]) -> bool:
    """Withdrawn for the office, and as far as the applicant was told: what may still be taken back frees nothing."""
    return _is_withdrawn(events) and _is_withdrawn(told(events))


def _is_withdrawn(events: Sequence[RecordedEvent]) -> bool:
    acts = [one.event for one in in_effect(events)]
    kinds = CaseRefused | CaseWithdrawn | CaseReopened | ProposalSentAgain
    ends = [event for event in acts if isinstance(event, kinds)]
    return bool(ends) and isinstance(ends[-1], CaseWithdrawn)
