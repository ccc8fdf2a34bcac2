"""One application takes the place of another, people join one: always one live application, on both databases."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from storage.applications import Applications
from storage.database import Database
from storage.erasure import Erasure
from storage.jobs import Jobs
from storage.journal import Journal
from storage.places import Occupancy, Places
from storage.placing import Quota
from storage.records import Appended, Duplicate, Gone, NewJob, NewTurn, Stale, Supersede, Taken
from storage.turns import store
from tests.storage.make import LATER, NOW, SUBMISSION, session, submitting, turn, until_waiting

UBN = "12345675"
ENDED = {"is": "CaseEnded", "reason": "superseded"}
ERASED = {"is": "CaseEnded", "reason": "erased"}
TELL = NewJob("superseded_mail", {}, NOW)


def replacing(number: int, case_number: str, seq: int = 1, places: int = 0) -> NewTurn:
    """Session `number` submits an application that is to take the place of that one."""
    supersede = Supersede(case_number, [ENDED], (TELL,))
    return turn(number, seq, submission=replace(SUBMISSION, places=places, supersedes=supersede))


def joining(number: int, case_number: str, seq: int = 1) -> NewTurn:
    """Session `number` joins that application."""
    return turn(number, seq, joins=case_number)


@pytest.fixture
async def case(journal: Journal) -> str:
    """The company's application, made by session 1."""
    outcome = await journal.append(submitting(1, UBN))
    assert isinstance(outcome, Appended)
    assert outcome.case_number == "113-0001"
    return outcome.case_number


async def test_the_new_one_is_live_and_the_old_one_says_by_which(
    database: Database, journal: Journal, case: str
) -> None:
    assert await journal.append(replacing(2, case)) == Appended(1, "113-0002")
    applications = Applications(database)
    old, new = await applications.get(case), await applications.get("113-0002")
    assert old is not None
    assert new is not None
    assert (old.superseded_by, old.superseded_at, old.supersedes) == ("113-0002", NOW, None)
    assert (new.superseded_by, new.superseded_at, new.supersedes) == (None, None, case)
    assert old.company == SUBMISSION.company, "staff can still look at what was replaced"
    assert await applications.holder(113, UBN) == session(2)
    assert await applications.count_by_verdict(113) == {"eligible": 1}
    assert await applications.superseded(113) == 1
    assert await journal.append(submitting(3, UBN)) == Taken("113-0002")


async def test_its_open_jobs_end_and_it_gets_one_that_tells_so(
    database: Database, journal: Journal, case: str
) -> None:
    jobs = Jobs(database)
    leased = await jobs.lease("worker", NOW, 60)
    assert leased is not None
    await journal.append(replacing(2, case))
    await jobs.retry(leased, "smtp", NOW)
    assert [(job.kind, job.done_at is None) for job in await jobs.for_case(case)] == [
        ("render", False),
        ("superseded_mail", True),
    ]
    due = [await jobs.lease("worker", NOW, 60) for _ in range(3)]
    assert sorted(job.kind for job in due if job) == ["render", "superseded_mail"], (
        "the new one's, and the news"
    )


async def test_whoever_takes_part_finds_it_in_their_journal(journal: Journal, case: str) -> None:
    assert await journal.append(joining(5, case)) == Appended(1)
    await journal.append(replacing(2, case))
    for number in (1, 5):
        stored = await journal.load_session(session(number))
        assert stored is not None
        assert stored.events[-1] == ENDED
        assert await journal.append(turn(number, 2)) == Stale(), "who still has the older state looks again"
        assert await journal.append(turn(number, 3)) == Appended(3)


async def test_redelivered_it_is_a_duplicate(journal: Journal, case: str) -> None:
    await journal.append(replacing(2, case))
    assert await journal.append(replacing(2, case)) == Duplicate()


async def test_many_who_replace_at_once_by_two_processes_make_one(
    url: str, database: Database, journal: Journal, case: str
) -> None:
    other = Database.open(url)
    replica = Journal(other)
    rush = [(journal, replica)[n % 2].append(replacing(n, case)) for n in range(2, 12)]
    outcomes = await asyncio.gather(*rush)
    won = [each.case_number for each in outcomes if isinstance(each, Appended)]
    assert won == ["113-0002"], "no number is lost to those who came too late"
    assert outcomes.count(Taken("113-0002")) == 9
    old = await Applications(database).get(case)
    assert old is not None
    assert old.superseded_by == "113-0002"
    await replica.close()
    await other.close()


async def test_while_the_earlier_applicant_writes_nothing_is_lost(
    url: str, journal: Journal, case: str
) -> None:
    """Their turn and the news want the same place in their journal: whoever comes second looks again."""
    other = Database.open(url)
    replica = Journal(other)
    theirs, news = await asyncio.gather(
        journal.append(turn(1, 2, "line/2")), replica.append(replacing(2, case))
    )
    if news == Stale():
        news = await replica.append(replacing(2, case))
    elif theirs == Stale():
        theirs = await journal.append(turn(1, 3, "line/2"))
    assert isinstance(theirs, Appended)
    assert news == Appended(1, "113-0002")
    stored = await journal.load_session(session(1))
    assert stored is not None
    assert stored.seq == 3
    assert stored.events.count(ENDED) == 1
    await replica.close()
    await other.close()


