"""The journey: the questions that apply, derived from the answers and never stored, so that it cannot go stale."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product

from flows.answers.base import Value
from flows.questionnaire import Kind, Question, Questionnaire, Section
from flows.session import Session, choices


@dataclass(frozen=True, slots=True)
class Left:
    """How many questions are left: the exact least and most over every journey still possible."""

    least: int
    most: int
    done: int


def applies(question: Question, values: Mapping[str, Value]) -> bool:
    """Whether a question belongs to the journey, given the answers so far."""
    if question.when is None:
        return True
    return bool(question.when.any_of.intersection(choices(values.get(question.when.question))))


def journey(questionnaire: Questionnaire, values: Mapping[str, Value]) -> tuple[Question, ...]:
    """The questions that apply now, in the order they are asked."""
    return tuple(q for q in questionnaire.ask_order if q.asked and applies(q, values))


def settled(question: Question, session: Session) -> bool:
    """Whether a question needs no more asking: answered, or optional and left out."""
    return question.id in session.answers or question.id in session.skipped


def next_question(questionnaire: Questionnaire, session: Session, *, signing: bool) -> Question | None:
    """The first question of the journey that is still open, in the signing block or before it."""
    for question in journey(questionnaire, session.values()):
        if (question.section is Section.SIGNING) is signing and not settled(question, session):
            return question
    return None


def previous_question(questionnaire: Questionnaire, session: Session, current: str) -> Question | None:
    """The settled question before `current` in the journey; the last one when `current` is not in it."""
    before: Question | None = None
    for question in journey(questionnaire, session.values()):
        if question.id == current:
            break
        if settled(question, session):
            before = question
    return before


def obsolete(questionnaire: Questionnaire, session: Session) -> tuple[str, ...]:
    """Answers (and drafts) whose questions no longer apply."""
    values = session.values()
    kept = set(session.answers) | set(session.drafts)
    return tuple(q.id for q in questionnaire.questions if q.id in kept and not applies(q, values))


def left(questionnaire: Questionnaire, session: Session) -> Left:
    """What is left before the review, exactly: open conditions are played through with every outcome."""
    values = session.values()
    asked = [q for q in questionnaire.ask_order if q.asked and q.section is not Section.SIGNING]
    open_ones = [q for q in asked if not settled(q, session)]
    counts = [
        _open_count(open_ones, values | outcome) for outcome in _outcomes(questionnaire, open_ones, values)
    ]
    done = sum(1 for q in asked if settled(q, session) and applies(q, values))
    return Left(min(counts), max(counts), done)


def _open_count(open_ones: list[Question], values: Mapping[str, Value]) -> int:
    return sum(1 for q in open_ones if applies(q, values))


def _outcomes(
    questionnaire: Questionnaire, open_ones: list[Question], values: Mapping[str, Value]
) -> list[dict[str, Value]]:
    """Every combination of answers to the open questions that conditions look at, one per distinct effect."""
    watched = {q.when.question for q in questionnaire.questions if q.when}
    deciding = [q for q in open_ones if q.id in watched]
    spans = [_effects(questionnaire, q) for q in deciding]
    return [
        {q.id: answer for q, answer in zip(deciding, combination, strict=True)}
        for combination in product(*spans)
    ]


def _effects(questionnaire: Questionnaire, question: Question) -> list[list[str]]:
    """One sample answer for each distinct effect an answer can have on the conditions that look at it."""
    conditions = [q.when for q in questionnaire.questions if q.when and q.when.question == question.id]
    single = {
        tuple(option.id in condition.any_of for condition in conditions): option.id
        for option in question.options
    }
    if question.kind not in (Kind.MULTI_CHOICE, Kind.RANKING):
        return [[option] for option in single.values()]
    samples: dict[tuple[bool, ...], list[str]] = {}
    for effect, option in single.items():
        for known, sample in [*samples.items(), ((False,) * len(conditions), [])]:
            merged = tuple(a or b for a, b in zip(effect, known, strict=True))
            samples.setdefault(merged, [*sample, option])
    return list(samples.values())
