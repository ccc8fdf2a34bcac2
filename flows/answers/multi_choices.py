"""Kind `multi_choice`, and what `ranking` shares with it: several options out of one text, judged together."""

import re
from typing import Final

from flows.answers import choices
from flows.answers.base import (
    Accepted,
    Doubtful,
    Incomplete,
    Names,
    Outcome,
    Reading,
    Rejected,
    Texts,
    Value,
)
from flows.answers.parsing import normalise, option_list
from flows.answers.parsing.option_list import Picks
from flows.answers.parsing.option_matcher import fold
from flows.definitions.languages import comma
from flows.definitions.questionnaire import Question

_NUMBERS: Final = re.compile(r"[0-9\s,、;./]+")
_ALL: Final = frozenset(
    {
        "全部",
        "全選",
        "都選",
        "全都選",
        "以上皆是",
        "以上都是",
        "以上全部",
        "都有",
        "皆是",
        "都要",
        "全要",
        "全部都要",
        "all",
        "alloftheabove",
    }
)


class MultiChoice:
    """Reads 1,3,5 · 日本、泰國 · 1-3 · 全部."""

    rejects = frozenset(
        {
            "empty",
            "unknown",
            "partly",
            "region",
            "negated",
            "ambiguous",
            "out_of_range",
            "exclusive",
            "too_few",
            "too_many",
            "too_long",
        }
    )
    doubts = frozenset({"digits", "named", "other"})

    def parse(self, question: Question, text: str, reading: Reading) -> Outcome:
        """The ids in the order typed; nothing is kept unless every part is understood."""
        if fold(text) in _ALL:
            every = [
                option.id for option in question.options if not option.exclusive and not option.free_text
            ]
            return judged(question, Picks(ids=every), reading)
        return several(question, text, reading, ranked=False)

    def show(self, question: Question, value: Value, texts: Texts, names: Names) -> str:
        """The labels in a row."""
        mark = comma(names.language)
        return mark.join(choices.shown(question, option, texts, names) for option in listed(value))


def listed(value: Value) -> list[str]:
    """A stored list of ids."""
    return [str(option) for option in value] if isinstance(value, list | tuple) else [str(value)]


def several(question: Question, text: str, reading: Reading, *, ranked: bool) -> Outcome:
    """Several options out of one text, judged by the question's limits."""
    if not normalise.has_words(normalise.code(text)):
        return Rejected("empty")
    found = option_list.Reader(question, reading, ranked=ranked).read(text)
    if _repeats(text) and isinstance(judged(question, found, reading), Accepted):
        return Doubtful("digits", (found.ids,), {"options": option_list.labels(reading, found.ids)})
    return _digits(question, text, reading) or judged(question, found, reading)


def judged(question: Question, found: Picks, reading: Reading) -> Outcome:
    """The outcome of what was picked, the gravest complaint first."""
    complaint = _misread(question, found, reading) or _miscounted(question, found, reading)
    if complaint:
        return complaint
    for option in found.ids:
        if choices.lacks_words(question.option(option), found.texts):
            return Incomplete(option, found.ids, found.texts)
    return Accepted(found.ids, found.texts)


def _misread(question: Question, found: Picks, reading: Reading) -> Rejected | None:
    if found.beyond:
        return Rejected("out_of_range", {"max": str(len(question.options)), "number": str(found.beyond[0])})
    if found.ambiguous:
        part, ids = found.ambiguous[0]
        return Rejected(
            "ambiguous", {"part": normalise.excerpt(part), "options": option_list.labels(reading, ids)}
        )
    if found.unknown or not found.ids:
        understood = option_list.labels(reading, found.ids)
        return Rejected(
            "unknown", {"unknown": normalise.excerpt("、".join(found.unknown)), "understood": understood}
        )
    return None


def _miscounted(question: Question, found: Picks, reading: Reading) -> Rejected | None:
    limits, count = question.limits, len(found.ids)
    sole = next(
        (option.id for option in question.options if option.exclusive and option.id in found.ids), None
    )
    if sole and count > 1:
        return Rejected("exclusive", {"option": option_list.label(reading, sole)})
    if count > limits.max_items:
        return Rejected("too_many", {"max": str(limits.max_items), "count": str(count)})
    if count < limits.min_items and not sole:
        return Rejected("too_few", {"min": str(limits.min_items), "count": str(count)})
    return next((refused for words in found.texts.values() if (refused := choices.too_long(words))), None)


def _repeats(text: str) -> bool:
    """Whether several numbers come twice: 3,3,2,4,1,2,3,3 are marks rather than choices."""
    typed = normalise.code(text)
    numbers = re.findall("[0-9]+", typed)
    return bool(_NUMBERS.fullmatch(typed)) and len(numbers) - len(set(numbers)) > 1


def _digits(question: Question, text: str, reading: Reading) -> Doubtful | None:
    """135 where there is no option 135 may have meant 1, 3, 5."""
    typed = normalise.code(text)
    if not (typed.isascii() and typed.isdigit()) or int(typed[:9]) <= len(question.options):
        return None
    if len(set(typed)) < len(typed) or not all(1 <= int(digit) <= len(question.options) for digit in typed):
        return None
    ids = [question.options[int(digit) - 1].id for digit in typed]
    if not isinstance(judged(question, Picks(ids=ids), reading), Accepted):
        return None
    return Doubtful("digits", (ids,), {"options": option_list.labels(reading, ids)})
