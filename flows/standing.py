"""The screens that stop people for now: no place is left, or their company has applied already."""

from flows import events as e
from flows.answering import taken
from flows.answers import parse
from flows.answers.base import Accepted, Doubtful
from flows.applied import Applied, AppliedKnown
from flows.commanding import change
from flows.commands import bare_number
from flows.limited import Full, PlaceKnown, news
from flows.prompts import Prompt, ReadyToSubmit
from flows.register.looked import UBN
from flows.turn import Turn

Facts = tuple[e.Event, ...]


def known(turn: Turn, prompt: Prompt, content: PlaceKnown | AppliedKnown) -> Facts:
    """What was found out after the last turn's commit, unless the person has moved on meanwhile."""
    match content:
        case PlaceKnown() if isinstance(prompt, ReadyToSubmit | Full):
            return news(turn.session.place, content)
        case AppliedKnown() if not turn.session.case_number and _ubn(turn) == content.ubn:
            told = content.ubn if content.applied else ""
            return () if told == turn.session.applied else (e.AlreadyApplied(told),)
        case _:
            return ()


def queue(prompt: Full) -> Facts:
    """To stand in line, once."""
    return (e.QueueAsked(),) if prompt.position == 0 else (e.Asked("again"),)


def said(turn: Turn, prompt: Full | Applied, text: str) -> Facts:
    """Words on these screens: those of a button, a question to change, another 統一編號."""
    label, number = turn.label(text), bare_number(text)
    if isinstance(prompt, Applied):
        return (e.Focused(UBN),) if label == "button.other_ubn" else _other(turn, text)
    if label == "button.queue" or turn.agrees(text):
        return queue(prompt)
    return change(turn, number) if number is not None else (e.Asked("queue_choice"),)


def _other(turn: Turn, text: str) -> Facts:
    question = turn.edition.questionnaire.by_id[UBN]
    outcome = parse(question, text, turn.reading(question))
    if isinstance(outcome, Accepted | Doubtful):
        return taken(turn, question, outcome, text)
    return (e.Asked("applied_choice"),)


def _ubn(turn: Turn) -> str:
    answer = turn.session.answers.get(UBN)
    return str(answer.value) if answer else ""
