"""What commands print of an alliance's proposal: its stage, its paper."""

from bot.cases.case_stream import case_of
from bot.command_words import phrase
from bot.office.proposals.history_facts import received
from bot.office.rendering import day, words
from bot.office.summaries import refresh
from bot.service import Service
from flows.cases.proposal.events import PaperReceived
from flows.cases.stage import PROPOSAL_STAGES, CaseKind, CaseState, Stage
from flows.definitions.programme import taipei_day
from storage.cases.stream.case_events import CaseEvents
from storage.cases.summaries import Summaries
from storage.records import Application


def is_proposal(service: Service, application: Application) -> bool:
    """Whether its case is that of an alliance's proposal."""
    return service.definition(application).scheme.case_kind is CaseKind.PROPOSAL


async def proposal_line(service: Service, application: Application) -> str:
    """Its stage and its paper, in a line; empty for what is no proposal, or is erased."""
    if application.erased_at or not is_proposal(service, application):
        return ""
    state = await _state(service, application)
    told = words()
    paper = told["proposal"]["arrival"][state.proposal.arrival] if state.proposal else ""
    return phrase("list.fact", label=told["stage"][state.stage], value=paper)


async def proposal_lines(service: Service, application: Application) -> list[str]:
    """Its stage, whose turn it is and until when, and every entry about paper."""
    if application.erased_at:
        return []
    state, told = await _state(service, application), words()
    turn = "　".join(filter(None, (told["awaits"][state.awaits], day(state.due))))
    lines = [phrase("list.fact", label=told["stage"][state.stage], value=turn)]
    papers = [one.event for one in (state.proposal.papers if state.proposal else ())]
    return lines + [received(one, told["proposal"]) for one in papers if isinstance(one, PaperReceived)]


async def proposal_counts(service: Service) -> list[str]:
    """How many proposals are in each stage; nothing where there is none."""
    summaries = Summaries(service.database)
    await refresh(service, summaries, CaseEvents(service.database))
    counts, told = await summaries.counts(taipei_day(service.now())), words()["stage"]
    return [
        phrase("list.fact", label=told[stage], value=counts[stage])
        for stage in Stage
        if stage in PROPOSAL_STAGES and counts.get(stage)
    ]


async def _state(service: Service, application: Application) -> CaseState:
    stored = await CaseEvents(service.database).of(application.case_number)
    return case_of(application, stored, service.definition(application)).state
