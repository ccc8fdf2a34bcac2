"""Lists: a page of answers to check, and where one stands page by page."""

from bot.presenter import registry
from bot.presenter.context import Context
from flows.definitions.questionnaire import Kind, Question
from flows.interface.callback_data import Verb
from flows.interface.messages import Line, Look, Message, Progress, Tone, Weight
from flows.screens.prompts import Review
from flows.screens.stages.review import page_of
from flows.session.answers import Answer
from flows.session.path import next_question, page_progress

IN_WORDS = frozenset({Kind.TEXT, Kind.LONG_TEXT, Kind.EMAIL, Kind.URL, Kind.PHONE, Kind.ADDRESS, Kind.UBN})
"""Kinds whose answer as it is shown is what somebody may have typed; to change it is to change those words."""


def review_page(context: Context, prompt: Review) -> Message:
    """Check your answers, one page at a time; any can be changed."""
    right = context.button("right_next", Verb.REVIEWED, str(prompt.page), weight=Weight.PRIMARY)
    pages = context.edition.questionnaire.pages
    return Message(
        look=Look.REVIEW,
        title=context.say("answers.title", page=prompt.page),
        body=context.say("answers.body" if prompt.page == 1 else "answers.body_later"),
        progress=Progress(context.say("progress.review", page=prompt.page, pages=pages), 1.0),
        lines=tuple(_line(context, question, answer) for question, answer in prompt.rows),
        buttons=(right,),
        language=context.words.language,
    )


def so_far(context: Context) -> Message:
    """The answers given so far, before everything is answered."""
    lines: list[Line] = []
    for page in range(1, context.edition.questionnaire.pages + 1):
        rows = page_of(context.edition.questionnaire, context.session, page).rows
        lines += [_line(context, question, answer) for question, answer in rows if answer]
    return Message(
        look=Look.REVIEW,
        title=context.say("answers.partial_title"),
        body=context.say("answers.partial_body"),
        lines=tuple(lines),
        language=context.words.language,
    )


def _line(context: Context, question: Question, answer: Answer | None) -> Line:
    typed = ""
    if answer:
        value = registry.sourced(context, answer, context.checked(question, answer), reviewed=True)
        if answer.author:
            value = context.say("colleague.authored", answer=value, author=answer.author)
        tone = Tone.INFO
        if question.kind in IN_WORDS:
            typed = context.shown_answer(question, answer)
    elif question.id in context.session.skipped:
        value, tone = context.say("review.skipped"), Tone.INFO
    else:
        value, tone = context.say("answers.unanswered"), Tone.WARN
    edit = context.tap(Verb.EDIT, question.id)
    return Line(context.short(question), value, question.number, edit, tone, typed)


def tasks(context: Context) -> Message:
    """Where one stands, page by page: shown on every return."""
    lines = []
    for page, (done, total) in page_progress(context.edition.questionnaire, context.session).items():
        state = "done" if done == total else "partly" if done else "open"
        label = context.say("tasks.page", page=page, title=context.words.page(page))
        value = context.say(f"tasks.{state}", done=done, total=total)
        lines.append(Line(label, value, tone=Tone.DONE if state == "done" else Tone.INFO))
    waiting = next_question(context.edition.questionnaire, context.session, signing=False) is not None
    lines.append(
        Line(context.say("tasks.signing"), context.say(f"tasks.signing_{'open' if waiting else 'now'}"))
    )
    return Message(
        Look.TASKS, context.say("tasks.title"), lines=tuple(lines), language=context.words.language
    )
