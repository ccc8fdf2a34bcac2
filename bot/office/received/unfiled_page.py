"""待歸檔: mails that could not be filed by themselves; somebody names their case, or says that they need not be."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta

from aiohttp import web

from bot.notifications.mail_facts import STAFF_LANGUAGE
from bot.office.opened_case import opened
from bot.office.received.filing import CopyFiling, Filed
from bot.office.received.mail_parts import read_mail
from bot.office.received.upload import filed_page, reason
from bot.office.rendering import drawn
from bot.office.sessions import Member, PostedForm, Sessions
from bot.office.summaries import folded
from bot.presenter.cases.days import short_day
from flows.cases.stage import DIAGNOSIS_OPEN
from flows.definitions.programme import taipei_day
from flows.definitions.retention import shortest
from storage.cases.stream.case_events import CaseEvents
from storage.staff.unfiled import Unfiled, UnfiledMail

_GONE = "/desk/unfiled?gone=1"

_LONGEST_TYPED = 60
"""Characters of a case number that are looked at and shown again."""


@dataclass(frozen=True)
class UnfiledPage:
    """Serves the list and its two buttons."""

    sessions: Sessions
    events: CaseEvents
    unfiled: Unfiled
    filing: CopyFiling

    def routes(self) -> list[web.AbstractRouteDef]:
        """The list, a scan, filing, and leaving it."""
        return [
            web.get("/desk/unfiled", self.sessions.shown(self.show)),
            web.post("/desk/unfiled/{mail}/file", self.sessions.done(self.file)),
            web.post("/desk/unfiled/{mail}/leave", self.sessions.done(self.leave)),
        ]

    async def show(self, request: web.Request, member: Member) -> web.Response:
        """Those that wait; and that somebody was faster, for whoever comes from a form about one that is gone."""
        waiting = await self.unfiled.listed()
        await self.sessions.record(member.address, "unfiled", detail=str(len(waiting)))
        return await self._list(member, gone="gone" in request.query)

    async def file(self, request: web.Request, member: Member, form: PostedForm) -> web.Response:
        """File the scans of a mail to the case that was named."""
        content = await self.unfiled.content(request.match_info["mail"])
        if content is None:
            raise web.HTTPSeeOther(_GONE)
        typed = form.get("case").strip()[:_LONGEST_TYPED]
        try:
            found = await opened(self.sessions.service, self.events, folded(typed).upper())
        except web.HTTPNotFound:
            return await self._list(member, request.match_info["mail"], typed)
        mail = await asyncio.to_thread(read_mail, content)
        if not mail.scans or found.case.state.stage not in DIAGNOSIS_OPEN:
            return filed_page(self.sessions, found.number, member, Filed(why="no_file"))
        filed = await self.filing.file(found.application, mail.scans, member.address)
        if filed.copy:
            await self.unfiled.settle(request.match_info["mail"], self.sessions.service.now())
        return filed_page(self.sessions, found.number, member, filed)

    async def leave(self, request: web.Request, member: Member, form: PostedForm) -> web.Response:
        """It need not be filed."""
        if await self.unfiled.content(request.match_info["mail"]) is None:
            raise web.HTTPSeeOther(_GONE)
        await self.unfiled.settle(request.match_info["mail"], self.sessions.service.now())
        raise web.HTTPSeeOther("/desk/unfiled")

    async def _list(
        self, member: Member, wrong: str = "", typed: str = "", *, gone: bool = False
    ) -> web.Response:
        """The list; `typed` stands at the mail `wrong` as no case's number."""
        service = self.sessions.service
        said = service.editions[service.programme.questionnaire].speak(STAFF_LANGUAGE)
        days = shortest(each.retention.unfiled for each in service.catalogue.programmes.values())
        mails = [
            (one, reason(said, one.reason, {"case_number": "?"}), _goes(one, days))
            for one in await self.unfiled.listed()
        ]
        facts = {"member": member, "mails": mails, "wrong": wrong, "typed": typed, "gone": gone}
        return drawn("unfiled.html", facts, 422 if wrong else 200)


def _goes(mail: UnfiledMail, days: int) -> str:
    """The last day it is kept; empty where there is no limit."""
    return short_day(taipei_day(mail.at + timedelta(days=days)), STAFF_LANGUAGE) if days else ""
