"""A case after the result on the desk: moving up, the contract, the milestones of the year, its end."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from aiohttp import web

from bot.cases.case_stream import last_act
from bot.cases.outgoing import WAITS
from bot.consultants.advice import read_upload
from bot.notifications.mail_facts import STAFF_LANGUAGE
from bot.office.history import sentence
from bot.office.opened_case import OpenedCase, opened
from bot.office.rendering import drawn, words
from bot.office.sessions import Member, PostedForm, Sessions, same_site
from bot.proposals.execution import MOVED, ProposalActs, ProposalWish
from bot.proposals.meeting import Meetings
from bot.proposals.plan import indicators
from bot.proposals.uploads import CONTRACT, UploadCheck
from flows.cases.codec import stored_name
from flows.cases.consultant_acts import Actor
from flows.cases.proposal import events as e
from flows.cases.proposal.acts import may
from flows.cases.proposal.after import may_conclude, may_move_up, milestone_of
from flows.cases.stage import CaseKind, in_effect
from storage.retention.years import Years
from storage.stored_names import FileRole

_FORMS: Mapping[str, tuple[type, Callable[[PostedForm], e.ProposalEvent]]] = {
    "move_up": (e.ReserveMovedUp, lambda form: e.ReserveMovedUp(_text(form))),
    "signed": (e.ContractSigned, lambda _: e.ContractSigned()),
    "failed": (e.ContractFailed, lambda form: e.ContractFailed(_text(form))),
    "milestone": (e.MilestoneOpened, lambda form: e.MilestoneOpened(_milestone(form), form.get("due"))),
    "accept": (e.MilestoneAccepted, lambda form: e.MilestoneAccepted(_milestone(form))),
    "revoke": (e.SupportRevoked, lambda form: e.SupportRevoked(_text(form))),
    "conclude": (e.CaseConcluded, lambda _: e.CaseConcluded()),
}
"""What each form becomes, by the end of its address; a contract is uploaded."""

_FILES = (FileRole.CONTRACT, FileRole.CONTRACT_PAGE, FileRole.EVIDENCE, FileRole.SLIDES)


@dataclass(frozen=True)
class OutcomePage:
    """Serves it; whoever sees it is recorded first."""

    sessions: Sessions
    meetings: Meetings
    acts: ProposalActs
    check: UploadCheck

    def routes(self) -> list[web.AbstractRouteDef]:
        """The page, its forms, its files."""
        return [
            web.get("/desk/{case}/outcome", self.sessions.shown(self.show)),
            web.get("/desk/{case}/outcome/files/{sha256}", self.sessions.shown(self.file)),
            web.post("/desk/{case}/outcome/contract", self.contract),
            web.post("/desk/{case}/outcome/{act}", self.sessions.done(self.act)),
        ]

    async def show(self, request: web.Request, member: Member) -> web.Response:
        """The page."""
        found = await self._found(request)
        await self.sessions.record(member.address, "case", found.number, "outcome")
        return await self._page(found, member)

    async def act(self, request: web.Request, member: Member, form: PostedForm) -> web.Response:
        """Do what a form says."""
        name, found = request.match_info["act"], await self._found(request)
        if name not in _FORMS:
            raise web.HTTPNotFound
        if why := await self._wrong(name, found, form):
            return await self._page(found, member, why, name, _status(why), form)
        event = _FORMS[name][1](form)
        wish = ProposalWish(lambda _: event, Actor.OFFICE, member.address, form.number("seen") or 0)
        return await self._done(request, member, (name, form), wish)

    async def _wrong(self, name: str, found: OpenedCase, form: PostedForm) -> str:
        """What the rules of one case know nothing of; that it has gone on comes first."""
        if form.number("seen") != last_act(found.case.events):
            return MOVED
        if name == "move_up" and not await self._is_next(found):
            return "not_next"
        return "not_final" if name == "conclude" and not may_conclude(found.case.state) else ""

    async def contract(self, request: web.Request) -> web.Response:
        """Send the contract that was uploaded."""
        same_site(request)
        member = await self.sessions.member(request)
        if member is None:
            raise web.HTTPSeeOther("/desk/login")
        upload = await read_upload(request)
        if not member.owns(upload.form):
            raise web.HTTPForbidden(text="form")
        found, form = await self._found(request), upload.form
        file = await self.check.checked(found.number, FileRole.CONTRACT, upload, CONTRACT, several=False)
        if isinstance(file, str):
            return await self._page(found, member, file, "contract", 422, form)
        if not (place := form.get("place").strip()):
            return await self._page(found, member, "place", "contract", 422, form)
        event = e.ContractSent(file.sha256, file.new.name, form.get("due"), place)
        files = {file.sha256: file.new}
        await self.sessions.record(member.address, "act", found.number, "contract")
        wish = ProposalWish(lambda _: event, Actor.OFFICE, member.address, form.number("seen") or 0, files)
        return await self._done(request, member, ("contract", form), wish)

    async def file(self, request: web.Request, member: Member) -> web.Response:
        """A file of the case by its hash."""
        found, wanted = await self._found(request), request.match_info["sha256"]
        listed = await self.sessions.service.files.all_of(found.number)
        named = next((name for role, name, sha in listed if sha == wanted and role.startswith(_FILES)), None)
        stored = await self.sessions.service.files.get(wanted) if named else None
        if stored is None:
            raise web.HTTPNotFound
        await self.sessions.record(member.address, "file", found.number, "outcome")
        headers = {"Content-Disposition": "inline", "Cache-Control": "private, no-store"}
        return web.Response(body=stored.content, content_type=stored.media_type, headers=headers)

    async def _done(
        self, request: web.Request, member: Member, sent: tuple[str, PostedForm], wish: ProposalWish
    ) -> web.Response:
        found, (name, form) = await self._found(request), sent
        if why := await self.acts.perform(found.number, found.case, wish):
            return await self._page(await self._found(request), member, why, name, _status(why), form)
        raise web.HTTPSeeOther(f"/desk/{found.number}/outcome#{name}")

    async def _found(self, request: web.Request) -> OpenedCase:
        found = await opened(self.sessions.service, self.acts.events, request.match_info["case"])
        if found.case.received.kind is not CaseKind.PROPOSAL:
            raise web.HTTPNotFound
        return found

    async def _is_next(self, found: OpenedCase) -> bool:
        """Whether a place is free for this reserve."""
        numbers = await Years(self.sessions.service.database).cases(found.application.programme)
        others = [await self.meetings.presented(number) for number in numbers if number != found.number]
        return may_move_up(found.case.state, [one.case.state for one in others if one])

    async def _page(
        self,
        found: OpenedCase,
        member: Member,
        problem: str = "",
        tried: str = "",
        status: int = 200,
        form: PostedForm | None = None,
    ) -> web.Response:
        state, definition = found.case.state, self.sessions.service.definition(found.application)
        kept = [one.event for one in in_effect(found.case.events)]
        milestone, chat = milestone_of(state), definition.edition.speak(STAFF_LANGUAGE)
        year = found.application.submitted_at.year
        facts = {
            "member": member,
            "found": found,
            "state": state,
            "seen": last_act(found.case.events),
            "acts": {name for name, (kind, _) in _FORMS.items() if may(found.case, kind, Actor.OFFICE)},
            "sends": may(found.case, e.ContractSent, Actor.OFFICE),
            "pending": [(one.number, stored_name(type(one.event)), one.at + WAITS) for one in state.pending],
            "since": [
                (one.at, sentence(one, found.case.events, words(), chat)) for one in found.case.events[-3:]
            ],
            "pages": [one for one in kept if isinstance(one, e.ContractReturned)],
            "contract": next((one for one in reversed(kept) if isinstance(one, e.ContractSent)), None),
            "slides": next((one for one in reversed(kept) if isinstance(one, e.SlidesReplaced)), None),
            "evidence": [one for one in kept if isinstance(one, e.EvidenceReceived)],
            "milestone": milestone.milestone if milestone else "",
            "plan": indicators(definition, found.application) if milestone else [],
            "dues": {"midterm": date(year, 7, 31), "final": date(year, 11, 30)},
            "problem": problem,
            "tried": tried,
            "filled": form or PostedForm({}),
        }
        return drawn("outcome.html", facts, status)


def _status(why: str) -> int:
    return 409 if why == MOVED else 422


def _text(form: PostedForm) -> str:
    return form.get("reason").replace("\r\n", "\n").strip()


def _milestone(form: PostedForm) -> str:
    given = form.get("milestone")
    return given if given in e.MILESTONES else e.MILESTONES[0]
