"""Plays what happens to an invented case, act by act, by what the pages of office, consultant and applicant call."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from hashlib import sha256

from bot.cases.replacement import Decision, settlement
from bot.consultants.execution import ActRequest, Execution
from bot.consultants.people import People
from bot.conversation.case_answers import new_uid, wanted
from bot.demo.office.applicant import Applicant
from bot.demo.office.past import Past
from bot.demo.office.signed_sheet import signed_sheet
from bot.office.act_execution import ActExecution, ActResult
from bot.office.act_forms import Filled, blank
from bot.office.opened_case import OpenedCase, opened
from bot.office.received.filing import CopyFiling
from bot.office.sessions import Member
from flows.cases.consultant_acts import Actor
from flows.cases.consultant_events import (
    APPLICANT,
    RATINGS,
    AdviceReleased,
    AdviceUploaded,
    ConsultantAccepted,
    ConsultantAssigned,
    ConsultantEvent,
    Rated,
    TimesProposed,
    VisitHeld,
)
from flows.cases.decide import Act, StaffRole
from flows.definitions.programme import TAIPEI, taipei_day
from flows.events.submitted.submission import CaseAnswered
from flows.session.company.replacement import STAFF
from storage.cases.staff_actions import StaffAction
from storage.cases.stream.case_events import CaseEvents
from storage.records import NewFile
from storage.stored_names import FileRole

LIN, WANG = "lin@office.example", "wang@office.example"
"""Who the staff of the demo are: 承辦 and 主管."""

_MEETING = "https://meet.example/{case}"
_AFTERNOON = time(14)


class NotPossible(Exception):
    """The plan of the invented cases has an act that a page would refuse."""


@dataclass(frozen=True)
class CasePlayer:
    """One case: its number, when it was submitted, and who applied."""

    past: Past
    number: str
    begun: datetime
    applicant: Applicant

    async def play(self, act: str) -> None:
        """An act of the plan, such as `2.5 propose 6 7`: days after the submission, the act, what goes with it."""
        day, name, *words = act.split(" ")
        await self.past.until(self.begun + timedelta(days=float(day)))
        await getattr(self, f"_{name}")(words)
        await self.past.told()

    async def _signed(self, _: list[str]) -> None:
        """The first page comes by mail and is filed."""
        found, service = await self._found(), self.past.service
        day = taipei_day(service.now())
        document = await service.documents.document(found.application, service.now())
        scan = signed_sheet(document.content, (day.year - 1911, day.month, day.day))
        filed = await CopyFiling(service).file(found.application, [scan], LIN)
        if filed.copy is None:
            raise NotPossible(f"{self.number}: {filed.why}")

    async def _approve(self, _: list[str]) -> None:
        await self._office(Act.APPROVE)

    async def _ask(self, words: list[str]) -> None:
        await self._office(Act.ASK, " ".join(words[1:]), (words[0],))

    async def _refuse(self, words: list[str]) -> None:
        await self._office(Act.REFUSE, " ".join(words), member=Member(WANG, StaffRole.MANAGER, ""))

    async def _withdraw(self, words: list[str]) -> None:
        await self._office(Act.WITHDRAW, " ".join(words))

    async def _replaced(self, _: list[str]) -> None:
        """The office allows the newest application to take the place of this one."""
        service = self.past.service
        newer, now = (await self._found()).application.asked_by, service.now()
        asked = await service.replacements.of(newer) if newer else None
        if asked is None or newer is None:
            raise NotPossible(self.number)
        decision = Decision(asked.earlier, asked.request, True, STAFF, (STAFF, f"{newer} {now.isoformat()}"))
        done = StaffAction(now, LIN, "replace --allow", newer)
        await service.replacements.settle(settlement(decision, now), now, done)

    async def _question(self, words: list[str]) -> None:
        """The first word is the one that calls for a person."""
        for said in (words[0], " ".join(words[1:])):
            await self.applicant.say(said)

    async def _assign(self, words: list[str]) -> None:
        found = await self._found()
        fits = await People(self.past.service).fits(found.application, found.case.state.consulted)
        chosen = next(one for one in fits if one.consultant.address.startswith(words[0]))
        best = tuple(f"{one.consultant.address} {one.sum}" for one in fits if not one.excluded)[:3]
        who = chosen.consultant
        event = ConsultantAssigned(who.address, who.name, best, " ".join(words[1:]))
        await self._wish(ActRequest(event, Actor.OFFICE, LIN, consultant=who.address, limit=who.limit))

    async def _accept(self, _: list[str]) -> None:
        await self._consultant(ConsultantAccepted())

    async def _propose(self, days: list[str]) -> None:
        local = self.begun.astimezone(TAIPEI).date()
        times = [datetime.combine(local + timedelta(days=int(day)), _AFTERNOON, TAIPEI) for day in days]
        link = _MEETING.format(case=self.number)
        await self._consultant(TimesProposed(tuple(one.isoformat() for one in times), 90, True, link))

    async def _pick(self, words: list[str]) -> None:
        found = await self._found()
        offer = found.case.told_state.consulted.offer
        number = str(offer.number) if offer else ""
        programme = self.past.service.definition(found.application).programme
        event = wanted(CaseAnswered("pick", number, words[0]), new_uid(programme))(found.case.events)
        await self._wish(ActRequest(event, Actor.APPLICANT, APPLICANT) if event else None)

    async def _held(self, words: list[str]) -> None:
        await self._consultant(VisitHeld(" ".join(words)))

    async def _upload(self, _: list[str]) -> None:
        """The document stands for the advice: an invented PDF has nothing else to say."""
        found, service = await self._found(), self.past.service
        content = (await service.documents.document(found.application, service.now())).content
        digest, name = sha256(content).hexdigest(), f"{self.number}_advice.pdf"
        file = NewFile(self.number, FileRole.ADVICE, name, "application/pdf", content)
        await self._consultant(AdviceUploaded(digest, name), {digest: file})

    async def _release(self, _: list[str]) -> None:
        uploaded = (await self._found()).case.state.consulted.uploaded
        advice = uploaded.event if uploaded else None
        if not isinstance(advice, AdviceUploaded):
            raise NotPossible(self.number)
        await self._wish(ActRequest(AdviceReleased(advice.file, advice.name), Actor.OFFICE, LIN))

    async def _received(self, values: list[str]) -> None:
        events = (await self._found()).case.events
        received = wanted(CaseAnswered("received"), "")(events)
        await self._wish(ActRequest(received, Actor.APPLICANT, APPLICANT) if received else None)
        for question, value in zip(RATINGS, values, strict=True):
            await self._wish(ActRequest(Rated(question, int(value)), Actor.APPLICANT, APPLICANT))

    async def _office(
        self, act: Act, note: str = "", reasons: tuple[str, ...] = (), member: Member | None = None
    ) -> None:
        """An act of the office, as its form would come filled in."""
        service, found = self.past.service, await self._found()
        usual = blank(act, found.case.table.deadlines, taipei_day(service.now()))
        who = member or Member(LIN, StaffRole.OFFICER, "")
        execution = ActExecution(service, CaseEvents(service.database))
        day = usual.day if act is not Act.REFUSE else _in_days(service.now(), 30)
        filled = Filled(note, day, reasons)
        done = await execution.perform(found, who, act, filled, found.case.state.last)
        if done.result is not ActResult.DONE:
            raise NotPossible(f"{self.number} {act}: {done.why}")

    async def _consultant(self, event: ConsultantEvent, files: dict[str, NewFile] | None = None) -> None:
        who = (await self._found()).case.state.consulted.consultant
        await self._wish(ActRequest(event, Actor.CONSULTANT, who, files=files or {}))

    async def _wish(self, wish: ActRequest | None) -> None:
        service, found = self.past.service, await self._found()
        execution = Execution(service, CaseEvents(service.database))
        why = await execution.perform(found.application, wish) if wish else "nothing"
        if why:
            raise NotPossible(f"{self.number}: {why}")

    async def _found(self) -> OpenedCase:
        return await opened(self.past.service, CaseEvents(self.past.service.database), self.number)


def _in_days(now: datetime, days: int) -> str:
    return (taipei_day(now) + timedelta(days=days)).isoformat()
