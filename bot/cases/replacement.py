"""What a request for the place of an application carries, and what its settlement brings: events and jobs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.cases.occasion_jobs import news
from flows.events.codec import to_json
from flows.events.company.company_claim import CaseEnded
from flows.events.company.replacement import (
    ReplacementAnswered,
    ReplacementAsked,
    ReplacementSettled,
    ReplacementWaiting,
)
from flows.events.event import Event
from flows.interface.notifications import About
from flows.session.company.company_claim import Claim
from flows.session.company.replacement import CONTACT, STAFF
from storage.records import NewJob, ReplacementRequest, Settlement, SettlementNotice
from storage.stored_names import JobKind

WITHDRAWN = (to_json(ReplacementSettled(allowed=False)),)
"""What the earlier contact is told when the application that asked is erased."""


@dataclass(frozen=True, slots=True)
class Decision:
    """A request for the place of `earlier`, and what was decided by whom; `cause` are account and event id of the
    turn that did, `session` that of the applicant if it was one."""

    earlier: str
    request: int
    allowed: bool
    by: str
    cause: tuple[str, str]
    session: str = ""


def replacement_request(claim: Claim, now: datetime) -> ReplacementRequest | None:
    """What somebody asks for who submits an application in place of one whose papers they know."""
    if not claim.replacing:
        return None
    return ReplacementRequest(
        claim.case_number,
        lambda request: [to_json(ReplacementAsked(request))],
        [to_json(ReplacementWaiting(claim.case_number))],
        lambda request: news(About.ASKED, request, now),
    )


def settlement(decision: Decision, now: datetime) -> Settlement:
    """Everything that follows from a decision."""
    request, allowed = decision.request, decision.allowed
    settled = to_json(ReplacementSettled(allowed))
    ended = [to_json(CaseEnded("superseded"))] if allowed else []
    kinds = (JobKind.SUPERSEDED_MAIL, JobKind.SUPERSEDED_CHAT, JobKind.VISIT_SUPERSEDED)
    superseded = [NewJob(kind, {}, now) for kind in kinds]
    told = news(About.ALLOWED if allowed else About.REFUSED, request, now)
    payload = {"earlier": decision.earlier, "allowed": allowed, "by": decision.by}
    refused = to_json(ReplacementSettled(allowed=False))
    return Settlement(
        decision.earlier,
        request,
        allowed,
        decision.by,
        to_earlier=SettlementNotice(
            [settled, *ended], superseded if allowed else news(About.KEPT, request, now)
        ),
        to_new=SettlementNotice([settled], [*told, NewJob(JobKind.STAFF_NEWS, payload, now)]),
        to_others=SettlementNotice([refused], news(About.REFUSED, request, now)),
        cause=decision.cause,
        overrules=decision.by == STAFF,
        session=decision.session,
    )


def settled_by(
    events: Sequence[Event], case_number: str, session: str, cause: tuple[str, str], now: datetime
) -> Settlement | None:
    """The decision that is among a turn's own events, if the earlier contact took one."""
    answer = next((event for event in events if isinstance(event, ReplacementAnswered)), None)
    if answer is None:
        return None
    decision = Decision(case_number, answer.request, answer.agreed, CONTACT, cause, session)
    return settlement(decision, now)
