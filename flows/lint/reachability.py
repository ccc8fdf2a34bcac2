"""Plays every path through the questionnaire and reports questions nobody would ever be asked."""

from collections.abc import Iterator, Mapping, Sequence

from flows.answers.base import Value
from flows.definitions.issues import Issue
from flows.definitions.questionnaire import Condition, Question, Questionnaire
from flows.lint.locations import at_question
from flows.rules.verdict import State
from flows.schemes.common.sme import judge
from flows.session.path import applies

_SMALL = 1
"""Answers any question nothing depends on; as capital and as number of employees it is a small company's."""


def reach(questionnaire: Questionnaire) -> Iterator[Issue]:
    """Asked questions that no path of a small company comes to, the verdict's early end included."""
    reached = {question for path in paths(questionnaire) for question in path}
    for question in questionnaire.ask_order:
        if question.asked and question.id not in reached:
            yield Issue(
                "unreachable", at_question(question), "no answers lead here: change `when` or remove it"
            )


def paths(questionnaire: Questionnaire) -> Iterator[tuple[str, ...]]:
    """Question ids of every distinct path: one answer for each effect it has on conditions or the verdict."""
    conditions: dict[str, list[Condition]] = {}
    for question in questionnaire.questions:
        if question.when:
            conditions.setdefault(question.when.question, []).append(question.when)
    return _onward([question for question in questionnaire.ask_order if question.asked], {}, conditions)


def _onward(
    ahead: Sequence[Question], values: Mapping[str, Value], conditions: Mapping[str, Sequence[Condition]]
) -> Iterator[tuple[str, ...]]:
    verdict = judge(values)
    if not ahead or (verdict and verdict.state is State.NOT_ELIGIBLE):
        yield ()
        return
    question, rest = ahead[0], ahead[1:]
    if not applies(question, values):
        yield from _onward(rest, values, conditions)
        return
    for answer in _answers(question, conditions.get(question.id, ())):
        for tail in _onward(rest, {**values, question.id: answer}, conditions):
            yield (question.id, *tail)


def _answers(question: Question, conditions: Sequence[Condition]) -> list[Value]:
    """One sample for each effect: single options suffice, as more of them only open more."""
    if question.id == "registration_type":
        return [option.id for option in question.options]
    effects = {
        tuple(option.id in condition.any_of for condition in conditions): option.id
        for option in question.options
    }
    return list(effects.values()) if conditions else [_SMALL]
