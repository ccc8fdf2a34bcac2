"""Other ways to write what was refused: a text without courtesy, a correction alone, figures in words as digits."""

import re
from collections.abc import Iterator
from typing import Final

from flows.answers.parsing import normalise, said_around
from flows.answers.spoken import corrections, figures_in_words, simplified
from flows.definitions.questionnaire import Kind

_FIGURES: Final = frozenset({Kind.AMOUNT, Kind.NUMBER, Kind.PERCENT})
_IN_DIGITS: Final = frozenset({Kind.UBN, Kind.PHONE, Kind.NUMBER})
_LISTS: Final = frozenset({Kind.SINGLE_CHOICE, Kind.MULTI_CHOICE, Kind.RANKING, Kind.BOOLEAN})
_CORRECTED: Final = _FIGURES | {Kind.UBN, Kind.DATE, Kind.PHONE, Kind.EMAIL, Kind.URL, Kind.ADDRESS}

_AT: Final = re.compile(r" *(?:\(at\)|\[at\]|小老鼠|老鼠|(?<=[a-z0-9]) at (?=[a-z0-9])) *", re.I)
_DOT: Final = re.compile(
    r" *(?:\(dot\)|\[dot\]|(?<=[a-z0-9]) dot (?=[a-z0-9])|(?<=[a-z0-9])點(?=[a-z])) *", re.I
)
_SPACED: Final = re.compile(r"[A-Za-z0-9_+@.-]+(?: [A-Za-z0-9_+@.-]+)*")
_PAGE: Final = re.compile(r"(?:https?://|www\.)[^\s，。、；「」]+", re.I)

_MORE: Final = re.compile(r"[A-Za-z0-9.]")
"""Beside a page's address: what may belong to it."""


def readings(kind: Kind, text: str) -> Iterator[tuple[str, bool]]:
    """The text written otherwise, and whether it says the same beyond doubt."""
    yield said_around.without(text, before=kind is not Kind.BOOLEAN), True
    if kind in _LISTS:
        yield simplified.traditional(text), True
    if kind in _FIGURES:
        yield figures_in_words.in_digits(text), True  # lines stay lines: figures on two of them are two
    if kind in _CORRECTED and (new := corrections.corrected(text)):
        yield new, False
    plain = normalise.code(text)
    if kind in _IN_DIGITS and (spoken := figures_in_words.one_by_one(plain)) != plain:
        yield spoken, False
    if kind is Kind.EMAIL:
        yield from _mail(normalise.code(text))
    if kind is Kind.URL:
        dotted = _DOT.sub(".", normalise.code(text))
        yield dotted, False
        pages = _PAGE.findall(dotted)
        if len(pages) == 1 and not _MORE.search(dotted.replace(pages[0], "", 1)):
            yield pages[0], False


def _mail(text: str) -> Iterator[tuple[str, bool]]:
    signed = _DOT.sub(".", _AT.sub("@", text))
    yield signed, False
    if signed.count("@") == 1 and _SPACED.fullmatch(signed):
        yield signed.replace(" ", ""), False
