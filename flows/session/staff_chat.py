"""Whether staff answer in a person's chat themselves, folded from its events."""

from flows.events.conversation import StaffCalled, StaffFinished, StaffLeft
from flows.session.state import Session, replace


def evolve_staff_chat(session: Session, event: StaffCalled | StaffFinished | StaffLeft) -> Session:
    """The session after staff were called, have finished, or the bot goes on."""
    match event:
        case StaffCalled(at):
            return replace(session, with_staff=at, staff_finished=False)
        case StaffFinished():
            return replace(session, staff_finished=bool(session.with_staff))
        case StaffLeft():
            return replace(session, with_staff="", staff_finished=False)
