"""What all sources say together: one record, or why there is none.

The commercial register comes before the tax register, and both before the mirror: name, type, address and
capital asked for on the form are the registered ones. The industry stands in the tax register alone.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Final, TypeVar

from flows.answers.addresses import parse_address
from flows.answers.base import Accepted, Value
from flows.definitions.questionnaire import Limits
from flows.registry.model import (
    Answer,
    Entry,
    Found,
    Lookup,
    NotFound,
    Record,
    Registration,
    Source,
    Status,
    Unavailable,
)
from flows.registry.values import masked

T = TypeVar("T")

_FULL_WIDTH: Final = {
    code: code - 0xFEE0 for code in (0xFF0D, *range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B))
}
_DIVISIONS: Final = (
    ("a", 1, 3), ("b", 5, 6), ("c", 8, 34), ("d", 35, 35), ("e", 36, 39), ("f", 41, 43), ("g", 45, 48),
    ("h", 49, 54), ("i", 55, 56), ("j", 58, 63), ("k", 64, 66), ("l", 67, 68), ("m", 69, 76), ("n", 77, 82),
    ("o", 83, 84), ("p", 85, 85), ("q", 86, 88), ("r", 90, 93), ("s", 94, 96),
)  # fmt: skip
"""Sections of 行業統計分類 and their divisions, first and last; tax codes begin with the division."""
_SHOPS: Final = frozenset({Registration.SOLE_PROP, Registration.PARTNERSHIP})


def merge(ubn: str, answers: Iterable[Answer], today: date) -> Lookup:
    """The outcome of asking the sources that are on, in any order; `today` is the day in Taipei."""
    ordered = sorted(answers, key=lambda answer: list(Source).index(answer.source))
    troubles = {answer.source: answer.trouble for answer in ordered if answer.trouble}
    entries = [answer.entry for answer in ordered if answer.entry]
    if any(_tells(entry) for entry in entries):
        return Found(_record(ubn, entries, _tax_only(ordered), today), troubles)
    official = [answer for answer in ordered if answer.source is not Source.G0V] or ordered
    if official and all(_denies(answer) for answer in official):
        return NotFound()
    return Unavailable(troubles)


def section(industry_code: str) -> str:
    """The section, a to s, of a tax industry code such as 472927; blank when it is none."""
    digits = industry_code[:2]
    if len(industry_code) < 4 or not (industry_code.isascii() and industry_code.isdigit()):
        return ""
    return next((letter for letter, first, last in _DIVISIONS if first <= int(digits) <= last), "")


def address(text: str) -> Value | None:
    """A registered address in the stored form of the question; None when any part of it is doubtful."""
    outcome = parse_address(text.translate(_FULL_WIDTH), Limits().max_length)
    return outcome.value if isinstance(outcome, Accepted) else None


def _tells(entry: Entry) -> bool:
    """Whether an entry says more than a bare type: an entry without a name is nothing to show."""
    return bool(entry.name) or entry.is_branch


def _denies(answer: Answer) -> bool:
    return answer.entry is None and answer.trouble is None


def _tax_only(answers: Sequence[Answer]) -> bool:
    denied = any(answer.source is Source.GCIS and _denies(answer) for answer in answers)
    shop = any(
        entry.source is Source.FIA and entry.registration_type in _SHOPS for entry in _entries(answers)
    )
    return denied and shop


def _entries(answers: Iterable[Answer]) -> list[Entry]:
    return [answer.entry for answer in answers if answer.entry]


def _record(ubn: str, entries: Sequence[Entry], tax_only: bool, today: date) -> Record:
    kind = _kind(entries)
    branch = kind is not Registration.FOREIGN_BRANCH and any(entry.is_branch for entry in entries)
    located, written = _address(entries)
    standing = _first(entries, lambda entry: entry if entry.status is not Status.UNKNOWN else None)
    industry = _first(entries, lambda entry: entry if section(entry.industry_code) else None)
    setup = _first(entries, lambda entry: entry.setup_date)
    return Record(
        ubn,
        today,
        tuple(dict.fromkeys(entry.source for entry in entries)),
        name=_first(entries, lambda entry: entry.name) or "",
        registration_type=Registration.UNKNOWN if tax_only else kind,
        type_note=_first(entries, lambda entry: entry.type_note) or "",
        is_branch=branch,
        head_office=(_first(entries, lambda entry: entry.head_office) or "") if branch else "",
        responsible_person=_responsible(entries),
        setup_date=setup if setup and setup <= today.isoformat() else "",
        capital=_capital(entries, kind),
        address=located,
        address_text=written,
        industry_section=section(industry.industry_code) if industry else "",
        industry_name=_first(entries, lambda entry: entry.industry_name) or "",
        status=standing.status if standing else Status.UNKNOWN,
        status_text=standing.status_text if standing else "",
        tax_only=tax_only,
    )


def _kind(entries: Sequence[Entry]) -> Registration:
    """Any source that knows it for a foreign branch is right: the others just call it a company."""
    told = [entry.registration_type for entry in entries if entry.registration_type]
    foreign = Registration.FOREIGN_BRANCH
    return foreign if foreign in told else next(iter(told), Registration.UNKNOWN)


def _capital(entries: Sequence[Entry], kind: Registration) -> int | None:
    return None if kind is Registration.FOREIGN_BRANCH else _first(entries, lambda entry: entry.capital)


def _responsible(entries: Sequence[Entry]) -> str:
    """A name in full if any source gives it in full."""
    told = [entry.responsible_person for entry in entries if entry.responsible_person]
    return next((name for name in told if not masked(name)), next(iter(told), ""))


def _address(entries: Sequence[Entry]) -> tuple[dict[str, Value] | None, str]:
    """The first address that can be read, as parts and as written; else the first one as written."""
    written = [entry.address for entry in entries if entry.address]
    for one in written:
        value = address(one)
        if isinstance(value, dict):
            return value, one
    return None, next(iter(written), "")


def _first(entries: Sequence[Entry], part: Callable[[Entry], T | None]) -> T | None:
    """The first part, in the order of the sources, that is not blank."""
    return next((found for entry in entries if (found := part(entry))), None)
