"""The list of cases: chips with counts, search, sort and pages, all in the address; and the same as a workbook."""

import asyncio
import math
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from aiohttp import web

from bot.notifications.mail_facts import STAFF_LANGUAGE
from bot.office.rendering import drawn, words
from bot.office.sessions import Member, Sessions
from bot.office.spreadsheet import workbook
from bot.office.summaries import PAPER, folded, refresh, stages_shown
from bot.selection.programmes import selecting
from flows.cases.proposal.progress import Arrival
from flows.cases.stage import OPEN, PROPOSAL_STAGES, Stage
from flows.definitions.programme import taipei_day
from flows.session.submitted.signed_copy import CopyState
from storage.cases.stream.case_events import CaseEvents
from storage.cases.summaries import Chosen, Filter, Sort, Summaries
from storage.staff.unfiled import Unfiled

PAGE = 50
LONGEST_SEARCH = 100
MOST_EXPORTED = 20_000
"""Rows of a workbook: more is refused in words, never cut off in silence."""

_FIRST = (Chosen.ALL, Chosen.OURS, Chosen.OVERDUE, Chosen.MESSAGES, Chosen.REQUESTS, Chosen.RETURNED)


@dataclass(frozen=True, slots=True)
class View:
    """What the address asks for."""

    which: Filter
    typed: str
    sort: Sort
    page: int

    @classmethod
    def of(cls, request: web.Request) -> "View":
        """Read from the address; what is not understood is as if it were not there, but for the filter: an unknown
        one shows no case, never all."""
        asked = request.query
        typed = asked.get("q", "").strip()[:LONGEST_SEARCH]
        sort = Sort(asked["sort"]) if asked.get("sort") in set(Sort) else Sort.WORK
        page = int(asked["page"]) if asked.get("page", "").isdecimal() and len(asked["page"]) < 7 else 1
        return cls(Filter(asked.get("show") or Chosen.ALL, folded(typed)), typed, sort, max(1, page))

    def address(self, path: str = "/desk", **changes: object) -> str:
        """The address of the same view with something else."""
        now = {"show": self.which.chosen, "q": self.typed, "sort": self.sort.value, "page": self.page}
        default = {"show": Chosen.ALL.value, "q": "", "sort": Sort.WORK.value, "page": 1}
        asked = {key: value for key, value in (now | changes).items() if value != default[key]}
        return f"{path}?{urlencode(asked)}" if asked else path


@dataclass(frozen=True)
class CaseList:
    """Serves the list."""

    sessions: Sessions
    summaries: Summaries
    events: CaseEvents

    def routes(self) -> list[web.AbstractRouteDef]:
        """The page and the workbook."""
        return [
            web.get("/desk", self.sessions.shown(self.show)),
            web.get("/desk/cases.xlsx", self.sessions.shown(self.export)),
        ]

    async def show(self, request: web.Request, member: Member) -> web.Response:
        """A page of the list."""
        view, now = View.of(request), self.sessions.service.now()
        today = taipei_day(now)
        await refresh(self.sessions.service, self.summaries, self.events)
        counts = await self.summaries.counts(today)
        count = await self.summaries.count(view.which, today)
        pages = max(1, math.ceil(count / PAGE))
        view = replace(view, page=min(view.page, pages))
        cases = await self.summaries.page(view.which, today, view.sort, PAGE, (view.page - 1) * PAGE)
        stages = stages_shown(counts)
        searched = "searched " if view.typed else ""
        await self.sessions.record(member.address, "list", detail=f"{searched}{_shown(view)} {count}")
        facts = {
            "member": member,
            "cases": cases,
            "count": count,
            "pages": pages,
            "view": view,
            "today": today,
            "first": [(one.value, counts.get(one.value, 0)) for one in _FIRST],
            "stages": [(one.value, counts.get(one.value, 0)) for one in stages if one in OPEN],
            "closed": [(one.value, counts.get(one.value, 0)) for one in stages if one not in OPEN],
            "signed": self._signed(),
            "proposals": any(counts.get(one.value) for one in PROPOSAL_STAGES),
            "selecting": bool(selecting(self.sessions.service.catalogue)),
            "unfiled": await Unfiled(self.sessions.service.database).count(),
            "sorts": [sort.value for sort in Sort],
            "weekends_only": self._weekends_only(today),
            "next": await self.summaries.next_due(today),
            "waited": {one.case_number: (today - taipei_day(one.since)).days for one in cases},
        }
        return drawn("list.html", facts, scripted=True)

    async def export(self, request: web.Request, member: Member) -> web.Response:
        """What is shown, every page of it, as a workbook."""
        view, now = View.of(request), self.sessions.service.now()
        today = taipei_day(now)
        await refresh(self.sessions.service, self.summaries, self.events)
        if (count := await self.summaries.count(view.which, today)) > MOST_EXPORTED:
            facts = {"member": member, "count": count, "most": MOST_EXPORTED, "back": view.address()}
            return drawn("too_many.html", facts, 422)
        cases = await self.summaries.page(view.which, today, view.sort, MOST_EXPORTED)
        await self.sessions.record(member.address, "export", detail=f"{_shown(view)} {len(cases)}")
        content = await asyncio.to_thread(workbook, cases, today, words(), self._signed())
        headers = {"Content-Disposition": "attachment; filename=cases.xlsx", "Cache-Control": "no-store"}
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        return web.Response(body=content, content_type=kind, headers=headers)

    def _weekends_only(self, today: date) -> list[tuple[str, str]]:
        """Programmes of which no holiday is known, and in which years."""
        programmes = self.sessions.service.catalogue.programmes.values()
        missing = [(one, one.days.years_without_holidays(today)) for one in programmes]
        return [
            (one.words[STAFF_LANGUAGE]["form_title"], "、".join(map(str, years)))
            for one, years in missing
            if years
        ]

    def _signed(self) -> dict[str, str]:
        """What is known of a signed copy, in the words that mails and the chat have for it; of a proposal's paper."""
        service = self.sessions.service
        chat = service.editions[service.programme.questionnaire].speak(STAFF_LANGUAGE)
        arrivals = words()["proposal"]["arrival"]
        return {state.value: chat.say(f"copy.state.{state}") for state in CopyState} | {
            f"{PAPER}{state}": arrivals[state] for state in Arrival
        }


def _shown(view: View) -> str:
    """The filter, for the record: never what was typed into the address."""
    known = {*(one.value for one in Stage), *(one.value for one in Chosen)}
    return view.which.chosen if view.which.chosen in known else "?"
