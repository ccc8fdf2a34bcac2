"""Forms under what applicants ask: a question of the chat (真人協助), a request about their personal data, a chat in
which staff answer themselves. They lie on the page of the case."""

from dataclasses import dataclass

from aiohttp import web

from bot.office.act_execution import ActResult, Outcome
from bot.office.answering import Answering
from bot.office.history import since
from bot.office.opened_case import OpenedCase, opened
from bot.office.rendering import drawn
from bot.office.sessions import Member, PostedForm, Sessions


@dataclass(frozen=True)
class Answers:
    """Serves the forms."""

    sessions: Sessions
    answering: Answering

    def routes(self) -> list[web.AbstractRouteDef]:
        """A form for each kind."""
        return [
            web.post("/desk/{case}/answer", self.sessions.done(self.question)),
            web.post("/desk/{case}/request", self.sessions.done(self.request)),
            web.post("/desk/{case}/end_chat", self.sessions.done(self.end_chat)),
        ]

    async def question(self, request: web.Request, member: Member, form: PostedForm) -> web.Response:
        """Answer a question; it is told at once."""
        found, text = await self._found(request), _typed(form)
        outcome = await self.answering.question(found, member.address, form.number("number") or 0, text)
        return self._shown(outcome, member, "answered", text)

    async def request(self, request: web.Request, member: Member, form: PostedForm) -> web.Response:
        """Answer a request, or say that it takes longer; it is told at once."""
        found, text = await self._found(request), _typed(form)
        asked = (form.number("number") or 0, form.get("does"), text)
        outcome = await self.answering.request(found, member.address, *asked)
        return self._shown(outcome, member, "answered_request", text)

    async def end_chat(self, request: web.Request, member: Member, form: PostedForm) -> web.Response:
        """Hand the chat back to the bot."""
        found = await self._found(request)
        outcome = await self.answering.end_chat(found, member.address, form.number("number") or 0)
        return self._shown(outcome, member, "ended_chat")

    async def _found(self, request: web.Request) -> OpenedCase:
        return await opened(self.sessions.service, self.answering.events, request.match_info["case"])

    def _shown(self, outcome: Outcome, member: Member, gone: str, text: str = "") -> web.Response:
        """The case again; or who was faster, or what is missing, with what was typed."""
        found = outcome.found
        if outcome.result is ActResult.DONE:
            raise web.HTTPSeeOther(f"/desk/{found.number}")
        if outcome.result is ActResult.ALREADY:
            raise web.HTTPSeeOther(f"/desk/{found.number}?done=already")
        facts = {
            "member": member,
            "found": found,
            "why": outcome.why or gone,
            "since": since(self.sessions.service, found, outcome.since),
            "typed": text,
        }
        return drawn("refused.html", facts, 422 if outcome.why else 409)


def _typed(form: PostedForm) -> str:
    return form.get("text").replace("\r\n", "\n").strip()
