"""How the facts of a signed copy change a session: what waits to be read, what was read, what waits for 「送出」."""

from dataclasses import replace as renewed

from flows.events.submitted.signed_copy import (
    CopyArrived,
    CopyDropped,
    CopyEvent,
    CopyPartRead,
    CopyPartRefused,
    CopyRead,
    CopyReading,
    CopyRefused,
    CopySent,
    CopyWithdrawn,
)
from flows.session.state import Session, replace
from flows.session.submitted.copy_parts import Arrival, CopyPart, part_from_json
from flows.session.submitted.signed_copy import PAGE_1_MISSING, WAITING, draft_from_json


def evolve_copy(session: Session, event: CopyEvent) -> Session:
    """The session after one of these facts."""
    match event:
        case CopyArrived():
            arrival = Arrival(event.ref, event.message or event.ref, event.group, event.total)
            return replace(session, arrivals=(*session.arrivals, arrival))
        case CopyReading():
            begun = [_begun(arrival, event) for arrival in session.arrivals]
            return replace(session, arrivals=tuple(begun))
        case CopyPartRead():
            return replace(
                session,
                arrivals=_without(session.arrivals, event.ref),
                parts=(*session.parts, part_from_json(event.ref, event.message, event.size, event.pages)),
            )
        case CopyPartRefused():
            return replace(session, arrivals=_without(session.arrivals, event.ref))
        case CopyRead():
            return _read(session, event)
        case CopyRefused():
            return _refused(session, event)
        case CopyWithdrawn():
            parts = tuple(part for part in session.parts if part.ref != event.ref)
            copy = None if event.draft else session.copy
            return replace(session, arrivals=_without(session.arrivals, event.ref), parts=parts, copy=copy)
        case CopyDropped():
            return replace(session, copy=None, arrivals=(), parts=())
        case CopySent():
            sent = replace(session, copy=None, arrivals=(), parts=())
            return replace(sent, copies=event.number, copy_at=event.at)


def _read(session: Session, event: CopyRead) -> Session:
    """The parts that are in the draft stay; of a document signed digitally it is the last one alone."""
    draft = draft_from_json(event.draft)
    used = [part for part in session.parts if any(page.file in draft.parts for page in part.pages)]
    parts = tuple(used) if draft.parts else session.parts[-1:]
    return replace(session, copy=draft, arrivals=session.arrivals if event.apart else (), parts=parts)


def _refused(session: Session, event: CopyRefused) -> Session:
    """Other pages wait for page 1; one that could not be told is of no use."""
    if event.apart:
        if event.code == PAGE_1_MISSING:
            return session
        known = [(part, _numbered(part)) for part in session.parts]
        return replace(session, parts=tuple(new for old, new in known if new.pages or not old.pages))
    return replace(session, arrivals=session.arrivals[-WAITING:] if event.code == PAGE_1_MISSING else ())


def _numbered(part: CopyPart) -> CopyPart:
    return renewed(part, pages=tuple(page for page in part.pages if page.number is not None))


def _begun(arrival: Arrival, event: CopyReading) -> Arrival:
    return renewed(arrival, begun_at=event.at, begun_by=event.by) if arrival.ref == event.ref else arrival


def _without(arrivals: tuple[Arrival, ...], ref: str) -> tuple[Arrival, ...]:
    return tuple(arrival for arrival in arrivals if arrival.ref != ref)
