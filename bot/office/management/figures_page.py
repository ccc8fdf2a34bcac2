"""The figures of a programme: by week, stage, place, market and need, and question by question where people stop.

Every picture has its numbers beside it. They are counted in the night (bot/reporting), so today is not among them."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeAlias

from aiohttp import web

from bot.notifications.mail_facts import STAFF_LANGUAGE
from bot.office.management.shared import page, said
from bot.office.rendering import words
from bot.office.sessions import Member, Sessions
from bot.office.summaries import refresh, stages_shown
from bot.presenter.cases.days import short_day
from bot.spreadsheets import as_xlsx
from flows.definitions.edition import Edition
from flows.definitions.programme import Programme, taipei_day
from flows.definitions.questionnaire import Question
from flows.definitions.words import Words
from storage.cases.stream.case_events import CaseEvents
from storage.cases.summaries import Summaries
from storage.figures.figures import Figures

WEEKS = 26
"""Of the picture by week."""

_SHOWN_CODES = 3

Sums: TypeAlias = Mapping[tuple[str, str, str], int]
"""Counts by kind, name and detail."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A number in words, with its share of the longest in per cent."""

    label: str
    count: int
    share: int


@dataclass(frozen=True, slots=True)
class Chart:
    """Numbers of one kind under their title."""

    title: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class QuestionFigures:
    """A question in one wording: how many answered it, how often something was refused or asked about, how many
    stopped there, and the commonest codes of refusals."""

    label: str
    wording: str
    answered: int
    rejected: int
    doubted: int
    stopped: int
    codes: str


@dataclass(frozen=True)
class FiguresPage:
    """Serves the page, and the same as a workbook."""

    sessions: Sessions
    figures: Figures
    summaries: Summaries
    events: CaseEvents

    def routes(self) -> list[web.AbstractRouteDef]:
        """For everybody of the staff: there is nobody's answer in it."""
        return [
            web.get("/desk/figures", self.sessions.shown(self.show)),
            web.get("/desk/figures.xlsx", self.sessions.shown(self.export)),
        ]

    async def show(self, request: web.Request, member: Member) -> web.Response:
        """The page."""
        programme, edition = self._programme(request)
        await refresh(self.sessions.service, self.summaries, self.events)
        stages = await self.summaries.counts(taipei_day(self.sessions.service.now()))
        charts, steps = await self._charts(programme, edition), await self._steps(programme, edition)
        now = chart(
            said()["figures"]["now"],
            [(words()["stage"][one], stages.get(one, 0)) for one in stages_shown(stages)],
        )
        await self.sessions.record(member.address, "figures")
        facts = {
            "member": member,
            "programme": programme,
            "programmes": list(self.sessions.service.catalogue.programmes.values()),
            "language": STAFF_LANGUAGE,
            "charts": [now, *charts, *await self._pushes()],
            "steps": steps,
            "until": await self.figures.last_day(),
        }
        return page("figures.html", facts)

    async def export(self, request: web.Request, member: Member) -> web.Response:
        """Every number of the page, a row each."""
        programme, edition = self._programme(request)
        charts, steps = await self._charts(programme, edition), await self._steps(programme, edition)
        charts += await self._pushes()
        heads = said()["figures"]
        rows: list[list[object]] = [[one.title, bar.label, bar.count] for one in charts for bar in one.bars]
        for step in steps:
            for name in ("answered", "rejected", "doubted", "stopped"):
                rows.append([heads[name], f"{step.label} {step.wording}", getattr(step, name)])
        await self.sessions.record(member.address, "export", detail="figures")
        content = as_xlsx([heads[name] for name in ("group", "label", "count")], rows, heads["title"])
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        headers = {"Content-Disposition": "attachment; filename=figures.xlsx", "Cache-Control": "no-store"}
        return web.Response(body=content, content_type=kind, headers=headers)

    async def _pushes(self) -> list[Chart]:
        """Pushes on LINE, of every programme together, where LINE is on."""
        service = self.sessions.service
        if "line" not in service.channels or service.notifier.quota is None:
            return []
        since = taipei_day(service.now() - timedelta(days=365)).replace(day=1)
        by_month = await service.notifier.quota.by_month(since)
        month = f"{taipei_day(service.now()):%Y-%m}"
        title = said()["figures"]["pushes"].format(quota=service.settings.line_push_quota)
        return [chart(title, sorted((by_month | {month: by_month.get(month, 0)}).items()))]

    def _programme(self, request: web.Request) -> tuple[Programme, Edition]:
        service = self.sessions.service
        programmes = service.catalogue.programmes
        found = programmes.get(request.query.get("programme", ""), service.programme)
        return found, service.editions[found.questionnaire]

    async def _charts(self, programme: Programme, edition: Edition) -> list[Chart]:
        counts = await self.figures.summed(programme.id, date.min, date.max)
        chat, heads = edition.speak(STAFF_LANGUAGE), said()["figures"]
        charts = [
            await self._weekly(programme),
            chart(
                heads["verdict"],
                _of(
                    counts, "submitted", lambda name: chat.say(f"submit.{name}") if name else heads["unknown"]
                ),
            ),
            chart(heads["county"], _of(counts, "county", lambda name: name or heads["unknown"])),
            chart(heads["channel"], _of(counts, "channel", str)),
        ]
        for question in edition.questionnaire.questions:
            known = {option.id for option in question.options}
            chosen = [
                (chat.option(question.id, detail), count)
                for (kind, name, detail), count in counts.items()
                if kind == "option" and name == question.id and detail in known
            ]
            if chosen:
                charts.append(chart(_label(chat, question), sorted(chosen, key=lambda one: -one[1])))
        return charts

    async def _weekly(self, programme: Programme) -> Chart:
        """Applications by the week they came in, up to the latest one that was counted."""
        days = await self.figures.by_day(programme.id, ("submitted",))
        weeks: Counter[date] = Counter()
        for (day, _, _), count in days.items():
            weeks[day - timedelta(days=day.weekday())] += count
        last = max(weeks, default=None)
        shown = [last - timedelta(weeks=back) for back in range(WEEKS)] if last else []
        bars = [(short_day(day, STAFF_LANGUAGE), weeks[day]) for day in reversed(shown) if day >= min(weeks)]
        return chart(said()["figures"]["weekly"], bars)

    async def _steps(self, programme: Programme, edition: Edition) -> list[QuestionFigures]:
        """Every question in its order, each wording for itself."""
        counts = await self.figures.summed(programme.id, date.min, date.max)
        chat, steps = edition.speak(STAFF_LANGUAGE), []
        for question in edition.questionnaire.questions:
            stopped = sum(
                count
                for (kind, name, _), count in counts.items()
                if kind == "stopped" and name == question.id
            )
            number = f"{question.number}. " if question.number else ""
            for version in sorted(_wordings(counts, question.id)) or [""]:
                steps.append(
                    _step(counts, question.id, f"{number}{_label(chat, question)}", version, stopped)
                )
        return steps


