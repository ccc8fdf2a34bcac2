"""Forms of the leader's web page as they are sent, read as the chat reads what is typed: sections, rows, schedule."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from unicodedata import normalize

from flows.schemes.alliance.indicator_lines import MOST_NAME, RowLine
from flows.schemes.alliance.lists import CHANNELS, KINDS, MEASURED, MOST_PROSE
from flows.schemes.alliance.prose_images import IllustratedText
from flows.schemes.alliance.schedule import MONTHS, Item, Row, Schedule
from flows.schemes.alliance.schedule_lines import MOST_NAME as MOST_ITEM_NAME
from flows.schemes.alliance.screens.row_answers import kept_row
from flows.schemes.alliance.stored import schedule_json

MOST_FIGURE = 10**12
Problems = Mapping[int, str]
"""What a row lacks, by its place: the end of a phrase `page.lacks.<problem>`."""


@dataclass(frozen=True, slots=True)
class IndicatorFields:
    """A row of an indicator as its fields were sent."""

    kind: str = ""
    month: str = ""
    name: str = ""
    measure: str = ""
    before: str = ""
    whole: str = ""
    first: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing was filled in: such a row is left out."""
        return not (self.name or self.measure or self.whole or self.kind or self.month)


@dataclass(frozen=True, slots=True)
class ScheduleFields:
    """A work item as its fields were sent; `typed` are its tenths month by month, where somebody lays them out."""

    item: str = ""
    weight: str = ""
    months: tuple[str, ...] = ()
    typed: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """The value of an entry, and what is wrong with it; a value with problems is not kept."""

    value: Any = None
    problems: Problems = field(default_factory=dict)


def read_section(text: str, images: Mapping[str, Any]) -> Written:
    """A section of prose with the files of its images; nothing takes it away."""
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").strip().split("\n")]
    written = "\n".join(line for line in lines if line)
    over = IllustratedText(written, images).length - MOST_PROSE
    return Written(written or None, {0: str(over)} if over > 0 else {})


def read_rows(indicator: str, sent: Sequence[IndicatorFields]) -> Written:
    """The rows of an indicator, without those that are empty."""
    rows: list[dict[str, Any]] = []
    problems: dict[int, str] = {}
    for place, fields in enumerate(sent):
        if fields.empty:
            continue
        found = _row(indicator, fields)
        if isinstance(found, str):
            problems[place] = found
        else:
            rows.append(found)
    return Written(rows or None, problems)


def _row(indicator: str, sent: IndicatorFields) -> dict[str, Any] | str:
    """The row as it is kept, or what it lacks."""
    if sent.kind not in KINDS[indicator]:
        return "kind"
    month = _figure(sent.month)
    if month not in MONTHS:
        return "month"
    name = " ".join(sent.name.split())[:MOST_NAME]
    if not name:
        return "name"
    if indicator == CHANNELS or not (sent.measure.strip() or indicator in MEASURED):
        return kept_row(indicator, RowLine(sent.kind, month, name))
    measure = " ".join(sent.measure.split())[:MOST_NAME]
    before, whole, first = (_figure(each) for each in (sent.before or "0", sent.whole, sent.first or "0"))
    if not measure or before is None or whole is None or first is None:
        return "measure"
    if first > whole:
        return "first"
    return kept_row(indicator, RowLine(sent.kind, month, name, measure, before, whole, first))


def read_schedule(sent: Sequence[ScheduleFields]) -> Written:
    """The schedule. Its sum may be wrong while somebody is at work; what its own months say has to be its weight."""
    rows: list[Row] = []
    problems: dict[int, str] = {}
    for place, fields in enumerate(sent):
        item = " ".join(fields.item.split())
        if not item and not fields.weight.strip():
            continue
        found = _work_item(item, fields, {row.item for row in rows})
        if isinstance(found, str):
            problems[place] = found
        else:
            rows.append(found)
    return Written(schedule_json(Schedule(tuple(rows))) if rows else None, problems)


def _work_item(item: str, sent: ScheduleFields, taken: set[str]) -> Row | str:
    weight = _figure(sent.weight)
    if not item or len(item) > MOST_ITEM_NAME or item in taken:
        return "item"
    if weight is None or weight > 100 or (not weight and item not in set(Item)):
        return "weight"
    months = tuple(sorted({int(each) for each in sent.months if each.isdecimal()} & set(MONTHS)))
    if not months:
        return "months"
    if not sent.typed.strip():
        return Row(item, weight, months)
    tenths = [_tenths(each) for each in normalize("NFKC", sent.typed).replace("、", ",").split(",")]
    if None in tenths or len(tenths) != len(months):
        return "typed"
    row = Row(item, weight, months, dict(zip(months, (each or 0 for each in tenths), strict=True)))
    return "uneven" if row.uneven else row


def _figure(text: str) -> int | None:
    """A whole number as people write it, with commas or without; None for anything else."""
    bare = normalize("NFKC", text).replace(",", "").replace(" ", "")
    return int(bare) if bare.isascii() and bare.isdecimal() and int(bare) <= MOST_FIGURE else None


def _tenths(text: str) -> int | None:
    """Percent with at most one decimal, in tenths."""
    whole, _, tenth = text.strip().partition(".")
    right = whole.isascii() and whole.isdecimal() and len(whole) < 4 and (tenth or "0").isdecimal()
    return int(whole) * 10 + int(tenth or "0") if right and len(tenth) <= 1 else None
