"""The options of a question as they are offered: numbered, named, ticked or ranked."""

from bot.presenter.context import Context, cut
from flows.definitions.questionnaire import Kind, Option, Question
from flows.interface.callback_data import Verb
from flows.interface.messages import Choice
from flows.screens.prompts import Ask

SEVERAL = frozenset({Kind.MULTI_CHOICE, Kind.RANKING})
"""Kinds of question that take several options."""


def choices(context: Context, prompt: Ask) -> tuple[Choice, ...]:
    """The options, with what is taken of them."""
    question = prompt.question
    if question.is_scale:
        return tuple(_step(context, question, prompt.row, step) for step in question.scale)
    verb = Verb.TOGGLE if question.kind in SEVERAL else Verb.ANSWER
    return tuple(
        _choice(context, prompt, option, number, verb) for number, option in enumerate(question.options, 1)
    )


def _choice(context: Context, prompt: Ask, option: Option, number: int, verb: Verb) -> Choice:
    question, words = prompt.question, context.words
    taken = option.id in prompt.ticked
    return Choice(
        number=number,
        label=words.option(question.id, option.id),
        brief=words.brief(question.id, option.id),
        tap=context.tap(verb, question.id, option.id),
        ticked=taken if question.kind in SEVERAL else None,
        group=words.group(option.group),
        rank=prompt.ticked.index(option.id) + 1 if taken and question.kind is Kind.RANKING else 0,
    )


def _step(context: Context, question: Question, row: str, step: str) -> Choice:
    label = context.words.step(question.id, step)
    tap = context.tap(Verb.ANSWER, question.id, step, row)
    return Choice(
        int(step), label, tap, brief=context.words.questions[question.id].get(f"scale_brief.{step}", label)
    )


FILLED = 16
"""Characters of a typed text that a button repeats."""


def filled(context: Context, text: str) -> str:
    """The label of the button that takes a typed text as the answer."""
    return context.say("button.fill", typed=cut(text, FILLED))
