"""Kinds `single_choice`, `boolean` and `multi_choice`: options by number, name, synonym or part of a name."""

import re
from typing import Final

from flows.answers import clean, picks
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
from flows.answers.matching import Beyond, Match, Nothing, One, Options, Several, fold
from flows.answers.picks import Picks
from flows.questionnaire import Option, Question

_YES: Final = (
    "是",
    "有",
    "對",
    "好",
    "要",
    "是的",
    "對的",
    "有的",
    "好的",
    "沒錯",
    "同意",
    "可以",
    "當然",
    "正確",
    "yes",
    "y",
    "ok",
    "true",
)
_NO: Final = (
    "否",
    "沒有",
    "無",
    "不是",
    "沒",
    "不",
    "不要",
    "不對",
    "不同意",
    "不可以",
    "没有",
    "no",
    "n",
    "nope",
    "false",
)
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
        "all",
        "alloftheabove",
    }
)


class SingleChoice:
    """Reads 3, 第三個, ③, 泰國, 其他：手工皂."""

    rejects = frozenset({"unknown", "ambiguous", "out_of_range", "too_long"})
    doubts: frozenset[str] = frozenset()

    def parse(self, question: Question, text: str, reading: Reading) -> Outcome:
        """One option's id; an option that asks for words without them is incomplete."""
        options = picks.options_of(question, reading)
        match = options.match(clean.line(text))
        if isinstance(match, Nothing):
            found = picks.free_words(question, text, reading, options)
            return _worded(question, *found) if found else Rejected("unknown")
        return _single(question, match, text, reading)

    def show(self, question: Question, value: Value, texts: Texts, names: Names) -> str:
        """The option's label, its words after it."""
        return shown(question, str(value), texts, names)


class Boolean:
    """Reads yes and no, as options or as people say them."""

    rejects = SingleChoice.rejects
    doubts: frozenset[str] = frozenset()

    def parse(self, question: Question, text: str, reading: Reading) -> Outcome:
        """`yes` or `no`; the first clause decides (沒有，謝謝)."""
        said = {"yes": _YES, "no": _NO}
        ids = [option.id for option in question.options] or list(said)
        names = {option: (*reading.names.get(option, ()), *said.get(option, ())) for option in ids}
        options, line = Options.of(ids, names), clean.line(text)
        match = options.match(line)
        if isinstance(match, Nothing):
            match = options.exactly(re.split(r"[，,。！!；;、]", line)[0])
        return _single(question, match, text, reading)

    def show(self, question: Question, value: Value, texts: Texts, names: Names) -> str:
        """The label of yes or no."""
        return names.option(question.id, str(value))


class MultiChoice:
    """Reads 1,3,5 · 日本、泰國 · 1-3 · 全部."""

    rejects = frozenset(
        {"empty", "unknown", "ambiguous", "out_of_range", "exclusive", "too_few", "too_many", "too_long"}
    )
    doubts = frozenset({"digits"})

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
        mark = "、" if names.language.startswith("zh") else ", "
        return mark.join(shown(question, option, texts, names) for option in listed(value))


def listed(value: Value) -> list[str]:
    """A stored list of ids."""
    return [str(option) for option in value] if isinstance(value, list | tuple) else [str(value)]


def shown(question: Question, option: str, texts: Texts, names: Names) -> str:
    """An option's label; where words were given, they stand in place of （請說明）."""
    name = names.option(question.id, option)
    if not texts.get(option):
        return name
    colon = "：" if names.language.startswith("zh") else ": "
    return f"{clean.without_asides(name)}{colon}{texts[option]}"


def several(question: Question, text: str, reading: Reading, *, ranked: bool) -> Outcome:
    """Several options out of one text, judged by the question's limits."""
    if not clean.has_words(clean.code(text)):
        return Rejected("empty")
    found = picks.Reader(question, reading, ranked=ranked).read(text)
    return _digits(question, text, reading) or judged(question, found, reading)


def judged(question: Question, found: Picks, reading: Reading) -> Outcome:
    """The outcome of what was picked, the gravest complaint first."""
    complaint = _misread(question, found, reading) or _miscounted(question, found, reading)
    if complaint:
        return complaint
    lacking = next(
        (option for option in found.ids if _lacks_words(question.option(option), found.texts)), None
    )
    if lacking:
        return Incomplete(lacking, found.ids, found.texts)
    return Accepted(found.ids, found.texts)


def _misread(question: Question, found: Picks, reading: Reading) -> Rejected | None:
    if found.beyond:
        return Rejected("out_of_range", {"max": str(len(question.options)), "number": str(found.beyond[0])})
    if found.ambiguous:
        part, ids = found.ambiguous[0]
        return Rejected("ambiguous", {"part": clean.excerpt(part), "options": picks.labels(reading, ids)})
    if found.unknown or not found.ids:
        understood = picks.labels(reading, found.ids)
        return Rejected(
            "unknown", {"unknown": clean.excerpt("、".join(found.unknown)), "understood": understood}
        )
    return None


def _miscounted(question: Question, found: Picks, reading: Reading) -> Rejected | None:
    limits, count = question.limits, len(found.ids)
    sole = next(
        (option.id for option in question.options if option.exclusive and option.id in found.ids), None
    )
    if sole and count > 1:
        return Rejected("exclusive", {"option": picks.label(reading, sole)})
    if count > limits.max_items:
        return Rejected("too_many", {"max": str(limits.max_items), "count": str(count)})
    if count < limits.min_items and not sole:
        return Rejected("too_few", {"min": str(limits.min_items), "count": str(count)})
    return next((refused for words in found.texts.values() if (refused := _too_long(question, words))), None)


def _digits(question: Question, text: str, reading: Reading) -> Doubtful | None:
    """135 where there is no option 135 may have meant 1, 3, 5."""
    typed = clean.code(text)
    if not (typed.isascii() and typed.isdigit()) or int(typed[:9]) <= len(question.options):
        return None
    if len(set(typed)) < len(typed) or not all(1 <= int(digit) <= len(question.options) for digit in typed):
        return None
    ids = [question.options[int(digit) - 1].id for digit in typed]
    outcome = judged(question, Picks(ids=ids), reading)
    return (
        Doubtful("digits", (ids,), {"options": picks.labels(reading, ids)})
        if isinstance(outcome, Accepted)
        else None
    )


def _single(question: Question, match: Match, text: str, reading: Reading) -> Outcome:
    match match:
        case One(option):
            incomplete = _lacks_words(question.option(option), {})
            return Incomplete(option, option) if incomplete else Accepted(option)
        case Several(ids):
            return Rejected("ambiguous", {"part": clean.excerpt(text), "options": picks.labels(reading, ids)})
        case Beyond(number):
            return Rejected("out_of_range", {"max": str(len(question.options) or 2), "number": str(number)})
        case Nothing():
            return Rejected("unknown")


def _worded(question: Question, option: str, words: str) -> Outcome:
    return _too_long(question, words) or Accepted(option, {option: words})


def _too_long(question: Question, words: str) -> Rejected | None:
    length, most = len(words), question.limits.max_length
    return Rejected("too_long", {"max": str(most), "length": str(length)}) if length > most else None


def _lacks_words(option: Option | None, texts: Texts) -> bool:
    return option is not None and option.free_text and not texts.get(option.id)
