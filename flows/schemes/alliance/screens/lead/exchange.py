"""Leader and member take each other's place: each session goes on with the other company and its people.

The session of the alliance stays the leader's, whoever that is: invitations, seats, files and everything that was
written for the alliance stay where they are. What a person alone can say is asked anew: contact of the project, its
mail address, the copy of the registration, declarations, the release of the form."""

from collections.abc import Mapping, Sequence
from typing import Any

from flows.events.alliance import CompanyReplaced
from flows.events.company.registry import LookedUp, Recognised
from flows.events.event import Event
from flows.events.handover import TakenBack
from flows.events.review import Decided
from flows.registry.codec import to_json as record_json
from flows.scheme.definition import Definition
from flows.scheme.own_screens import Exchanged
from flows.schemes.alliance.screens.earlier import EARLIER
from flows.schemes.alliance.screens.entries import CHAPTER, CONSENT, DRAFT, MAIL
from flows.schemes.alliance.screens.join import INVITE
from flows.schemes.alliance.screens.remind import OFF, WORDS
from flows.schemes.alliance.screens.seat import CONFIRMED, LEADER_PAGES, MEMBER_PAGES, NAME_REASON, QUIET
from flows.schemes.alliance.screens.sending import CHECKED
from flows.session.evolve import fold
from flows.session.frozen import frozen, provenance
from flows.session.people import WAYS_BACK
from flows.session.state import Session

OF_PERSONS = (*LEADER_PAGES, 5, 7)
"""Pages of the leader's form that are its company's, or a person's of it: contact of the project, declarations."""

REGISTRATION = "registration"
"""The part of the proposal that is a copy of the leading company's registration."""

_LEADERS_OWN: Mapping[str, Any] = {
    CHAPTER: "board", **dict.fromkeys(
        (MAIL, CONSENT, f"file.{REGISTRATION}", NAME_REASON, CONFIRMED, EARLIER, CHECKED, DRAFT, WORDS, OFF, WAYS_BACK)
    ),
}  # fmt: skip
_MEMBERS_OWN: Mapping[str, Any] = dict.fromkeys(
    (CONFIRMED, NAME_REASON, EARLIER, QUIET, WAYS_BACK, "leaving")
)


def exchanged(
    leader: tuple[Definition, Session], member: tuple[Definition, Session], key: str, at: str
) -> Exchanged | None:
    """What both are told. `key` is the session of the member's seat; `at` the moment (ISO). None where the leader asks
    somebody else by now, or where something was sent in."""
    (leading, first), (taking, second) = leader, member
    part = first.alliance
    if part.offered != key or (part.case_number and not part.withdrawn):
        return None
    names = _name(leading, first), _name(taking, second)
    invite = {**second.entries.get(INVITE, {}), "leader": names[1], "ubn": _number(first)}
    to_leader = _told(leading, first, second, _questions(leading, OF_PERSONS), _LEADERS_OWN, at)
    to_member = _told(
        taking, second, first, _questions(taking, MEMBER_PAGES), {**_MEMBERS_OWN, INVITE: invite}, at
    )
    return Exchanged(to_leader, to_member, names[1], (REGISTRATION,))


def _told(
    definition: Definition,
    session: Session,
    other: Session,
    gone: Sequence[str],
    entries: Mapping[str, Any],
    at: str,
) -> tuple[Event, ...]:
    """What a session is told: the other company's answers instead of its own, what the registers say of that, the
    verdict on it; who held it elsewhere holds it no longer."""
    own = set(gone) & set(_shared(other))
    answers = {question: answer for question, answer in other.answers.items() if question in own}
    replaced = CompanyReplaced(
        list(gone), frozen(answers), provenance(answers), sorted(other.skipped & own), dict(entries),
        other.language, other.consent_version, other.consent_at,
        {str(number): name for number, name in other.people.names.items()},
    )  # fmt: skip
    facts: tuple[Event, ...] = (replaced, *_looked(other), TakenBack(at, "owner"))
    verdict = definition.verdict(fold(session, facts))
    judged = (Decided(verdict.state.value, list(map(str, verdict.reasons))),) if verdict else ()
    return (*facts, *judged)


def _shared(session: Session) -> Sequence[str]:
    """What both forms ask of a company; nothing that only a person of it can say."""
    return [each for each in (*session.answers, *session.skipped) if each not in _ASKED_ANEW]


_ASKED_ANEW = frozenset({
    "member_no_duplicate", "member_no_abnormal", "member_release", "declare_no_duplicate", "declare_no_abnormal",
    "know_not_returned",
})  # fmt: skip
"""Declarations: each of its own form, and given anew."""


def _looked(session: Session) -> tuple[Event, ...]:
    looked = session.looked
    if looked is None:
        return ()
    record = record_json(looked.record) if looked.record else {}
    found = LookedUp(looked.ubn, looked.state, record, reason=looked.reason)
    return (found, Recognised(looked.choice)) if looked.choice else (found,)


def _questions(definition: Definition, pages: Sequence[int]) -> list[str]:
    return [each.id for each in definition.edition.questionnaire.questions if each.page in pages]


def _name(definition: Definition, session: Session) -> str:
    return str(session.values().get(definition.edition.roles.question("company.name"), ""))


def _number(session: Session) -> str:
    return str(session.values().get(session.company_question, ""))
