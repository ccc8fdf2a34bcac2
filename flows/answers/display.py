"""An answer as a person reads it: its kind's way of showing, with the question's unit behind a bare number."""

from flows.answers import show
from flows.answers.base import Texts, Value
from flows.definitions.questionnaire import Kind, Question
from flows.definitions.words import Words


def shown(question: Question, value: Value, texts: Texts, words: Words) -> str:
    """A value in words: 「新臺幣 5,000,000 元（500 萬元）」, 「12 人」, 「民國 85 年 3 月 1 日（1996-03-01）」."""
    text = show(question, value, texts, words)
    unit = words.of(question.id, "unit") if question.kind is Kind.NUMBER else ""
    return f"{text} {unit}" if unit else text
