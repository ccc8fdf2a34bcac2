"""How a revision changes a session: what is asked again, one question after the other, until it is sent in; and what
the person wants of an application they submitted."""

from dataclasses import replace as renewed

from flows.events.submitted.submission import (
    WITHDRAW,
    RequestBegun,
    RequestDropped,
    RequestEvent,
    RequestMade,
    RevisionClosed,
    RevisionEvent,
    RevisionOpened,
    RevisionSent,
)
from flows.session.state import Session, replace
from flows.session.submitted.asked import Revision
from flows.session.submitted.signing import Signing

SUBMITTED = (RevisionOpened, RevisionClosed, RevisionSent, RequestBegun, RequestDropped, RequestMade)
"""What evolve_submitted knows."""


def evolve_revision(session: Session, event: RevisionEvent) -> Session:
    """The session after one of these facts. Asked for something else meanwhile, what was answered so far stays; what
    waited of a signed copy is of the answers before, and goes."""
    alone = replace(session, drafts={}, doubt=None, focus="", revision=None)
    match event:
        case RevisionOpened():
            known, asked = session.revision, tuple(event.questions)
            before = known.before if known else session.answers
            skipped = known.skipped if known else session.skipped
            verdict = known.verdict if known else session.verdict
            revision = Revision(event.request, asked, asked, event.due, event.note, before, skipped, verdict)
            return replace(alone, revision=revision, focus=asked[0] if asked else "")
        case RevisionClosed():
            if (known := session.revision) is None:
                return session
            return replace(alone, answers=known.before, skipped=known.skipped, verdict=known.verdict)
        case RevisionSent():
            gone = replace(alone, copy=None, arrivals=(), parts=(), copies=0, copy_at="", signing=Signing())
            return replace(gone, revision_number=event.revision)


def evolve_submitted(session: Session, event: RevisionEvent | RequestEvent) -> Session:
    """The session after something about what was submitted."""
    if isinstance(event, RequestBegun | RequestDropped | RequestMade):
        return _evolve_request(session, event)
    return evolve_revision(session, event)


def _evolve_request(session: Session, event: RequestEvent) -> Session:
    """The session after one of these facts. Whoever gives an application up has no questions to answer again."""
    if isinstance(event, RequestMade) and event.kind == WITHDRAW:
        session = evolve_revision(session, RevisionClosed())
    return replace(session, requesting=event.kind if isinstance(event, RequestBegun) else "")


def next_asked(session: Session, question: str) -> Session:
    """The session once a question that was to be answered again was looked at: the next one is being changed."""
    revision = session.revision
    if revision is None or session.focus:
        return session
    left = tuple(one for one in revision.left if one != question)
    return replace(session, revision=renewed(revision, left=left), focus=left[0] if left else "")
