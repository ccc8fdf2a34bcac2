"""Finds the option a person means: by number, id, name, or the beginning or a part of a name."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from flows.answers.parsing import normalise, numerals, polarity

_NUMBER = re.compile(
    r"(?:我?(?:要|想)?選|選項|第|no\.?|#|[(\[【])* ?(?P<number>[0-9]{1,9})"
    r" ?(?:[個項號題]|選項|[)\]】.,、。])*"
)
_ORDINAL = re.compile(r"(?:我?(?:要|想)?選?)第(?P<number>[一二三四五六七八九十廿卅]+)[個項號題]?")
_NUMBERED = re.compile(r"[(\[【]?(?P<number>[0-9]{1,3})(?P<mark>[)\]】.:,、。]| (?=\S)) ?(?P<rest>\S.*)")
_SAID_BEFORE = re.compile(
    r"^(?:(?:我們?|本公司)(?:想要|希望|想|要)?(?:選擇?|是)?|(?:想要|希望|想|要)?選擇?|the (?=\S))[:： ]*",
    re.I,
)
_HEAD = re.compile(r"(?<![A-Za-z0-9])[A-Za-z0-9]|[^\x00-\x7F]")
_SHORTEST, _LONGEST = 2, 300
_CLAUSE = re.compile(r"[,;，；、/／(（)）]")
_AFFIRMED = re.compile(r"^(?:有在|有|在)(?=..)")
_LONE = frozenset({
    "分公司", "中美", "branch", "the", "an", "of", "and", "or", "in", "on", "at", "for", "to", "by", "via", "with",
    "from",
})  # fmt: skip
"""Parts that are too little to name their option: a domestic branch is none of a foreign company."""


@dataclass(frozen=True, slots=True)
class SingleMatch:
    """The option meant, by its id."""

    id: str


@dataclass(frozen=True, slots=True)
class AmbiguousMatch:
    """Options that could all be meant, by their ids."""

    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OutOfRange:
    """A number above the last option's."""

    number: int


@dataclass(frozen=True, slots=True)
class NoMatch:
    """No option."""


Match = SingleMatch | AmbiguousMatch | OutOfRange | NoMatch


@dataclass(frozen=True, slots=True)
class Ending:
    """The end of a name, from the beginning of a word in it.

    `folded` is looked up. `before` is what its clause says in front of it, `tails` what is left of the clause
    behind each folded character, both as written."""

    folded: str
    before: str
    tails: tuple[str, ...]

    def holds(self, key: str) -> bool:
        """Whether the ending begins with the key, and nothing left of that clause negates it."""
        if not self.folded.startswith(key):
            return False
        return not polarity.negates(self.before) and not polarity.negates(self.tails[len(key) - 1])


def _match(ids: Sequence[str]) -> Match:
    if not ids:
        return NoMatch()
    return SingleMatch(ids[0]) if len(ids) == 1 else AmbiguousMatch(tuple(ids))


def fold(text: str) -> str:
    """What is compared: letters, digits and CJK alone, in one width and case, 臺 as 台."""
    return "".join(char for char in normalise.code(text).casefold().replace("臺", "台") if char.isalnum())


