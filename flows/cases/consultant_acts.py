"""Who may do what from the assignment of a consultant to the end of a case, and what an act brings or why not.

An act is an event that is wanted. What waits to leave of the same matter is taken back by the next act on it, so that
nobody gets two times that contradict each other."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from flows.cases.consultant_events import (
    AdviceReceived,
    AdviceReleased,
    AdviceReturned,
    AdviceUploaded,
    CaseClosed,
    ConsultantAccepted,
    ConsultantAssigned,
    ConsultantDeclined,
    ConsultantEvent,
    OtherTimesAsked,
    Rated,
    TimesProposed,
    VisitCancelled,
    VisitFixed,
    VisitHeld,
    VisitMissed,
)
from flows.cases.consultation import Consultation, Step, Visit, consultation
from flows.cases.events import ActRecalled, CaseEvent, MessageLeft, RecordedEvent
from flows.cases.requests import is_frozen
from flows.cases.stage import in_effect, told, untold
from flows.cases.visit_checks import ActContext, VisitRefusal, incomplete


class Actor(StrEnum):
    """Whose act it is."""

    OFFICE = "office"
    CONSULTANT = "consultant"
    APPLICANT = "applicant"
    SYSTEM = "system"


_STEPS: Mapping[type, frozenset[Step]] = {
    ConsultantAssigned: frozenset(Step) - {Step.RECEIPT, Step.CLOSED},
    ConsultantAccepted: frozenset({Step.ANSWER}),
    ConsultantDeclined: frozenset({Step.ANSWER, Step.PROPOSE}),
    TimesProposed: frozenset({Step.ANSWER, Step.PROPOSE, Step.PICK, Step.VISIT}),
    OtherTimesAsked: frozenset({Step.PICK, Step.VISIT}),
    VisitFixed: frozenset({Step.ANSWER, Step.PROPOSE, Step.PICK, Step.VISIT}),
    VisitCancelled: frozenset({Step.PICK, Step.VISIT}),
    VisitHeld: frozenset({Step.PICK, Step.VISIT}),
    VisitMissed: frozenset({Step.PICK, Step.VISIT}),
    AdviceUploaded: frozenset({Step.WRITE, Step.RELEASE}),
    AdviceReturned: frozenset({Step.RELEASE}),
    AdviceReleased: frozenset({Step.RELEASE}),
    AdviceReceived: frozenset({Step.RECEIPT}),
    Rated: frozenset({Step.RECEIPT, Step.CLOSED}),
    CaseClosed: frozenset({Step.RECEIPT}),
}
"""At which step each may happen."""

_BOTH = frozenset({Actor.OFFICE, Actor.CONSULTANT})
_ACTORS: Mapping[type, frozenset[Actor]] = {
    ConsultantAssigned: frozenset({Actor.OFFICE}),
    ConsultantAccepted: frozenset({Actor.CONSULTANT}),
    ConsultantDeclined: frozenset({Actor.CONSULTANT}),
    TimesProposed: _BOTH,
    OtherTimesAsked: frozenset({Actor.APPLICANT}),
    VisitFixed: frozenset(Actor) - {Actor.SYSTEM},
    VisitCancelled: _BOTH,
    VisitHeld: _BOTH,
    VisitMissed: _BOTH,
    AdviceUploaded: _BOTH,
    AdviceReturned: frozenset({Actor.OFFICE}),
    AdviceReleased: frozenset({Actor.OFFICE}),
    AdviceReceived: frozenset({Actor.APPLICANT}),
    Rated: frozenset({Actor.APPLICANT}),
    CaseClosed: frozenset({Actor.SYSTEM}),
}
_VISIT = (TimesProposed, VisitFixed, VisitCancelled)
_CONSULTANT = (ConsultantAssigned, ConsultantAccepted, *_VISIT)
_MATTERS: Mapping[type, tuple[type, ...]] = {
    ConsultantAssigned: _CONSULTANT,
    ConsultantDeclined: _CONSULTANT,
    **dict.fromkeys(_VISIT, _VISIT),
    OtherTimesAsked: (TimesProposed,),
}
"""What of the same matter an act takes back while it has not left."""
_NOTED = (VisitHeld, VisitMissed, AdviceUploaded, AdviceReturned)
"""What is noted at once: saying the very same again, with nothing done in between, adds nothing. Asking a consultant or
proposing times again is another mail that somebody may want."""


def may(events: Sequence[RecordedEvent], kind: type, actor: Actor, now: datetime) -> bool:
    """Whether somebody may do this now."""
    found = consultation(in_effect(events))
    return not is_frozen(events) and _why_not(found, kind, actor, now) is None


def decide_consultant_act(
    events: Sequence[RecordedEvent], event: ConsultantEvent, actor: Actor, around: ActContext
) -> tuple[CaseEvent, ...] | VisitRefusal:
    """The events that an act brings, or why it may not be."""
    if is_frozen(events):
        return VisitRefusal.FROZEN
    if actor is not Actor.APPLICANT and _is_done(events, event):
        return VisitRefusal.TWICE
    recalled = _taken_back(events, event)
    known = told(events) if actor is Actor.APPLICANT else events
    before = consultation([one for one in in_effect(known) if one.number not in recalled])
    undone = tuple(ActRecalled(number) for number in sorted(recalled))
    if isinstance(event, VisitCancelled) and before.visit is None and undone:
        return undone
    if why := _why_not(before, type(event), actor, around.now) or incomplete(before, event, around):
        return why
    if isinstance(event, VisitFixed):
        if actor is Actor.APPLICANT and not (before.offer and event.start in before.offer.proposed.times):
            return VisitRefusal.NOT_NOW
        event = _in_order(event, before.visit, events)
    return (*undone, event)


def _is_done(events: Sequence[RecordedEvent], event: ConsultantEvent) -> bool:
    """Whether this was done already: it waits to leave, or is what was noted last."""
    if any(_same(one.event, event) for one in untold(events)):
        return True
    acts = [one.event for one in in_effect(events) if not isinstance(one.event, MessageLeft)]
    return isinstance(event, _NOTED) and bool(acts) and acts[-1] == event


def _same(one: CaseEvent, other: ConsultantEvent) -> bool:
    """Whether both say the same: an act is done once, however often its button is pressed."""
    if isinstance(one, VisitFixed) and isinstance(other, VisitFixed):
        return replace(one, uid="", sequence=0) == replace(other, uid="", sequence=0)
    if isinstance(one, ConsultantAssigned) and isinstance(other, ConsultantAssigned):
        return one.consultant == other.consultant
    return one == other


def _taken_back(events: Sequence[RecordedEvent], event: ConsultantEvent) -> frozenset[int]:
    """The numbers of acts on the same matter that nobody has heard of yet."""
    matter = _MATTERS.get(type(event), ())
    return frozenset(one.number for one in untold(events) if isinstance(one.event, matter))


def _in_order(event: VisitFixed, before: Visit | None, events: Sequence[RecordedEvent]) -> VisitFixed:
    """The visit under the id it has in calendars, with a number higher than any they may have seen."""
    if before is None:
        return replace(event, sequence=0)
    uid = before.fixed.uid
    seen = [
        one.event.sequence for one in events if isinstance(one.event, VisitFixed) and one.event.uid == uid
    ]
    return replace(event, uid=uid, sequence=max(seen) + 1)


def _why_not(found: Consultation, kind: type, actor: Actor, now: datetime) -> VisitRefusal | None:
    if actor not in _ACTORS[kind] or found.step not in _STEPS[kind] or found.passed is None:
        return VisitRefusal.NOT_NOW
    if issubclass(kind, VisitHeld | VisitMissed):
        if found.visit is None:
            return VisitRefusal.NOT_NOW
        return VisitRefusal.NOT_YET if now < found.visit.start else None
    if issubclass(kind, VisitCancelled) and found.visit is None:
        return VisitRefusal.NOT_NOW
    moves = issubclass(kind, TimesProposed | OtherTimesAsked | VisitFixed | VisitCancelled)
    return VisitRefusal.BEGUN if moves and found.visit and found.visit.start <= now else None
