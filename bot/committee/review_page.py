"""A reviewer's own pages: the list of cases, how they stand to each, the book, the form with five criteria.

A case somebody is recused from is as one that is not there. Nothing shows what others gave."""

from dataclasses import dataclass

from aiohttp import web

from bot.committee.cases import Proposal, proposal
from bot.committee.review_drawing import declaration_page, progress, score_page, sum_page
from bot.committee.reviewers import PATH, Reviewer, Reviewers
from bot.committee.rounds import MOVED, OpenRounds, RoundWish
from bot.committee.score_forms import (
    Filled,
    read_declaration,
    read_score,
    stored_score,
)
from bot.office.rendering import drawn
from bot.office.sessions import PostedForm
from bot.selection.codes import LINK, ReviewCodes
from flows.selection.refusals import Refusal
from flows.selection.state import Impartiality

_CASE = PATH + "/{case}"


@dataclass(frozen=True)
class ReviewPage:
    """Serves them."""

    reviewers: Reviewers
    rounds: OpenRounds
    codes: ReviewCodes

    def routes(self) -> list[web.AbstractRouteDef]:
        """The list, a case, its forms and its book."""
        shown, done = self.reviewers.shown, self.reviewers.done
        return [
            web.get(PATH, shown(self.list)),
            web.get(_CASE, shown(self.show)),
            web.get(_CASE + "/book.pdf", shown(self.book)),
            web.get(_CASE + "/conflict", shown(self.late)),
            web.post(_CASE + "/declare", done(self.declare)),
            web.post(_CASE + "/draft", done(self.draft)),
            web.post(_CASE + "/submit", done(self.submit)),
        ]

    async def list(self, request: web.Request, reviewer: Reviewer) -> web.Response:
        """The cases there are for them, and how far they are."""
        await self.reviewers.sessions.record(reviewer.address, "review list")
        state, seen = reviewer.round.selection, reviewer.round.selection.visible(reviewer.address)
        ordered = [case for case in state.presented if case in seen] or list(seen)
        lines = [(await self._proposal(case), progress(reviewer, case)) for case in ordered]
        facts = {
            "member": None,
            "reviewer": reviewer,
            "lines": lines,
            "done": sum(far in ("submitted", "locked") for _, far in lines),
            "said": request.query.get("said", ""),
            **await self._chat(reviewer),
        }
        return drawn("selection/review_list.html", facts)

    async def _chat(self, reviewer: Reviewer) -> dict[str, str]:
        """The code that opens the desk in a chat, and the link that says it to Telegram, where we are there."""
        code = await self.codes.of(reviewer.programme.id, reviewer.round, reviewer.address)
        channel = self.rounds.service.channels.get("telegram")
        begins = channel.chat_address() if channel else ""
        return {"code": code, "telegram": f"{begins}?start={LINK}{code}" if begins else ""}

    async def show(self, request: web.Request, reviewer: Reviewer) -> web.Response:
        """The declaration, until it is made; then the form."""
        case = await self._case(request, reviewer)
        await self.reviewers.sessions.record(reviewer.address, "review case", case.number)
        if case.number not in reviewer.round.selection.readable(reviewer.address):
            return declaration_page(reviewer, case)
        return score_page(reviewer, case)

    async def late(self, request: web.Request, reviewer: Reviewer) -> web.Response:
        """The declaration again, for somebody who finds out late."""
        return declaration_page(reviewer, await self._case(request, reviewer))

    async def book(self, request: web.Request, reviewer: Reviewer) -> web.Response:
        """The bundled book."""
        case = await self._case(request, reviewer)
        if case.number not in reviewer.round.selection.readable(reviewer.address):
            raise web.HTTPNotFound
        service = self.rounds.service
        application = await service.applications.get(case.number)
        assert application
        stored = await service.documents.document(application, service.now())
        await self.reviewers.sessions.record(reviewer.address, "review book", case.number)
        headers = {
            "Content-Disposition": f"inline; filename={case.number}.pdf",
            "Cache-Control": "private, no-store",
            "Content-Security-Policy": "default-src 'none'; frame-ancestors 'self'",
        }
        return web.Response(body=stored.content, content_type=stored.media_type, headers=headers)

    async def declare(self, request: web.Request, reviewer: Reviewer, form: PostedForm) -> web.Response:
        """How they stand to a case."""
        case = await self._case(request, reviewer)
        said = read_declaration(form, case.number, reviewer.address)
        if isinstance(said, str):
            return declaration_page(reviewer, case, said, form, 422)
        wish = RoundWish(reviewer.address, [said], form.number("seen") or 0, (case.number, reviewer.address))
        if why := await self.rounds.perform(reviewer.programme.id, wish):
            if await self._gone(reviewer, case.number):
                raise web.HTTPSeeOther(PATH)
            return declaration_page(await self._again(reviewer), case, why, form, _status(why))
        await self.reviewers.sessions.record(reviewer.address, "review declared", case.number)
        if said.impartiality == Impartiality.FREE:
            raise web.HTTPSeeOther(f"{PATH}/{case.number}")
        raise web.HTTPSeeOther(f"{PATH}?said={said.impartiality}")

    async def draft(self, request: web.Request, reviewer: Reviewer, form: PostedForm) -> web.Response:
        """Keep what is filled in so far."""
        case = await self._case(request, reviewer)
        filled = read_score(form)
        quiet = "HX-Request" in request.headers
        why = "whole_number" if filled.typed else await self._perform(reviewer, case, form, filled)
        if why:
            return await self._refused(reviewer, case, filled, why, quiet=quiet)
        pressed = form.get("level").partition(":")[0]
        if quiet or not pressed:
            again = await self._again(reviewer)
            return score_page(again, case)
        raise web.HTTPSeeOther(f"{PATH}/{case.number}#{pressed}")

    async def submit(self, request: web.Request, reviewer: Reviewer, form: PostedForm) -> web.Response:
        """The sum first; then, when it is confirmed, submitted for good."""
        case = await self._case(request, reviewer)
        filled = read_score(form)
        score = filled.score(case.number, reviewer.address)
        if filled.typed or score is None:
            return await self._refused(
                reviewer, case, filled, "whole_number" if filled.typed else "points_missing"
            )
        if not form.get("sure"):
            return await self._ask(reviewer, case, form, filled)
        wish = RoundWish(reviewer.address, [score], form.number("seen") or 0, (case.number, reviewer.address))
        if why := await self.rounds.perform(reviewer.programme.id, wish):
            return await self._refused(reviewer, case, filled, why)
        await self.reviewers.sessions.record(reviewer.address, "review submitted", case.number)
        raise web.HTTPSeeOther(f"{PATH}?said=submitted")

    async def _ask(
        self, reviewer: Reviewer, case: Proposal, form: PostedForm, filled: Filled
    ) -> web.Response:
        """The page with the sum. What is filled in is kept meanwhile."""
        if why := await self._perform(reviewer, case, form, filled):
            return await self._refused(reviewer, case, filled, why)
        again = await self._again(reviewer)
        score = filled.score(case.number, reviewer.address)
        assert score
        if wrong := self.rounds.refused(again.round, [score]):
            return await self._refused(again, case, filled, wrong)
        return sum_page(again, case, filled)

    async def _perform(self, reviewer: Reviewer, case: Proposal, form: PostedForm, filled: Filled) -> str:
        """Keep a draft; nothing where it is what is kept already."""
        kept = stored_score(reviewer.round.selection, case.number, reviewer.address)
        if kept == filled and (case.number, reviewer.address) not in reviewer.round.selection.scores:
            return ""
        events = [filled.draft(case.number, reviewer.address)]
        wish = RoundWish(reviewer.address, events, form.number("seen") or 0, (case.number, reviewer.address))
        return await self.rounds.perform(reviewer.programme.id, wish)

    async def _refused(
        self, reviewer: Reviewer, case: Proposal, filled: Filled, why: str, *, quiet: bool = False
    ) -> web.Response:
        """The form with what was filled in and what is wrong; htmx shows only what is said to have gone well."""
        again = await self._again(reviewer)
        if case.number not in again.round.selection.visible(reviewer.address):
            raise web.HTTPNotFound
        return score_page(again, case, filled, why, 200 if quiet else _status(why))

    async def _gone(self, reviewer: Reviewer, case: str) -> bool:
        return case not in (await self._again(reviewer)).round.selection.visible(reviewer.address)

    async def _again(self, reviewer: Reviewer) -> Reviewer:
        """The same with the round as it is by now."""
        found = await self.rounds.of(reviewer.programme.id)
        return Reviewer(reviewer.address, reviewer.token, reviewer.programme, found)

    async def _case(self, request: web.Request, reviewer: Reviewer) -> Proposal:
        """The case, if it is one of theirs: another is as one that does not exist."""
        number = request.match_info["case"]
        if number not in reviewer.round.selection.visible(reviewer.address):
            raise web.HTTPNotFound
        return await self._proposal(number)

    async def _proposal(self, number: str) -> Proposal:
        application = await self.rounds.service.applications.get(number)
        if application is None or application.erased_at:
            raise web.HTTPNotFound
        return proposal(application)


def _status(why: str) -> int:
    return 409 if why in (MOVED, Refusal.SUBMITTED_ALREADY, Refusal.TAKEN_OUT) else 422
