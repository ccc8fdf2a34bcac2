"""Which cases are in a stage, for `list --stage`."""

from bot.office.summaries import refresh
from bot.service import Service
from flows.definitions.programme import taipei_day
from storage.cases.stream.case_events import CaseEvents
from storage.cases.summaries import Filter, Sort, Summaries

AT_ONCE = 1000


async def in_stage(service: Service, stage: str) -> frozenset[str]:
    """The numbers of the cases that are in it now."""
    summaries, today = Summaries(service.database), taipei_day(service.now())
    await refresh(service, summaries, CaseEvents(service.database))
    found: set[str] = set()
    while page := await summaries.page(Filter(stage), today, Sort.NUMBER, AT_ONCE, len(found)):
        found |= {one.case_number for one in page}
    return frozenset(found)
