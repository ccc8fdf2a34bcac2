"""The tables of what an alliance promises. All are made of the same rows, so that no two of them can disagree."""

from collections.abc import Mapping, Sequence
from typing import Any

from flows.definitions.words import Words
from flows.schemes.alliance.growth import percent, shares, total
from flows.schemes.alliance.indicators import Halves, Indicators
from flows.schemes.alliance.lists import BONUS, CHANNELS, EVENTS, TOOLS
from flows.schemes.alliance.schedule import MONTHS, Item, Schedule
from flows.schemes.alliance.stored import indicators_of, members_of, schedule_of

Json = Mapping[str, Any]

OVERSEAS_EVIDENCE = "revenue_table"


def benefits(words: Words, entries: Json, members: Sequence[Json]) -> list[Json]:
    """量化效益: each indicator with what it is made of, before and after, and what proves it."""
    return [_headed(words, name, goal, entries, members) for name, goal in _goals(entries, members).items()]


def summary_kpi(words: Words, entries: Json, members: Sequence[Json]) -> list[Json]:
    """關鍵績效指標 of the summary: before, and after."""
    return [
        {
            "name": row["name"],
            "before": row["before"],
            "after": f"{row['after']} {row['unit']}".strip(),
        }
        for part in benefits(words, entries, members)
        for row in part["rows"]
    ]


def checkpoints(words: Words, entries: Json, members: Sequence[Json]) -> list[Json]:
    """查核點: whole, first half, second half, evidence."""
    return [row for part in benefits(words, entries, members) for row in part["rows"]]


def growth(members: Sequence[Json]) -> Json:
    """The table of overseas business, with each member's share of the rise."""
    counted = members_of([_seat(each) for each in members])
    parts = shares([member.revenue.rise for member in counted])
    all_ = total(member.revenue for member in counted)
    return {
        "rows": [
            {
                "name": member.name,
                "base": f"{member.revenue.base:,}",
                "target": f"{member.revenue.target:,}",
                "rise": f"{member.revenue.rise:,}",
                "share": percent(part),
            }
            for member, part in zip(counted, parts, strict=True)
        ],
        "base": f"{all_.base:,}",
        "target": f"{all_.target:,}",
        "rise": f"{all_.rise:,}",
        "percent": percent(all_.tenths) if all_.tenths is not None else "",
    }


def timetable(words: Words, entries: Json) -> Json:
    """The Gantt chart: weights, months, progress of each month and in sum."""
    schedule = schedule_of(entries["schedule"]) if entries.get("schedule") else Schedule(())
    return {
        "months": list(MONTHS),
        "rows": [
            {
                "name": words.say(f"item.{row.item}") if row.item in set(Item) else row.item,
                "weight": row.weight,
                "cells": [
                    percent(row.monthly()[month]) if month in row.monthly() else "" for month in MONTHS
                ],
            }
            for row in schedule.rows
        ],
        "weight": schedule.weight,
        "monthly": [percent(each) for each in schedule.monthly()],
        "cumulative": [percent(each) for each in schedule.cumulative()],
    }


def _goals(entries: Json, members: Sequence[Json]) -> dict[str, Halves]:
    found = indicators_of(entries)
    return {
        EVENTS: found.of_events(),
        TOOLS: found.of_tools(),
        CHANNELS: found.of_channels(),
        "overseas": _overseas(found, members),
        BONUS: found.of_own(),
    }


def _overseas(found: Indicators, members: Sequence[Json]) -> Halves:
    rise = total(member.revenue for member in members_of([_seat(each) for each in members])).rise
    return Halves(rise, found.overseas_first_half, rise - found.overseas_first_half)


def _headed(words: Words, name: str, goal: Halves, entries: Json, members: Sequence[Json]) -> Json:
    title = words.say(f"book.goal.{name}")
    if name == "overseas":
        base = total(member.revenue for member in members_of([_seat(each) for each in members])).base
        row = _row(words, _named(words, name), f"{base:,}", goal, (OVERSEAS_EVIDENCE,))
        return {
            "id": name,
            "title": title,
            "rows": [row | {"whole": f"+{goal.whole:,}", "after": f"{base + goal.whole:,}"}],
            "items": [],
        }
    kept = entries.get(f"kpi.{name}", ())
    proofs = list(dict.fromkeys(proof for row in kept for proof in row["evidence"]))
    rows = [_row(words, _named(words, name), "0", goal, proofs)]
    for row in kept:
        if measure := row.get("indicator"):
            halves = Halves(measure["whole"], measure["first"], measure["second"])
            named = (f"{row['name']}：{measure['name']}", measure["unit"])
            rows.append(_row(words, named, f"{measure['before']:,}", halves, measure["evidence"]))
    items = [
        {"kind": words.say(f"kind.{name}.{row['kind']}"), "month": row["month"], "name": row["name"]}
        for row in kept
    ]
    return {"id": name, "title": title, "rows": rows, "items": items}


def _named(words: Words, name: str) -> tuple[str, str]:
    """What an indicator is called, and the unit it is counted in."""
    return words.say(f"item.{name}"), words.say(f"book.unit.{name}")


def _row(
    words: Words, named: tuple[str, str], before: str, goal: Halves, evidence: Sequence[str]
) -> dict[str, Any]:
    name, unit = named
    proofs = [words.say(f"evidence.{proof}") for proof in evidence]
    return {
        "name": name, "unit": unit, "before": before, "whole": f"{goal.whole:,}", "after": f"{goal.whole:,}",
        "first": f"{goal.first:,}",
        "second": f"{goal.second:,}", "evidence": "；".join(proofs) or words.say("book.none"),
    }  # fmt: skip


def _seat(member: Json) -> Json:
    return {**member, "live": True, "changed": False}
