"""The last screens: warnings to confirm, the last look, the receipt, and what is told of a submitted case."""

from dataclasses import replace

from bot.presenter import places, registry, replacement
from bot.presenter.cases import signing, visit_news
from bot.presenter.context import Context
from bot.presenter.pages import case_copied, plain
from flows.answers.base import Value
from flows.cases.stage import DIAGNOSIS_OPEN
from flows.definitions.questionnaire import Kind
from flows.document.fill import FORM_LANGUAGE
from flows.interface.callback_data import Verb
from flows.interface.messages import Button, Line, Look, Message, Tone, Weight
from flows.rules.checks import Finding
from flows.rules.verdict import State
from flows.screens.prompts import ReadyToSubmit, Warnings


def warnings(context: Context, prompt: Warnings) -> Message:
    """What does not fit together, each with the questions to correct it."""
    lines = []
    for finding in prompt.findings:
        question = context.edition.questionnaire.by_id[finding.questions[0]]
        lines.append(
            Line(
                label=context.short(question),
                value=finding_text(context, finding),
                number=question.number,
                tap=context.tap(Verb.EDIT, question.id),
                tone=Tone.WARN,
            )
        )
    confirm = context.button(
        "warnings", Verb.WARNINGS, weight=Weight.PRIMARY, says=context.say("says.confirmed")
    )
    return Message(
        look=Look.WARNINGS,
        title=context.say("warnings.title"),
        body=context.say("warnings.body"),
        lines=tuple(lines),
        buttons=(confirm,),
        language=context.words.language,
    )


def finding_text(context: Context, finding: Finding) -> str:
    """A finding in words, its facts shown as the answers they come from."""
    by_id = context.edition.questionnaire.by_id

    def shown(name: str, value: Value) -> str:
        source = by_id.get(finding.shown_as.get(name, ""))
        return context.shown(source, value) if source else str(value)

    facts = {name: shown(name, fact) for name, fact in finding.facts.items()}
    return context.say(f"checks.{finding.check}", **facts, differences=registry.differences(context, finding))


def ready(context: Context, prompt: ReadyToSubmit) -> Message:
    """A last look at what matters, then send."""
    submit = context.button("submit", Verb.SUBMIT, weight=Weight.PRIMARY)
    review = context.button("review", Verb.COMMAND, "review")
    return Message(
        look=Look.SUBMIT,
        title=context.say("submit.title"),
        body=context.say("submit.body"),
        lines=tuple(_summary(context, prompt)),
        buttons=(submit, review),
        language=context.words.language,
    )


def _summary(context: Context, prompt: ReadyToSubmit) -> list[Line]:
    state = prompt.verdict.state if prompt.verdict else State.NEEDS_STAFF
    lines = [Line(context.say("submit.verdict"), context.say(f"submit.{state.value}"))]
    for key, questions in context.edition.roles.last_look.items():
        texts = [_value(context, question) for question in questions]
        lines.append(Line(context.say(f"submit.{key}"), "　".join(filter(None, texts))))
    if prompt.replaces:
        lines.append(
            Line(context.say("submit.replaces"), context.say("submit.replaced", number=prompt.replaces))
        )
    return lines + places.place(context)


def _value(context: Context, question_id: str) -> str:
    question, answer = (
        context.edition.questionnaire.by_id[question_id],
        context.session.answers.get(question_id),
    )
    if answer is None:
        return ""
    return (
        str(answer.value)
        if question.kind in (Kind.TEXT, Kind.UBN)
        else context.shown_answer(question, answer)
    )


def receipt(context: Context) -> Message:
    """The case number, the document, what happens next."""
    attachment = context.case.attachment
    body = context.say("receipt.signing" if context.case.signing_on else "receipt.body")
    if waits := replacement.state(context):
        body = f"{waits}\n\n{body}"
    elif context.session.unproved and context.programme.places:
        body = f"{context.say('places.for_staff_note')}\n\n{body}"
    if context.case.code:
        body += "\n\n" + context.say("receipt.code")
    if attachment is None:
        body += "\n\n" + context.say("receipt.document_pending")
    return Message(
        look=Look.RECEIPT,
        title=context.say("receipt.title"),
        body=body,
        buttons=(
            *signing.offer(context),
            context.button("status", Verb.COMMAND, "status"),
            *_papers(context),
        ),
        attachment=attachment,
        language=context.words.language,
        copies=case_copied(context),
        photo=True,
    )


def status(context: Context) -> Message:
    """The truth about a submitted application, from its timestamps."""
    return Message(
        look=Look.TASKS,
        title=context.say("status.title"),
        lines=(*context.case.lines, *signing.lines(context)),
        attachment=context.case.attachment,
        buttons=(
            *_of_the_visit(context),
            *_ways_on(context),
            context.button("human", Verb.COMMAND, "human"),
        ),
        language=context.words.language,
        copies=case_copied(context),
        photo=not context.session.copies and _goes_on(context),
    )


def _of_the_visit(context: Context) -> tuple[Button, ...]:
    """What there is to do about a visit or the advice."""
    state = context.case.state
    return visit_news.buttons(context, state.consulted) if state else ()


def extra_document(context: Context, paper: str) -> Message:
    """A further paper that was asked for: the form in English words, or the sheet for seals."""
    attachment = context.case.extra
    return Message(
        look=Look.PLAIN,
        title=context.say(f"extra.{paper}.title"),
        body=context.say(f"extra.{paper}.body" if attachment else f"extra.{paper}.failed"),
        buttons=(context.button("status", Verb.COMMAND, "status"),),
        attachment=attachment,
        language=context.words.language,
    )


def _papers(context: Context) -> tuple[Button, ...]:
    """Further papers: the reading copy for those who use the chat in another language than the form's (typed, it
    works for everybody), the sheet for seals until something signed has come."""
    seals = () if context.session.copies else (context.button("seals", Verb.COMMAND, "seals"),)
    if context.session.language == FORM_LANGUAGE:
        return seals
    return (context.button("reading", Verb.COMMAND, "reading"), *seals)


def _goes_on(context: Context) -> bool:
    """Whether anything is still to be signed or looked at: not once the case has ended or rests."""
    state = context.case.state
    return state is None or (state.stage in DIAGNOSIS_OPEN and not state.frozen)


def _ways_on(context: Context) -> tuple[Button, ...]:
    return (*signing.offer(context), *_papers(context)) if _goes_on(context) else ()


def afterwards(context: Context) -> Message:
    """After submission, when nothing in particular was asked for: what one can still do here."""
    buttons = (
        context.button("status", Verb.COMMAND, "status", weight=Weight.PRIMARY),
        *_ways_on(context),
        context.button("human", Verb.COMMAND, "human"),
    )
    page = plain(context, "receipt.afterwards_title", "receipt.afterwards", buttons)
    photo = not context.session.copies and _goes_on(context)
    page = replace(page, copies=case_copied(context), photo=photo)
    waits = replacement.state(context)
    return replace(page, body=f"{waits}\n\n{page.body}") if waits else page
