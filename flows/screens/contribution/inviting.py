"""Asking a colleague: for which page, the link, the number they tell, and what came of it."""

from flows.contribution.state import MOST_OPEN
from flows.events.contribution import (
    Contributed,
    ContributionAsked,
    ContributorChecked,
    ContributorInvited,
    ContributorNumberTyped,
    InvitationClosed,
)
from flows.events.conversation import Asked
from flows.events.event import Events
from flows.interface.callback_data import CallbackData
from flows.interface.known import ContributionSent, ContributorKnown, InvitationMade
from flows.screens.contribution.words import invites, number_of
from flows.screens.decision import Decision

PAGE, REVOKE = "page", "revoke"
"""What a button of asking a colleague names first; the page or the link's number follows."""


def on_text(decision: Decision, text: str) -> Events:
    """「請同事填」, or 「同事 47」; () for any other text."""
    if invites(decision, text):
        return (_later(decision) or Asked("colleague"),)
    if number_of(text):
        return (ContributorNumberTyped(),)
    return ()


def on_tap(decision: Decision, tap: CallbackData) -> Events:
    """A button of asking a colleague."""
    session = decision.session
    if later := _later(decision):
        return (later,)
    match tap.first, tap.second:
        case "page", page if page.isdecimal() and 0 < int(page) <= decision.edition.questionnaire.pages:
            if len(session.contributions.open_at(decision.now)) >= MOST_OPEN:
                return (Asked("colleague_many"),)
            return (ContributionAsked(int(page)),)
        case "revoke", number if number.isdecimal() and int(number) in session.contributions.invited:
            return (InvitationClosed(int(number)), Asked("colleague"))
        case "", "":
            return (Asked("colleague"),)
        case _:
            return (Asked("old_button"),)


def _later(decision: Decision) -> Asked | None:
    """Once submitted nobody can fill in anything."""
    return Asked("submitted") if decision.session.case_number else None


def on_made(decision: Decision, content: InvitationMade) -> Events:
    """A link was made."""
    stale = content.number <= decision.session.contributions.offers
    return () if stale else (ContributorInvited(content.number, content.page, content.until),)


def on_checked(decision: Decision, content: ContributorKnown) -> Events:
    """What came of the number a colleague told; too many wrong ones end the links whose pages wait for one."""
    closed = tuple(InvitationClosed(number, "missed") for number in content.closed)
    return (ContributorChecked(content.outcome, content.number, content.author), *closed)


def on_sent(decision: Decision, content: ContributionSent) -> Events:
    """A colleague sent their page: taken once, while the link is good and nothing was submitted."""
    invited = decision.session.contributions.open_at(decision.now)
    if content.number not in invited or decision.session.case_number or not content.answers:
        return ()
    now, answers = decision.now.isoformat(), content.answers
    return (Contributed(content.number, content.author, now, content.agreed_at, answers),)
