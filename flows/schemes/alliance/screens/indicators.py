"""The indicators: rows of events, tools, channels and own ones, typed a line each; what a line lacks is asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flows.events.alliance import Entered, Remarked
from flows.events.event import Events
from flows.interface.panel import Joined, PanelButton, PanelLine, Phrase, Said
from flows.schemes.alliance.indicator_lines import Names, RowLine, read_row, three_numbers
from flows.schemes.alliance.indicators import LEAST_CHANNELS, LEAST_OWN, LEAST_TOOLS
from flows.schemes.alliance.lists import BONUS, CHANNELS, EVENTS, KINDS, MEASURED, TOOLS
from flows.schemes.alliance.schedule import FIRST_HALF, MONTHS
from flows.schemes.alliance.screens.chapters import AGAIN, BaseChapter, go, opened, page
from flows.schemes.alliance.screens.entries import DRAFT, WorkspaceEntries
from flows.schemes.alliance.screens.halves import mended, mending, three_typed
from flows.schemes.alliance.screens.panels import button
from flows.schemes.alliance.screens.row_answers import kept_row, names_of, row_json, said_of
from flows.schemes.alliance.stored import Json
from flows.screens.decision import Decision
from flows.screens.prompts import Panel

LEAST: Mapping[str, int] = {EVENTS: 2, TOOLS: LEAST_TOOLS, CHANNELS: LEAST_CHANNELS, BONUS: LEAST_OWN}
TYPED = "kpi.typed"
MOST_ROWS = 12
"""Rows of an indicator; constructed."""


@dataclass(frozen=True, slots=True)
class IndicatorChapter(BaseChapter):
    """One of the four indicators that are made of rows. `key` is kpi, or kpi.<indicator> when it is open."""

    indicator: str

    def panel(self, work: WorkspaceEntries) -> Panel:
        """What is there, what is demanded, or what the row begun still lacks."""
        if draft := work.entries.get(DRAFT):
            return self._asking(draft)
        rows = work.rows(self.indicator)
        lines = [self._line(place, row) for place, row in enumerate(rows)]
        facts = {"n": str(len(rows)), "least": str(LEAST[self.indicator])}
        body: list[Said] = [
            Phrase(f"kpi.{self.indicator}.demand", facts),
            Phrase(f"kpi.{self.indicator}.example"),
        ]
        typed = work.entries.get(TYPED, {}).get(self.indicator)
        more: list[PanelButton] = []
        if typed and sum(typed[1:]) != typed[0]:
            body.append(three_typed(typed))
            more += mending(typed)
        name = f"kpi.{self.indicator}"
        return page(
            name,
            Joined(tuple(body)),
            [*more, go("kpi", "kpi", primary=bool(rows))],
            lines,
            about=str(len(rows)),
        )

    def on_text(self, work: WorkspaceEntries, decision: Decision, text: str) -> Events:
        """A row a line; three numbers; or what a row begun still lacks."""
        kinds = names_of(decision, self.indicator)
        if draft := work.entries.get(DRAFT):
            return self._completed(work, draft, text, kinds)
        if three := three_numbers(text):
            typed = {**work.entries.get(TYPED, {}), self.indicator: list(three)}
            return (Entered(TYPED, typed),)
        lines = [line for line in text.splitlines() if line.strip()]
        rows = [read_row(line, kinds, measured=self.indicator != CHANNELS) for line in lines]
        found = [row for row in rows if row is not None]
        if not found or len(found) < len(rows):
            return (Remarked("kpi.unread", "rejected", {"typed": text.strip()[:60]}),)
        if len(work.rows(self.indicator)) + len(found) > MOST_ROWS:
            return (Remarked("kpi.too_many", "rejected", {"most": str(MOST_ROWS)}),)
        return self._kept(work, found)

    def on_act(self, work: WorkspaceEntries, decision: Decision, act: str, about: str) -> Events | None:
        """What a row lacks, a row to take out, a sum to mend."""
        draft = work.entries.get(DRAFT)
        match act:
            case "fill" if draft:
                return self._completed(work, draft, about, {}, tapped=True)
            case "drop" if draft:
                return (Entered(DRAFT), Remarked("kpi.dropped"))
            case "out" if about.isdecimal() and int(about) < len(work.rows(self.indicator)):
                rows = list(work.rows(self.indicator))
                del rows[int(about)]
                return (Entered(f"kpi.{self.indicator}", rows), Remarked("kpi.row_out", "done"))
            case "mend":
                return mended(work.entries.get(TYPED, {}), self.indicator, about)
            case _:
                return None

    def _line(self, place: int, row: Json) -> PanelLine:
        kind = Phrase(f"kind.{self.indicator}.{row['kind']}")
        value: list[Said] = [Phrase("kpi.month", {"month": str(row["month"])}), row["name"]]
        if measure := row.get("indicator"):
            value.append(
                Phrase(
                    "kpi.measure", {key: str(value) for key, value in measure.items() if key != "evidence"}
                )
            )
            value += [Phrase(f"evidence.{each}") for each in measure["evidence"]]
        return PanelLine(kind, Joined(tuple(value), " · "), "out", tone="done")

    def _kept(self, work: WorkspaceEntries, found: list[RowLine]) -> Events:
        """Rows that say everything are kept; of the first that does not, the rest is asked for."""
        rows = list(work.rows(self.indicator))
        for place, row in enumerate(found):
            whole = self._whole(row)
            if whole is None:
                draft = {
                    "indicator": self.indicator,
                    "row": row_json(row),
                    "later": [row_json(each) for each in found[place + 1 :]],
                }
                return (Entered(f"kpi.{self.indicator}", rows), Entered(DRAFT, draft))
            rows.append(whole)
        return (Entered(f"kpi.{self.indicator}", rows), Remarked("kpi.kept", "done", {"n": str(len(found))}))

    def _whole(self, row: RowLine) -> dict[str, Any] | None:
        """The row as it is kept; None while it lacks something."""
        return None if self._lacks(row_json(row)) else kept_row(self.indicator, row)

    def _lacks(self, row: Json) -> str:
        """The first thing a row lacks; empty for none."""
        if row.get("kind") is None:
            return "kind"
        if row.get("month") is None:
            return "month"
        if not row.get("name"):
            return "name"
        if self.indicator in MEASURED and row.get("whole") is None:
            return "measure"
        return "first" if row.get("whole") is not None and row.get("first") is None else ""

    def _asking(self, draft: Json) -> Panel:
        row, lacks = draft["row"], self._lacks(draft["row"])
        facts = {
            "name": str(row.get("name") or ""),
            "measure": str(row.get("measure") or ""),
            "whole": f"{row.get('whole') or 0:,}",
        }
        match lacks:
            case "kind":
                ways = [
                    PanelButton(Phrase(f"kind.{self.indicator}.{kind}"), "fill", kind)
                    for kind in KINDS[self.indicator]
                ]
            case "month":
                ways = [button("month", "fill", str(month), month=str(month)) for month in MONTHS]
            case "first":
                ways = [button(way, "fill", way) for way in ("half", "third", "later")]
            case _:
                ways = []
        name = f"kpi.{self.indicator}"
        return Panel(
            "workspace",
            name,
            Phrase(f"kpi.ask.{lacks}", facts),
            Phrase("kpi.ask.how"),
            (),
            (*ways, button("drop", "drop")),
            lacks,
        )

    def _completed(
        self, work: WorkspaceEntries, draft: Json, text: str, kinds: Names, *, tapped: bool = False
    ) -> Events:
        """The row begun with what was said of it now."""
        row = dict(draft["row"])
        lacks = self._lacks(row)
        said = said_of(lacks, text, row, kinds, self.indicator, tapped=tapped)
        if said is None:
            return (Remarked("kpi.unread", "rejected", {"typed": text.strip()[:60]}),)
        row |= said
        begun = [RowLine(**row), *(RowLine(**each) for each in draft["later"])]
        return (Entered(DRAFT), *self._kept(work, begun))


@dataclass(frozen=True, slots=True)
class IndicatorsChapter(BaseChapter):
    """All indicators with what is there of each."""

    def panel(self, work: WorkspaceEntries) -> Panel:
        """One button for each."""
        found, typed = work.indicators(), work.entries.get(TYPED, {})
        counted = {
            EVENTS: found.of_events(),
            TOOLS: found.of_tools(),
            CHANNELS: found.of_channels(),
            BONUS: found.of_own(),
        }
        lines = [
            PanelLine(
                Phrase(f"kpi.{name}.title"),
                Phrase(
                    "kpi.counted",
                    {"whole": str(goal.whole), "first": str(goal.first), "second": str(goal.second)},
                ),
                tone="done" if goal.whole >= LEAST[name] else "warn",
            )
            for name, goal in counted.items()
        ]
        body: list[Said] = [Phrase("kpi.body", {"first": f"{FIRST_HALF[0]}–{FIRST_HALF[-1]}"})]
        body += [three_typed(each) for each in typed.values() if sum(each[1:]) != each[0]]
        ways = [go(f"kpi_{name}", f"kpi.{name}") for name in counted]
        return page("kpi", Joined(tuple(body)), [*ways, button("picture", "picture", "kpi")], lines)

    def on_text(self, work: WorkspaceEntries, decision: Decision, text: str) -> Events:
        """The name of one opens it."""
        for name in KINDS:
            if decision.label(text) == f"button.kpi_{name}":
                return (opened(f"kpi.{name}"),)
        return AGAIN
