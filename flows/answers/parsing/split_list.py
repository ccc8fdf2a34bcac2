"""Cuts a text that names several options into its parts: 日本、泰國 · 1 3 5 · lines counted 1. 2. 3.

Names may hold the very marks people separate with (代理商／經銷商, Meta、LINE、TikTok 等), so stretches that
are a full name are taken out first, the longest first. Strong marks always part what is left; weak marks
(blanks, ／, 和) only what could not be understood whole.
"""

import re
from collections.abc import Collection
from typing import Final

from flows.answers.parsing.option_matcher import fold

_STRONG: Final = r"[,，、;；\n>＞→]"
_WEAK: Final = r"[\s/／+＋&＆]+|和|及|與|跟|以及|還有|\band\b"
_STRONG_MARK: Final = re.compile(_STRONG)
_WEAK_MARK: Final = re.compile(_WEAK, re.I)
_ANY_MARK: Final = re.compile(f"{_STRONG}|{_WEAK}", re.I)
_HAN: Final = "一二三四五六七八九十"
_COUNTED: Final = re.compile(
    r"(?:^|(?<=[\s,，、;；]))(?:[(（]?([0-9０-９]{1,2})[)）.．:：、]|([一二三四五六七八九十])[、.．])\s*(?=[^\s0-9０-９])",
    re.M,
)
_RANKED: Final = re.compile(
    rf"第([0-9{_HAN}]{{1,2}})(?:名|順位|優先)?(?:[、.:：,，]|是|為)?\s*(?![個項号號名題])(?=\S)"
)
_RANKED_BEHIND: Final = re.compile(
    rf"(?<=\S)[ (（]?第([0-9{_HAN}]{{1,2}})(?:名|順位|優先)?[)）]?(?=$|[\s,，、;；])"
)
_CIRCLED: Final = re.compile("[①-⑳]")
_MOST_PARTS: Final = 300
"""A text of more parts is no list of options; it is left whole, because cutting it would take long."""


def uncircled(text: str) -> str:
    """The text with 1、3、 for ①③: in one width they would be the number 13."""
    return _CIRCLED.sub(lambda circled: f" {ord(circled[0]) - ord('①') + 1}、", text).strip()


def uncounted(text: str, fewest: int) -> str:
    """The text a line a part, without numbers that only count its parts.

    1. 2. 3. and 一、二、 count when there are `fewest` of them at least, 第一 always. A number is no option then."""
    for marks, least in ((_RANKED, 1), (_RANKED_BEHIND, 1), (_COUNTED, fewest)):
        found = list(marks.finditer(text))
        numbers = [_number(next(filter(None, match.groups()))) for match in found]
        first = marks is _RANKED_BEHIND or (bool(found) and not text[: found[0].start()].strip())
        if first and len(numbers) >= least and numbers == list(range(1, len(numbers) + 1)):
            return marks.sub("\n", text)
    return text


def miscounted(text: str) -> list[tuple[str, str]]:
    """Numbers that count in no order a list has, each with the part behind it: 3、日本 may be two options or one."""
    counted = (
        match
        for match in _COUNTED.finditer(text)
        if match[0].rstrip().endswith("、") and not text[: match.start()].rstrip().endswith("、")
    )
    return [
        (
            str(_number(match[1] or match[match.lastindex or 1])),
            _ANY_MARK.split(text[match.end() :], maxsplit=1)[0],
        )
        for match in (*counted, *_RANKED.finditer(text))
    ]


def _number(text: str) -> int:
    return _HAN.index(text) + 1 if text in _HAN else int(text) if text.isdecimal() else 0


def parts(text: str, names: Collection[str]) -> list[str]:
    """The parts between strong marks, and every stretch that is one of the folded `names`."""
    spans, cut, loose = _spans(text, _ANY_MARK), [], 0
    while spans:
        at, size = spans[0][0], _name_size(text, spans, names)
        if size > 1:
            cut += [*_pieces(text[loose:at], _STRONG_MARK), text[at : spans[size - 1][1]]]
            loose = spans[size - 1][1]
        del spans[:size]
    return [*cut, *_pieces(text[loose:], _STRONG_MARK)]


def words(part: str) -> list[str]:
    """A part cut at its weak marks."""
    return _pieces(part, _WEAK_MARK)


def _name_size(text: str, spans: list[tuple[int, int]], names: Collection[str]) -> int:
    """How many of the first spans make the longest name; 1 when they make none."""
    longest = 1
    for size, (_, end) in enumerate(spans, start=1):
        key = fold(text[spans[0][0] : end])
        if not any(name.startswith(key) for name in names):
            break
        longest = size if key in names else longest
    return longest


def _pieces(text: str, marks: re.Pattern[str]) -> list[str]:
    """What stands between marks; a piece of marks alone is none."""
    found = [text[at:end].strip() for at, end in _spans(text, marks)]
    return [piece for piece in found if _WEAK_MARK.sub("", piece)]


def _spans(text: str, marks: re.Pattern[str]) -> list[tuple[int, int]]:
    edges = [0, *(edge for mark in marks.finditer(text) for edge in mark.span()), len(text)]
    spans = [(at, end) for at, end in zip(edges[::2], edges[1::2], strict=True) if text[at:end].strip()]
    return spans if len(spans) <= _MOST_PARTS else [(0, len(text))]
