"""Which answers of a draft stand under a newer edition or another year's programme, and which questions are asked anew.

An answer stands where its question is still asked in the very words it answers. What somebody declares, and what they
said of the last business years once those are other years, is asked anew: nobody said it of what is asked now.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flows.answers.base import Value
from flows.answers.values import amount, choices
from flows.definitions.edition import Edition
from flows.definitions.questionnaire import Kind, Question, Questionnaire
from flows.scheme.definition import Definition
from flows.session.answers import Answer
from flows.session.path import applies
from flows.session.state import Session

_WORDS = frozenset({Kind.TEXT, Kind.LONG_TEXT})
_FIGURES = frozenset({Kind.NUMBER, Kind.AMOUNT, Kind.PERCENT})


@dataclass(frozen=True, slots=True)
class CarriedOver:
    """Questions by id, in the order in which they are asked: whose answers are `kept`; which were answered and are
    asked `anew`, which are `new`, and which are no longer asked, so that their answers have `left`."""

    kept: tuple[str, ...]
    anew: tuple[str, ...]
    new: tuple[str, ...]
    left: tuple[str, ...]

    @property
    def gone(self) -> tuple[str, ...]:
        """The questions whose answers do not come along."""
        return (*self.anew, *self.left)


def carried_over(old: Definition, new: Definition, session: Session) -> CarriedOver:
    """What becomes of the answers of a session of `old` that moves on to `new`."""
    before, after = old.edition.questionnaire, new.edition.questionnaire
    given = [question for question in before.ask_order if question.id in session.answers]
    stays = {question.id for question in given if _stands(old, new, question, session.answers[question.id])}
    values = _on_the_path(after, {name: value for name, value in session.values().items() if name in stays})
    asked = {question.id for question in after.ask_order if question.asked and applies(question, values)}
    known = {question.id for question in before.questions if question.asked}
    return CarriedOver(
        kept=tuple(question.id for question in given if question.id in values),
        anew=tuple(
            question.id for question in given if question.id not in values and question.id in after.by_id
        ),
        new=tuple(
            question.id for question in after.ask_order if question.id in asked and question.id not in known
        ),
        left=tuple(question.id for question in given if question.id not in after.by_id),
    )


def dropped_drafts(old: Definition, new: Definition, session: Session) -> tuple[str, ...]:
    """The questions of which a part was given that does not stand either: ticks and rows, like whole answers."""
    asked = old.edition.questionnaire.by_id
    return tuple(
        name
        for name, draft in session.drafts.items()
        if not _stands(old, new, asked[name], Answer(draft.value, draft.texts), whole=False)
    )


def _on_the_path(questionnaire: Questionnaire, values: Mapping[str, Value]) -> Mapping[str, Value]:
    """Without answers whose question depends on one that is asked anew."""
    on_path = {name: value for name, value in values.items() if applies(questionnaire.by_id[name], values)}
    return on_path if len(on_path) == len(values) else _on_the_path(questionnaire, on_path)


def _stands(
    old: Definition, new: Definition, question: Question, answer: Answer, *, whole: bool = True
) -> bool:
    asked = new.edition.questionnaire.by_id.get(question.id)
    if asked is None or asked.must_be_true or question.kind is not asked.kind or not asked.asked:
        return False
    if old.programme.id != new.programme.id and question.id in new.form.rules.yearly:
        return False
    return _same_words(old.edition, new.edition, question, answer) and _fits(asked, answer, whole=whole)


def _same_words(old: Edition, new: Edition, question: Question, answer: Answer) -> bool:
    """Whether the question, and whatever was chosen or filled in of it, is called the same in every language."""
    return all(
        _called(old, language, question.id, answer) == _called(new, language, question.id, answer)
        for language in old.words
        if language in new.words
    )


def _called(edition: Edition, language: str, question: str, answer: Answer) -> Mapping[str, str]:
    words = edition.speak(language).questions[question]
    chosen = {f"options.{option}" for option in choices(_listed(answer.value))}
    parts = ("rows.", "scale.", "columns.")
    return {
        part: text
        for part, text in words.items()
        if part in chosen or part in ("label", "unit") or part.startswith(parts)
    }


def _listed(value: Value) -> Value | None:
    return value if isinstance(value, str | Sequence) else None


def _fits(question: Question, answer: Answer, *, whole: bool) -> bool:
    """Whether the answer, or the part of one, keeps the bounds the question has now."""
    value, limits = answer.value, question.limits
    if question.kind in _WORDS:
        return limits.min_length <= len(str(value)) <= limits.max_length
    if question.kind in _FIGURES:
        number = amount(value)
        return number is None or limits.minimum <= number <= limits.maximum
    if isinstance(value, Mapping) and question.kind is Kind.MATRIX:
        return set(value) == set(question.rows) if whole else set(value) <= set(question.rows)
    if isinstance(value, Sequence) and not isinstance(value, str) and len(value) > limits.max_items:
        return False
    if question.options:
        return all(question.option(option) for option in choices(value))
    return True
