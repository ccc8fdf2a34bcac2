"""The screen of a doubtful answer: which reading was meant, or what else."""

from typing import ClassVar

from flows.answers.base import Value
from flows.definitions.text import normal
from flows.events.answering import Kept, Retyping
from flows.events.event import Events
from flows.interface.callback_data import CallbackData, Verb
from flows.screens import answering, inquiries
from flows.screens.answering import take_candidate
from flows.screens.base import Situation
from flows.screens.command_words import UNITS, bare_number
from flows.screens.decision import Decision
from flows.screens.prompts import Ask, Doubt

_ASKED_ABOUT_FIRST = frozenset({"text", "long_text"})
"""Kinds whose doubts ask whether the first reading is meant: yes takes it."""


class DoubtScreen:
    """Asks which reading was meant."""

    prompt: ClassVar[type[Doubt]] = Doubt

    def due(self, situation: Situation) -> Doubt | None:
        """While an answer waits for confirmation."""
        doubt = situation.session.doubt
        if doubt is None:
            return None
        question = situation.questionnaire.by_id[doubt.question]
        facts, texts = dict(doubt.facts), doubt.texts
        return Doubt(question, doubt.kind, doubt.code, doubt.candidates, facts, doubt.row, texts)

    def on_text(self, decision: Decision, prompt: Doubt, text: str) -> Events:
        """Yes takes the only reading, a number or its words one of several, no asks again; else it is a new try."""
        pending = decision.session.doubt
        if pending is None:
            return ()
        meant = _meant(decision, prompt, text)
        if meant is not None:
            return take_candidate(decision, pending, meant)
        if asked := inquiries.besides_doubt(decision, prompt, text):
            return asked
        again: Events = (Retyping(),)
        if decision.refuses(text) or decision.label(text) == "button.retype":
            return again
        then = decision.after(again)
        return again + answering.on_text(then, then.prompt, text) if isinstance(then.prompt, Ask) else again

    def on_tap(self, decision: Decision, prompt: Doubt, tap: CallbackData) -> Events | None:
        """One of the readings, none of them, or the answer there was before."""
        match tap.verb:
            case Verb.CANDIDATE if tap.first == prompt.question.id:
                return _candidate(decision, prompt, tap.second)
            case Verb.RETYPE:
                return (Retyping(),)
            case Verb.KEEP if decision.session.focus:
                return (Kept(),)
            case _:
                return None


def _candidate(decision: Decision, prompt: Doubt, index: str) -> Events:
    pending = decision.session.doubt
    if pending is None or not index.isdecimal() or int(index) >= len(prompt.candidates):
        return ()
    return take_candidate(decision, pending, prompt.candidates[int(index)])


def _meant(decision: Decision, prompt: Doubt, text: str) -> Value | None:
    """The reading a reply chooses, if it does: by yes, number, unit or the very words of its button."""
    candidates, number = prompt.candidates, bare_number(text)
    about_first = prompt.kind in _ASKED_ABOUT_FIRST or prompt.code == "period" or len(candidates) == 1
    if about_first and (decision.agrees(text) or _nods(decision, prompt, text)):
        return candidates[0]
    if number is not None and 1 <= number <= len(candidates):
        return candidates[number - 1]
    if prompt.code == "unit" and normal(text) in UNITS:
        return candidates[UNITS[normal(text)]]
    return next(
        (value for value in candidates if decision.reads(text, prompt.question, value, prompt.row)), None
    )


def _nods(decision: Decision, prompt: Doubt, text: str) -> bool:
    """Whether 「好的」 or 「了解」 says yes here: not to the declaration, which is agreed to in its own words."""
    found = inquiries.seen(decision, text)
    return (
        found is not None and found.intent == "ack" and not found.others and not prompt.question.must_be_true
    )
