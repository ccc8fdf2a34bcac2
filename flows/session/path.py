"""The path: the questions that apply, derived from the answers and never stored, so that it cannot go stale."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flows.answers.base import Value
from flows.answers.values import choices
from flows.definitions.questionnaire import Condition, Question, Questionnaire
from flows.session.state import Session


@dataclass(frozen=True, slots=True)
class QuestionsLeft:
    """How many questions are left: the exact least and most over every path still possible."""

    least: int
    most: int
    done: int


def applies(question: Question, values: Mapping[str, Value]) -> bool:
    """Whether a question belongs to the path, given the answers so far."""
    if question.when is None:
        return True
    return bool(question.when.any_of.intersection(choices(values.get(question.when.question))))


def questions_on_path(questionnaire: Questionnaire, values: Mapping[str, Value]) -> Iterator[Question]:
    """The questions that apply now, in the order they are asked."""
    return (q for q in questionnaire.ask_order if q.asked and applies(q, values))


def is_settled(question: Question, session: Session) -> bool:
    """Whether a question needs no more asking: answered, or optional and left out."""
    return question.id in session.answers or question.id in session.skipped


def next_question(questionnaire: Questionnaire, session: Session, *, signing: bool) -> Question | None:
    """The first question on the path that is still open, in the signing block or before it."""
    asked, values = questionnaire.signing if signing else questionnaire.before_signing, session.values()
    return next((q for q in asked if not is_settled(q, session) and applies(q, values)), None)


def previous_question(questionnaire: Questionnaire, session: Session, current: str) -> Question | None:
    """The settled question before `current` on the path; the last one when `current` is not in it."""
    before: Question | None = None
    for question in questions_on_path(questionnaire, session.values()):
        if question.id == current:
            break
        if is_settled(question, session):
            before = question
    return before


def obsolete(questionnaire: Questionnaire, session: Session) -> tuple[str, ...]:
    """Answers (and drafts) whose questions no longer apply."""
    values = session.values()
    return tuple(
        q.id
        for q in questionnaire.conditional
        if (q.id in session.answers or q.id in session.drafts) and not applies(q, values)
    )


def questions_left(questionnaire: Questionnaire, session: Session) -> QuestionsLeft:
    """What is left before the review, exactly: every open condition is played through with every outcome.

    A condition looks at one question only, so what each open question decides can be counted by itself and
    the extremes added up; trying every combination gave the same and was most of a turn's cost."""
    values, asked, outcomes = session.values(), questionnaire.before_signing, questionnaire.outcomes
    open_ones = {q.id: q for q in asked if not is_settled(q, session)}
    decided: dict[str, list[Condition]] = {}
    certain = 0
    for question in open_ones.values():
        if question.when and question.when.question in open_ones:
            decided.setdefault(question.when.question, []).append(question.when)
        else:
            certain += applies(question, values)
    counts = [
        [sum(1 for when in conditions if when.any_of.intersection(sample)) for sample in outcomes[decider]]
        for decider, conditions in decided.items()
    ]
    done = sum(1 for q in asked if q.id not in open_ones and applies(q, values))
    return QuestionsLeft(certain + sum(map(min, counts)), certain + sum(map(max, counts)), done)


def page_progress(questionnaire: Questionnaire, session: Session) -> dict[int, tuple[int, int]]:
    """For each page how many of its applicable questions are settled, and how many there are."""
    values = session.values()
    state: dict[int, tuple[int, int]] = {}
    for page in range(1, questionnaire.pages + 1):
        asked = [q for q in questionnaire.questions if q.page == page and q.number and applies(q, values)]
        state[page] = (sum(is_settled(q, session) for q in asked), len(asked))
    return state
