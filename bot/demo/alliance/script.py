"""An alliance's file as what its people type. What the file does not give is filled by plain samples."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.demo.standins.registry_formats import Sample, company, shop, tax
from bot.paths import SCHEMES

Json = Mapping[str, Any]

SAMPLES = SCHEMES / "alliance" / "samples"

SURNAMES, GIVEN = "陳林黃張李王吳劉蔡楊許鄭謝郭洪曾邱廖賴周", "怡安志宏雅雯俊傑淑芬建宏美玲家豪佳穎文華"
SECTORS = ("485999", "其他專賣零售")
SETUP = "2015-05-20"
SHOPS = {"sole_prop": "獨資", "partnership": "合夥"}
MEASURED = "觸及率 0 1000 400"
"""An indicator as it is typed: its name, before, whole, first half."""


def filled(sample: str, told: Json) -> dict[str, Any]:
    """Sample answers with what the file says in their gaps; a gap that is all there is may hold a list."""
    answers: dict[str, Any] = json.loads((SAMPLES / f"{sample}.json").read_text(encoding="utf-8"))
    return {question: _put(answer, told) for question, answer in answers.items()}


def _put(answer: Any, told: Json) -> Any:
    if isinstance(answer, Mapping):
        return {row: _put(cell, told) for row, cell in answer.items()}
    if isinstance(answer, list):
        several = told.get(answer[0].strip("{}")) if len(answer) == 1 else None
        return list(several) if isinstance(several, list) else [_put(each, told) for each in answer]
    return answer.format_map(told)


SAMPLE_KPI: Mapping[str, Any] = {
    "events": {"digital": [6], "physical": [9]}, "tools": ["platform", "ads", "social"], "channels": [7, 9],
    "bonus": [8],
}  # fmt: skip
"""Indicators of an alliance whose file gives none."""

ELSEWHERE = "其他市場"
"""What is typed for a market that is none of the list, where the file does not say which."""

MARKETS = frozenset((
    "sg", "my", "th", "id", "ph", "vn", "kh", "mm", "la", "bn", "in", "lk", "bd", "pk", "np", "bt", "jp", "kr", "au",
    "nz", "hk", "mo", "other",
))  # fmt: skip
"""Markets that are asked about; any other is typed."""


def _figure(given: Any, otherwise: int) -> int:
    """A figure of the file, which may be written as people write it: 5,000,000."""
    text = str(given if given is not None else "").replace(",", "").strip()
    return int(float(text)) if text.replace(".", "", 1).isdecimal() else otherwise


@dataclass(frozen=True, slots=True)
class MemberScript:
    """One company: what the file says of it, and what its person answers. `place` counts from 0."""

    given: Json
    place: int

    @property
    def ubn(self) -> str:
        """Its number."""
        return str(self.given["ubn"])

    @property
    def name(self) -> str:
        """Its name."""
        return str(self.given["name"])

    @property
    def head(self) -> str:
        """Who is responsible for it: another person for each company."""
        first, second = (
            GIVEN[self.place % len(GIVEN)],
            GIVEN[(self.place * 7 + 3 + self.place // len(GIVEN)) % len(GIVEN)],
        )
        return SURNAMES[self.place % len(SURNAMES)] + first + second

    @property
    def address(self) -> str:
        """Where it is: another place for each company."""
        return f"臺北市中山區長安東路二段{100 + self.place}號"

    @property
    def kind(self) -> str:
        """How it is registered."""
        return str(self.given.get("registration_type", "company"))

    @property
    def applied(self) -> bool:
        """Whether its person applies for a diagnosis first."""
        return bool(self.given.get("applied"))

    @property
    def exports(self) -> str:
        """What it says of its exports: who has figures, or an accountant's word on having none, has them asked."""
        if _figure(self.given.get("y1"), 0):
            return "regular"
        return "planning" if self.given.get("source_y1", "filed") == "filed" else "occasional"

    def answers(self) -> dict[str, Any]:
        """What is typed or tapped for each question."""
        given, y1 = self.given, _figure(self.given.get("y1"), 0)
        source = str(given.get("source_y1", "filed"))
        told = {
            "ubn": self.ubn,
            "name": self.name,
            "kind": self.kind,
            "head": self.head,
            "address": self.address,
            "place": self.place,
            "exports": self.exports,
            "capital": _figure(given.get("capital"), 1_000_000),
            "staff": _figure(given.get("staff"), 10),
            "revenue": max(y1 * 2, 10_000_000),
            "extension": 6700 + self.place,
            "y1": y1,
            "y2": y1 * 9 // 10,
            "source": source,
            "source_y2": "cpa" if source == "cpa" else "filed",
            "target": _figure(given.get("target"), y1 * 6 // 5),
        }
        return filled("member", told) | dict(given.get("answers", {}))

    def registered(self) -> Sample:
        """The company as the registers have it."""
        capital = _figure(self.given.get("capital"), 1_000_000)
        doubtful = self.given.get("verdict") == "needs_staff" and self.kind == "company"
        if self.kind in SHOPS:
            return shop(
                self.ubn, self.name, self.head, SETUP, capital, self.address, SECTORS, kind=SHOPS[self.kind]
            )
        if self.kind in ("limited_partnership", "other"):
            word = "有限合夥" if self.kind == "limited_partnership" else "其他"
            return Sample(self.ubn, fia=tax(self.ubn, self.name, word, self.address, SECTORS))
        branch = "外國公司在臺分公司" if self.kind == "foreign_branch" else ""
        status = {"Company_Status_Desc": "停業"} if doubtful else {}
        return company(
            self.ubn, self.name, self.head, SETUP, (capital, capital), self.address, SECTORS, kind=branch,
            gcis=status,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class AllianceScript:
    """The whole file."""

    given: Json

    @property
    def members(self) -> Sequence[MemberScript]:
        """All companies, the leader's first."""
        listed = sorted(self.given["members"], key=lambda one: not one.get("leader"))
        return [MemberScript(one, place) for place, one in enumerate(listed)]

    @property
    def elsewhere(self) -> Sequence[MemberScript]:
        """Companies that have a seat in another alliance before."""
        named = self.given.get("elsewhere", ())
        return [member for member in self.members if member.name in named or member.ubn in named]

    @property
    def prose(self) -> str:
        """How the chapters of prose are given: typed, as a PDF, or the whole book is one's own."""
        told = str(self.given.get("answers", {}).get("prose_mode") or self.given.get("prose", "pdf"))
        return told if told in ("typed", "pdf", "own_book") else "pdf"

    def leader_answers(self) -> dict[str, Any]:
        """What the leader answers, of its company and of the alliance."""
        given, market = self.given, str(self.given.get("market", "th"))
        told = {
            "industry": given.get("industry", "it"),
            "market": market if market in MARKETS else "other",
            "market_text": given.get("market_text") or (ELSEWHERE if market == "other" else market),
            "alliance": given.get("name", "範例聯盟"),
            "application": given.get("kind", "first"),
            "models": given.get("models", ["b2b"]),
            "prose": self.prose,
            "head": self.members[0].head,
        }
        return self.members[0].answers() | filled("leader", told) | dict(given.get("answers", {}))

    def rows(self) -> dict[str, list[str]]:
        """The rows of each indicator, a line each."""
        told = self.given.get("kpi")
        kpi: Json = SAMPLE_KPI if told is None else told
        events, tools = kpi.get("events") or {}, kpi.get("tools") or ()
        words = {"digital": "數位", "physical": "實體"}
        return {
            "events": [
                f"{words[kind]} {month}月 {words[kind]}行銷活動{place}"
                for kind in ("digital", "physical")
                for place, month in enumerate(events.get(kind, ()), 1)
            ],
            "tools": [
                f"{_TOOLS.get(kind, _TOOLS['other'])} 4月 作法{place} {MEASURED}" for place, kind in enumerate(tools, 1)
            ],
            "channels": [f"MOU {month}月 通路夥伴{place}" for place, month in enumerate(kpi.get("channels") or (), 1)],
            "bonus": [
                f"自訂 {month}月 自訂項目{place} {MEASURED}" for place, month in enumerate(kpi.get("bonus") or (), 1)
            ],
        }  # fmt: skip

    def typed_numbers(self) -> dict[str, str]:
        """Three numbers typed instead of rows, by indicator."""
        typed = self.given.get("typed", {})
        return {
            key.removesuffix("_whole_h1_h2"): " ".join(map(str, numbers))
            for key, numbers in typed.items()
            if key.endswith("_whole_h1_h2")
        }

    @property
    def template(self) -> str:
        """The schedule to begin with."""
        schedule = str(self.given.get("schedule", "balanced"))
        return schedule if schedule in ("balanced", "event", "channel") else "balanced"

    @property
    def weights(self) -> str:
        """Weights typed over it; empty for none."""
        return ",".join(map(str, self.given.get("typed", {}).get("weights", ())))


_TOOLS = {
    "platform": "數位平台", "ads": "數位廣告", "social": "社群媒體行銷", "ar_vr": "ARVR", "ai_data": "AI大數據",
    "other": "其他",
}  # fmt: skip
