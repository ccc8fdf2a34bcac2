"""Alliances and a review as data: examples.json in this folder, all companies invented, with what must come out."""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
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
from flows.schemes.alliance.proposal import Files, Member, Proposal, Source
from flows.schemes.alliance.schedule import Schedule, weighed
from flows.schemes.alliance.schedule_templates import TEMPLATES, Template

_FILE = Path(__file__).with_name("examples.json")
EXAMPLES: Mapping[str, Any] = json.loads(_FILE.read_text())
ALLIANCES: tuple[Mapping[str, Any], ...] = tuple(EXAMPLES["alliances"])

MEASURED = Indicator("觸及率", "人次", 0, Halves(1000, 400, 600), ("reach_shot",))
CLOSES = datetime.fromisoformat("2024-03-06T17:00:00+08:00")


def proposal(example: Mapping[str, Any], *, without: str = "") -> Proposal:
    """The proposal of an example; what it does not give is filled so that nothing is wrong with it."""
    timing = example.get("timing", {})
    return Proposal(
        name=example["name"],
        industry=example["industry"],
        market=example["market"],
        members=tuple(
            _member(one, one["name"] in example.get("elsewhere", ()))
            for one in example["members"]
            if one["name"] != without
        ),
        indicators=_indicators(example),
        schedule=_schedule(example),
        files=Files(registration=True, slides=True),
        summary_pages=1,
        declared=True,
        consented=True,
        mail_proven=True,
        closes=CLOSES,
        received=datetime.fromisoformat(timing["pressed"]) if timing else None,
    )


def _member(one: Mapping[str, Any], elsewhere: bool) -> Member:
    return Member(
        one["ubn"],
        one["name"],
        Revenue(one["y1"], one["target"]),
        leader=one.get("leader", False),
        verdict=State(one.get("verdict", "eligible")),
        source=Source(one["source_y1"]),
        elsewhere=elsewhere,
    )


def _indicators(example: Mapping[str, Any]) -> Indicators:
    given, typed = example["kpi"], example.get("typed", {})
    events = given["events"]
    return Indicators(
        events=tuple(
            Event(kind == "digital", "other", "活動", month, "線上")
            for kind in ("digital", "physical")
            for month in events[kind]
        ),
        tools=tuple(Tool(kind, "作法", 4, (MEASURED,)) for kind in given["tools"]),
        channels=tuple(Channel("mou", "洽談中", example["market"], month) for month in given["channels"]),
        own=tuple(OwnIndicator("own", "自訂", month, MEASURED) for month in given["bonus"]),
        overseas_first_half=example["h1_overseas"],
        typed=(Halves(*typed["channels_whole_h1_h2"]),) if typed else (),
    )


def _schedule(example: Mapping[str, Any]) -> Schedule:
    plain = TEMPLATES[Template.BALANCED]
    if example["schedule"] != "typed":
        return TEMPLATES[Template(example["schedule"])]
    weights = example.get("typed", {}).get("weights")
    return weighed(plain, weights) if weights else plain
