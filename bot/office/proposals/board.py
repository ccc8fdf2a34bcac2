"""The board of the day of the qualification: a line for each proposal; the same as a workbook; the numbers of all
companies, to be looked up elsewhere."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from aiohttp import web

from bot.notifications.mail_facts import STAFF_LANGUAGE, answers_of
from bot.office.opened_case import OpenedCase, opened
from bot.office.proposals.page import members_of
from bot.office.proposals.points import Point, points_of
from bot.office.rendering import drawn, words
from bot.office.sessions import Member, Sessions
from bot.presenter.context import clock
from bot.spreadsheets import as_xlsx
from flows.cases.proposal.progress import Progress
from flows.cases.stage import CaseKind
from storage.cases.stream.case_events import CaseEvents

COLUMNS = (
    "case_number", "name", "leader", "members", "sent", "paper", "eligible", "complete", "conform", "stage", "awaits",
)  # fmt: skip
NUMBERS = ("ubn", "company", "role", "case_number", "name")
NAME = "alliance.name"


@dataclass(frozen=True)
class BoardLine:
    """A proposal on the board."""

    found: OpenedCase
    name: str
    points: tuple[Point, ...]

    @property
    def values(self) -> dict[str, object]:
        """What each column says."""
        said, state, received = words(), self.found.case.state, self.found.case.received
        progress, board = state.proposal or Progress(), words()["proposal"]["board"]
        arrival = str(said["proposal"]["arrival"][progress.arrival])
        at = clock(datetime.fromisoformat(progress.paper.at)) if progress.paper else ""
        revision = said["proposal"]["revision"].format(number=received.revision)
        marks = {
            one.id: " ".join(
                filter(None, (
                    board["done"] if one.checked else f"{len(one.done.ticks)}/{len(one.by_hand)}",
                    board["amber"].format(count=len(one.amber)) if one.amber else "",
                ))
            )
            for one in self.points
        }  # fmt: skip
        return {
            "case_number": self.found.number,
            "name": self.name,
            "leader": self.found.facts.company,
            "members": len(members_of(self.found)),
            "sent": f"{clock(received.sent_at or received.submitted_at)} {revision}",
            "paper": f"{at} {arrival}".strip(),
            **marks,
            "stage": said["stage"][state.stage],
            "awaits": said["awaits"][state.awaits],
        }


@dataclass(frozen=True)
class QualificationBoard:
    """Serves the board."""

    sessions: Sessions
    events: CaseEvents

    def routes(self) -> list[web.AbstractRouteDef]:
        """The page, the workbook, the numbers."""
        return [
            web.get("/desk/qualification", self.sessions.shown(self.show)),
            web.get("/desk/qualification.xlsx", self.sessions.shown(self.export)),
            web.get("/desk/qualification-companies.xlsx", self.sessions.shown(self.companies)),
        ]

    async def show(self, request: web.Request, member: Member) -> web.Response:
        """Every proposal that was not erased."""
        lines = await self._lines()
        await self.sessions.record(member.address, "list", detail=f"qualification {len(lines)}")
        facts = {"member": member, "columns": COLUMNS, "lines": [one.values for one in lines]}
        return drawn("qualification.html", facts)

    async def export(self, request: web.Request, member: Member) -> web.Response:
        """The same as a workbook."""
        lines = await self._lines()
        await self.sessions.record(member.address, "export", detail=f"qualification {len(lines)}")
        rows = [[one.values[name] for name in COLUMNS] for one in lines]
        return await _workbook("qualification", COLUMNS, rows)

    async def companies(self, request: web.Request, member: Member) -> web.Response:
        """Every company of every proposal, by its number."""
        said, rows = words()["proposal"]["board"], []
        for one in await self._lines():
            for place, (ubn, company) in enumerate(members_of(one.found)):
                role = said["role_member" if place else "role_leader"]
                rows.append([ubn, company, role, one.found.number, one.name])
        await self.sessions.record(member.address, "export", detail=f"companies {len(rows)}")
        return await _workbook("companies", NUMBERS, rows)

    async def _lines(self) -> list[BoardLine]:
        service, found = self.sessions.service, []
        async for page in service.applications.pages():
            for application in page:
                definition = service.definition(application)
                proposal = definition.scheme.case_kind is CaseKind.PROPOSAL
                if not proposal or application.erased_at or application.superseded_at:
                    continue
                one = await opened(service, self.events, application.case_number)
                progress, chat = (
                    one.case.state.proposal or Progress(),
                    definition.edition.speak(STAFF_LANGUAGE),
                )
                question = definition.edition.roles.question(NAME)
                given = answers_of(application).get(question)
                name = str(given.value) if given else ""
                found.append(BoardLine(one, name, points_of(definition, application, progress, chat)))
        return sorted(found, key=lambda one: one.found.number)


async def _workbook(name: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> web.Response:
    said = words()["proposal"]["board"]
    content = await asyncio.to_thread(as_xlsx, [said[one] for one in columns], rows, said["title"])
    headers = {"Content-Disposition": f"attachment; filename={name}.xlsx", "Cache-Control": "no-store"}
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return web.Response(body=content, content_type=kind, headers=headers)
