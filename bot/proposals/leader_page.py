"""The page of an alliance's leader behind the link of a message: the slot, newer slides, the contract, evidence.

GET and HEAD change nothing. The link needs no code: what it does can be done again, and staff see who did what."""

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from aiohttp import web

from bot.consultants.advice import Upload, read_upload
from bot.consultants.linked_case import LinkedCase, expired_page, linked_case, linked_page
from bot.office.sessions import PostedForm, form_of, same_site
from bot.one_time_links.case_pages import PROPOSAL_PATH, CasePageLinks
from bot.paths import SHARED
from bot.presenter.cases import proposal
from bot.presenter.context import clock
from bot.proposals.execution import ProposalActs, ProposalWish
from bot.proposals.plan import indicators
from bot.proposals.uploads import PAPER, SLIDES, CheckedFile, UploadCheck
from flows.cases.consultant_acts import Actor
from flows.cases.consultant_events import APPLICANT
from flows.cases.decide import Case
from flows.cases.proposal import events as e
from flows.cases.proposal.after import MOST_SPEAKERS, milestone_of, slides_until, slot_of
from flows.cases.stage import Stage, in_effect
from storage.stored_names import FileRole, LinkPurpose

_PATH = PROPOSAL_PATH + "/{token}"
_LONGEST = 300
"""Characters of a name or a note."""


@dataclass(frozen=True)
class LeaderPage:
    """Serves it."""

    acts: ProposalActs
    links: CasePageLinks
    check: UploadCheck

    def routes(self) -> list[web.AbstractRouteDef]:
        """The page, its forms, the contract."""
        return [
            web.get(_PATH, self.show),
            web.post(_PATH, self.answer),
            web.post(_PATH + "/{kind}", self.upload),
            web.get(_PATH + "/contract.pdf", self.contract),
        ]

    async def show(self, request: web.Request) -> web.Response:
        """How things are, and what there is to do."""
        return self._page(request, await self._found(request))

    async def answer(self, request: web.Request) -> web.Response:
        """Whether they attend, and who speaks."""
        same_site(request)
        found, form = await self._found(request), await form_of(request)
        if found is None:
            return self._page(request, None)
        event = _answered(form)
        if event is None:
            return self._page(request, found, "speakers", 422)
        return await self._done(request, found, ProposalWish(lambda _: event, Actor.APPLICANT, APPLICANT))

    async def upload(self, request: web.Request) -> web.Response:
        """A file: slides, a sealed page, evidence."""
        same_site(request)
        found, kind = await self._found(request), request.match_info["kind"]
        if kind not in _ROLES:
            raise web.HTTPNotFound
        upload = await read_upload(request)
        if found is None:
            return self._page(request, None)
        role, wanted = _ROLES[kind]
        number = found.application.case_number
        file = await self.check.checked(number, role, upload, wanted, several=role is not FileRole.SLIDES)
        if isinstance(file, str):
            return self._page(request, found, file, 422)
        now, make = self.acts.service.now(), _made(kind, file, upload)
        until = slides_until(found.case.told_state, found.case.table.deadlines)
        if kind == "slides" and (until is None or now >= until):
            return self._page(request, found, "slides_late", 422)
        wish = ProposalWish(make, Actor.APPLICANT, APPLICANT, files={file.sha256: file.new})
        return await self._done(request, found, wish)

    async def contract(self, request: web.Request) -> web.Response:
        """The contract as it was sent."""
        found = await self._found(request)
        event = _contract(found.case) if found else None
        stored = await self.acts.service.files.get(event.sha256) if event else None
        if found is None or stored is None:
            raise web.HTTPNotFound
        name = f"{found.application.case_number}_contract.pdf"
        headers = {"Content-Disposition": f"attachment; filename={name}", "Cache-Control": "no-store"}
        return web.Response(body=stored.content, content_type=stored.media_type, headers=headers)

    async def _done(self, request: web.Request, found: LinkedCase, wish: ProposalWish) -> web.Response:
        if why := await self.acts.perform(found.application.case_number, found.case, wish):
            return self._page(request, await self._found(request), why, 409)
        raise web.HTTPSeeOther(f"{PROPOSAL_PATH}/{request.match_info['token']}?done=1")

    async def _found(self, request: web.Request) -> LinkedCase | None:
        acts, token = self.acts, request.match_info["token"]
        return await linked_case(acts.service, acts.events, self.links, token, LinkPurpose.APPLICANT_PROPOSAL)

    def _page(
        self, request: web.Request, found: LinkedCase | None, problem: str = "", status: int = 200
    ) -> web.Response:
        if found is None:
            return expired_page(self.acts.service)
        own = words(found.context.words.language)
        facts = _facts(found) | {
            "path": f"{PROPOSAL_PATH}/{request.match_info['token']}",
            "problem": own["problem"].get(problem, own["problem"]["not_now"]) if problem else "",
            "own": own,
            "done": "done" in request.query and not problem,
        }
        return linked_page("proposal.html", facts, status)


