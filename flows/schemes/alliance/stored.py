"""Entries of a workspace and seats of members as the rules know them: indicators, schedule, members."""

from collections.abc import Mapping, Sequence
from typing import Any

from flows.rules.verdict import State
from flows.schemes.alliance.growth import Revenue
from flows.schemes.alliance.indicators import (
    Channel,
    Event,
    Halves,
    Indicator,
    Indicators,
    OwnIndicator,
    Tool,
)
from flows.schemes.alliance.lists import BONUS, CHANNELS, EVENTS, TOOLS
from flows.schemes.alliance.proposal import Member, NameCheck, Source
from flows.schemes.alliance.schedule import Row, Schedule
from flows.schemes.alliance.schedule_templates import TEMPLATES, Template

Json = Mapping[str, Any]


def indicators_of(entries: Json) -> Indicators:
    """The indicators, from the entries of a workspace."""
    typed = [Halves(*each) for each in entries.get("kpi.typed", {}).values()]
    return Indicators(
        events=tuple(
            Event(row["kind"] == "digital", "other", row["name"], row["month"], row.get("place", ""), _measure(row))
            for row in entries.get(f"kpi.{EVENTS}", ())
        ),
        tools=tuple(
            Tool(row["kind"], row["name"], row["month"], tuple(filter(None, [_measure(row)])))
            for row in entries.get(f"kpi.{TOOLS}", ())
        ),
        channels=tuple(
            Channel(row["kind"], row["name"], row.get("country", ""), row["month"])
            for row in entries.get(f"kpi.{CHANNELS}", ())
        ),
        own=tuple(
            OwnIndicator(row["kind"], row["name"], row["month"], _measure(row) or _unmeasured(row["name"]))
            for row in entries.get(f"kpi.{BONUS}", ())
        ),
        overseas_first_half=int(entries.get("kpi.overseas", 0)),
        typed=tuple(typed),
    )  # fmt: skip


def _unmeasured(name: str) -> Indicator:
    return Indicator(name, "", 0, Halves(0, 0, 0))


def _measure(row: Json) -> Indicator | None:
    found = row.get("indicator")
    if not found:
        return None
    goal = Halves(found["whole"], found["first"], found["second"])
    return Indicator(found["name"], found["unit"], found["before"], goal, tuple(found["evidence"]))


def seat_name(entries: Json, seat: Json) -> str:
    """What the leader knows a company by: the name it gave, the one that the registers gave for its number, or the
    number."""
    planned = {each["ubn"]: each["name"] for each in entries.get("planned") or ()}
    return str(seat["company"] or planned.get(seat["ubn"]) or seat["ubn"])


def members_of(seats: Sequence[Json]) -> tuple[Member, ...]:
    """The members as the checks know them: of one that has not released its form, its number and name alone."""
    return tuple(_member(seat) for seat in seats)


def _member(seat: Json) -> Member:
    figures: Json = seat.get("figures") or {}
    return Member(
        ubn=seat["ubn"],
        name=seat["company"],
        revenue=Revenue(figures.get("base", 0), figures.get("target", 0)),
        leader=bool(seat["leader"]),
        confirmed=bool(seat["confirmed"]),
        verdict=State(figures.get("verdict") or State.ELIGIBLE.value),
        source=Source(figures.get("source") or Source.CERTIFIED.value),
        declared=bool(figures.get("declared")),
        name_check=NameCheck(figures.get("name_check") or NameCheck.SAME.value),
        related=bool(figures.get("related")),
        changed=bool(seat.get("changed")),
        supported=bool(figures.get("supported")),
        elsewhere=not seat["live"],
    )


def schedule_of(stored: Sequence[Json]) -> Schedule:
    """A schedule from its entry."""
    return Schedule(
        tuple(
            Row(
                row["item"],
                row["weight"],
                tuple(row["months"]),
                {int(month): value for month, value in row.get("typed", {}).items()},
            )
            for row in stored
        )
    )


def schedule_json(schedule: Schedule) -> list[dict[str, Any]]:
    """A schedule as its entry keeps it."""
    return [
        {"item": str(row.item), "weight": row.weight, "months": list(row.months)}
        | ({"typed": {str(month): value for month, value in row.typed.items()}} if row.typed else {})
        for row in schedule.rows
    ]


def template(name: str) -> Schedule | None:
    """The schedule of that name to begin with."""
    return TEMPLATES[Template(name)] if name in set(Template) else None