async def test_a_transaction_that_fails_leaves_the_old_one_live(
    database: Database, journal: Journal, case: str
) -> None:
    def broken(case_number: str) -> list[dict[str, str]]:
        raise RuntimeError(case_number)

    supersede = Supersede(case, [ENDED], (TELL,))
    submission = replace(SUBMISSION, supersedes=supersede, seal=broken)
    with pytest.raises(RuntimeError):
        await journal.append(turn(2, submission=submission))
    old = await Applications(database).get(case)
    assert old is not None
    assert old.superseded_by is None
    assert await Applications(database).holder(113, UBN) == session(1)


async def test_one_of_another_company_is_left_alone(database: Database, journal: Journal, case: str) -> None:
    theirs = replace(SUBMISSION, ubn="04595257", supersedes=Supersede(case, [ENDED]))
    assert await journal.append(turn(2, submission=theirs)) == Appended(1, "113-0002")
    old = await Applications(database).get(case)
    assert old is not None
    assert old.superseded_by is None


async def test_one_erased_meanwhile_needs_no_replacing(
    database: Database, journal: Journal, case: str
) -> None:
    await Erasure(database).erase_case(case, NOW)
    assert await journal.append(replacing(2, case)) == Appended(1, "113-0002")
    new = await Applications(database).get("113-0002")
    assert new is not None
    assert new.supersedes is None


async def test_the_place_is_kept_and_no_second_one_taken(database: Database, journal: Journal) -> None:
    places = Places(database, Quota(113, 1))
    await journal.append(submitting(1, UBN, places=1))
    assert (await places.join(session(9), NOW, LATER)).position == 1
    assert isinstance(await journal.append(replacing(2, "113-0001", places=1)), Appended)
    assert await places.occupancy(NOW) == Occupancy(1, 1)


async def test_a_place_held_besides_is_given_back(database: Database, journal: Journal) -> None:
    places = Places(database, Quota(113, 2))
    await journal.append(submitting(1, UBN, places=2))
    await places.hold(session(2), NOW, NOW + timedelta(minutes=30))
    assert await places.occupancy(NOW) == Occupancy(2, 0)
    await journal.append(replacing(2, "113-0001", places=2))
    assert await places.occupancy(NOW) == Occupancy(1, 0)


async def test_only_a_live_application_can_be_joined(database: Database, journal: Journal, case: str) -> None:
    await journal.append(replacing(2, case))
    assert await journal.append(joining(3, case)) == Gone()
    assert await journal.load_session(session(3)) is None
    assert await journal.append(joining(3, "113-9999")) == Gone()
    assert await journal.append(joining(3, "113-0002")) == Appended(1)
    assert await journal.append(joining(3, "113-0002", 2)) == Appended(2), "twice is as good as once"
    await Erasure(database).erase_case("113-0002", NOW)
    assert await journal.append(joining(4, "113-0002")) == Gone()


@pytest.mark.xdist_group("postgres")
async def test_who_joins_while_it_is_replaced_or_erased_learns_of_it_or_may_not(postgres_url: str) -> None:
    """On SQLite nobody can: it has one writer."""
    database = Database.open(postgres_url)
    await database.migrate()
    journal = Journal(database)
    await journal.append(submitting(1, UBN))
    async with database.write() as other:
        await other.run_sync(partial(store, database), [replacing(2, "113-0001")])
        joining_it = asyncio.create_task(journal.append(joining(5, "113-0001")))
        await until_waiting(database, 1)
    assert await joining_it == Gone()
    async with database.write() as other:
        await other.run_sync(partial(store, database), [joining(6, "113-0002")])
        erasing = asyncio.create_task(Erasure(database, [ERASED]).erase_case("113-0002", NOW))
        await until_waiting(database, 1)
    await erasing
    stored = await journal.load_session(session(6))
    assert stored is not None
    assert stored.events[-1] == ERASED
    await journal.close()
    await database.close()


async def test_who_has_joined_what_is_erased_learns_of_it(
    database: Database, journal: Journal, case: str
) -> None:
    await journal.append(joining(5, case))
    await journal.append(joining(6, case))
    erasure = Erasure(database, [ERASED])
    await erasure.erase_session(session(6), NOW)
    await erasure.erase_case(case, NOW, dry_run=True)
    await erasure.erase_case(case, NOW)
    stored = await journal.load_session(session(5))
    assert stored is not None
    assert stored.events[-1] == ERASED
    assert await journal.load_session(session(6)) is None
    assert await journal.load_session(session(1)) is None
