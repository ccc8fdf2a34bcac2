"""Asking: one question, one row of it, or which of several readings was meant."""

from dataclasses import replace

from bot.presenter.context import Context, cut
from bot.presenter.options import SEVERAL, choices, combinations, days, filled, rows, short_ways, ticks
from flows.answers import show_cell
from flows.answers.parsing.option_list import FREE_TEXT_MAX
from flows.definitions.questionnaire import Kind, Limits, Question, Section
from flows.interface.callback_data import Verb
from flows.interface.messages import Button, Look, Message, Progress, Weight
from flows.screens.prompts import Ask, Doubt
from flows.session import path

PATIENCE = 3
"""After so many misunderstandings on one question a way out is offered."""

WORTH_SAYING = 5
"""A least length from here on is told before anybody types; that a name has two characters goes without saying."""


def ask(context: Context, prompt: Ask) -> Message:
    """The message that asks a question; its wording stands verbatim in the title."""
    question = prompt.question
    return Message(
        look=Look.DECLARATION if question.must_be_true else Look.QUESTION,
        title=_title(context, prompt),
        body="\n".join(filter(None, _body(context, prompt))),
        progress=progress(context, question),
        lines=rows(context, prompt),
        choices=() if prompt.awaiting else choices(context, prompt),
        combinations=combinations(context, prompt),
        multiple=question.kind in SEVERAL and not prompt.awaiting,
        buttons=_buttons(context, prompt),
        example=_example(context, prompt),
        language=context.words.language,
        question=question.id,
        days=days(context, prompt),
        ticks=ticks(context, prompt),
        own_number=question.kind is Kind.PHONE,
        limit=_limit(prompt),
    )


def _example(context: Context, prompt: Ask) -> str:
    """Something to type; nothing where the options say what may be typed, or an example was given above."""
    question = prompt.question
    if not prompt.awaiting and (question.kind is Kind.SINGLE_CHOICE or _later_row(prompt)):
        return ""
    return context.example(question, bool(prompt.awaiting))


def progress(context: Context, question: Question) -> Progress:
    """Page and exact number of questions left, as words and as a bar."""
    left = path.questions_left(context.edition.questionnaire, context.session)
    span = str(left.least)
    if left.most != left.least:
        span = context.say("progress.range", least=left.least, most=left.most)
    key = {Section.ELIGIBILITY: "eligibility", Section.PAGES: "label", Section.SIGNING: "signing"}[
        question.section
    ]
    pages = context.edition.questionnaire.pages
    if not left.most and question.section is not Section.SIGNING:
        key = "editing"
    label = context.say(f"progress.{key}", page=question.page, pages=pages, left=span)
    total = left.done + (left.least + left.most) / 2
    return Progress(label, round(left.done / total, 3) if total else 1.0)


def _later_row(prompt: Ask) -> bool:
    """Whether a row after the first is asked for: its screen has that row as its title."""
    return bool(prompt.row and prompt.draft)


def _title(context: Context, prompt: Ask) -> str:
    question = prompt.question
    if not _later_row(prompt):
        return context.words.of(question.id, "label")
    index, count = question.rows.index(prompt.row) + 1, len(question.rows)
    return context.say("ask.row", index=index, count=count, row=context.words.row(question.id, prompt.row))


def _body(context: Context, prompt: Ask) -> list[str]:
    question, words = prompt.question, context.words
    if prompt.awaiting:
        chosen = words.option(question.id, prompt.awaiting)
        return [context.say("ask.free_text", option=chosen), context.say("ask.most", max=FREE_TEXT_MAX)]
    if _later_row(prompt):
        return [words.of(question.id, "label")]
    parts = [words.of(question.id, "help"), *_how(context, prompt)]
    if prompt.suggested is not None and not prompt.current and question.kind is Kind.PERCENT:
        answer = context.shown(question, prompt.suggested)
        parts.append(context.say("ask.suggested", answer=answer))
    if prompt.current and not prompt.draft:
        answer = context.repeated(question, prompt.current.value, prompt.current.texts)
        parts.append(context.say("ask.current", answer=cut(answer, 300)))
    if not question.required and not prompt.current:
        parts.append(context.say("ask.optional"))
    return parts


def _how(context: Context, prompt: Ask) -> list[str]:
    """How to answer this kind: several numbers, in order, row by row."""
    question = prompt.question
    most, example = question.limits.max_items, context.words.of(question.id, "example")
    match question.kind:
        case Kind.MULTI_CHOICE if most < len(question.options) and not _names(context, question, most):
            return [context.say("ask.multiple_limited", max=most, example=example)]
        case Kind.MULTI_CHOICE:
            return [context.say("ask.multiple", example=example)]
        case Kind.RANKING if _names(context, question, most):
            return [context.say("ask.in_order", example=example)]
        case Kind.RANKING:
            return [context.say("ask.ranking", max=most, example=example)]
        case Kind.MATRIX:
            return _row(context, prompt)
        case Kind.TABLE if prompt.draft:
            return [context.say("ask.table_more")]
        case Kind.TABLE:
            return [context.say("ask.most_each", max=min(column.max_length for column in question.columns))]
        case Kind.LONG_TEXT:
            return [_room(context, question.limits)]
        case _:
            return []


