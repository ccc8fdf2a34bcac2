"""`requests` and `answer`: what applicants ask of the office, by when it is to be answered, and the answer, as on the
page of the case."""

from collections.abc import Iterator

from aiohttp import web

from bot.cli.decisions import staff_member
from bot.command_words import phrase
from bot.office.act_execution import ActResult
from bot.office.answering import Answering
from bot.office.opened_case import OpenedCase, opened
from bot.office.rendering import day, words
from bot.office.summaries import refresh
from bot.presenter.context import clock
from bot.service import Service
from flows.cases.questions import open_chats, open_questions
from flows.cases.requests import open_requests
from flows.definitions.programme import taipei_day
from storage.cases.stream.case_events import CaseEvents
from storage.cases.summaries import Chosen, Filter, Sort, Summaries

AT_ONCE = 1000

_GONE = {"say": "answered", "end-chat": "ended_chat"}
"""Why there is nothing to answer under a number, by the act."""

Waiting = tuple[str, int, str]
"""The day by which it is to be answered ("9" where none is set, after all days), its number, and the line about it."""


async def listed(service: Service) -> str:
    """Everything that waits for an answer: requests about personal data by the day the law sets, then questions and
    chats in which staff answer."""
    summaries, events = Summaries(service.database), CaseEvents(service.database)
    await refresh(service, summaries, events)
    today, cases = taipei_day(service.now()), set[str]()
    for chosen in (Chosen.REQUESTS, Chosen.MESSAGES):
        seen = 0
        while page := await summaries.page(Filter(chosen), today, Sort.NUMBER, AT_ONCE, seen):
            cases, seen = cases | {one.case_number for one in page}, seen + len(page)
    found = [await opened(service, events, case) for case in sorted(cases)]
    waiting = sorted((due, one.number, number, line) for one in found for due, number, line in _waiting(one))
    return "\n".join(line for *_, line in waiting) or phrase("requests.none")


async def answered(
    service: Service, case: str, act: str, *, text: str, number: int | None
) -> int | str | None:
    """Answer what waits under this number, or the one thing of its kind that waits; exit code 2 with why it was not
    done. None if there is no such case."""
    events = CaseEvents(service.database)
    try:
        found = await opened(service, events, case)
    except web.HTTPNotFound:
        return None
    which = number or _only(found, act)
    if which is None:
        waiting = "\n".join(line for *_, line in _waiting(found))
        print(phrase("answer.which", case=case, open=waiting or phrase("requests.none")))
        return 2
    answering, who, said = Answering(service, events), staff_member(), text.strip()
    match act:
        case "say":
            outcome = await answering.question(found, who, which, said)
        case "end-chat":
            outcome = await answering.end_chat(found, who, which)
        case _:
            outcome = await answering.request(found, who, which, act, said)
    if outcome.result is ActResult.DONE:
        return phrase("answer.done", case=case)
    why = words()["problem"][outcome.why.value if outcome.why else _GONE.get(act, "answered_request")]
    print(phrase("answer.refused", case=case, why=why))
    return 2


def _only(found: OpenedCase, act: str) -> int | None:
    """The number of what waits for such an answer, if it is one thing."""
    stream = found.case.events
    match act:
        case "say":
            asked = [one.number for one in open_questions(stream)]
        case "end-chat":
            asked = [one.number for one in open_chats(stream)]
        case _:
            asked = [one.number for one in open_requests(stream)]
    return asked[0] if len(asked) == 1 else None


def _waiting(found: OpenedCase) -> Iterator[Waiting]:
    """What waits of a case."""
    kinds = words()["requests"]["kinds"]
    for asked in open_requests(found.case.events):
        what = phrase("requests.request", kind=kinds[asked.kind.value], due=day(asked.due))
        yield (
            asked.due.isoformat(),
            asked.number,
            _line(found, asked.number, clock(asked.at), what, asked.text),
        )
    for one in open_questions(found.case.events):
        what = phrase("requests.question")
        yield "9", one.number, _line(found, one.number, clock(one.at), what, one.text)
    for chat in open_chats(found.case.events):
        yield "9", chat.number, _line(found, chat.number, clock(chat.at), phrase("requests.chat"), "")


def _line(found: OpenedCase, number: int, at: str, what: str, text: str) -> str:
    return "  ".join(filter(None, (found.number, f"{number}", at, what, " ".join(text.split()))))
