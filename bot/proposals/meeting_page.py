"""The selection meeting on the desk: setting the slots, and what the chair needs while it is held."""

from dataclasses import dataclass
from datetime import date, datetime, time

from aiohttp import web

from bot.office.rendering import drawn
from bot.office.sessions import Member, PostedForm, Sessions
from bot.proposals.execution import MOVED, ProposalActs, ProposalWish
from bot.proposals.meeting import Meetings, Presented, seen
from flows.cases.consultant_acts import Actor
from flows.cases.proposal import events as e
from flows.cases.stage import CaseKind
from flows.definitions.programme import TAIPEI, Programme
from flows.selection.slots import Phase, minutes_in, next_bell, phase

PATH = "/desk/meeting"
_ONE = PATH + "/{programme}"
_LONGEST = 300
"""Characters of a place or a note."""


@dataclass(frozen=True)
class MeetingPage:
    """Serves it."""

    sessions: Sessions
    meetings: Meetings
    acts: ProposalActs

    def routes(self) -> list[web.AbstractRouteDef]:
        """The page, the clock, the forms."""
        shown, done = self.sessions.shown, self.sessions.done
        return [
            web.get(PATH, shown(self.latest)),
            web.get("/desk/{case}/meeting", shown(self.of_case)),
            web.get(_ONE, shown(self.show)),
            web.get(_ONE + "/clock", shown(self.clock)),
            web.post(_ONE + "/slots", done(self.assign)),
            web.post(_ONE + "/question", done(self.note)),
            web.post(_ONE + "/held", done(self.note)),
        ]

    async def latest(self, request: web.Request, member: Member) -> web.Response:
        """The meeting of the programme that opened last."""
        found = self.meetings.programmes()
        if not found:
            raise web.HTTPNotFound
        raise web.HTTPSeeOther(f"{PATH}/{found[0].id}")

    async def of_case(self, request: web.Request, member: Member) -> web.Response:
        """The meeting that a case is presented in."""
        found = await self.meetings.presented(request.match_info["case"])
        if found is None or found.case.received.kind is not CaseKind.PROPOSAL:
            raise web.HTTPNotFound
        raise web.HTTPSeeOther(f"{PATH}/{found.application.programme}#{found.number}")

    async def show(self, request: web.Request, member: Member) -> web.Response:
        """Slots, answers, questions."""
        return await self._page(self._programme(request), member)

    async def clock(self, request: web.Request, member: Member) -> web.Response:
        """What the chair looks at; the page comes anew by itself."""
        programme, now = self._programme(request), self.sessions.service.now()
        found = [one for one in await self.meetings.of(programme.id) if one.slot]
        rows = [(one, one.slot, phase(one.slot, now)) for one in found if one.slot]
        here = next((row for row in rows if row[2] is not Phase.OVER), None)
        await self.sessions.record(member.address, "meeting", detail=programme.id)
        facts: dict[str, object] = {
            "member": member,
            "base": f"{PATH}/{programme.id}",
            "rows": rows,
            "now": now,
        }
        facts |= {"here": here, "minutes": minutes_in(here[1], now) if here else 0}
        return drawn("meeting_clock.html", facts | {"bell": next_bell(here[1], now) if here else None})

    async def assign(self, request: web.Request, member: Member, form: PostedForm) -> web.Response:
        """Give every case its slot."""
        programme = self._programme(request)
        begins, place, note = _begins(form), form.get("place").strip(), form.get("note").strip()
        found = await self.meetings.of(programme.id)
        if not found:
            return await self._page(programme, member, "no_order", form, 422)
        if begins is None or begins <= self.sessions.service.now():
            return await self._page(programme, member, "begins", form, 422)
        if not place or max(len(place), len(note)) > _LONGEST:
            return await self._page(programme, member, "place", form, 422)
        wish = (member.address, form.get("known"), place, note)
        if why := await self.meetings.assign(programme.id, found, begins, wish):
            return await self._page(programme, member, why, form, 409 if why == MOVED else 422)
        raise web.HTTPSeeOther(f"{PATH}/{programme.id}")

    async def note(self, request: web.Request, member: Member, form: PostedForm) -> web.Response:
        """A question of the committee, or that the turn of a case is over."""
        programme, number = self._programme(request), form.get("case")
        one = next((each for each in await self.meetings.of(programme.id) if each.number == number), None)
        if one is None:
            raise web.HTTPNotFound
        event: e.ProposalEvent = e.QuestionNoted(form.get("text").strip())
        if request.path.endswith("/held"):
            event = e.PresentationHeld(form.get("present") == "yes")
        wish = ProposalWish(lambda _: event, Actor.OFFICE, member.address)
        if why := await self.acts.perform(one.number, one.case, wish):
            return await self._page(programme, member, why, form, 422)
        raise web.HTTPSeeOther(f"{PATH}/{programme.id}#{number}")

    def _programme(self, request: web.Request) -> Programme:
        name = request.match_info["programme"]
        found = next((each for each in self.meetings.programmes() if each.id == name), None)
        if found is None:
            raise web.HTTPNotFound
        return found

    async def _page(
        self,
        programme: Programme,
        member: Member,
        problem: str = "",
        form: PostedForm | None = None,
        status: int = 200,
    ) -> web.Response:
        found = await self.meetings.of(programme.id)
        await self.sessions.record(member.address, "meeting", detail=programme.id)
        filled = form or PostedForm({})
        facts = {
            "member": member,
            "base": f"{PATH}/{programme.id}",
            "presented": found,
            "known": seen(found),
            "place": filled.get("place") or next((one.place for one in found if one.place), ""),
            "filled": filled,
            "problem": problem,
            "begins": _first(found),
        }
        return drawn("meeting.html", facts, status)


def _first(found: list[Presented]) -> datetime | None:
    return next((one.slot.start for one in found if one.slot), None)


def _begins(form: PostedForm) -> datetime | None:
    """The day and hour typed, in Taipei; None where they are none."""
    try:
        day, hour = date.fromisoformat(form.get("day")), time.fromisoformat(form.get("hour"))
    except ValueError:
        return None
    return datetime.combine(day, hour.replace(tzinfo=None), TAIPEI)
