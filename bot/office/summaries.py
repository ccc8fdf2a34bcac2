"""Keeps the summaries of cases up to date: whoever looks at a list first computes those that have changed."""

import unicodedata
from collections.abc import Mapping

from bot.cases.case_stream import case_of
from bot.cases.sent_copies import last_sent
from bot.notifications.mail_facts import STAFF_LANGUAGE, mail_facts
from bot.service import Service
from flows.cases.consultant_events import APPLICANT
from flows.cases.events import SYSTEM
from flows.cases.questions import open_chats, open_questions
from flows.cases.stage import PROPOSAL_STAGES, Awaits, CaseState, Stage
from flows.session.submitted.signed_copy import copy_state
from storage.cases.stream.case_events import CaseEvents
from storage.cases.summaries import Stale, Summaries, Summary
from storage.records import Application

AT_ONCE = 200
"""Summaries of one transaction."""

PAPER = "paper_"
"""What a summary's word about paper begins with, which only proposals have; the rest is an Arrival."""

_RANKS = {Awaits.OFFICE: 0, Awaits.APPLICANT: 1, Awaits.CONSULTANT: 1, Awaits.NOBODY: 2}


async def refresh(service: Service, summaries: Summaries, events: CaseEvents) -> None:
    """Compute every summary that is out of date. Whoever does the same meanwhile writes the same."""
    while stale := await summaries.stale(AT_ONCE):
        found = []
        for one in stale:
            if summary := await _summary(service, events, one):
                found.append((one, summary))
        await summaries.write(found)
        if len(found) < len(stale):
            return  # a case was erased meanwhile: its row is gone, or about to be


def stages_shown(counts: Mapping[str, int]) -> list[Stage]:
    """Stages that lists and counts name: those of proposals only where there is one."""
    proposals = any(counts.get(stage.value) for stage in PROPOSAL_STAGES)
    return [stage for stage in Stage if proposals or stage not in PROPOSAL_STAGES]


def folded(text: str) -> str:
    """A text as it is searched: full-width letters and capitals are like any others."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


async def _returned(service: Service, case_number: str, address: str) -> bool:
    """Whether the last mail to the applicant came back."""
    sent = [
        one
        for one in await service.deliveries.of_case(case_number)
        if address.lower() in one.addresses and (one.accepted_at or one.bounced_at)
    ]
    last = max(sent, key=lambda one: one.queued_at, default=None)
    return last is not None and last.bounced_at is not None


def _papers(application: Application, state: CaseState) -> str:
    """What is known of the signed copy; of a proposal, of the paper, behind PAPER."""
    if state.proposal:
        return f"{PAPER}{state.proposal.arrival}"
    return copy_state(last_sent(application)).value


async def _summary(service: Service, events: CaseEvents, stale: Stale) -> Summary | None:
    application = await service.applications.get(stale.case_number)
    if application is None or application.erased_at:
        return None
    definition = service.definition(application)
    case = case_of(application, await events.of(stale.case_number), definition)
    facts, state = mail_facts(definition, application, STAFF_LANGUAGE), case.state
    people = [one.who for one in case.events if one.who not in (SYSTEM, APPLICANT)]
    consultant = state.consulted.name
    waiting = [one.due for one in state.requests if one.answer is None]
    digits = "".join(each for each in facts.contact_phone if each.isdigit())
    found = (stale.case_number, consultant, facts.ubn, facts.company)
    return Summary(
        case_number=stale.case_number,
        rank=0 if waiting else _RANKS[state.awaits],
        stage=state.stage.value,
        awaits=state.awaits.value,
        since=state.since,
        due=min(filter(None, (state.due, *waiting)), default=None),
        waiting=bool(state.pending),
        signed=_papers(application, state),
        company=facts.company,
        ubn=facts.ubn,
        county=facts.county,
        industry=facts.matching[0][1] if facts.matching else "",
        verdict=facts.state_text,
        last_by=people[-1] if people else "",
        consultant=consultant,
        search=" ".join(folded(one) for one in found),
        questions=len(open_questions(case.events)) + len(open_chats(case.events)),
        requests=len(waiting),
        returned=await _returned(service, stale.case_number, facts.contact_email),
        whole=tuple(dict.fromkeys(map(folded, (facts.contact_name, facts.contact_phone, digits)))),
    )
