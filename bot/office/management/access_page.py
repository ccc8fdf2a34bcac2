"""Who of the staff saw or did what, from pages and from the command line, and what was erased: for managers."""

from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

from aiohttp import web

from bot.office.management.shared import managers_only, page, said
from bot.office.sessions import Member, Sessions
from storage.retention.proofs import Proof, Proofs
from storage.staff.access_log import AccessLog, Recorded

PAGE = 100
PROVED = timedelta(days=365)
"""How far back the page sums up what was erased."""


@dataclass(frozen=True)
class AccessPage:
    """Serves the record; whoever reads it is in it."""

    sessions: Sessions
    log: AccessLog
    proofs: Proofs

    def routes(self) -> list[web.AbstractRouteDef]:
        """The page; everything it is asked for is in its address."""
        return [web.get("/desk/access", self.sessions.shown(managers_only(self.show)))]

    async def show(self, request: web.Request, member: Member) -> web.Response:
        """A hundred entries from there on, the latest first."""
        who, case = request.query.get("who", "")[:254], request.query.get("case", "")[:40]
        before = request.query.get("before", "")
        last = int(before) if before.isdecimal() and len(before) < 18 else None
        found = await self.log.page(PAGE + 1, who=who, case_number=case, before=last)
        await self.sessions.record(member.address, "access", case if found else None)
        shown = found[:PAGE]
        older = {"who": who, "case": case, "before": shown[-1].id} if len(found) > PAGE else {}
        facts = {
            "member": member,
            "entries": [(one, doing(one)) for one in shown],
            "who": who,
            "case": case,
            "older": urlencode({name: value for name, value in older.items() if value}),
            "proofs": [(rule_words(one.rule), one) for one in await self._proofs(case)],
        }
        return page("access.html", facts)

    async def _proofs(self, case: str) -> tuple[Proof, ...]:
        if case:
            return ()
        return await self.proofs.since(self.sessions.service.now() - PROVED)


def doing(one: Recorded) -> str:
    """What was seen or done, in words; a command that has none by its name."""
    words = said()["access"]["doing"]
    return str(words.get(one.what, one.what))


def rule_words(rule: str) -> str:
    """The rule of an erasure and its days, in words."""
    name, _, days = rule.partition(" ")
    return str(said()["erased"]["rules"].get(name, name)).format(days=days)
