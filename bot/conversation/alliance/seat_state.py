"""A company's seat as it is kept: how far its form is, and what it has released."""

from flows.scheme.definition import Definition
from flows.session.state import Session
from storage.records import SeatState


def seat_state(definition: Definition, session: Session, key: str, invitation: str = "") -> SeatState | None:
    """The seat of this session, its id being `key`; None where it has none."""
    facts = definition.form.own.seat(definition.edition, session, key)
    if facts is None:
        return None
    return SeatState(
        alliance=facts.alliance,
        programme=definition.programme.id,
        ubn=facts.ubn,
        company=facts.company,
        done=facts.done,
        total=facts.total,
        page=facts.page,
        confirmed=facts.confirmed,
        changed=facts.changed,
        figures=facts.figures,
        form=facts.form,
        admitted=facts.admitted,
        quiet=facts.quiet,
        invitation=invitation,
    )
