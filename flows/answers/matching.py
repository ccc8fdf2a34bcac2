"""Finds the option a person means: by number, id, name, or the beginning or a part of a name."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from flows.answers import clean, numerals

_NUMBER = re.compile(
    r"(?:我?(?:要|想)?選|選項|第|no\.?|#|[(\[【])* ?(?P<number>[0-9]{1,9})"
    r" ?(?:[個項號題]|選項|[)\]】.,、。])*"
)
_ORDINAL = re.compile(r"(?:我?(?:要|想)?選?)第(?P<number>[一二三四五六七八九十廿卅]+)[個項號題]?")
_NUMBERED = re.compile(r"[(\[【]?(?P<number>[0-9]{1,3})(?P<mark>[)\]】.:,、。]| (?=\S)) ?(?P<rest>\S.*)")
_SAID_BEFORE = re.compile(
    r"^(?:(?:我們?|本公司)(?:想要|希望|想|要)?(?:選擇?|是)?|(?:想要|希望|想|要)?選擇?)[:： ]*"
)
_HEAD = re.compile(r"(?<![A-Za-z0-9])[A-Za-z0-9]|[^\x00-\x7F]")
_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class One:
    """The option meant, by its id."""

    id: str


@dataclass(frozen=True, slots=True)
class Several:
    """Options that could all be meant, by their ids."""

    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Beyond:
    """A number above the last option's."""

    number: int


@dataclass(frozen=True, slots=True)
class Nothing:
    """No option."""


Match = One | Several | Beyond | Nothing


def fold(text: str) -> str:
    """What is compared: letters, digits and CJK alone, in one width and case, 臺 as 台."""
    return "".join(char for char in clean.code(text).casefold().replace("臺", "台") if char.isalnum())


@dataclass(frozen=True)
class Options:
    """The options of one question under all their names, folded and ready to be looked up.

    `by_name`: name → ids · `names`: id → names · `parts`: id → every ending of a name that begins a word."""

    ids: tuple[str, ...]
    by_name: Mapping[str, tuple[str, ...]]
    names: Mapping[str, tuple[str, ...]]
    parts: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, ids: Sequence[str], names: Mapping[str, Sequence[str]]) -> "Options":
        """The options `ids`, in the order of their numbers; every id is a name too."""
        return _options(tuple(ids), tuple(tuple(names.get(option, ())) for option in ids))

    def exactly(self, text: str) -> Match:
        """By a number (3, 第三個, ③), an id or a full name."""
        found = self.by_name.get(fold(text), ())
        if found:
            return One(found[0]) if len(found) == 1 else Several(found)
        number = _number(text)
        return self._numbered(number) if number is not None else Nothing()

    def match(self, text: str) -> Match:
        """As `exactly`, else by a beginning or a part of a name, else by number and name (3. 泰國).

        Words before the choice (我要選) are taken off when nothing matches with them."""
        match = self._as_typed(text)
        return self._as_typed(_SAID_BEFORE.sub("", text, count=1)) if isinstance(match, Nothing) else match

    def _as_typed(self, text: str) -> Match:
        exact = self.exactly(text)
        if not isinstance(exact, Nothing):
            return exact
        part = self.partly(text)
        both = part if isinstance(part, One) else self._number_and_name(text)
        return part if isinstance(both, Nothing) else both

    def partly(self, text: str) -> Match:
        """By the beginning of a name, else by a part of one; two characters at least."""
        key = fold(text)
        if len(key) < _SHORTEST:
            return Nothing()
        by_part = [option for option in self.ids if any(part.startswith(key) for part in self.parts[option])]
        by_start = [option for option in by_part if any(name.startswith(key) for name in self.names[option])]
        found = tuple(by_start or by_part)
        if not found:
            return Nothing()
        return One(found[0]) if len(found) == 1 else Several(found)

    def _numbered(self, number: int) -> Match:
        return One(self.ids[number - 1]) if 1 <= number <= len(self.ids) else Beyond(number)

    def _number_and_name(self, text: str) -> Match:
        """A line copied from the list; when number and name disagree, either may be meant."""
        match = _NUMBERED.fullmatch(clean.code(text))
        if match is None or _number(match["rest"]) is not None:
            return Nothing()
        number, name = self._numbered(int(match["number"])), self.exactly(match["rest"])
        name = self.partly(match["rest"]) if isinstance(name, Nothing) else name
        if not isinstance(name, One) or number == name:
            return name
        if match["mark"] == " " or not isinstance(number, One):
            return Nothing()
        return Several((number.id, name.id))


def _number(text: str) -> int | None:
    plain = re.sub("[\ufe0f\u20e3]", "", clean.code(text).lower())
    match = _NUMBER.fullmatch(plain)
    if match:
        return int(match["number"])
    ordinal = _ORDINAL.fullmatch(plain)
    value = numerals.read(ordinal["number"]) if ordinal else None
    return int(value) if value is not None else None


@lru_cache(maxsize=512)
def _options(ids: tuple[str, ...], names: tuple[tuple[str, ...], ...]) -> Options:
    """Kept, because a questionnaire's lists are few and every answer is held against one of them."""
    named: dict[str, tuple[str, ...]] = {}
    folded: dict[str, tuple[str, ...]] = {}
    parts: dict[str, tuple[str, ...]] = {}
    for option, called in zip(ids, names, strict=True):
        spelt = [_spellings(name) for name in called]
        folded[option] = tuple(form for forms, _ in spelt for form in forms)
        parts[option] = tuple(part for _, endings in spelt for part in endings)
        for name in {fold(option), *folded[option]} - {""}:
            named[name] = (*named.get(name, ()), option)
    return Options(ids, named, folded, parts)


def _spellings(name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """A name folded, with and without its （…）, and every ending of it that begins a word, or a CJK character."""
    written = tuple(dict.fromkeys((clean.code(name), clean.without_asides(clean.code(name)))))
    heads = [(form, match.start()) for form in written for match in _HEAD.finditer(form)]
    return tuple(fold(form) for form in written), tuple(fold(form[head:]) for form, head in heads)
