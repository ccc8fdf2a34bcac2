"""What a session knows of contributions: the links that are open, and the answers that wait to be taken."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from flows.answers.base import Texts, Value
from flows.events.contribution import (
    Contributed,
    ContributionAsked,
    ContributionEvent,
    ContributorChecked,
    ContributorInvited,
    ContributorNumberTyped,
    InvitationClosed,
    ProposalsOpened,
    ProposalsSettled,
)

LASTS = timedelta(hours=72)
"""How long a colleague's link is good."""

TRIES = 3
"""Wrong numbers that end the links whose pages wait for one."""

MOST_OPEN = 5
"""Links of one application at a time."""


@dataclass(frozen=True, slots=True)
class Invitation:
    """A link for a page of the questionnaire, until then (ISO); `author` is whom the applicant has let in."""

    page: int
    until: str
    author: str = ""

    def is_over(self, now: datetime) -> bool:
        """Whether its time has passed."""
        return datetime.fromisoformat(self.until) <= now


@dataclass(frozen=True, slots=True)
class Proposal:
    """An answer that a colleague proposes."""

    author: str
    question: str
    value: Value
    texts: Texts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Contributions:
    """`invited` are the links by number, `offers` the number of the last; `waiting` the proposed answers in order;
    `one_by_one` that the applicant looks at each."""

    offers: int = 0
    invited: Mapping[int, Invitation] = field(default_factory=dict)
    waiting: tuple[Proposal, ...] = ()
    one_by_one: bool = False

    def open_at(self, now: datetime) -> Mapping[int, Invitation]:
        """The links that are good then."""
        return {number: each for number, each in self.invited.items() if not each.is_over(now)}


def evolve_contributions(known: Contributions, event: ContributionEvent) -> Contributions:
    """What is known after one of these events."""
    match event:
        case ContributorInvited():
            invited = {**known.invited, event.number: Invitation(event.page, event.until)}
            return replace(known, offers=event.number, invited=invited)
        case InvitationClosed():
            return replace(known, invited=_without(known, event.number))
        case ContributorChecked(outcome="right") if event.number in known.invited:
            let_in = replace(known.invited[event.number], author=event.author)
            return replace(known, invited={**known.invited, event.number: let_in})
        case Contributed():
            proposed = tuple(
                Proposal(event.author, question, given["value"], given.get("texts", {}))
                for question, given in event.answers.items()
            )
            kept = tuple(each for each in known.waiting if each.question not in event.answers)
            return replace(known, invited=_without(known, event.number), waiting=(*kept, *proposed))
        case ProposalsOpened():
            return replace(known, one_by_one=True)
        case ProposalsSettled():
            left = tuple(each for each in known.waiting if each.question not in event.questions)
            return replace(known, waiting=left, one_by_one=known.one_by_one and bool(left))
        case ContributionAsked() | ContributorNumberTyped() | ContributorChecked():
            return known


def _without(known: Contributions, number: int) -> Mapping[int, Invitation]:
    return {each: invitation for each, invitation in known.invited.items() if each != number}
