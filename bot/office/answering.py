"""Answers what applicants ask of the office, whichever way staff do it: a question of the chat, a request about
personal data, a chat in which staff answer themselves. Each is told at once, by whoever is first."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.cases.case_writing import change_of
from bot.notifications.notifier import COSTLY
from bot.office.act_execution import ActResult, Outcome
from bot.office.opened_case import OpenedCase, opened
from bot.service import Service
from flows.cases.decide import LONGEST_TEXT, RefusalReason
from flows.cases.events import (
    CaseEvent,
    DataRequestAnswered,
    DataRequestExtended,
    QuestionAnswered,
    RecordedEvent,
    StaffChatEnded,
)
from flows.cases.questions import open_chats, open_questions
from flows.cases.requests import DataRequest, open_requests
from flows.events.codec import to_json
from flows.events.conversation import StaffFinished
from flows.events.submitted.submission import OfficeAnswered
from storage.cases.stream.case_events import CROWDED, CaseEvents
from storage.errors import Clash
from storage.records import Json

Make = Callable[[Sequence[RecordedEvent]], tuple[CaseEvent, str] | None]
"""The event an answer brings and the session it is for; None when there is nothing to answer any more."""


@dataclass(frozen=True)
class Answering:
    """Appends what an answer brings."""

    service: Service
    events: CaseEvents

    async def question(self, found: OpenedCase, who: str, number: int, text: str) -> Outcome:
        """Answer the question with this number. UnknownCase."""

        def make(stream: Sequence[RecordedEvent]) -> tuple[CaseEvent, str] | None:
            asked = next((one for one in open_questions(stream) if one.number == number), None)
            return (QuestionAnswered(number, text, asked.session), asked.session) if asked else None

        return await self._do(found, who, number, make, text)

    async def request(self, found: OpenedCase, who: str, number: int, does: str, text: str) -> Outcome:
        """`grant`, `decline` or `extend` the request with this number. UnknownCase."""

        def make(stream: Sequence[RecordedEvent]) -> tuple[CaseEvent, str] | None:
            asked = next((one for one in open_requests(stream) if one.number == number), None)
            event = _event(asked, does, text) if asked else None
            return (event, asked.session) if asked and event else None

        return await self._do(found, who, number, make, text)

    async def end_chat(self, found: OpenedCase, who: str, number: int) -> Outcome:
        """Hand the chat in which staff answer, by the number of the event that began it, back to the bot; the person
        hears so with their next message. UnknownCase."""

        def make(stream: Sequence[RecordedEvent]) -> tuple[CaseEvent, str] | None:
            chat = next((one for one in open_chats(stream) if one.number == number), None)
            return (StaffChatEnded(chat.session), chat.session) if chat else None

        return await self._do(found, who, number, make)

    async def _do(
        self, found: OpenedCase, who: str, number: int, make: Make, text: str | None = None
    ) -> Outcome:
        while True:
            made = make(found.case.events)
            if made is None:
                return _gone(found, who, number, text)
            if text is not None and not 0 < len(text) <= LONGEST_TEXT:
                why = RefusalReason.TOO_LONG if text else RefusalReason.REASON_MISSING
                return Outcome(ActResult.REFUSED, found, why=why)
            if await self._append(found, who, *made):
                return Outcome(ActResult.DONE, found)
            found = await opened(self.service, self.events, found.number)

    async def _append(self, found: OpenedCase, who: str, event: CaseEvent, session: str) -> bool:
        """False when somebody has added an event first."""
        service, case = self.service, found.case
        change = change_of(case.events, [event], who, service.now(), case.table)
        told = await self._at_next_visit(event, session)
        try:
            await self.events.write(found.number, change, service.now(), told, session)
        except Clash as clash:
            if clash.constraint != CROWDED:
                raise
            return False
        service.case_status.wake()
        return True

    async def _at_next_visit(self, event: CaseEvent, session: str) -> list[Json]:
        """What the asker's journal hears: that staff are done, or an answer where nothing is sent unasked."""
        if isinstance(event, StaffChatEnded):
            return [to_json(StaffFinished())]
        if not isinstance(event, QuestionAnswered | DataRequestAnswered):
            return []
        notifier, who = self.service.notifier, await self.service.journal.identity(session)
        pushed = who and who.channel in notifier.notify_by_channel and who.channel not in COSTLY
        return [] if pushed else [to_json(OfficeAnswered(event.text))]


def _event(asked: DataRequest, does: str, text: str) -> CaseEvent | None:
    """What a button adds to the stream; None for one that is none, or no longer."""
    match does:
        case "grant" | "decline":
            return DataRequestAnswered(asked.number, asked.kind.value, does == "grant", text)
        case "extend" if not asked.extended:
            return DataRequestExtended(asked.number, asked.kind.value, asked.longest.isoformat(), text)
        case _:
            return None


def _gone(found: OpenedCase, who: str, number: int, text: str | None) -> Outcome:
    """What was faster; nothing, where that number was never asked. The same words of the same person are a double
    press."""
    since = [one for one in found.case.events if one.number > number and _closes(one.event, found, number)]
    own = any(one.who == who and _said(one.event) == text for one in since)
    return Outcome(ActResult.ALREADY if own else ActResult.MOVED, found, since)


def _said(event: CaseEvent) -> str | None:
    match event:
        case QuestionAnswered(text=said) | DataRequestAnswered(text=said) | DataRequestExtended(reason=said):
            return said
        case _:
            return None


def _closes(event: CaseEvent, found: OpenedCase, number: int) -> bool:
    match event:
        case QuestionAnswered(question=asked) | DataRequestAnswered(request=asked):
            return asked == number
        case DataRequestExtended(request=asked):
            return asked == number
        case StaffChatEnded(session):
            begun = next((one.event for one in found.case.events if one.number == number), None)
            return getattr(begun, "session", "") == session
        case _:
            return False
