"""What a session keeps for screens that only its scheme has: entries, and the part in a case of several companies."""

from collections.abc import Mapping
from typing import Any

from flows.contribution.state import Contributions
from flows.events.alliance import (
    Admitted,
    AllianceEnded,
    AllianceEnding,
    AllianceEvent,
    CodeGiven,
    CompanyReplaced,
    Conflicted,
    ConflictSettled,
    CorrectionEnded,
    CorrectionOpened,
    Entered,
    LeadAnswered,
    LeadAsked,
    LeaderNamed,
    LeadOffered,
    LeadRefused,
    MailCodeAsked,
    PersonLeft,
    PersonSeated,
    ProposalSent,
    ProposalWithdrawn,
    SeatLeft,
    SeatTaken,
)
from flows.session.alliance import evolve_alliance, replaced_part
from flows.session.answers import with_entry
from flows.session.frozen import thawed
from flows.session.people import People, evolve_people
from flows.session.state import Session, replace

MOVES = (
    Admitted, CodeGiven, SeatTaken, SeatLeft, ProposalSent, ProposalWithdrawn, MailCodeAsked, LeadOffered, LeadAsked,
    LeadAnswered, LeadRefused, AllianceEnding, AllianceEnded, CorrectionOpened, CorrectionEnded,
)  # fmt: skip
"""Events by which the part in an alliance changes."""

PEOPLE = (PersonSeated, PersonLeft, Conflicted, ConflictSettled)
"""Events by which those change who fill it in together."""

INVITE, LEADER = "invite", "leader"
"""The entry with what a member was invited to, and what of it names the leader."""


def evolve_own(session: Session, event: AllianceEvent) -> Session:
    """The session after one of these events."""
    match event:
        case Entered():
            return replace(session, entries=with_entry(session.entries, event.place, event.value))
        case CompanyReplaced():
            return _replaced(session, event)
        case LeaderNamed():
            invite = {**session.entries.get(INVITE, {}), LEADER: event.company}
            return replace(session, entries=with_entry(session.entries, INVITE, invite))
    if isinstance(event, PEOPLE):
        return replace(session, people=evolve_people(session.people, event))
    if isinstance(event, MOVES):
        return replace(session, alliance=evolve_alliance(session.alliance, event))
    return session


def _replaced(session: Session, event: CompanyReplaced) -> Session:
    """Another company's session: what the earlier one had said of itself is gone, and whoever it had let in."""
    gone, entries = set(event.gone), session.entries
    for place, value in event.entries.items():
        entries = with_entry(entries, place, value)
    kept = {question: answer for question, answer in session.answers.items() if question not in gone}
    return replace(
        session,
        answers={**kept, **thawed(event.answers, event.sources)},
        skipped=(session.skipped - gone) | set(event.skipped),
        drafts={question: draft for question, draft in session.drafts.items() if question not in gone},
        entries=entries,
        language=event.language or session.language,
        consent_version=event.version or session.consent_version,
        consent_at=event.at or session.consent_at,
        contributions=Contributions(offers=session.contributions.offers),
        alliance=replaced_part(session.alliance),
        people=People({int(number): name for number, name in event.people.items()}),
        **_BEGUN_ANEW,
    )


_BEGUN_ANEW: Mapping[str, Any] = {
    "doubt": None, "focus": "", "tries": {}, "rejected": {}, "verdict": (), "reviewed": frozenset(),
    "confirmed": frozenset(), "looked": None, "applied": "",
}  # fmt: skip
"""What follows from answers that are another company's now."""
