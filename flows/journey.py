"""The journey: the questions that apply, derived from the answers and never stored, so that it cannot go stale."""

from collections.abc import Mapping
from dataclasses import dataclass

from flows.answers.base import Value
from flows.questionnaire import Condition, Kind, Question, Questionnaire, Section
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
    """What is left before the review, exactly: every open condition is played through with every outcome.

    A condition looks at one question only, so what each open question decides can be counted by itself and
    the extremes added up; trying every combination gave the same and was most of a turn's cost."""
    values = session.values()
    asked = [q for q in questionnaire.ask_order if q.asked and q.section is not Section.SIGNING]
    open_ones = {q.id: q for q in asked if not settled(q, session)}
    decided: dict[str, list[Condition]] = {}
    certain = 0
    for question in open_ones.values():
        if question.when and question.when.question in open_ones:
            decided.setdefault(question.when.question, []).append(question.when)
        else:
            certain += applies(question, values)
    counts = [_counts(questionnaire, open_ones[decider], decided[decider]) for decider in decided]
    done = sum(1 for q in asked if settled(q, session) and applies(q, values))
    return Left(certain + sum(map(min, counts)), certain + sum(map(max, counts)), done)


def _counts(questionnaire: Questionnaire, decider: Question, conditions: list[Condition]) -> list[int]:
    """How many of these conditions hold, for each distinct effect an answer to the question can have."""
    return [
        sum(1 for condition in conditions if condition.any_of.intersection(sample))
        for sample in _effects(questionnaire, decider)
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
