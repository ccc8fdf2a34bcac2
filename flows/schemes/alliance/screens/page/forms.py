"""The leader's web page: its forms drawn from the entries of the session, and what was sent in them read."""

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

from flows.interface.panel import Joined, Phrase, Said
from flows.interface.web_page import FieldKind, PageField, PageForm, PageLink, PageOption, PageRow, Sent
from flows.schemes.alliance.growth import percent
from flows.schemes.alliance.lists import CHANNELS, KINDS, LEAST_PROSE, MEASURED, MOST_PROSE
from flows.schemes.alliance.prose_images import MOST_IMAGES, IllustratedText
from flows.schemes.alliance.schedule import MONTHS, Item
from flows.schemes.alliance.schedule_templates import Template
from flows.schemes.alliance.screens.page.entries import mark
from flows.schemes.alliance.screens.page.reading import (
    IndicatorFields,
    Problems,
    ScheduleFields,
    Written,
    read_rows,
    read_schedule,
    read_section,
)
from flows.schemes.alliance.screens.plan import item_said, weights_said
from flows.schemes.alliance.stored import Json, schedule_json, schedule_of, template

MOST_ROWS, SPARE_ROWS = 12, 2
"""Rows of an indicator, as in the chat, and empty ones below those there are."""
SPARE_ITEMS = 1


def section_form(
    place: str, value: Any, images: Json, written: str | None = None, over: str = ""
) -> PageForm:
    """A section of prose; its images stand in it as lines, which may be moved."""
    text = str(value or "") if written is None else written
    section = IllustratedText(text, images)
    facts = {"n": str(section.length), "least": str(LEAST_PROSE), "most": str(MOST_PROSE)}
    box = PageField(FieldKind.TEXT, "text", Phrase(place), text)
    problem = Phrase("prose.too_long", {"over": over, "most": str(MOST_PROSE)}) if over else ""
    row = PageRow("", (box,), problem)
    told = (Phrase("prose.image_moves"),) if section.images else ()
    room = len(section.placed) < MOST_IMAGES
    image = PageLink(f"image.{place.removeprefix('prose.')}", Phrase("page.image"), "") if room else None
    form = PageForm(place, Phrase(place), Phrase("page.section", facts), mark(value), (row,), told)
    return replace(form, upload=image)


def rows_form(
    place: str, value: Any, sent: Sequence[IndicatorFields] | None = None, problems: Problems | None = None
) -> PageForm:
    """The rows of an indicator, with empty ones to fill in."""
    indicator = place.removeprefix("kpi.")
    shown = list(sent) if sent is not None else [_sent_row(row) for row in value or ()]
    shown = [row for row in shown if not row.empty] if problems is None else shown
    shown += [IndicatorFields()] * max(0, min(SPARE_ROWS, MOST_ROWS - len(shown)))
    wrong = problems or {}
    rows = tuple(
        PageRow(
            Phrase("page.row", {"n": str(at + 1)}),
            _fields_of(indicator, at, row),
            Phrase(f"page.lacks.{wrong[at]}") if at in wrong else "",
        )
        for at, row in enumerate(shown)
    )
    return PageForm(place, Phrase(f"{place}.title"), Phrase("page.rows"), mark(value), rows)


def schedule_form(
    value: Any, sent: Sequence[ScheduleFields] | None = None, problems: Problems | None = None
) -> PageForm:
    """The schedule as a grid of months, with its sum and what it reaches each month."""
    schedule = schedule_of(value) if value else None
    shown = list(sent) if sent is not None else [_sent_item(row) for row in value or ()]
    shown += [ScheduleFields()] * (SPARE_ITEMS if problems is None else 0)
    wrong = problems or {}
    rows = tuple(
        PageRow(
            item_said(row.item) if row.item else Phrase("page.own_item"),
            _cells_of(at, row),
            Phrase(f"page.lacks.{wrong[at]}") if at in wrong else "",
        )
        for at, row in enumerate(shown)
    )
    told: tuple[Said, ...] = ()
    if schedule is not None:
        reached = zip(MONTHS, schedule.cumulative(), strict=True)
        listed = [
            Phrase("schedule.reached", {"month": str(at), "percent": percent(sum_)}) for at, sum_ in reached
        ]
        told = (weights_said(schedule), Phrase("schedule.cumulative", {"list": Joined(tuple(listed), "、")}))
    ways = tuple(("template", name.value, Phrase(f"button.template_{name}")) for name in Template)
    return PageForm(
        "schedule", Phrase("schedule.title"), Phrase("page.schedule"), mark(value), rows, told, ways
    )


