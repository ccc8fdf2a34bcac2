"""How a session goes on when its case ends: another one took its place, or it was erased."""

from flows.events.company.company_claim import CaseEnded
from flows.session.company.company_claim import Claim
from flows.session.state import Session, replace


def ended(session: Session, event: CaseEnded) -> Session:
    """A superseded application stays theirs to see. Of an erased one that was joined nothing is left, and whether
    the company has applied is looked up anew."""
    if event.reason == "superseded":
        return replace(session, superseded=True, copy=None, arrivals=(), parts=(), revision=None)
    alone = replace(session, joined=False, superseded=False, claim=Claim(), copy=None, arrivals=(), parts=())
    return replace(alone, case_number="", submitted_at="", copies=0, copy_at="")
