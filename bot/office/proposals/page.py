"""The page on which the office works at a proposal: its paper, the points of the qualification, the decision."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from aiohttp import web

from bot.cases.outgoing import WAITS
from bot.notifications.mail_facts import STAFF_LANGUAGE
from bot.office.history import sentence
from bot.office.opened_case import OpenedCase, opened
from bot.office.proposals.correction import FIELD, Place, known, mended, places_of
from bot.office.proposals.execution import ProposalExecution, ProposalOutcome
from bot.office.proposals.forms import FORMS
from bot.office.proposals.history_facts import received
from bot.office.proposals.points import points_of, qualification
from bot.office.rendering import drawn, words
from bot.office.sessions import Member, PostedForm, Sessions
from flows.cases.codec import stored_name
from flows.cases.consultant_acts import Actor
from flows.cases.proposal import events as e
from flows.cases.proposal.acts import may
from flows.cases.proposal.progress import UNDECIDED, Arrival, Progress
from flows.cases.stage import CaseKind
from flows.definitions.programme import TAIPEI, Contact, taipei_day
from storage.cases.stream.case_events import CaseEvents

_ACTS: Mapping[str, type] = {
    "paper": e.PaperReceived,
    "late": e.LatePaperDecided,
    "point": e.PointChecked,
    "passed": e.QualificationPassed,
    "failed": e.QualificationFailed,
    "gone": e.MemberGone,
    "correct": e.CorrectionAsked,
    "closed": e.CorrectionClosed,
}


@dataclass(frozen=True)
class ProposalPage:
    """Serves the page and its forms; whoever sees it is recorded first."""

    sessions: Sessions
    events: CaseEvents
    execution: ProposalExecution

    def routes(self) -> list[web.AbstractRouteDef]:
        """The page, and a form for each act."""
        return [
            web.get("/desk/{case}/proposal", self.sessions.shown(self.show)),
            web.post("/desk/{case}/proposal/{act}", self.sessions.done(self.act)),
        ]

    async def show(self, request: web.Request, member: Member) -> web.Response:
        """The page."""
        found = await self._found(request)
        await self.sessions.record(member.address, "case", found.number, "proposal")
        places = await places_of(self.sessions.service, found)
        return drawn("proposal.html", self._facts(found, member, places))

    async def act(self, request: web.Request, member: Member, form: PostedForm) -> web.Response:
        """Do what a form says; where it cannot be done the page says why, and keeps what was typed."""
        name, found = request.match_info["act"], await self._found(request)
        if name not in FORMS:
            raise web.HTTPNotFound
        places = await places_of(self.sessions.service, found)
        outcome = await self.execution.perform(
            found, FORMS[name](form), member.address, form.number("seen") or 0, known(places)
        )
        if outcome.done:
            raise web.HTTPSeeOther(f"/desk/{found.number}/proposal#{name}")
        found = await self._found(request)
        facts = self._facts(found, member, places, outcome, (name, form))
        return drawn("proposal.html", facts, 409 if outcome.since else 422)

    async def _found(self, request: web.Request) -> OpenedCase:
        found = await opened(self.sessions.service, self.events, request.match_info["case"])
        if found.case.received.kind is not CaseKind.PROPOSAL:
            raise web.HTTPNotFound
        return found

    def _facts(
        self,
        found: OpenedCase,
        member: Member,
        places: Sequence[Place],
        outcome: ProposalOutcome | None = None,
        typed: tuple[str, PostedForm] | None = None,
    ) -> dict[str, object]:
        service, state = self.sessions.service, found.case.state
        definition = service.definition(found.application)
        chat, progress = definition.edition.speak(STAFF_LANGUAGE), state.proposal or Progress()
        since = outcome.since if outcome else ()
        file = qualification(definition.scheme.key)
        papers = [
            (one.number, one.event) for one in progress.papers if isinstance(one.event, e.PaperReceived)
        ]
        sent = found.case.received
        acts = {name for name, kind in _ACTS.items() if may(found.case, kind, Actor.OFFICE)}
        if progress.arrival in (Arrival.MISSING, Arrival.IN_TIME):
            acts -= {"late"}
        return {
            "member": member,
            "found": found,
            "state": state,
            "today": taipei_day(service.now()),
            "seen": state.last,
            "arrival": progress.arrival.value,
            "undecided": progress.arrival in UNDECIDED,
            "revision": sent.revision,
            "sent_at": sent.sent_at or sent.submitted_at,
            "paper": progress.paper,
            "papers": [(number, received(event, words()["proposal"])) for number, event in papers],
            "points": points_of(definition, found.application, progress, chat),
            "pending": [(one.number, stored_name(type(one.event)), one.at + WAITS) for one in state.pending],
            "acts": acts,
            "ways": e.WAYS,
            "places": places,
            "lines": {f"{FIELD}:{one.seat}:{one.place}": one.line for one in progress.places},
            "mended": mended(found, chat),
            "correction_due": self._due(found, progress),
            "members": members_of(found),
            "now": f"{service.now().astimezone(TAIPEI):%Y-%m-%dT%H:%M}",
            "objection": str(file["objection"]).format(contact=_contact(definition.programme.contact)),
            "why": outcome.why.value if outcome and outcome.why else "",
            "since": [(one.at, sentence(one, found.case.events, words(), chat)) for one in since],
            "typed": _typed(typed),
            "lost": _written(typed[1]) if typed and typed[0] not in acts else (),
        }

    def _due(self, found: OpenedCase, progress: Progress) -> str:
        """The day a correction is to be sent in by: as it was asked, or as the programme says."""
        asked, table = progress.correction, found.case.table
        if asked and isinstance(asked.event, e.CorrectionAsked):
            return asked.event.due
        return table.due(self.sessions.service.now(), table.deadlines.correction).isoformat()


def members_of(found: OpenedCase) -> Sequence[tuple[str, str]]:
    """Number and name of every company of the revision that counts, the leader first."""
    listed = found.application.record.get("members", ())
    return [(str(one["ubn"]), str(one["company"] or one["ubn"])) for one in listed]


def _written(form: PostedForm) -> list[str]:
    """What somebody wrote in their own words into a form that is on the page no longer."""
    own = [
        values[-1].strip()
        for name, values in form.fields.items()
        if name.startswith(("reason", "note", "objection"))
    ]
    return [text for text in own if text]


def _contact(contact: Contact) -> str:
    return f"{contact.name} {contact.phone}"


def _typed(typed: tuple[str, PostedForm] | None) -> Mapping[str, object]:
    """What was typed into the form that was not taken, by field; `act` is which form."""
    if typed is None:
        return {"act": ""}
    act, form = typed
    return {"act": act, **{name: values[-1] for name, values in form.fields.items()}, "fields": form.fields}
