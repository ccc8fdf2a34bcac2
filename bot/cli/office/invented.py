"""Invented answers of the same shape as what somebody said: as long, of the same kinds of characters, as large.

What steers the questionnaire stays: an option on which other questions depend, the first figure of a number."""

import re
from collections.abc import Mapping
from datetime import date

from bot.command_words import phrase
from flows.answers.ubn import checks_out
from flows.definitions.questionnaire import Kind, Question, Questionnaire

_EMAIL, _URL = "someone@example.org", "https://www.example.org"


def lookalike(text: str) -> str:
    """Other figures, letters and characters in the same places; signs and spaces stay."""
    return "".join(_other(char, place) for place, char in enumerate(text))


def number(text: str) -> str:
    """Another number with as many figures, beginning like it, so that it lies on the same side of most limits."""
    return text[:1] + "".join(_other(char, place) for place, char in enumerate(text[1:]))


def company_number() -> str:
    """A 統一編號 whose check digit is right, of nobody in particular."""
    return next(text for text in map(str, range(12_345_670, 12_400_000)) if checks_out(text))


def typed(question: Question, value: object) -> str:
    """What somebody would type for an invented value of this kind; empty where options or rows are meant."""
    text = str(value)
    match question.kind:
        case Kind.UBN:
            return company_number()
        case Kind.EMAIL:
            return _EMAIL
        case Kind.URL:
            return _URL
        case Kind.ADDRESS:
            return phrase("replay.invented.address")
        case Kind.PHONE:
            return "0912345678" if re.search(r"(?:^|\D)(?:\+?886)?0?9\d{2}", text) else "02-2345-6789"
        case Kind.DATE:
            return _day(text)
        case Kind.AMOUNT | Kind.NUMBER | Kind.PERCENT:
            return number(text.removesuffix(".0"))
        case Kind.TEXT | Kind.LONG_TEXT:
            return lookalike(text)
        case _:
            return ""


def row(question: Question, value: Mapping[str, object]) -> str:
    """A row of a table, typed with spaces between its cells; years stay."""
    years = {column.id for column in question.columns if column.year}
    cells = (str(cell) if name in years else lookalike(str(cell)) for name, cell in value.items())
    return " ".join("".join(cell.split()) for cell in cells)


def options(questionnaire: Questionnaire, question: Question, value: object) -> list[str]:
    """As many options: the same where others depend on them or where words stand beside, else the next of each."""
    chosen = [str(one) for one in (value if isinstance(value, list | tuple) else [value])]
    known = {option.id: option for option in question.options}
    plain = [option.id for option in question.options if not option.exclusive and not option.free_text]
    same = question.kind is Kind.BOOLEAN or _steers(questionnaire, question)
    if same or any(one not in plain for one in chosen if one in known):
        return [one for one in chosen if one in known]
    return [plain[(plain.index(one) + 1) % len(plain)] for one in chosen if one in plain]


def _steers(questionnaire: Questionnaire, question: Question) -> bool:
    return any(each.when and each.when.question == question.id for each in questionnaire.questions)


def _day(text: str) -> str:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return lookalike(text)
    return date(day.year - 1, day.month % 12 + 1, day.day % 28 + 1).isoformat()


def _other(char: str, place: int) -> str:
    if char.isdecimal():
        return str((int(char) + 1 + place) % 10)
    if char.isascii():
        return char if not char.isalpha() else chr(ord("A" if char.isupper() else "a") + place % 26)
    if not char.isalpha():
        return char
    characters = phrase("replay.invented.characters")
    return characters[place % len(characters)]