def chart(title: str, numbers: Sequence[tuple[str, int]]) -> Chart:
    """The numbers as bars; the longest is a hundred per cent."""
    most = max((count for _, count in numbers), default=0) or 1
    return Chart(title, tuple(Bar(label, count, round(count * 100 / most)) for label, count in numbers))


def _label(chat: Words, question: Question) -> str:
    return chat.of(question.id, "short") or chat.of(question.id, "label")


def _of(counts: Sums, kind: str, in_words: Callable[[str], str]) -> list[tuple[str, int]]:
    """The numbers of a kind by their names in words, the largest first."""
    found = [(in_words(name), count) for (one, name, _), count in counts.items() if one == kind]
    return sorted(found, key=lambda pair: -pair[1])


def _wordings(counts: Sums, question: str) -> set[str]:
    kinds = ("answered", "rejected", "doubted")
    return {detail.rpartition(" ")[2] for kind, name, detail in counts if name == question and kind in kinds}


def _step(counts: Sums, question: str, label: str, version: str, stopped: int) -> QuestionFigures:
    def found(kind: str) -> Iterator[tuple[str, int]]:
        for (one, name, detail), count in counts.items():
            if one == kind and name == question and detail.rpartition(" ")[2] == version:
                yield detail.rpartition(" ")[0], count

    refusals = Counter(dict(found("rejected")))
    codes = "、".join(f"{code} {count}" for code, count in refusals.most_common(_SHOWN_CODES))
    answered, doubted = (sum(count for _, count in found(kind)) for kind in ("answered", "doubted"))
    return QuestionFigures(label, version, answered, refusals.total(), doubted, stopped, codes)
