"""The second look at a text that names no option: options within a sentence, words for several, none of the list.

Whatever is found here is asked about, never taken: 「不要中國」 and 「…後」 hold an option's name as well.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from flows.answers.base import Reading
from flows.answers.parsing import normalise, numerals, polarity
from flows.answers.parsing.option_matcher import fold
from flows.definitions.questionnaire import Question

_TAKEN_BACK: Final = re.compile(
    r"[不没沒無无未勿免]|別(?=[要選用做填給算])|除了|除外|以外|之外|\b(?:not|no|except|without|never)\b|n[’']t\b",
    re.I,
)
_CLAUSE: Final = re.compile(r"[,，。;；、！!\n ]")
_BREAKS: Final = re.compile(r"[,，。;；!\n]+|(?<=[^\x00-\x7F]) +| +(?=[^\x00-\x7F])|但是?|不過|可是|而是")
_EXCEPTED: Final = re.compile(r"除|以外|之外|[?？嗎]|不是[^,，。]*就是|except|other than|besides", re.I)
_WANTED: Final = re.compile(
    r"(?:我們?|就|都|改|請|但|主要|目前)*(?:只|有|要|是|請|用|缺|做|純|改|選)|we |just |only |but ", re.I
)
_COMMON_WORDS: Final = frozenset({"it", "us", "no", "yes", "in", "or", "other", "any", "both", "none"})
"""Names of options that are words of any English sentence."""

_HAN_NUMBER: Final = re.compile("[一二三四五六七八九十]{1,3}")
_LONGEST: Final = 200
_SHORTEST: Final = 2
_WORDS_OF_OTHER: Final = 12
_ASKING: Final = re.compile(
    r"[?？嗎呢吧]$|什麼|怎麼|如何|哪|誰|幾|多少|多久|可以|不知道|不確定|不清楚|隨便|都行|全部|以上|等等|其他|想|要|請|幫|已有|我|你|您"
    r"|^(?:只?有|沒)|[洲球]$|世界|[台臺]灣|國內|各國|顧問|[決確]定|使用|經營"
    r"|\b(?:what|how|why|who|where|which|can|don[’']t|all|any|please|i|we)\b",
    re.I,
)
"""What is no name of a market, platform or tool that the list lacks."""


@dataclass(frozen=True, slots=True)
class Scan:
    """The options a text holds, in its order; whether the rest of it takes something back."""

    ids: tuple[str, ...]
    negated: bool


def together(text: str, reading: Reading) -> tuple[str, ...]:
    """The options one word stands for (東南亞, 日韓), the word being all of the text or its first clause."""
    known = {fold(name): tuple(ids) for name, ids in reading.together.items()}
    first = _CLAUSE.split(normalise.line(text))[0]
    return known.get(fold(text)) or known.get(fold(first)) or _spelt(text, reading)


def scan(question: Question, text: str, reading: Reading) -> Scan:
    """Every option whose name stands in the text, the longest names first, none within another."""
    plain = normalise.code(text).casefold().replace("臺", "台")
    if len(plain) > _LONGEST:
        return Scan((), negated=False)
    spoken = _spoken(
        tuple(option.id for option in question.options),
        tuple(
            (*reading.names.get(option.id, ()), *reading.synonyms.get(option.id, ()))
            for option in question.options
        ),
        tuple((name, tuple(ids)) for name, ids in reading.together.items()),
    )
    found: list[tuple[int, tuple[str, ...]]] = []
    for name, ids in spoken:
        at = _find(plain, name)
        if at >= 0:
            found.append((at, ids))
            plain = plain[:at] + "\0" * len(name) + plain[at + len(name) :]
    ids_in_order = dict.fromkeys(option for _, ids in sorted(found) for option in ids)
    return Scan(tuple(ids_in_order), bool(_TAKEN_BACK.search(plain)))


def affirmed(question: Question, text: str, reading: Reading) -> tuple[str, ...]:
    """The options of clauses that take nothing back, beside one that does: 不做 B2B 只做 B2C, 韓國，不要日本.

    Behind a clause that takes back, only what is plainly wanted counts: 不要日本 韓國 may be one sentence."""
    clauses = [clause for clause in _BREAKS.split(normalise.line(text)) if clause.strip()]
    if _EXCEPTED.search(text) or len(clauses) < _SHORTEST:
        return ()
    wanted: list[str] = []
    denied: set[str] = set()
    for clause in clauses:
        found = scan(question, clause, reading)
        if found.negated:
            denied |= {*found.ids, ""}
        elif not denied or _WANTED.match(clause.strip()):
            wanted += found.ids
        else:
            return ()
    return tuple(option for option in dict.fromkeys(wanted) if option not in denied)


def numbered(question: Question, number: int, reading: Reading) -> tuple[str, ...]:
    """The options in whose name this number stands: 6 is 「6 個月內」 where there is no sixth option."""
    return tuple(
        option.id
        for option in question.options
        if any(re.search(rf"(?<![0-9]){number}(?![0-9])", name) for name in reading.names.get(option.id, ()))
    )


def counted(question: Question, text: str, reading: Reading) -> tuple[str, ...]:
    """The options of a Chinese numeral: 三 is the third, and 「3 個月內」 as well where there is one."""
    value = numerals.read(text) if _HAN_NUMBER.fullmatch(text) and not numerals.pairs(text) else None
    if value is None or not 1 <= value <= len(question.options):
        return ()
    return tuple(
        dict.fromkeys((question.options[int(value) - 1].id, *numbered(question, int(value), reading)))
    )


def may_be_other(text: str) -> bool:
    """Whether a short text may be the name of something the list lacks, to be kept beside 「其他」."""
    plain = normalise.line(text)
    says = len(plain) <= _WORDS_OF_OTHER + 8 * plain.isascii() and any(char.isalpha() for char in plain)
    nothing = polarity.is_nothing(fold(text)) or polarity.is_empty(fold(text)) or polarity.negates(plain)
    return says and not nothing and not _ASKING.search(plain)


def _spelt(text: str, reading: Reading) -> tuple[str, ...]:
    """Options named by one character each: 日韓泰. One character may be anything, two at least are a list."""
    short = {name: option for option, names in reading.names.items() for name in names if len(name) == 1}
    key = fold(text)
    return tuple(short[char] for char in key) if len(key) > 1 and all(char in short for char in key) else ()


def _find(plain: str, name: str) -> int:
    """Where the name stands; Latin ones stand alone, as 「ar」 stands in many a word."""
    if not name.isascii():
        return plain.find(name)
    if name in _COMMON_WORDS:
        return -1
    found = re.search(rf"(?<![a-z0-9]){re.escape(name)}(?![a-z0-9])", plain)
    return found.start() if found else -1


@lru_cache(maxsize=256)
def _spoken(
    ids: Sequence[str], names: Sequence[Sequence[str]], groups: Sequence[tuple[str, tuple[str, ...]]]
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Every name of two characters or more as it is looked for, the longest first, with the options it means."""
    spoken: dict[str, tuple[str, ...]] = {}
    for option, called in zip(ids, names, strict=True):
        for name in called:
            for form in (name, normalise.without_asides(name)):
                spoken.setdefault(normalise.code(form).casefold().replace("臺", "台"), (option,))
    spoken |= {normalise.code(name).casefold(): options for name, options in groups}
    long_enough = {name: options for name, options in spoken.items() if len(fold(name)) >= _SHORTEST}
    return tuple(sorted(long_enough.items(), key=lambda pair: -len(pair[0])))
