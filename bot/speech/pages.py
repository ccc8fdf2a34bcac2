"""The screens besides questions: welcome, notice, verdict, warnings, submit, receipt, help and the like."""

from bot.speech.context import Context
from flows import checks
from flows.answers.base import Value
from flows.eligibility import State, judge
from flows.messages import Button, Line, Look, Message, Tone, Weight
from flows.programme import Window
from flows.prompts import NotEligible, ReadyToSubmit, Warnings
from flows.questionnaire import Kind
from flows.taps import Verb

_VERDICT_QUESTIONS = ("registration_type", "paid_in_capital", "employee_count")


def welcome(context: Context) -> Message:
    """What this is, or why it is closed."""
    language = context.button("language", Verb.LANGUAGE, "zh-TW" if context.words.language == "en" else "en")
    window = context.programme.window(context.now)
    if window is not Window.OPEN:
        key = window.value
        return _plain(context, f"welcome.{key}_title", f"welcome.{key}", (language,), look=Look.WELCOME)
    start = Button(context.say("welcome.start"), context.tap(Verb.COMMAND, "start"), Weight.PRIMARY,
                   context.say("welcome.start"))  # fmt: skip
    about = context.button("about", Verb.COMMAND, "about")
    return _plain(context, "welcome.title", "welcome.body", (start, about, language), look=Look.WELCOME)


def notice(context: Context) -> Message:
    """The personal-data notice with the six elements of Article 8 of the Personal Data Protection Act."""
    agree = Button(
        context.say("notice.agree"),
        context.tap(Verb.CONSENT, context.programme.notice_version),
        Weight.PRIMARY,
        context.say("notice.agree_says"),
    )
    decline = Button(
        context.say("notice.decline"), context.tap(Verb.DECLINE), says=context.say("notice.decline")
    )
    body = str(context.facts["notice"]).format_map({name: str(fact) for name, fact in context.facts.items()})
    return Message(
        look=Look.NOTICE,
        title=context.say("notice.title"),
        body=body,
        buttons=(agree, decline),
        language=context.words.language,
    )


def not_agreed(context: Context) -> Message:
    """Nothing was kept; one may still agree."""
    again = Button(
        context.say("notice.again"), context.tap(Verb.COMMAND, "start"), says=context.say("notice.again")
    )
    return _plain(context, "notice.declined_title", "notice.declined", (again,))


def erase_check(context: Context) -> Message:
    """Really erase everything?"""
    erase = context.button("erase", Verb.ERASE, weight=Weight.DANGER)
    keep = context.button("erase_keep", Verb.KEEP, weight=Weight.PRIMARY)
    return _plain(context, "erase.title", "erase.body", (keep, erase), look=Look.CONFIRM)


def not_eligible(context: Context, prompt: NotEligible) -> Message:
    """A page, never an error: the reasons with their articles, other help, and how to correct an answer."""
    buttons = [
        Button(
            context.say("button.change") + " " + context.short(question),
            context.tap(Verb.EDIT, question.id),
            says=context.say("button.change_number", number=question.number),
        )
        for question_id in _VERDICT_QUESTIONS
        if (question := context.edition.questionnaire.by_id[question_id]).id in context.session.answers
    ]
    return Message(
        look=Look.VERDICT,
        title=context.say("verdict.title"),
        body=context.say("verdict.body", reasons=context.reasons(prompt.verdict)),
        buttons=(*buttons, context.button("human", Verb.COMMAND, "human")),
        language=context.words.language,
    )


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


def finding_text(context: Context, finding: checks.Finding) -> str:
    """A finding in words, its facts shown as the answers they come from."""
    by_id = context.edition.questionnaire.by_id
    sources = {"overseas": "annual_revenue", "revenue": "annual_revenue", "established": "established_date"}

    def shown(name: str, value: Value) -> str:
        source = by_id.get(sources.get(name, ""))
        return context.shown(source, value) if source else str(value)

    return context.say(
        f"checks.{finding.check}", **{name: shown(name, fact) for name, fact in finding.facts.items()}
    )


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
    shown = (
        ("company", ("company_name", "ubn")),
        ("contact", ("contact_name", "contact_phone")),
        ("email", ("contact_email",)),
        ("signatory", ("signatory_name", "signatory_title")),
    )
    for key, questions in shown:
        texts = [_value(context, question) for question in questions]
        lines.append(Line(context.say(f"submit.{key}"), "　".join(filter(None, texts))))
    return lines


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
    body = context.say("receipt.body")
    if attachment is None:
        body += "\n\n" + context.say("receipt.document_pending")
    return Message(
        look=Look.RECEIPT,
        title=context.say("receipt.title"),
        body=body,
        buttons=(context.button("status", Verb.COMMAND, "status"),),
        attachment=attachment,
        language=context.words.language,
    )


def status(context: Context) -> Message:
    """The truth about a submitted application, from its timestamps."""
    return Message(
        look=Look.TASKS,
        title=context.say("status.title"),
        lines=context.case.lines,
        attachment=context.case.attachment,
        buttons=(context.button("human", Verb.COMMAND, "human"),),
        language=context.words.language,
    )


def afterwards(context: Context) -> Message:
    """After submission, when nothing in particular was asked for: what one can still do here."""
    buttons = (
        context.button("status", Verb.COMMAND, "status", weight=Weight.PRIMARY),
        context.button("human", Verb.COMMAND, "human"),
    )
    return _plain(context, "receipt.afterwards_title", "receipt.afterwards", buttons)


def topic(context: Context, name: str) -> Message:
    """Help, a human's contact, about the programme: a page of its own."""
    return _plain(context, f"{name}.title", f"{name}.body", ())


def languages(context: Context) -> Message:
    """The choice of language."""
    buttons = tuple(
        Button(
            context.say(f"language.{key}"),
            context.tap(Verb.LANGUAGE, tag),
            says=context.say(f"language.{key}"),
        )
        for key, tag in (("zh", "zh-TW"), ("en", "en"))
    )
    return Message(
        Look.PLAIN, context.say("language.title"), buttons=buttons, language=context.words.language
    )


def paused(context: Context) -> Message:
    """Everything is kept; how to go on."""
    go_on = context.button("continue", Verb.COMMAND, "start", weight=Weight.PRIMARY)
    return _plain(context, "pause.title", "pause.body", (go_on,))


def erased(context: Context) -> Message:
    """Nothing is left."""
    return _plain(context, "erase.erased_title", "erase.erased", ())


def _plain(
    context: Context, title: str, body: str, buttons: tuple[Button, ...], look: Look = Look.PLAIN
) -> Message:
    return Message(
        look, context.say(title), context.say(body), buttons=buttons, language=context.words.language
    )


def verdict_state(context: Context) -> str:
    """The session's verdict state, or empty while it is open."""
    verdict = judge(context.session.values())
    return verdict.state.value if verdict else ""
