"""Cuts a text that names several options into its parts: 日本、泰國 · 1 3 5 · lines counted 1. 2. 3.

Names may hold the very marks people separate with (代理商／經銷商, Meta、LINE、TikTok 等), so stretches that
are a full name are taken out first, the longest first. Strong marks always part what is left; weak marks
(blanks, ／, 和) only what could not be understood whole.
"""

import re
from collections.abc import Collection
from typing import Final

from flows.answers.matching import fold

_STRONG: Final = r"[,，、;；\n>＞→]"
_WEAK: Final = r"[\s/／+＋&＆]+|和|及|與|跟|以及|還有|\band\b"
_STRONG_MARK: Final = re.compile(_STRONG)
_WEAK_MARK: Final = re.compile(_WEAK, re.I)
_ANY_MARK: Final = re.compile(f"{_STRONG}|{_WEAK}", re.I)
_COUNTED: Final = re.compile(
    r"(?:(?:^|(?<=[\s,，、;；]))[(（]?([0-9０-９]{1,2})[)）.．:：]|^([0-9０-９]{1,2})、)\s*(?=[^\s0-9０-９])",
    re.M,
)
_MOST_PARTS: Final = 300
"""A text of more parts is no list of options; it is left whole, because cutting it would take long."""


def uncounted(text: str, fewest: int) -> str:
    """The text a line a part, when 1. 2. 3. only count its parts and there are `fewest` of them at least."""
    numbers = [int(match[1] or match[2]) for match in _COUNTED.finditer(text)]
    counts = numbers == list(range(1, len(numbers) + 1)) and _COUNTED.match(text)
    return _COUNTED.sub("\n", text) if counts and len(numbers) >= fewest else text


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
