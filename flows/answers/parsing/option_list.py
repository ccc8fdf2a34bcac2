"""Reads several options, and words beside them, out of one text: 1,3,5 · 日本、泰國 · 其他：手工皂."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from flows.answers.base import Reading
from flows.answers.parsing import normalise, split_list
from flows.answers.parsing.option_matcher import (
    AmbiguousMatch,
    Match,
    NoMatch,
    Options,
    OutOfRange,
    SingleMatch,
    fold,
)
from flows.definitions.questionnaire import Question

FREE_TEXT_MAX: Final = 60
"""Characters beside a free-text option: what fits its place on the printed form."""

_POLITE: Final = frozenset({
    "謝謝", "謝謝您", "謝謝你", "感謝", "以上", "thanks", "thankyou",
    "the", "both", "and", "only", "just", "mainly", "mostly", "also", "then", "first", "next",
})  # fmt: skip
"""Words around the names of a list that name nothing."""

_DENIAL: Final = frozenset(
    {"not", "no", "never", "without", "except", "dont", "不要", "不是", "除了", "沒有", "没有", "並非", "非"}
)
"""Words that take back what is named beside them."""

_HAN_NUMBERS: Final = re.compile(r"[一二三四五六七八九十]{1,3}(?:[、,，.\s]+[一二三四五六七八九十]{1,3})+")
"""Numbers of options and nothing else: 一、三 counts no parts."""

_RANGE: Final = re.compile(r"([0-9]{1,3}) ?[-~到至] ?([0-9]{1,3})")
_WORDS_AFTER: Final = r"\s*(?P<mark>[:：(（\-—]|\s|(?<=[^\x00-\x7F])(?=\S))\s*(?P<words>.*)"
_NUMBERED_WORDS: Final = re.compile(
    r"[(（]?(?P<number>[0-9０-９]{1,3})[)）]?\s*[.．:： ]\s*(?P<words>\S.*)", re.S
)


@dataclass
class Picks:
    """What was understood, in order and without doubles, and what was not."""

    ids: list[str] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)
    ambiguous: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    beyond: list[int] = field(default_factory=list)


def options_of(question: Question, reading: Reading) -> Options:
    """The question's options under all their names."""
    return Options.of([option.id for option in question.options], reading.names, reading.synonyms)


def label(reading: Reading, option: str) -> str:
    """What an option is called in a message: the first of its names."""
    return next(iter(reading.names.get(option, ())), option)


def labels(reading: Reading, ids: Iterable[str]) -> str:
    """Several options' names in a row."""
    return "、".join(label(reading, option) for option in ids)


def doubted(text: str, reading: Reading) -> tuple[str, ...]:
    """The options a word stands for as guidance has it, though it was published as the name of one: 行號."""
    return next((tuple(ids) for name, ids in reading.together.items() if fold(name) == fold(text)), ())


def free_words(question: Question, text: str, reading: Reading, options: Options) -> tuple[str, str] | None:
    """A free-text option and its words: 其他：手工皂, 其他 手工皂, 12：手工皂."""
    plain = normalise.line(text)
    numbered = _NUMBERED_WORDS.fullmatch(plain)
    if numbered and isinstance(options.exactly(numbered["words"]), NoMatch):
        meant = options.exactly(numbered["number"])
        option = question.option(meant.id) if isinstance(meant, SingleMatch) else None
        if option and option.free_text:
            inner = _named_words(question, numbered["words"], reading, options)
            return (option.id, inner[1] if inner else numbered["words"])
    return _named_words(question, plain, reading, options)


def _named_words(
    question: Question, plain: str, reading: Reading, options: Options
) -> tuple[str, str] | None:
    for option in (option for option in question.options if option.free_text):
        for name in sorted(reading.names.get(option.id, ()), key=len, reverse=True):
            words = _words_after(normalise.without_asides(name), plain, options)
            if words:
                return option.id, words
    return None


def _words_after(name: str, plain: str, options: Options) -> str:
    """What follows the name; a blank is too little to part it from the name of another option."""
    match = re.fullmatch(re.escape(name) + _WORDS_AFTER, plain, re.I | re.S) if name else None
    words = match["words"].strip(" )）") if match else ""
    another = (
        isinstance(options.exactly(words), SingleMatch) and match is not None and not match["mark"].strip()
    )
    return words if normalise.has_words(words) and not another and fold(words) not in _DENIAL else ""


class Reader:
    """Reads one text into picks; `ranked` says that even a single 1. before a name is its rank."""

    def __init__(self, question: Question, reading: Reading, *, ranked: bool) -> None:
        self._question, self._reading, self._ranked = question, reading, ranked
        self._options = options_of(question, reading)
        self._picks = Picks()
        self._open = ""

    def read(self, text: str) -> Picks:
        """Everything the text names."""
        text = split_list.uncircled(normalise.block(text))
        if not self._take(self._options.exactly(text), text):
            if not _HAN_NUMBERS.fullmatch(text):
                text = split_list.uncounted(text, fewest=1 if self._ranked else 2)
            self._miscounted(text)
            parts = split_list.parts(text, self._options.by_name)
            if len(parts) > 1 and fold(parts[0]) in _DENIAL:
                self._picks.unknown.append(text)
                return self._picks
            for part in parts:
                if fold(part) not in _POLITE:
                    self._part(part)
        return self._picks

    def _miscounted(self, text: str) -> None:
        """A lone number before another option's name is asked about: it may be its rank, or an option too."""
        for number, name in split_list.miscounted(text):
            option, named = self._options.exactly(number), self._options.match(name)
            if isinstance(option, SingleMatch) and isinstance(named, SingleMatch) and option != named:
                if (definition := self._question.option(named.id)) and definition.free_text:
                    continue
                self._picks.ambiguous.append((f"{number}、{name}", (option.id, named.id)))

    def _part(self, part: str) -> None:
        if self._take(self._options.exactly(part), part) or self._range(part):
            return
        if self._open:
            self._picks.texts[self._open] += f"、{part}"
        elif not (self._take(self._options.match(part), part) or self._words(part)):
            words = split_list.words(part)
            if len(words) > 1 and fold(words[0]) in _DENIAL:
                self._picks.unknown.append(part)
                return
            for word in words:
                self._word(word)

    def _word(self, word: str) -> None:
        if fold(word) in _POLITE:
            return
        if not (self._take(self._options.match(word), word) or self._range(word) or self._words(word)):
            self._picks.unknown.append(word)

    def _words(self, part: str) -> bool:
        found = free_words(self._question, part, self._reading, self._options)
        if found is None:
            return False
        self._open, self._picks.texts[found[0]] = found[0], found[1]
        return self._take(SingleMatch(found[0]), part)

    def _range(self, part: str) -> bool:
        match = _RANGE.fullmatch(normalise.code(part))
        first, last = (int(match[1]), int(match[2])) if match else (0, 0)
        if not 1 <= first < last:
            return False
        if last > len(self._options.ids):
            return self._take(OutOfRange(last), part)
        return all(self._take(SingleMatch(option), part) for option in self._options.ids[first - 1 : last])

    def _take(self, match: Match, part: str) -> bool:
        match match:
            case SingleMatch(option):
                if option not in self._picks.ids:
                    self._picks.ids.append(option)
            case AmbiguousMatch(ids):
                self._picks.ambiguous.append((part, ids))
            case OutOfRange(number):
                self._picks.beyond.append(number)
            case NoMatch():
                return False
        return True
