"""A case: where it stands and what to do next, its papers side by side, what was answered, what happened."""

from dataclasses import dataclass
from datetime import timedelta

from aiohttp import web

from bot.cases.outgoing import WAITS
from bot.cases.sent_copies import last_sent
from bot.notifications.mail_facts import STAFF_LANGUAGE, copy_facts
from bot.office.history import history, who
from bot.office.opened_case import OpenedCase, opened
from bot.office.rendering import drawn, words
from bot.office.sessions import Member, PostedForm, Sessions
from flows.cases.codec import stored_name
from flows.cases.consultation import Step
from flows.cases.decide import Act, open_acts
from flows.cases.questions import open_chats, open_questions
from flows.cases.requests import open_requests
from flows.cases.stage import AFTER_RESULT, DIAGNOSIS_OPEN, PRESENTED, CaseKind, Stage
from flows.definitions.programme import taipei_day
from storage.cases.staff_actions import StaffAction
from storage.cases.stream.case_events import CaseEvents
from storage.stored_names import FileRole

LATELY = timedelta(minutes=30)
"""How long it is told who has opened a case."""

_FILES = {
    "document": FileRole.DOCUMENT,
    "preview": FileRole.PREVIEW,
    "signed": FileRole.SIGNED_COPY,
    "record": FileRole.SIGNING_RECORD,
}
"""Files of a case by the name in their address; drafts of what was not sent in are nobody's business."""


@dataclass(frozen=True)
class CasePage:
    """Serves a case and its files; whoever sees either is recorded first."""

    sessions: Sessions
    events: CaseEvents

    def routes(self) -> list[web.AbstractRouteDef]:
        """The page, its files, and the one button that is no act of the stream."""
        return [
            web.get("/desk/{case}", self.sessions.shown(self.show)),
            web.get("/desk/{case}/files/{name}", self.sessions.shown(self.file)),
            web.post("/desk/{case}/signed", self.sessions.done(self.signed)),
        ]

    async def show(self, request: web.Request, member: Member) -> web.Response:
        """The page."""
        service, number = self.sessions.service, request.match_info["case"]
        found = await opened(service, self.events, number)
        now = service.now()
        others = {
            one.who: one.at
            for one in reversed(await self.sessions.access.of_case(found.number))
            if one.who != member.address and one.at > now - LATELY
        }
        await self.sessions.record(member.address, "case", found.number)
        return drawn("case.html", await self._facts(found, member) | {
            "others": [(who(name, words()), int((now - at).total_seconds() // 60)) for name, at in others.items()],
            "already": request.query.get("done") == "already",
        })  # fmt: skip

    async def file(self, request: web.Request, member: Member) -> web.Response:
        """One of the papers."""
        service, role = self.sessions.service, _FILES.get(request.match_info["name"])
        found = await opened(service, self.events, request.match_info["case"])
        stored = await service.files.of_case(found.number, role) if role else None
        if role == FileRole.DOCUMENT and stored is None:
            stored = await service.documents.document(found.application, service.now())
        if stored is None:
            raise web.HTTPNotFound
        await self.sessions.record(member.address, "file", found.number, request.match_info["name"])
        headers = {"Content-Disposition": "inline", "Cache-Control": "private, no-store"}
        return web.Response(body=stored.content, content_type=stored.media_type, headers=headers)

    async def signed(self, request: web.Request, member: Member, form: PostedForm) -> web.Response:
        """Say of the copy that came that it is signed."""
        service = self.sessions.service
        found = await opened(service, self.events, request.match_info["case"])
        sent = last_sent(found.application)
        if found.case.state.stage is Stage.SIGNING and sent and sent.file == form.get("file"):
            action = StaffAction(service.now(), member.address, "signed", found.number)
            await service.sent_copies.confirm(action)
        raise web.HTTPSeeOther(f"/desk/{found.number}")

    async def _facts(self, found: OpenedCase, member: Member) -> dict[str, object]:
        service, state, sent = self.sessions.service, found.case.state, last_sent(found.application)
        edition = service.definition(found.application).edition
        acts = open_acts(found.case, member.role)
        to_confirm = state.stage is Stage.SIGNING and state.doubtful and sent is not None
        papers = {
            name: await service.files.of_case(found.number, role) is not None for name, role in _FILES.items()
        }
        actions = await service.actions.of_case(found.number)
        pending = [(one.number, stored_name(type(one.event)), one.at + WAITS) for one in state.pending]
        pages = _visit_pages(found)
        return {
            "member": member,
            "found": found,
            "facts": found.facts,
            "state": state,
            "today": taipei_day(service.now()),
            "acts": [act.value for act in acts],
            "main": acts[0].value if acts and not (to_confirm or pending or pages) else "",
            "to_confirm": sent.file if to_confirm and sent else "",
            "pending": pending,
            "visit_pages": pages,
            "papers": papers,
            "copy": copy_facts(edition, 1, sent) if sent else None,
            "sent_at": sent.at if sent else "",
            "history": history(found, actions, words(), edition.speak(STAFF_LANGUAGE)),
            "recall": Act.RECALL.value,
            "questions": open_questions(found.case.events),
            "chats": open_chats(found.case.events),
            "requests": open_requests(found.case.events),
            "proposal": found.case.received.kind is CaseKind.PROPOSAL,
            "receives": state.stage in DIAGNOSIS_OPEN,
        }


def _visit_pages(found: OpenedCase) -> list[tuple[str, str, bool]]:
    """Pages about consultant and visit (bot/consultants): the address within the case, its words, and whether what is
    there is the next thing to do."""
    told, now, said = found.case.told_state, found.case.state.consulted, words()
    if found.case.received.kind is CaseKind.PROPOSAL:
        stage = found.case.state.stage
        further = "outcome" if stage in AFTER_RESULT else "meeting" if stage in PRESENTED else ""
        pages = [("proposal", str(said["proposal"]["page"]["title"]), not further)]
        return [*pages, (further, str(said[further]["title"]), True)] if further else pages
    if told.stage not in (Stage.MATCHING, Stage.VISIT, Stage.ADVICE, Stage.DONE):
        return []
    if now.assigned is None:
        return [("assign", said["assign"]["title"], True)] if told.stage is not Stage.DONE else []
    ours = now.step in (Step.RELEASE, Step.VISIT, Step.PROPOSE, Step.PICK)
    pages = [("visit", str(said["visit"]["open"]), ours)]
    return pages if told.stage is Stage.DONE else [*pages, ("assign", str(said["assign"]["again"]), False)]
