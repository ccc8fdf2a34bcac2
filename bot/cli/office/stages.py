"""Which cases are in a stage, for `list --stage`."""

from bot.office.rendering import words
from bot.office.summaries import refresh
from bot.service import Service
from flows.cases.stage import Stage
from flows.definitions.programme import taipei_day
from storage.cases.stream.case_events import CaseEvents
from storage.cases.summaries import Filter, Sort, Summaries

AT_ONCE = 1000


def stage_named(typed: str) -> str | None:
    """The stage of this name, as pages and mails call it (待審查) or as `--stage` always did (review); None if none."""
    named = {name: stage for stage, name in stage_names().items()}
    return typed if typed in stage_names() else named.get(typed)


def stage_names() -> dict[str, str]:
    """Each stage, with its name on the pages."""
    told = words()["stage"]
    return {stage.value: str(told[stage]) for stage in Stage}


async def in_stage(service: Service, stage: str) -> frozenset[str]:
    """The numbers of the cases that are in it now."""
    summaries, today = Summaries(service.database), taipei_day(service.now())
    await refresh(service, summaries, CaseEvents(service.database))
    found: set[str] = set()
    while page := await summaries.page(Filter(stage), today, Sort.NUMBER, AT_ONCE, len(found)):
        found |= {one.case_number for one in page}
    return frozenset(found)
