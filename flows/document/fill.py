"""From answers to what is printed: every question, every option, ticked or not, in the programme's language."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from flows.answers import show_cell
from flows.answers.base import Value
from flows.answers.display import shown
from flows.answers.values import choices
from flows.definitions.edition import Edition
from flows.definitions.languages import CHINESE
from flows.definitions.programme import ROC_OFFSET, Programme, taipei_day
from flows.definitions.questionnaire import Kind, Question
from flows.definitions.words import Words
from flows.document.attachment import PREFIX
from flows.document.model import (
    PrintedCriterion,
    PrintedForm,
    PrintedOption,
    PrintedProgramme,
    PrintedQuestion,
    PrintedRow,
    PrintedSigning,
    PrintedState,
    PrintedStep,
    PrintedVerdict,
    Source,
)
from flows.rules.verdict import Verdict
from flows.session.answers import Answer
from flows.session.path import applies

FORM_LANGUAGE = CHINESE
"""The programme's form is Chinese whatever language the applicant chats in."""


@dataclass(frozen=True, slots=True)
class Filing:
    """What is known of an application besides its answers; `digest` is that of the data carried.

    `verdict` is the one given at submission, which knew the registers; None prints an empty box."""

    case_number: str = ""
    consented_at: datetime | None = None
    digest: str = ""
    verdict: Verdict | None = None
    check_code: str = ""
    revision: int = 1


def printed_form(
    edition: Edition,
    programme: Programme,
    answers: Mapping[str, Answer],
    filing: Filing,
    language: str = FORM_LANGUAGE,
) -> PrintedForm:
    """The form filled with these answers; without a case number it prints as a draft."""
    words = edition.speak(language)
    values = {name: answer.value for name, answer in answers.items()}
    spoken = programme.words[language]
    return PrintedForm(
        title=spoken["form_title"],
        check_code=filing.check_code,
        revision=filing.revision,
        case_number=filing.case_number,
        programme=PrintedProgramme(
            year=programme.year,
            name=spoken["title"],
            host=spoken["host"],
            executor=spoken["executor"],
            contact_name=programme.contact.name,
            contact_phone=programme.contact.phone,
            email=programme.contact.email,
        ),
        questions={
            question.id: _question(question, answers, words, here=applies(question, values))
            for question in edition.questionnaire.questions
            if question.number
        },
        verdict=_verdict(edition, answers, words, filing.verdict),
        signing=_signing(edition, programme, answers, filing.consented_at, language),
        register_asked_on=_asked_on(answers.values(), language),
        digest=filing.digest[:PREFIX],
    )


def _asked_on(answers: Iterable[Answer], language: str) -> str:
    """The days on which a register was asked for answers: 「民國 113 年 5 月 20 日」; empty when none was."""
    days = sorted({answer.as_of for answer in answers if answer.source == Source.REGISTER})
    return "、".join(_day(date.fromisoformat(day), language) for day in days)


def _question(
    question: Question, answers: Mapping[str, Answer], words: Words, *, here: bool
) -> PrintedQuestion:
    answer = answers.get(question.id) if here else None
    return PrintedQuestion(
        id=question.id,
        number=question.number,
        label=words.of(question.id, "label"),
        applies=here,
        text=_text(question, answer, words),
        options=_options(question, answer, words),
        rows=_rows(question, answer, words),
        scale=tuple(PrintedStep(step, words.step(question.id, step)) for step in question.scale),
        columns=tuple(words.column(question.id, column.id) for column in question.columns),
        table=_table(question, answer),
        source=Source.REGISTER if answer and answer.source == Source.REGISTER else Source.APPLICANT,
        same_as_other=here and answer is None and question.same_as in answers,
    )


def _text(question: Question, answer: Answer | None, words: Words) -> str:
    """The value in words, for kinds that print as text."""
    if answer is None or question.options or question.rows or question.columns:
        return ""
    if question.kind in (Kind.TEXT, Kind.LONG_TEXT, Kind.UBN):
        return str(answer.value)
    return shown(question, answer.value, answer.texts, words)


def _options(question: Question, answer: Answer | None, words: Words) -> tuple[PrintedOption, ...]:
    taken = choices(answer.value) if answer else ()
    ranked = question.kind is Kind.RANKING
    return tuple(
        PrintedOption(
            id=option.id,
            label=words.option(question.id, option.id),
            ticked=option.id in taken,
            rank=taken.index(option.id) + 1 if ranked and option.id in taken and not option.exclusive else 0,
            free_text=option.free_text,
            text=answer.texts.get(option.id, "") if answer else "",
            group=words.group(option.group),
        )
        for option in question.options
    )


def _rows(question: Question, answer: Answer | None, words: Words) -> tuple[PrintedRow, ...]:
    cells: Mapping[str, Value] = answer.value if answer and isinstance(answer.value, Mapping) else {}
    scale = question.is_scale
    return tuple(
        PrintedRow(
            id=row,
            label=words.row(question.id, row),
            score=str(cells[row]) if scale and row in cells else "",
            text=show_cell(question, cells[row], words) if not scale and row in cells else "",
        )
        for row in question.rows
    )


def _table(question: Question, answer: Answer | None) -> tuple[tuple[str, ...], ...]:
    if answer is None or question.kind is not Kind.TABLE or not isinstance(answer.value, list):
        return ()
    rows = [row for row in answer.value if isinstance(row, Mapping)]
    return tuple(tuple(str(row.get(column.id, "")) for column in question.columns) for row in rows)


def _verdict(
    edition: Edition, answers: Mapping[str, Answer], words: Words, verdict: Verdict | None
) -> PrintedVerdict:
    if verdict is None:
        return PrintedVerdict()

    def text(role: str) -> str:
        name = edition.roles.question(role)
        answer = answers.get(name)
        return shown(edition.questionnaire.by_id[name], answer.value, answer.texts, words) if answer else ""

    return PrintedVerdict(
        state=PrintedState(verdict.state.value),
        criteria=tuple(
            PrintedCriterion(each.met and each.applies, text(each.role), each.applies)
            for each in verdict.criteria
        ),
        reasons=tuple(map(str, verdict.reasons)),
    )


def _signing(
    edition: Edition,
    programme: Programme,
    answers: Mapping[str, Answer],
    consented_at: datetime | None,
    language: str,
) -> PrintedSigning:
    notice, words = programme.words[language]["notice_short"], edition.speak(language)
    declaration, consent, name, title = (
        edition.roles.question(f"signing.{part}") for part in ("declaration", "consent", "name", "title")
    )
    declared, labels = answers.get(declaration), words.questions
    return PrintedSigning(
        declaration=words.of(declaration, "label") if declaration in labels else "",
        declared=declared is not None and declared.value == "yes",
        notice=notice.format(contact_phone=programme.contact.phone),
        consent=words.of(consent, "label") if consent in labels else "",
        consented=consented_at is not None,
        consented_on=_day(taipei_day(consented_at), language) if consented_at else "",
        signatory_name=_plain(answers.get(name)),
        signatory_title=_plain(answers.get(title)),
    )


def _plain(answer: Answer | None) -> str:
    return str(answer.value) if answer else ""


def _day(day: date, language: str) -> str:
    """A day as printed on forms: 民國 113 年 11 月 22 日, in English 2024-11-22."""
    if language != FORM_LANGUAGE:
        return day.isoformat()
    return f"民國 {day.year - ROC_OFFSET} 年 {day.month} 月 {day.day} 日"
