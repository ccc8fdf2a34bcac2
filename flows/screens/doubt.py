"""A doubtful answer settled by a text: which reading was meant, or what else."""

from flows.answers.base import Value
from flows.definitions.text import normal
from flows.events.answering import Retyping
from flows.events.event import Events
from flows.screens.decision import Turn
from flows.screens.intents import UNITS, bare_number
from flows.screens.prompts import Ask, Doubt
from flows.screens.question import candidate, typed
from flows.screens.view import view
from flows.session.evolve import fold


def settled(turn: Turn, prompt: Doubt, text: str) -> Events:
    """Yes takes the only reading, a number or its words one of several, no asks again; else it is a new try."""
    pending = turn.session.doubt
    if pending is None:
        return ()
    meant = _meant(turn, prompt, text)
    if meant is not None:
        return candidate(turn, pending, meant)
    if turn.refuses(text) or turn.label(text) == "button.retype":
        return (Retyping(),)
    session = fold(turn.session, [Retyping()])
    again = view(turn.edition.questionnaire, session, turn.programme.latest_year)
    renewed = Turn(turn.edition, turn.programme, session, turn.inbound, turn.now)
    return (Retyping(), *typed(renewed, again, text)) if isinstance(again, Ask) else (Retyping(),)


def _meant(turn: Turn, prompt: Doubt, text: str) -> Value | None:
    """The reading a reply chooses, if it does: by yes, number, unit or the very words of its button."""
    candidates, number = prompt.candidates, bare_number(text)
    if len(candidates) == 1:
        return candidates[0] if turn.agrees(text) else None
    if number is not None and 1 <= number <= len(candidates):
        return candidates[number - 1]
    if prompt.code == "unit" and normal(text) in UNITS:
        return candidates[UNITS[normal(text)]]
    return next((value for value in candidates if turn.reads(text, prompt.question, value, prompt.row)), None)
