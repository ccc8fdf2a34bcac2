"""The end of a year: who has confirmed its archive and its erasure. Both are done from the command line, which needs
the confirmations given here by two people who signed in."""

from dataclasses import dataclass

from aiohttp import web

from bot.config.staff_mail import staff_of
from bot.notifications.mail_facts import STAFF_LANGUAGE
from bot.office.management.shared import page
from bot.office.sessions import Member, PostedForm, Sessions
from bot.year.state import closing
from flows.cases.decide import StaffRole
from flows.definitions.programme import Programme, Window
from storage.retention.years import ClosingStep, TakenStep, Years


@dataclass(frozen=True)
class YearPage:
    """Serves the page and its two buttons."""

    sessions: Sessions
    years: Years

    def routes(self) -> list[web.AbstractRouteDef]:
        """Everybody of the staff may confirm; one of the two has to be a manager."""
        return [
            web.get("/desk/year", self.sessions.shown(self.show)),
            web.post("/desk/year/archive", self.sessions.done(self.confirm_archive)),
            web.post("/desk/year/erasure", self.sessions.done(self.confirm_erasure)),
        ]

    async def show(self, request: web.Request, member: Member) -> web.Response:
        """Every programme, what was confirmed and what is next."""
        service = self.sessions.service
        managers = managers_of(service.settings.staff_mail)
        rows = []
        for programme in service.catalogue.programmes.values():
            state = closing(await self.years.of(programme.id))
            facts = {
                "programme": programme,
                "closed": self._closed(programme),
                "state": state,
                "cases": len(await self.years.cases(programme.id)),
                "archive_agreed": state.agreed(ClosingStep.CONFIRM_ARCHIVE, managers),
                "erasure_agreed": state.agreed(ClosingStep.CONFIRM_ERASURE, managers),
            }
            rows.append(facts)
        return page("year.html", {"member": member, "rows": rows, "language": STAFF_LANGUAGE})

    async def confirm_archive(self, request: web.Request, member: Member, form: PostedForm) -> web.Response:
        """This person agrees that the archive is made."""
        programme = self._programme(form)
        if not closing(await self.years.of(programme.id)).erased_at:
            await self._take(programme, ClosingStep.CONFIRM_ARCHIVE, member)
        raise web.HTTPSeeOther("/desk/year")

    async def confirm_erasure(self, request: web.Request, member: Member, form: PostedForm) -> web.Response:
        """This person agrees that the year is erased, once there is an archive: the one they were shown."""
        programme = self._programme(form)
        state = closing(await self.years.of(programme.id))
        if state.archived and state.archived.detail == form.get("archive") and not state.erased_at:
            await self._take(programme, ClosingStep.CONFIRM_ERASURE, member)
        raise web.HTTPSeeOther("/desk/year")

    async def _take(self, programme: Programme, step: ClosingStep, member: Member) -> None:
        await self.years.take(programme.id, TakenStep(step, member.address, self.sessions.service.now()))

    def _programme(self, form: PostedForm) -> Programme:
        found = self.sessions.service.catalogue.programmes.get(form.get("programme"))
        if found is None or not self._closed(found):
            raise web.HTTPNotFound
        return found

    def _closed(self, programme: Programme) -> bool:
        """Whether nobody may apply any more, nor in the hour of grace."""
        now = self.sessions.service.now()
        return (
            programme.window(now) is Window.CLOSED and now >= programme.periods[-1].closes + programme.grace
        )


def managers_of(staff_mail: str) -> frozenset[str]:
    """The addresses of managers."""
    return frozenset(one for one, role in staff_of(staff_mail).items() if role is StaffRole.MANAGER)
