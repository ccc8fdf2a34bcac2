"""Lists of cases: stale with every change of a case, filtered and sorted by the database, quick with very many."""

import time
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import insert

from storage.cases.sent_copies import SentCopies
from storage.cases.staff_actions import StaffAction
from storage.cases.stream.case_events import CaseEvents
from storage.cases.summaries import Chosen, Filter, Sort, Stale, Summaries, Summary
from storage.engine.database import Database
from storage.erasure import Erasure
from storage.journal.journal import Journal
from storage.records import StoredCaseEvent
from storage.schema.tables import application, case_summary
from tests.storage.make import NOW, SUBMISSION, submit, turn

TODAY = date(2024, 3, 5)


def summary(case_number: str = "113-0001", **other: object) -> Summary:
    known = Summary(
        case_number, 0, "review", "office", NOW, TODAY, False, "signed", "龍門", "12345675", "臺北市", "餐飲",
        "符合", "", f"{case_number} 龍門",
    )  # fmt: skip
    return replace(known, **other)  # type: ignore[arg-type]


async def computed(summaries: Summaries) -> list[str]:
    """Write every stale one; which they were."""
    stale = await summaries.stale(100)
    await summaries.write([(one, summary(one.case_number)) for one in stale])
    return sorted(one.case_number for one in stale)


async def test_whatever_changes_a_case_makes_its_summary_stale(database: Database, journal: Journal) -> None:
    summaries = Summaries(database)
    await submit(journal, 1)
    await submit(journal, 2)
    assert await computed(summaries) == ["113-0001", "113-0002"]
    assert await computed(summaries) == []
    await CaseEvents(database).append("113-0001", [StoredCaseEvent(1, NOW, "lin", {"is": "x"})], [], NOW)
    assert await computed(summaries) == ["113-0001"]
    sent = {"file": "ab", "at": NOW.isoformat()}
    await journal.append(turn(2, 2, case_number="113-0002", sent=(sent,)))
    assert await computed(summaries) == ["113-0002"]
    await SentCopies(database).confirm(StaffAction(NOW, "lin", "signed", "113-0002"))
    assert await computed(summaries) == ["113-0002"]
    await Erasure(database).erase_case("113-0002", NOW)
    assert await computed(summaries) == []
    assert [one.case_number for one in await summaries.page(Filter(), TODAY, Sort.WORK, 9)] == ["113-0001"]


async def test_a_summary_of_what_has_changed_since_is_not_kept(database: Database, journal: Journal) -> None:
    summaries = Summaries(database)
    await submit(journal, 1)
    [seen] = await summaries.stale(9)
    await CaseEvents(database).append("113-0001", [StoredCaseEvent(1, NOW, "lin", {"is": "x"})], [], NOW)
    await summaries.write([(seen, summary())])
    assert await summaries.stale(9) == (Stale("113-0001", seen.version + 1),)


async def test_filters_orders_counts_and_search(database: Database, journal: Journal) -> None:
    summaries = Summaries(database)
    for number in range(1, 5):
        await submit(journal, number)
    day = timedelta(days=1)
    rows = {
        "113-0001": summary("113-0001", due=TODAY + day),
        "113-0002": summary("113-0002", due=TODAY - day, company="100%"),
        "113-0003": summary("113-0003", rank=1, stage="signing", awaits="applicant", due=None),
        "113-0004": summary("113-0004", rank=2, stage="withdrawn", awaits="nobody", due=None),
    }
    rows["113-0002"] = replace(rows["113-0002"], search="113-0002 100%")
    await summaries.write([(one, rows[one.case_number]) for one in await summaries.stale(9)])

    async def found(which: Filter, sort: Sort = Sort.WORK, limit: int = 9, skip: int = 0) -> list[str]:
        page = await summaries.page(which, TODAY, sort, limit, skip)
        return [one.case_number[-1] for one in page]

    assert await found(Filter()) == ["2", "1", "3", "4"], "our turn, the earliest day, then the others"
    assert await found(Filter(), Sort.NUMBER, 2, 1) == ["2", "3"]
    assert await found(Filter(Chosen.OURS)) == ["2", "1"]
    assert await found(Filter(Chosen.OVERDUE)) == ["2"]
    assert await found(Filter("signing")) == ["3"]
    assert await found(Filter("nonsense")) == []
    assert await found(Filter(text="%")) == ["2"], "a wildcard is a letter"
    assert await found(Filter(text="_")) == []
    assert await summaries.count(Filter(Chosen.OURS), TODAY) == 2
    assert await summaries.counts(TODAY) == {
        "review": 2, "signing": 1, "withdrawn": 1, "all": 4, "ours": 2, "overdue": 1, "messages": 0, "returned": 0,
        "requests": 0,
    }  # fmt: skip
    following = await summaries.next_due(TODAY)
    assert following
    assert following.case_number == "113-0001"
    [first] = await summaries.page(Filter("review"), TODAY, Sort.WORK, 1)
    assert first == replace(rows["113-0002"], search="")


async def test_a_hundred_thousand_cases_stay_quick(database: Database) -> None:
    many, summaries = 100_000 if database.is_sqlite else 5_000, Summaries(database)
    case = {
        "scheme": "diagnosis", "programme": "diagnosis-113", "series": "113", "company": "龍門", "verdict": "eligible",
        "language": "zh-TW", "questionnaire": SUBMISSION.questionnaire, "answers": "{}", "record": "{}",
        "submitted_at": NOW,
    }  # fmt: skip
    listed = {
        "series": "113", "stale": False, "version": 1, "since": NOW, "stage": "review", "awaits": "office",
    }  # fmt: skip
    async with database.write() as connection:
        for first in range(0, many, 5000):
            numbers = [(f"113-{number:06d}", number) for number in range(first, first + 5000)]
            cases = [
                case | {"case_number": name, "number": n, "session": name, "ubn": name} for name, n in numbers
            ]
            await connection.execute(insert(application), cases)
            days = [f"2024-03-{number % 28 + 1:02d}" for _, number in numbers]
            rows = [
                listed | {"case_number": name, "number": n, "rank": n % 3, "search": name, "due": day}
                for (name, n), day in zip(numbers, days, strict=True)
            ]
            await connection.execute(insert(case_summary), rows)
    begun = time.process_time()
    await summaries.counts(TODAY)
    for sort in Sort:
        assert len(await summaries.page(Filter(), TODAY, sort, 50, many // 2)) == 50
    assert len(await summaries.page(Filter(text="0042"), TODAY, Sort.WORK, 50)) > 0
    assert time.process_time() - begun < 4, "eight looks take a tenth of it"
