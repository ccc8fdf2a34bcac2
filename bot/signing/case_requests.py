"""A request with the application it is about: found by its link, continued by one decision at a time."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from bot.cases.case_stream import case_of
from bot.documents.document_store import DocumentStore
from flows.cases.stage import Stage
from flows.scheme.definition import Catalogue, Definition
from flows.signing.decisions import Refusal, type_number
from flows.signing.facts import (
    CodeMailed,
    SentBack,
    SignedOnline,
    SignerVerified,
    SigningFact,
    SigningFacts,
    fact_from_json,
    fact_to_json,
)
from flows.signing.request import SigningRequest, request_of
from storage.cases.applications import Applications
from storage.cases.signing_requests import NewFacts, SigningRequests
from storage.cases.stream.case_events import CaseEvents
from storage.errors import Unavailable
from storage.records import Application, NewFile, NewJob, StoredFile
from storage.stored_names import JobKind

_TRIES = 5
"""How often a decision is taken anew because somebody else's came first."""

_CLOSED = frozenset({Stage.REFUSED, Stage.WITHDRAWN, Stage.SUPERSEDED})
"""Stages in which nobody needs a signature any more."""


@dataclass(frozen=True, slots=True)
class CaseRequest:
    """A request, as of its facts, and what it is about; `ended` when its link is good for nothing any more."""

    application: Application
    definition: Definition
    number: int
    facts: tuple[SigningFact, ...]
    request: SigningRequest
    document: StoredFile
    pages: int
    ended: bool = False


Decide: TypeAlias = Callable[[CaseRequest], SigningFacts | Refusal]


@dataclass(frozen=True)
class CaseRequests:
    """Finds and continues requests. `wake` tells the worker that there is something to do."""

    requests: SigningRequests
    applications: Applications
    events: CaseEvents
    catalogue: Catalogue
    documents: DocumentStore
    now: Callable[[], datetime]
    wake: Callable[[], None]

    async def by_token(self, token: str) -> CaseRequest | None:
        """What a link is about; None for an unknown one. Unavailable."""
        link = await self.requests.find(token)
        return await self.get(link.case_number, link.request, ended=link.ended) if link else None

    async def get(self, case_number: str, number: int, *, ended: bool = False) -> CaseRequest | None:
        """Request `number` of a case; None when there is none, or the case was erased."""
        application = await self.applications.get(case_number)
        facts = await self.facts(case_number, number)
        request = request_of(facts)
        if application is None or application.erased_at or request is None:
            return None
        document = await self.documents.document(application, self.now())
        definition = self.catalogue.of_case(application.questionnaire, application.programme)
        ended = ended or not request.is_about(document.sha256) or await self._closed(application, definition)
        pages = await asyncio.to_thread(_page_count, document.content)
        return CaseRequest(application, definition, number, facts, request, document, pages, ended)

    async def facts(self, case_number: str, number: int) -> tuple[SigningFact, ...]:
        """What happened to request `number` of a case; nothing when there is none."""
        return tuple(map(fact_from_json, await self.requests.facts(case_number, number)))

    async def takes(self, case_number: str) -> bool:
        """Whether this case still takes a signature: it is not closed, as far as its applicant was told."""
        application = await self.applications.get(case_number)
        if application is None or application.erased_at:
            return False
        definition = self.catalogue.of_case(application.questionnaire, application.programme)
        return not await self._closed(application, definition)

    async def _closed(self, application: Application, definition: Definition) -> bool:
        events = await self.events.of(application.case_number)
        state = case_of(application, events, definition).told_state
        return state.stage in _CLOSED or application.refused

    async def decide(
        self, case: CaseRequest, decide: Decide, files: Sequence[NewFile] = ()
    ) -> SigningFacts | Refusal:
        """Take a decision and keep its facts with these files; taken anew when somebody else's came first. Unavailable,
        also when somebody else's always do."""
        for _ in range(_TRIES):
            decided = decide(case)
            if isinstance(decided, Refusal) or not decided:
                return decided
            if await self._append(case, decided, files):
                self.wake()
                return decided
            again = await self.get(case.application.case_number, case.number, ended=case.ended)
            if again is None:
                return ()
            case = again
        raise Unavailable("others were always first")

    async def typed_number(self, case_number: str, number: int, typed: str) -> bool | None:
        """Whether two digits typed in the chat are those that a page shows; None where no page waits for any."""
        case = await self.get(case_number, number)
        if case is None or case.ended:
            return None
        if case.request.was_let_in_by(typed, self.now()):
            return True

        def decide(found: CaseRequest) -> SigningFacts:
            return type_number(found.request, typed, self.now(), found.document.sha256)

        decided = await self.decide(case, decide)
        if isinstance(decided, Refusal) or not decided:
            return None
        return any(isinstance(fact, SignerVerified) for fact in decided)

    async def _append(self, case: CaseRequest, facts: SigningFacts, files: Sequence[NewFile]) -> bool:
        now = self.now()
        new = NewFacts(
            case.application.case_number,
            case.number,
            len(case.facts),
            now,
            [fact_to_json(fact) for fact in facts],
            jobs_of(case.number, facts, now),
            files,
        )
        return await self.requests.append(new)


def jobs_of(request: int, facts: SigningFacts, now: datetime) -> list[NewJob]:
    """The work that facts of a request leave behind."""
    jobs: list[NewJob] = []
    for fact in facts:
        payload = {"request": request}
        if isinstance(fact, CodeMailed):
            jobs.append(NewJob(JobKind.SIGNING_CODE, {**payload, "code": fact.code}, now))
        elif isinstance(fact, SignedOnline):
            jobs.append(NewJob(JobKind.SIGNING_SEAL, payload, now))
        elif isinstance(fact, SentBack):
            jobs += news_jobs(payload, now)
    return jobs


def news_jobs(payload: dict[str, int], now: datetime) -> list[NewJob]:
    """Telling the applicant what became of a request, by mail and where they chat."""
    return [NewJob(kind, payload, now) for kind in (JobKind.SIGNING_NEWS_MAIL, JobKind.SIGNING_NEWS_CHAT)]


def _page_count(pdf: bytes) -> int:
    from bot import documents  # 40 MB of libraries that a process without these pages never needs

    return documents.page_count(pdf)