_ROLES = {
    "slides": (FileRole.SLIDES, SLIDES),
    "page": (FileRole.CONTRACT_PAGE, PAPER),
    "evidence": (FileRole.EVIDENCE, PAPER),
}
"""What may be uploaded, by the end of its address."""


@cache
def words(language: str) -> dict[str, Any]:
    """What the page says."""
    return tomllib.loads((SHARED / "web" / "applicant" / f"leader_page.{language}.toml").read_text("utf-8"))


def _answered(form: PostedForm) -> e.SlotAnswered | None:
    """The answer; None where too much was typed, or neither button pressed."""
    typed = [" ".join(one.split()) for one in form.fields.get("speaker", ())]
    speakers, note = tuple(filter(None, typed)), form.get("note").strip()
    too_long = any(len(one) > _LONGEST for one in (*speakers, note))
    if form.get("attends") not in ("yes", "no") or len(speakers) > MOST_SPEAKERS or too_long:
        return None
    return e.SlotAnswered(form.get("attends") == "yes", speakers, note)


def _made(kind: str, file: CheckedFile, upload: Upload) -> Any:
    """The act that brings a file, from the case as it is."""

    def make(case: Case) -> e.ProposalEvent | None:
        name, form = file.new.name, upload.form
        match kind:
            case "slides":
                return e.SlidesReplaced(file.sha256, name)
            case "page":
                return e.ContractReturned(file.sha256, name)
        milestone, indicator = milestone_of(case.told_state), form.get("indicator")
        if milestone is None or not indicator.isdecimal():
            return None
        note = form.get("note").strip()[:_LONGEST]
        return e.EvidenceReceived(milestone.milestone, indicator, file.sha256, name, note)

    return make


def _contract(case: Case) -> e.ContractSent | None:
    found = case.told_state.proposal.contract if case.told_state.proposal else None
    return found.event if found and isinstance(found.event, e.ContractSent) else None


def _facts(found: LinkedCase) -> dict[str, Any]:
    context, case, state = found.context, found.case, found.case.told_state
    latest = state.proposal.latest if state.proposal else {}
    answered = latest[e.SlotAnswered].event if e.SlotAnswered in latest else None
    until, milestone = slides_until(state, case.table.deadlines), milestone_of(state)
    given = [one.event for one in in_effect(case.events) if isinstance(one.event, e.EvidenceReceived)]
    pages = [one.event for one in in_effect(case.events) if isinstance(one.event, e.ContractReturned)]
    slides = latest[e.SlidesReplaced].event if e.SlidesReplaced in latest else None
    return {
        "language": context.words.language,
        "case": found.application.case_number,
        "title": context.programme.words[context.words.language]["title"],
        "lines": proposal.lines(state, context.words, context.now.date()),
        "meets": state.stage is Stage.MEETING and slot_of(state) is not None,
        "answered": answered if isinstance(answered, e.SlotAnswered) else None,
        "most_speakers": MOST_SPEAKERS,
        "slides": slides.name if isinstance(slides, e.SlidesReplaced) else "",
        "slides_until": clock(until) if until and context.now < until else "",
        "contract": _contract(case) if state.stage is Stage.CONTRACT else None,
        "pages": [one.name for one in pages] if state.stage is Stage.CONTRACT else [],
        "milestone": milestone.milestone if milestone else "",
        "indicators": indicators(context.definition, found.application) if milestone else [],
        "given": [one for one in given if milestone and one.milestone == milestone.milestone],
    }
