"""What people say who fill one form together: inviting a colleague, who changed what, leaving; which of two answers
stays."""

from collections.abc import Iterator
from datetime import datetime

from flows.definitions.programme import TAIPEI
from flows.events.alliance import (
    ColleagueInvited,
    Conflicted,
    ConflictSettled,
    Entered,
    PersonLeft,
    Remarked,
)
from flows.events.answering import Answered
from flows.events.conversation import Asked
from flows.events.event import Events
from flows.interface.callback_data import CallbackData
from flows.interface.panel import GivenAnswer, Joined, PanelLine, Phrase, QuestionName, Said
from flows.schemes.alliance.screens.panels import acted, button
from flows.schemes.alliance.screens.people.way_back import forgotten_way
from flows.screens.base import Situation
from flows.screens.decision import Decision
from flows.screens.prompts import Panel

STAGE = "earlier"
"""The stage that both forms have, and begin with once there is a company."""

CONFLICT, CHANGES = "conflict", "changes"
"""Panels; the second is also the entry that shows it."""

NEW, OLD = "new", "old"
"""Which of two answers is taken."""

MOST_PEOPLE = 5
"""People at one seat; constructed."""


def due(situation: Situation) -> Panel | None:
    """Two answers to choose between, or who changed what."""
    session = situation.session
    if conflict := session.people.conflict:
        return _conflict(situation, conflict)
    if session.entries.get(CHANGES):
        back = button("changes_back", "changes_back", primary=True)
        lines = tuple(_changes(situation))
        body = Phrase("people.changes" if lines else "people.unchanged")
        return Panel(STAGE, CHANGES, Phrase("people.changes_title"), body, lines, (back,))
    return None


def on_text(decision: Decision, prompt: Panel, text: str) -> Events:
    """A number, a name or the words of a button; anything closes the list of changes."""
    if prompt.name == CHANGES:
        return (Entered(CHANGES),)
    conflict, label = decision.session.people.conflict, decision.label(text)
    if conflict and (text.strip() == "1" or label == "button.use_first"):
        return _settled(conflict, decision, NEW)
    if conflict and (text.strip() == "2" or label == "button.use_second"):
        return _settled(conflict, decision, OLD)
    return (Asked("again"),)


def on_tap(decision: Decision, prompt: Panel, tap: CallbackData) -> Events | None:
    """Its buttons."""
    pressed, conflict = acted(tap), decision.session.people.conflict
    match pressed:
        case ("changes_back", _) if prompt.name == CHANGES:
            return (Entered(CHANGES),)
        case ("take", which) if conflict and which in (NEW, OLD):
            return _settled(conflict, decision, which)
        case _:
            return None


def _settled(conflict: Conflicted, decision: Decision, which: str) -> Events:
    done = (ConflictSettled(), Remarked("people.settled", "done"))
    if which == OLD:
        return done
    at = decision.now.isoformat()
    taken = Answered(
        conflict.question, conflict.value, dict(conflict.texts), changed=True, by=conflict.by, at=at
    )
    return (*done, taken)


def _conflict(situation: Situation, conflict: Conflicted) -> Panel:
    there = situation.session.answers.get(conflict.question)
    kept: Said = (
        GivenAnswer(conflict.question, there.value, dict(there.texts)) if there else Phrase("people.nothing")
    )
    lines = (
        PanelLine(
            Joined(("1", _name(conflict.by)), " "),
            GivenAnswer(conflict.question, conflict.value, dict(conflict.texts)),
        ),
        PanelLine(Joined(("2", _name(there.by if there else "")), " "), kept),
    )
    facts = {"question": QuestionName(conflict.question), "who": _name(there.by if there else "")}
    buttons = (button("use_first", "take", NEW, primary=True), button("use_second", "take", OLD))
    return Panel(
        STAGE,
        CONFLICT,
        Phrase("people.conflict_title", facts),
        Phrase("people.conflict", facts),
        lines,
        buttons,
    )


def _changes(situation: Situation) -> Iterator[PanelLine]:
    """Who gave each answer there is, and when; the latest first."""
    given = [
        (answer.at, question, answer) for question, answer in situation.session.answers.items() if answer.at
    ]
    for at, question, answer in sorted(given, key=lambda each: each[0], reverse=True):
        local = datetime.fromisoformat(at).astimezone(TAIPEI)
        yield PanelLine(QuestionName(question), Joined((_name(answer.by), f"{local:%m/%d %H:%M}"), " "))


def _name(name: str) -> Said:
    return name or Phrase("people.first")


def invite(decision: Decision) -> Events:
    """A code for a colleague is wanted."""
    part, people = decision.session.alliance, decision.session.people
    leads = decision.session.company_question in decision.session.answers and not part.left
    if part.waits or not (part.seat or leads):
        return (Remarked("people.no_seat", "warn"),)
    if len(people.names) >= MOST_PEOPLE:
        return (Remarked("people.too_many", "warn", {"most": str(MOST_PEOPLE)}),)
    return (ColleagueInvited(),)


def show_changes(decision: Decision) -> Events:
    """Who changed what."""
    return (Entered(CHANGES, True),)


def leave(decision: Decision) -> Events:
    """This person goes, the company stays; the last one cannot."""
    if not decision.session.people.several:
        return (Remarked("people.last", "warn"),)
    gone = PersonLeft(decision.inbound.person)
    return (*forgotten_way(decision), gone, Remarked("people.left", "done"))
