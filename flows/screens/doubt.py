"""A doubtful answer settled by a text: which reading was meant, or what else."""

from dataclasses import replace

from flows.answers.base import Value
from flows.definitions.text import normal
from flows.events.answering import Retyping
from flows.events.event import Events
from flows.screens import answering
from flows.screens.answering import take_candidate
from flows.screens.decision import Decision
from flows.screens.intents import UNITS, bare_number
from flows.screens.prompts import Ask, Doubt
from flows.screens.view import view
from flows.session.evolve import fold


def on_text(decision: Decision, prompt: Doubt, text: str) -> Events:
    """Yes takes the only reading, a number or its words one of several, no asks again; else it is a new try."""
    pending = decision.session.doubt
    if pending is None:
        return ()
    meant = _meant(decision, prompt, text)
    if meant is not None:
        return take_candidate(decision, pending, meant)
    if decision.refuses(text) or decision.label(text) == "button.retype":
        return (Retyping(),)
    session = fold(decision.session, [Retyping()])
    again = view(decision.definition, session)
    renewed = replace(decision, session=session)
    return (Retyping(), *answering.on_text(renewed, again, text)) if isinstance(again, Ask) else (Retyping(),)


def _meant(decision: Decision, prompt: Doubt, text: str) -> Value | None:
    """The reading a reply chooses, if it does: by yes, number, unit or the very words of its button."""
    candidates, number = prompt.candidates, bare_number(text)
    if len(candidates) == 1:
        return candidates[0] if decision.agrees(text) else None
    if number is not None and 1 <= number <= len(candidates):
        return candidates[number - 1]
    if prompt.code == "unit" and normal(text) in UNITS:
        return candidates[UNITS[normal(text)]]
    return next(
        (value for value in candidates if decision.reads(text, prompt.question, value, prompt.row)), None
    )
