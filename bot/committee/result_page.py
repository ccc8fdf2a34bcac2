"""The results on the desk before and after they are published: who gets what, which comments go out, the list for the
programme's own page. Publishing takes two steps: this page, and a tick on it."""

from dataclasses import dataclass
from fractions import Fraction

from aiohttp import web

from bot.committee.cases import proposals
from bot.committee.publication import Publication, results
from bot.committee.round_forms import SelectionAct, may
from bot.committee.round_page import PATH
from bot.committee.rounds import MOVED, OpenRounds
from bot.office.rendering import drawn
from bot.office.sessions import Member, PostedForm, Sessions
from bot.selection.words import Quota
from bot.selection.words import words as selection_words
from flows.definitions.programme import Programme
from flows.selection.ranking import shown

_ROUND = PATH + "/{programme}"


@dataclass(frozen=True)
class ResultPage:
    """Serves it."""

    sessions: Sessions
    rounds: OpenRounds
    publication: Publication

    def routes(self) -> list[web.AbstractRouteDef]:
        """The page and its button; they come before the round's own acts."""
        return [
            web.get(_ROUND + "/result", self.sessions.shown(self.show)),
            web.post(_ROUND + "/publish", self.sessions.done(self.publish)),
        ]

    async def show(self, request: web.Request, member: Member) -> web.Response:
        """The results as they would be published now, or as they were."""
        programme = self._programme(request)
        await self.sessions.record(member.address, "selection result", detail=programme.id)
        return await self._page(programme, member)

    async def publish(self, request: web.Request, member: Member, form: PostedForm) -> web.Response:
        """Publish, for the chair who ticked that it cannot be undone."""
        programme = self._programme(request)
        found = await self.rounds.of(programme.id)
        if not may(SelectionAct.PUBLISH, member.address, member.role, found.selection):
            raise web.HTTPForbidden(text="role")
        if not form.get("sure"):
            return await self._page(programme, member, "not_sure", 422)
        if why := await self.publication.publish(programme.id, member.address, form.number("seen") or 0):
            return await self._page(programme, member, why, 409 if why == MOVED else 422)
        raise web.HTTPSeeOther(f"{PATH}/{programme.id}/result")

    async def _page(
        self, programme: Programme, member: Member, problem: str = "", status: int = 200
    ) -> web.Response:
        found = await self.rounds.of(programme.id)
        state = found.selection
        told = results(state, Quota())
        named = await proposals(self.sessions.service, programme.id)
        outcome = selection_words()["outcome"]
        facts = {
            "member": member,
            "programme": programme,
            "state": state,
            "seen": found.seen,
            "problem": problem,
            "base": f"{PATH}/{programme.id}",
            "may_publish": may(SelectionAct.PUBLISH, member.address, member.role, state),
            "lines": [
                (
                    named[number],
                    outcome[one.outcome].format(position=one.position or ""),
                    shown(Fraction(one.mean)),
                    [(who, state.scores[number, who].comment) for who in state.round.counted(number)],
                )
                for number, one in told.items()
            ],
            "official": [
                f"{named[number].alliance}（{named[number].leader}）"
                for number, one in told.items()
                if one.outcome == "selected"
            ],
            "late": () if state.published else await self.publication.not_ready(told),
        }
        return drawn("selection/result.html", facts, status)

    def _programme(self, request: web.Request) -> Programme:
        found = self.rounds.programme(request.match_info["programme"])
        if found is None:
            raise web.HTTPNotFound
        return found
