"""The schedule: laid out from a template at once, changed by one line each; it may be wrong until it is sent."""

from flows.events.alliance import Entered, Remarked
from flows.events.event import Events
from flows.interface.panel import Joined, PanelButton, PanelLine, Phrase, Said
from flows.schemes.alliance.growth import percent
from flows.schemes.alliance.schedule import MONTHS, Item, Row, Schedule
from flows.schemes.alliance.schedule_lines import Weight, changed, read
from flows.schemes.alliance.schedule_templates import Template
from flows.schemes.alliance.screens.chapters import BaseChapter, go, page
from flows.schemes.alliance.screens.entries import SCHEDULE, WorkspaceEntries
from flows.schemes.alliance.screens.panels import button
from flows.schemes.alliance.stored import schedule_json, template
from flows.screens.decision import Decision
from flows.screens.prompts import Panel

WHOLE = 100


class ScheduleChapter(BaseChapter):
    """Weights, months, progress."""

    def panel(self, work: WorkspaceEntries) -> Panel:
        """Templates to begin with; then the schedule with its sum."""
        schedule = work.schedule
        templates = [
            button(f"template_{name}", "template", name, primary=schedule is None) for name in Template
        ]
        if schedule is None:
            return page("schedule", Phrase("schedule.begin"), templates)
        lines = [self._line(row) for row in schedule.rows]
        reached = zip(MONTHS, schedule.cumulative(), strict=True)
        listed = tuple(
            Phrase("schedule.reached", {"month": str(at), "percent": percent(sum_)}) for at, sum_ in reached
        )
        cumulative = Joined(listed, "、")
        said: list[Said] = [
            weights_said(schedule),
            Phrase("schedule.cumulative", {"list": cumulative}),
            Phrase("schedule.how"),
        ]
        about = f"{schedule.weight}"
        return page(
            "schedule",
            Joined(tuple(said)),
            [*_mending(schedule), *self._others(templates)],
            lines,
            about=about,
        )

    def on_text(self, work: WorkspaceEntries, decision: Decision, text: str) -> Events:
        """One change a line."""
        schedule = work.schedule or template(Template.BALANCED)
        assert schedule is not None
        for line in filter(str.strip, text.splitlines()):
            change = read(line, _names(decision, schedule))
            after = changed(schedule, change) if change else None
            if after is None:
                return (Remarked("schedule.unread", "rejected", {"typed": line.strip()[:60]}),)
            schedule = after
        return _kept(schedule)

    def on_act(self, work: WorkspaceEntries, decision: Decision, act: str, about: str) -> Events | None:
        """A template, or a weight put right."""
        schedule = work.schedule
        match act:
            case "template" if (laid_out := template(about)) is not None:
                return _kept(laid_out)
            case "weight" if schedule and (row := schedule.row(about)):
                right = row.weight + WHOLE - schedule.weight
                after = changed(schedule, Weight(about, right)) if right > 0 else None
                return _kept(after) if after else ()
            case _:
                return None

    def _line(self, row: Row) -> PanelLine:
        months = "、".join(map(str, row.months))
        return PanelLine(
            item_said(row.item), Phrase("schedule.row", {"weight": str(row.weight), "months": months})
        )

    def _others(self, templates: list[PanelButton]) -> list[PanelButton]:
        return [button("picture", "picture", "schedule"), *templates, go("checks", "checks")]


def item_said(item: str) -> Said:
    """What a work item is called: one of the five, or the alliance's own name for it."""
    return Phrase(f"item.{item}") if item in set(Item) else item


def weights_said(schedule: Schedule) -> Phrase:
    """合計 105，多 5; or that they make 100."""
    over = schedule.weight - WHOLE
    if not over:
        return Phrase("schedule.ok")
    return Phrase(
        "schedule.over" if over > 0 else "schedule.under",
        {"sum": str(schedule.weight), "diff": str(abs(over))},
    )


def _mending(schedule: Schedule) -> list[PanelButton]:
    """The heaviest items can take the difference."""
    over = schedule.weight - WHOLE
    way = "weight_less" if over > 0 else "weight_more"
    heavy = sorted(schedule.rows, key=lambda row: -row.weight)[:3]
    return [
        PanelButton(
            Phrase(f"button.{way}", {"item": item_said(row.item), "n": str(abs(over))}),
            "weight",
            row.item,
            primary=True,
        )
        for row in heavy
        if over and row.weight > over
    ]  # fmt: skip


def _names(decision: Decision, schedule: Schedule) -> dict[str, str]:
    """What people call the work items, in every language."""
    names = {row.item.casefold(): row.item for row in schedule.rows}
    for words in decision.edition.words.values():
        for item in Item:
            for key in (f"item.{item}", f"item_also.{item}"):
                if words.has(key):
                    names |= dict.fromkeys((name.casefold() for name in words.say(key).split()), item.value)
    return names


def _kept(schedule: Schedule) -> Events:
    return (Entered(SCHEDULE, schedule_json(schedule)), Remarked("schedule.kept", "done"))
