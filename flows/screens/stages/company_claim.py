"""The screen that stops people because their company has applied already: name that case, join it, replace it."""

from typing import ClassVar

from flows.answers import parse
from flows.answers.base import Accepted, Doubtful
from flows.definitions.text import normal
from flows.events.answering import Focused
from flows.events.company.company_claim import (
    AlreadyApplied,
    CaseMissed,
    CaseNamed,
    CaseProved,
    Joined,
    NumberNamed,
    Replacing,
)
from flows.events.conversation import Asked
from flows.events.event import Event, Events
from flows.interface.callback_data import CallbackData, Verb
from flows.interface.known import AppliedKnown, CaseKnown
from flows.screens import command_words
from flows.screens.answering import outcome_events
from flows.screens.base import Situation
from flows.screens.decision import Decision
from flows.screens.prompts import Applied
from flows.session.check_code import named_in

KNOWN, JOIN, REPLACE = "known", "join", "replace"
"""What the buttons ask for where the company has applied already."""

ON_SCREEN = frozenset({"case_ask", "case_number_missing", "applied_choice", "claim_choice"})
"""What is asked of people on that screen, which they have just read: it is not shown to them once more."""

_CHOICES = {"button.case_known": KNOWN, "button.join": JOIN, "button.replace": REPLACE}
_SAID = {**dict.fromkeys(command_words.JOIN, JOIN), **dict.fromkeys(command_words.REPLACE, REPLACE)}


def on_found(decision: Decision, content: AppliedKnown | CaseKnown) -> Events:
    """What was found out after the last turn's commit, unless the person has moved on meanwhile."""
    match content:
        case AppliedKnown() if not decision.session.case_number and _ubn(decision) == content.ubn:
            told = content.ubn if content.applied else ""
            return () if told == decision.session.applied else (AlreadyApplied(told),)
        case CaseKnown() if isinstance(decision.prompt, Applied):
            return (_judged(content),)
        case _:
            return ()


class ClaimScreen:
    """How to go on although the company has applied, and nothing about who did."""

    prompt: ClassVar[type[Applied]] = Applied

    def due(self, situation: Situation) -> Applied | None:
        """While the 統一編號 given is the one that has applied, unless that application is being replaced."""
        session = situation.session
        applied = session.applied and session.applied == session.values().get(session.company_question)
        return Applied(session.claim) if applied and not session.claim.replacing else None

    def on_text(self, decision: Decision, prompt: Applied, text: str) -> Events:
        """Words of a button, a case number and its code, another 統一編號."""
        label = decision.label(text)
        if choice := _CHOICES.get(label) or _SAID.get(normal(text)):
            return _chosen(prompt, choice)
        if label == "button.other_ubn":
            return (Focused(decision.session.company_question),)
        named = named_in(text)
        if named.code:
            known = named.number or prompt.claim.named
            return (CaseNamed(),) if known else (Asked("case_number_missing"),)
        if named.number:
            return (NumberNamed(named.number, decision.inbound.message),)
        return _other(decision, prompt, text)

    def on_tap(self, decision: Decision, prompt: Applied, tap: CallbackData) -> Events | None:
        """One of its three buttons; the one for another 統一編號 is a change like any other."""
        return _chosen(prompt, tap.first) if tap.verb is Verb.CLAIM else None


def _chosen(prompt: Applied, choice: str) -> Events:
    """To say that one knows case number and code; who does, to join that application or make another in its place."""
    claim = prompt.claim
    if not claim.case_number:
        return (Asked("case_ask"),)
    match choice:
        case "join":
            return (Joined(claim.case_number, claim.at),)
        case "replace":
            return (Replacing(claim.case_number),)
        case _:
            return ()


def _judged(content: CaseKnown) -> Event:
    if content.at:
        return CaseProved(content.case_number, content.at, by_code=True)
    return CaseMissed(content.left, content.until)


def _other(decision: Decision, prompt: Applied, text: str) -> Events:
    question = decision.edition.questionnaire.by_id[decision.session.company_question]
    outcome = parse(question, text, decision.reading(question))
    if isinstance(outcome, Accepted | Doubtful):
        return outcome_events(decision, question, outcome, text)
    return (Asked("claim_choice" if prompt.claim.case_number else "applied_choice"),)


def _ubn(decision: Decision) -> str:
    answer = decision.session.answers.get(decision.session.company_question)
    return str(answer.value) if answer else ""