@dataclass(frozen=True)
class Options:
    """The options of one question under all their names, folded and ready to be looked up.

    `by_name`: name → ids · `names`: id → names · `parts`: id → every ending of a name that begins a word, with
    what its clause says around a part of it."""

    ids: tuple[str, ...]
    by_name: Mapping[str, tuple[str, ...]]
    names: Mapping[str, tuple[str, ...]]
    parts: Mapping[str, tuple["Ending", ...]]

    @classmethod
    def of(
        cls,
        ids: Sequence[str],
        names: Mapping[str, Sequence[str]],
        synonyms: Mapping[str, Sequence[str]] = MappingProxyType({}),
    ) -> "Options":
        """The options `ids`, in the order of their numbers; every id is a name too. `synonyms` name an option as a
        whole, never by a part."""
        called = tuple(tuple(names.get(option, ())) for option in ids)
        return _options(tuple(ids), called, tuple(tuple(synonyms.get(option, ())) for option in ids))

    def exactly(self, text: str) -> Match:
        """By a number (3, 第三個, ③), an id or a full name; longer texts are not looked at."""
        if len(text) > _LONGEST:
            return NoMatch()
        found = self.by_name.get(fold(text), ())
        if found:
            return SingleMatch(found[0]) if len(found) == 1 else AmbiguousMatch(found)
        number = _number(text)
        return self._numbered(number) if number is not None else NoMatch()

    def match(self, text: str) -> Match:
        """As `exactly`, else by a beginning or a part of a name, else by number and name (3. 泰國).

        Words before the choice (我要選) are taken off when nothing matches with them."""
        if len(text) > _LONGEST:
            return NoMatch()
        match = self._as_typed(text)
        return self._as_typed(_SAID_BEFORE.sub("", text, count=1)) if isinstance(match, NoMatch) else match

    def _as_typed(self, text: str) -> Match:
        exact = self.exactly(text)
        if not isinstance(exact, NoMatch):
            return exact
        if polarity.is_nothing(fold(text)):
            return self._none(text)
        part = self.partly(text)
        if isinstance(part, NoMatch):  # 有外銷: what is affirmed may be a part, the affirmation is not
            part = self.partly(_AFFIRMED.sub("", text.strip(), count=1))
        both = part if isinstance(part, SingleMatch) else self._number_and_name(text)
        return part if isinstance(both, NoMatch) else both

    def partly(self, text: str) -> Match:
        """By the beginning of a name, else by a part of one; two characters at least.

        A part whose name says 不, 沒 or not beside it is none: 有人 is not 沒有人, 確定 not 尚未確定. Such a name
        still makes another one ambiguous."""
        key = fold(text)
        if len(key) < _SHORTEST or key in _LONE or polarity.is_empty(key):
            return NoMatch()
        by_part = [option for option in self.ids if any(end.holds(key) for end in self.parts[option])]
        by_start = [option for option in by_part if any(name.startswith(key) for name in self.names[option])]
        denied = [
            option for option in self.ids if any(end.folded.startswith(key) for end in self.parts[option])
        ]
        return _match(by_start or (denied if by_part else []))

    def _none(self, text: str) -> Match:
        """The option called 沒有 or 無; else those that begin with it, never one alone: 無 is not 無商品品牌."""
        called = [found for word in ("沒有", "無") for found in self.by_name.get(word, ())]
        if called:
            return _match(list(dict.fromkeys(called)))
        begun = [
            match for match in (self.partly(text), self.partly("沒有")) if isinstance(match, AmbiguousMatch)
        ]
        return begun[0] if begun else NoMatch()

    def _numbered(self, number: int) -> Match:
        return SingleMatch(self.ids[number - 1]) if 1 <= number <= len(self.ids) else OutOfRange(number)

    def _number_and_name(self, text: str) -> Match:
        """A line copied from the list; when number and name disagree, either may be meant."""
        match = _NUMBERED.fullmatch(normalise.code(text))
        if match is None or _number(match["rest"]) is not None:
            return NoMatch()
        number, name = self._numbered(int(match["number"])), self.exactly(match["rest"])
        name = self.partly(match["rest"]) if isinstance(name, NoMatch) else name
        if not isinstance(name, SingleMatch) or number == name:
            return name
        if match["mark"] == " " or not isinstance(number, SingleMatch):
            return NoMatch()
        return AmbiguousMatch((number.id, name.id))


def _number(text: str) -> int | None:
    plain = re.sub("[\ufe0f\u20e3]", "", normalise.code(text).lower())
    match = _NUMBER.fullmatch(plain)
    if match:
        return int(match["number"])
    ordinal = _ORDINAL.fullmatch(plain)
    value = numerals.read(ordinal["number"]) if ordinal else None
    return int(value) if value is not None else None


@lru_cache(maxsize=512)
def _options(
    ids: tuple[str, ...], names: tuple[tuple[str, ...], ...], synonyms: tuple[tuple[str, ...], ...]
) -> Options:
    """Kept, because a questionnaire's lists are few and every answer is held against one of them."""
    named: dict[str, tuple[str, ...]] = {}
    folded: dict[str, tuple[str, ...]] = {}
    parts: dict[str, tuple[Ending, ...]] = {}
    for option, called in zip(ids, names, strict=True):
        spelt = [_spellings(name) for name in called]
        folded[option] = tuple(form for forms, _ in spelt for form in forms)
        parts[option] = tuple(part for _, endings in spelt for part in endings)
        for name in {fold(option), *folded[option]} - {""}:
            named[name] = (*named.get(name, ()), option)
    for option, called in zip(ids, synonyms, strict=True):
        for name in {fold(name) for name in called} - {""} - set(folded[option]):
            named[name] = (*named.get(name, ()), option)
    return Options(ids, named, folded, parts)


def _spellings(name: str) -> tuple[tuple[str, ...], tuple["Ending", ...]]:
    """A name folded, with and without its （…）, and every ending of it that begins a word, or a CJK character."""
    written = tuple(dict.fromkeys((normalise.code(name), normalise.without_asides(normalise.code(name)))))
    endings = tuple(_ending(form, match.start()) for form in written for match in _HEAD.finditer(form))
    return tuple(fold(form) for form in written), endings


def _ending(form: str, head: int) -> Ending:
    """The ending of a written name from `head` on."""
    starts = [0, *(mark.end() for mark in _CLAUSE.finditer(form))]
    stops = [*(mark.start() for mark in _CLAUSE.finditer(form)), len(form)]
    before = form[max(start for start in starts if start <= head) : head]
    tails: list[str] = []
    for at in range(head, len(form)):
        rest = form[at + 1 : min((stop for stop in stops if stop > at), default=len(form))]
        tails += [rest] * len(fold(form[at]))
    return Ending(fold(form[head:]), before, tuple(tails))