def _names(context: Context, question: Question, number: int) -> bool:
    """Whether the question's own words say this number already."""
    said = context.words.of(question.id, "label") + context.words.of(question.id, "help")
    return str(number) in said


def _room(context: Context, limits: Limits) -> str:
    """How many characters the form has room for; from how many on, where a word is not enough."""
    if limits.min_length >= WORTH_SAYING:
        return context.say("ask.between", min=limits.min_length, max=limits.max_length)
    return context.say("ask.most", max=limits.max_length)


def _limit(prompt: Ask) -> int:
    """For a counter while typing: how many characters of words fit; 0 where no words are asked for."""
    if prompt.awaiting:
        return FREE_TEXT_MAX
    return prompt.question.limits.max_length if prompt.question.kind in (Kind.TEXT, Kind.LONG_TEXT) else 0


def _row(context: Context, prompt: Ask) -> list[str]:
    """The first row: how to answer all of them at once, and what this one is."""
    question = prompt.question
    if not prompt.row:
        return []
    count, row = len(question.rows), context.words.row(question.id, prompt.row)
    if not question.is_scale:
        return ["", context.say("ask.row", index=1, count=count, row=row)]
    example = context.words.of(question.id, "example") or ",".join("3" * count)
    return [context.say("ask.scale_all", count=count, example=example)]


def _buttons(context: Context, prompt: Ask) -> tuple[Button, ...]:
    question = prompt.question
    buttons: list[Button] = []
    if not prompt.awaiting and (prompt.ticked or (question.kind is Kind.TABLE and prompt.draft)):
        buttons.append(context.button("done", Verb.DONE, question.id, weight=Weight.PRIMARY))
    if prompt.same:
        key = f"same_{question.same_as}"
        label = f"button.{key}" if context.words.has(f"button.{key}") else ""
        answer = cut(context.shown(question, prompt.same.value), 20)
        text = context.say(label) if label else answer
        buttons.append(Button(text, context.tap(Verb.SAME, question.id), Weight.PRIMARY, text))
    buttons += short_ways(context, prompt)
    if question.allows_none and not prompt.current:
        buttons.append(context.button("no_website", Verb.SUGGESTED, question.id))
    elif prompt.suggested is not None and not prompt.current:
        answer = context.shown(question, prompt.suggested)
        buttons.append(
            context.button("suggested", Verb.SUGGESTED, question.id, weight=Weight.PRIMARY, answer=answer)
        )
    if not question.required and not prompt.current:
        buttons.append(context.button("skip", Verb.COMMAND, "skip"))
    if prompt.current and context.session.focus == question.id:
        buttons.append(context.button("keep", Verb.KEEP))
    if prompt.tries >= PATIENCE:
        buttons.append(context.button("human", Verb.COMMAND, "human"))
    if prompt.draft or _something_before(context, question):
        buttons.append(context.button("back", Verb.COMMAND, "back"))
    return tuple(buttons)


def _something_before(context: Context, question: Question) -> bool:
    return path.previous_question(context.edition.questionnaire, context.session, question.id) is not None


def doubt(context: Context, prompt: Doubt) -> Message:
    """Which reading was meant? One candidate: yes or retype; several: one button each."""
    question = prompt.question
    shown = [_candidate(context, prompt, index) for index in range(len(prompt.candidates))]
    several = len(shown) > 1
    short = context.short(question)
    facts = {"short": short, **prompt.facts, "answer": shown[0]}
    if prompt.code == "intent":
        facts["asked"] = context.say(f"intent.{prompt.facts['intent']}.asks")
    says = context.say(_doubted(context, prompt), **facts)
    kept = context.say("doubt.kept", answer=shown[0]) if not several and shown[0] not in says else ""
    how = "doubt.candidates" if several else "doubt.one"
    numbered = [f"{number}. {text}" for number, text in enumerate(shown, 1)] if several else []
    buttons = [
        Button(
            text if several else context.say("button.confirm"),
            context.tap(Verb.CANDIDATE, question.id, str(index)),
            Weight.PRIMARY,
            text if several else context.say("says.confirmed"),
        )
        for index, text in enumerate(shown)
    ]
    if prompt.code == "intent":
        asks = context.button("ask_this", Verb.INQUIRE, prompt.facts["intent"])
        buttons = [
            asks,
            *(
                replace(button, label=filled(context, text))
                for button, text in zip(buttons, shown, strict=True)
            ),
        ]
    return Message(
        look=Look.CONFIRM,
        title=context.say("doubt.title", short=short),
        body="\n".join(
            [says, *filter(None, [kept]), *numbered, context.say(how, confirm=context.say("button.confirm"))]
        ),
        buttons=(*buttons, context.button("retype", Verb.RETYPE, question.id)),
        language=context.words.language,
        question=question.id,
        own_number=question.kind is Kind.PHONE,
    )


def _doubted(context: Context, prompt: Doubt) -> str:
    """The phrase for this doubt: its kind's own words, or those for every kind."""
    own = f"doubt.{prompt.kind}.{prompt.code}"
    return own if context.words.has(own) else f"doubt.any.{prompt.code}"


def _candidate(context: Context, prompt: Doubt, index: int) -> str:
    value = prompt.candidates[index]
    if prompt.row:
        return show_cell(prompt.question, value, context.words)
    return context.shown(prompt.question, value, prompt.texts)