def sent_section(place: str, value: Any, images: Json, sent: Sent) -> tuple[Any, PageForm | None]:
    """The text to keep, or the form with what is wrong."""
    text = _one(sent, "text")
    found = read_section(text, images)
    return _kept(found, section_form(place, value, images, text, found.problems.get(0, "")))


def sent_rows(place: str, value: Any, sent: Sent) -> tuple[Any, PageForm | None]:
    """The rows to keep, or the form with what is wrong."""
    names = [each.name for each in fields(IndicatorFields)]
    rows = [
        IndicatorFields(**{name: _one(sent, f"{name}-{at}") for name in names}) for at in range(MOST_ROWS)
    ]
    found = read_rows(place.removeprefix("kpi."), rows)
    most = max((at + 1 for at, row in enumerate(rows) if not row.empty), default=0)
    return _kept(found, rows_form(place, value, rows[:most], found.problems))


def sent_schedule(value: Any, sent: Sent) -> tuple[Any, PageForm | None]:
    """The schedule to keep, or the form with what is wrong; a template where one was chosen."""
    if (laid_out := template(_one(sent, "template"))) is not None:
        return schedule_json(laid_out), None
    places = range(len(Item) + MOST_ROWS)
    rows = [
        ScheduleFields(
            _one(sent, f"item-{at}"), _one(sent, f"weight-{at}"), tuple(sent.get(f"months-{at}", ())),
            _one(sent, f"typed-{at}"),
        )
        for at in places
        if f"item-{at}" in sent
    ]  # fmt: skip
    found = read_schedule(rows)
    return _kept(found, schedule_form(value, rows, found.problems))


def _kept(found: Written, form: PageForm) -> tuple[Any, PageForm | None]:
    return found.value, (form if found.problems else None)


def _one(sent: Sent, name: str) -> str:
    return next(iter(sent.get(name, ())), "")


def _sent_row(row: Json) -> IndicatorFields:
    """A row that is kept, as its fields show it."""
    shown = IndicatorFields(row["kind"], str(row["month"]), row["name"])
    if measure := row.get("indicator"):
        figures = {key: str(measure[key]) for key in ("before", "whole", "first")}
        return replace(shown, measure=measure["name"], **figures)
    return shown


def _fields_of(indicator: str, at: int, row: IndicatorFields) -> tuple[PageField, ...]:
    kinds = tuple(
        PageOption(kind, Phrase(f"kind.{indicator}.{kind}"), kind == row.kind) for kind in KINDS[indicator]
    )
    months = tuple(
        PageOption(str(each), Phrase("button.month", {"month": str(each)}), str(each) == row.month)
        for each in MONTHS
    )
    first = (
        PageField(FieldKind.CHOICE, f"kind-{at}", Phrase("page.field.kind"), row.kind, kinds),
        PageField(FieldKind.CHOICE, f"month-{at}", Phrase("page.field.month"), row.month, months),
        PageField(FieldKind.LINE, f"name-{at}", Phrase("page.field.name"), row.name, most=40),
    )
    if indicator == CHANNELS:
        return first
    figures = tuple(
        PageField(FieldKind.FIGURE, f"{name}-{at}", Phrase(f"page.field.{name}"), getattr(row, name), most=15)
        for name in ("before", "whole", "first")
    )
    label = "page.field.measure" if indicator in MEASURED else "page.field.measure_optional"
    measure = PageField(FieldKind.LINE, f"measure-{at}", Phrase(label), row.measure, most=40)
    return (*first, measure, *figures)


def _sent_item(row: Json) -> ScheduleFields:
    """A work item that is kept, as its fields show it."""
    typed = ",".join(f"{row['typed'][key] / 10:g}" for key in sorted(row.get("typed", {}), key=int))
    return ScheduleFields(row["item"], str(row["weight"]), tuple(map(str, row["months"])), typed)


def _cells_of(at: int, row: ScheduleFields) -> tuple[PageField, ...]:
    months = tuple(
        PageOption(str(each), Phrase("button.month", {"month": str(each)}), str(each) in row.months)
        for each in MONTHS
    )
    kind = FieldKind.HIDDEN if row.item in set(Item) else FieldKind.LINE
    return (
        PageField(kind, f"item-{at}", Phrase("page.field.item"), row.item, most=16),
        PageField(FieldKind.FIGURE, f"weight-{at}", Phrase("page.field.weight"), row.weight, most=3),
        PageField(FieldKind.TICKS, f"months-{at}", Phrase("page.field.months"), "", months),
        PageField(FieldKind.LINE, f"typed-{at}", Phrase("page.field.typed"), row.typed, most=60),
    )
