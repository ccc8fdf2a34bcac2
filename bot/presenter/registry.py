"""The registers' part of the chat: the card 「這是您的公司嗎？」, what was taken from it, where answers come from."""

from collections.abc import Mapping, Sequence
from datetime import date

from bot.presenter.context import Context
from flows.answers.base import Value
from flows.definitions.languages import ENGLISH
from flows.definitions.programme import ROC_OFFSET
from flows.events.answering import Answered, Dropped
from flows.events.company.registry import LookedUp
from flows.events.event import Event
from flows.interface.callback_data import Verb
from flows.interface.messages import Button, Line, Look, Message, Note, Tone, Weight
from flows.registry import Record, autofill
from flows.registry.compare import ACTIVE
from flows.rules.checks import Finding
from flows.screens.stages.registry_card import BY_HAND, HEAD_OFFICE, REGISTER, RETYPE, TAKE, company_types
from flows.session.answers import Answer


def card(context: Context, record: Record) -> Message:
    """What the registers know, with its sources and its day: one tap takes it all."""
    branch = "_branch" if record.is_branch else ""
    facts = {"sources": sources(context, record), "day": short_day(record.fetched_on, context.words.language)}
    title = context.say("register.branch_title" if branch else "register.title")
    body = context.say("register.branch" if branch else "register.body", **facts)
    return Message(
        look=Look.CONFIRM,
        title=title,
        body=body,
        notes=() if record.status in ACTIVE else (_inactive(context, record),),
        lines=tuple(_lines(context, record)),
        buttons=tuple(_buttons(context, record)),
        language=context.words.language,
    )


def _inactive(context: Context, record: Record) -> Note:
    """Dissolved, suspended or the like: said before anything is typed."""
    status = record.status_text or record.status.value
    return Note(Tone.WARN, context.say("checks.register_inactive", status=status))


def _lines(context: Context, record: Record) -> list[Line]:
    lines = [
        Line(context.short(context.edition.questionnaire.by_id[context.session.company_question]), record.ubn)
    ]
    told = autofill(record, company_types(context.edition.roles)) or {"registry.name": record.name}
    for question in context.edition.questionnaire.questions:
        value = told.get(question.autofill)
        if value is not None:
            option = question.option(value) if isinstance(value, str) else None
            texts = {option.id: record.type_note} if option and option.free_text and record.type_note else {}
            lines.append(Line(context.short(question), context.shown(question, value, texts)))
    if record.status_text:
        lines.append(Line(context.say("register.status"), record.status_text))
    return lines


def _buttons(context: Context, record: Record) -> list[Button]:
    verb, ubn, first = Verb.REGISTER, record.ubn, Weight.PRIMARY
    leading: list[Button] = []
    if not record.is_branch:
        leading = [context.button("register_take", verb, TAKE, ubn, weight=first)]
    elif head := record.head_office:
        leading = [context.button("register_head", verb, HEAD_OFFICE, ubn, weight=first, head_office=head)]
    return [
        *leading,
        context.button("register_retype", verb, RETYPE, ubn),
        context.button("register_hand", verb, BY_HAND, ubn),
    ]


def notes(context: Context, events: Sequence[Event]) -> list[Note]:
    """What came of a look-up, and which answers it gave or took with it."""
    told = [note for event in events if isinstance(event, LookedUp) and (note := _looked_up(context, event))]
    filled = [event for event in events if isinstance(event, Answered) and event.source == REGISTER]
    if filled:
        told.append(Note(Tone.DONE, context.say("register.filled", count=len(filled))))
    gone = [event.question for event in events if isinstance(event, Dropped) and event.source == REGISTER]
    if gone:
        told.append(Note(Tone.WARN, context.say("register.dropped", questions=_names(context, gone))))
    return told


def _looked_up(context: Context, event: LookedUp) -> Note | None:
    """Only failures are told, quietly: a record has a card of its own."""
    return None if event.state == "found" else Note(Tone.INFO, context.say(f"register.{event.state}"))


def _names(context: Context, questions: Sequence[str]) -> str:
    by_id = context.edition.questionnaire.by_id
    return context.say("register.and").join(context.short(by_id[name]) for name in questions)


def sourced(context: Context, answer: Answer, text: str, *, reviewed: bool = False) -> str:
    """An answer with where it came from, when that was a register: 「…（登記資料 113/6/20）」; without the day where
    somebody reviews it who was told."""
    if answer.source != REGISTER:
        return text
    if reviewed:
        return context.say("register.reviewed", answer=text)
    day = short_day(date.fromisoformat(answer.as_of), context.words.language)
    return context.say("register.sourced", answer=text, day=day)


def sources(context: Context, record: Record) -> str:
    """The registers a record comes from, by name: their licences ask for it."""
    return context.say("register.and").join(
        context.say(f"register.source_{each.value}") for each in record.sources
    )


def differences(context: Context, finding: Finding) -> str:
    """Which answers differ from the register, and what the register says."""
    by_id = context.edition.questionnaire.by_id
    told: Mapping[str, Value] = finding.facts
    return context.say("register.and").join(
        context.say(
            "register.says",
            short=context.short(by_id[name]),
            value=context.shown(by_id[name], value),
        )
        for name, value in told.items()
        if name in by_id
    )


def short_day(day: date, language: str) -> str:
    """A day in few characters: 113/6/20, or 2024-06-20 for readers of English."""
    return day.isoformat() if language == ENGLISH else f"{day.year - ROC_OFFSET}/{day.month}/{day.day}"
