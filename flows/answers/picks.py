"""Reads several options out of one text: 1,3,5 · 日本、泰國 · 1-3 · lines copied from the list.

Names may contain the very marks people separate with (代理商／經銷商), so at every step the longest stretch
that is a full name goes first, and weak marks (blanks, ／, 和) only split what could not be understood whole.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from flows.answers import clean
from flows.answers.base import Reading
from flows.answers.matching import Beyond, Match, Nothing, One, Options, Several, fold
from flows.questionnaire import Question

_STRONG: Final = re.compile(r"[,，、;；\n>＞→]")
_WEAK: Final = re.compile(r"[\s/／+＋&＆]+|和|及|與|跟|以及|還有|\band\b", re.I)
_RANGE: Final = re.compile(r"([0-9]{1,3}) ?[-~到至] ?([0-9]{1,3})")
_LISTED: Final = re.compile(
    r"(?:(?:^|(?<=[\s,，、;；]))[(（]?([0-9０-９]{1,2})[)）.．:：]|^([0-9０-９]{1,2})、)\s*(?=[^\s0-9０-９])",
    re.M,
)
_WORDS_AFTER: Final = r"\s*(?P<mark>[:：(（\-—]|\s|(?<=[^\x00-\x7F])(?=\S))\s*(?P<words>.*)"
_NUMBERED_WORDS: Final = re.compile(
    r"[(（]?(?P<number>[0-9０-９]{1,3})[)）]?\s*[.．:： ]\s*(?P<words>\S.*)", re.S
)
_LONGEST_NAME: Final = 8
"""How many separated parts one name is made of, at most (農、林、漁、牧業 has four)."""
_MOST_PARTS: Final = 200
"""A text of more parts is not cut: it is no list of options, and cutting it would take long."""


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
    return Options.of([option.id for option in question.options], reading.names)


def label(reading: Reading, option: str) -> str:
    """What an option is called in a message: the first of its names."""
    return next(iter(reading.names.get(option, ())), option)


def labels(reading: Reading, ids: Iterator[str] | list[str] | tuple[str, ...]) -> str:
    """Several options' names in a row."""
    return "、".join(label(reading, option) for option in ids)


def free_words(question: Question, text: str, reading: Reading, options: Options) -> tuple[str, str] | None:
    """A free-text option and its words: 其他：手工皂, 其他 手工皂, 12：手工皂."""
    plain = clean.line(text)
    numbered = _NUMBERED_WORDS.fullmatch(plain)
    if numbered and isinstance(options.exactly(numbered["words"]), Nothing):
        meant = options.exactly(numbered["number"])
        option = question.option(meant.id) if isinstance(meant, One) else None
        if option and option.free_text:
            inner = _named_words(question, numbered["words"], reading.names, options)
            return (option.id, inner[1] if inner else numbered["words"])
    return _named_words(question, plain, reading.names, options)


def _named_words(
    question: Question, plain: str, names: Mapping[str, object], options: Options
) -> tuple[str, str] | None:
    for option in question.options:
        written = names.get(option.id, ()) if option.free_text else ()
        for name in sorted(written, key=len, reverse=True) if isinstance(written, tuple | list) else ():
            short = re.escape(clean.without_asides(name))
            match = re.fullmatch(short + _WORDS_AFTER, plain, re.I | re.S) if short else None
            words = match["words"].strip(" )）") if match else ""
            blank = match is not None and not match["mark"].strip()
            if clean.has_words(words) and not (blank and isinstance(options.exactly(words), One)):
                return option.id, words
    return None


class Reader:
    """Reads one text into picks; `ranked` says that 1. 2. 3. before names are ranks."""

    def __init__(self, question: Question, reading: Reading, *, ranked: bool) -> None:
        self._question, self._reading, self._ranked = question, reading, ranked
        self._options = options_of(question, reading)
        self._picks = Picks()
        self._open = ""

    def read(self, text: str) -> Picks:
        """Everything the text names."""
        text = clean.block(text)
        if not self._take(self._options.exactly(text), text):
            for part in self._cut(self._unlisted(text), _STRONG):
                self._strong(part)
        return self._picks

    def _unlisted(self, text: str) -> str:
        """The text without 1. 2. 3. before its parts, when these only count them."""
        listed = [int(match[1] or match[2]) for match in _LISTED.finditer(text)]
        counted = listed == list(range(1, len(listed) + 1)) and _LISTED.match(text)
        return _LISTED.sub("\n", text) if counted and len(listed) >= (1 if self._ranked else 2) else text

    def _cut(self, text: str, marks: re.Pattern[str]) -> Iterator[str]:
        """The parts between marks; marks inside a full name do not cut."""
        spans, at = [], 0
        for mark in [*marks.finditer(text), None]:
            end = mark.start() if mark else len(text)
            if text[at:end].strip():
                spans.append((at, end))
            at = mark.end() if mark else end
        while spans:
            size = next(
                (size for size in range(min(len(spans), _LONGEST_NAME), 1, -1)
                 if fold(text[spans[0][0] : spans[size - 1][1]]) in self._options.by_name), 1,
            )  # fmt: skip
            yield text[spans[0][0] : spans[size - 1][1]].strip()
            del spans[:size]

    def _strong(self, part: str) -> None:
        if self._take(self._options.exactly(part), part) or self._range(part):
            return
        if self._open:
            self._picks.texts[self._open] += f"、{part}"
        elif not (self._take(self._options.match(part), part) or self._words(part)):
            for piece in self._cut(part, _WEAK):
                self._weak(piece)

    def _weak(self, piece: str) -> None:
        understood = self._take(self._options.match(piece), piece) or self._range(piece) or self._words(piece)
        if not understood:
            self._picks.unknown.append(piece)

    def _words(self, part: str) -> bool:
        found = free_words(self._question, part, self._reading, self._options)
        if found is None:
            return False
        self._open, self._picks.texts[found[0]] = found[0], found[1]
        return self._take(One(found[0]), part)

    def _range(self, part: str) -> bool:
        match = _RANGE.fullmatch(clean.code(part))
        first, last = (int(match[1]), int(match[2])) if match else (0, 0)
        if not 1 <= first < last:
            return False
        if last > len(self._options.ids):
            return self._take(Beyond(last), part)
        return all(self._take(One(option), part) for option in self._options.ids[first - 1 : last])

    def _take(self, match: Match, part: str) -> bool:
        match match:
            case One(option):
                if option not in self._picks.ids:
                    self._picks.ids.append(option)
            case Several(ids):
                self._picks.ambiguous.append((part, ids))
            case Beyond(number):
                self._picks.beyond.append(number)
            case Nothing():
                return False
        return True
