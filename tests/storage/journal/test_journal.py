"""The journal: what was appended comes back, once, in order, whoever else is writing."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

import pytest
from sqlalchemy import Connection, Engine, event, text

from storage.engine.database import Database
from storage.journal.append import store
from storage.journal.journal import Journal
from storage.journal.outcomes import Appended, Duplicate, Stale
from storage.outbox.jobs import Jobs
from storage.records import Identity, NewJob, Stored
from tests.storage.make import MEI, NOW, SOON, session, turn, until_waiting


@pytest.fixture
def commits() -> Iterator[Callable[[], int]]:
    """How many commits there have been since the fixture began."""
    seen = 0

    def count(_: Connection) -> None:
        nonlocal seen
        seen += 1

    event.listen(Engine, "commit", count)
    yield lambda: seen
    event.remove(Engine, "commit", count)


async def test_a_session_comes_back_with_its_events_in_order(journal: Journal) -> None:
    assert await journal.load(MEI) is None
    assert await journal.append(turn(1, 1, identity=MEI, events=[{"n": 1}, {"n": 2}])) == Appended(1)
    assert await journal.append(turn(1, 2, events=[])) == Appended(2)
    assert await journal.append(turn(1, 3, message="m3", events=[{"n": 3}])) == Appended(3)
    stored = Stored(session(1), seq=3, visit=1, events=({"n": 1}, {"n": 2}, {"n": 3}))
    assert await journal.load(MEI) == stored
    assert await journal.load_session(session(1)) == stored


@pytest.mark.parametrize(
    "text", ["統編 12345675 🏮", 'quote " back\\slash', "nul \x00", "half \ud83d", "\\ud83d"]
)
async def test_any_text_a_phone_can_send_comes_back_unchanged(journal: Journal, text: str) -> None:
    await journal.append(turn(events=[{"text": text}]))
    stored = await journal.load_session(session(1))
    assert stored is not None
    assert stored.events == ({"text": text},)


async def test_the_same_event_fifty_times_in_the_same_second_counts_once(journal: Journal) -> None:
    outcomes = await asyncio.gather(*(journal.append(turn(identity=MEI)) for _ in range(50)))
    assert sorted(map(repr, outcomes)) == [repr(Appended(1))] + [repr(Duplicate())] * 49
    stored = await journal.load(MEI)
    assert stored is not None
    assert len(stored.events) == 1


async def test_a_redelivery_to_two_replicas_in_opposite_order_counts_once(url: str, journal: Journal) -> None:
    database = Database.open(url)
    replica = Journal(database)
    there = [journal.append(turn(n, 1, f"event {n}")) for n in range(60)]
    back = [replica.append(turn(100 + n, 1, f"event {n}")) for n in reversed(range(60))]
    outcomes = await asyncio.gather(*there, *back)
    assert outcomes.count(Appended(1)) == 60
    assert outcomes.count(Duplicate()) == 60
    await replica.close()
    await database.close()


@pytest.mark.xdist_group("postgres")
async def test_a_group_sacrificed_to_a_deadlock_is_tried_again_in_parts(new_postgres_url: str) -> None:
    database = Database.open(new_postgres_url)
    await database.migrate()
    journal, storing = Journal(database), partial(store, database)
    turns = [turn(1, event_id="second"), turn(2, event_id="gate"), turn(3, event_id="first")]
    async with database.write() as replica:
        await replica.execute(text("SET LOCAL deadlock_timeout = '1min'"))  # so the group is the victim
        await replica.run_sync(storing, [turn(4, event_id="first")])
        async with database.write() as gate:
            await gate.run_sync(storing, [turn(5, event_id="gate")])
            group = asyncio.gather(*map(journal.append, turns))
            await until_waiting(database, 1)
            other = asyncio.create_task(replica.run_sync(storing, [turn(6, event_id="second")]))
            await until_waiting(database, 2)
            await gate.rollback()
        assert await other == [Appended(1)]
    assert await group == [Duplicate(), Appended(1), Duplicate()]
    await journal.close()
    await database.close()


async def test_an_event_redelivered_after_the_session_moved_on_is_a_duplicate(journal: Journal) -> None:
    await journal.append(turn(1, 1))
    await journal.append(turn(1, 2))
    assert await journal.append(turn(1, 3, "1/1")) == Duplicate()
    assert await journal.append(turn(1, 2, "1/2")) == Duplicate()


async def test_two_bots_may_use_the_same_event_id(journal: Journal) -> None:
    assert await journal.append(turn(1, 1)) == Appended(1)
    assert await journal.append(replace(turn(2, 1, "1/1"), account="line:Uother")) == Appended(1)


async def test_of_two_writers_with_the_same_seq_one_is_told_to_look_again(journal: Journal) -> None:
    await journal.append(turn(1, 1))
    outcomes = await asyncio.gather(journal.append(turn(1, 2, "left")), journal.append(turn(1, 2, "right")))
    assert set(outcomes) == {Appended(2), Stale()}


async def test_a_gap_is_refused_as_stale(journal: Journal) -> None:
    await journal.append(turn(1, 1))
    assert await journal.append(turn(1, 3)) == Stale()
    assert await journal.append(turn(2, 2)) == Stale()


async def test_two_replicas_greeting_the_same_newcomer_open_one_session(journal: Journal) -> None:
    greetings = [journal.append(turn(number, identity=MEI)) for number in (1, 2)]
    assert set(await asyncio.gather(*greetings)) == {Appended(1), Stale()}
    stored = await journal.load(MEI)
    assert stored is not None
    assert stored.seq == 1


async def test_starting_over_moves_the_person_and_fences_the_old_session(journal: Journal) -> None:
    other = Identity("telegram", "42", "Umei")
    await journal.append(turn(1, 1, identity=MEI))
    await journal.append(turn(3, 1, identity=other))
    assert await journal.append(turn(2, 1, identity=MEI, visit=2)) == Appended(1)
    stored = await journal.load(MEI)
    assert stored is not None
    assert (stored.session, stored.visit) == (session(2), 2)
    assert await journal.append(turn(1, 2)) == Stale(), "a replica that still has the old session cached"
    untouched = await journal.load(other)
    assert untouched is not None
    assert untouched.session == session(3)


async def test_a_hundred_people_at_once_share_a_few_commits(
    journal: Journal, commits: Callable[[], int]
) -> None:
    appends = [journal.append(turn(n, identity=Identity("line", "Ubot", f"U{n}"))) for n in range(100)]
    assert await asyncio.gather(*appends) == [Appended(1)] * 100
    assert commits() <= 3


async def test_only_the_guilty_of_a_group_are_turned_away(journal: Journal) -> None:
    await journal.append(turn(50, 1))
    turns = [turn(n) for n in range(40, 60)] + [turn(41, 2), turn(42, 5), turn(41, 3)]
    outcomes = await asyncio.gather(*map(journal.append, turns))
    assert outcomes[10] == Duplicate()
    assert outcomes[20:] == [Appended(2), Stale(), Appended(3)]
    assert outcomes[:10] + outcomes[11:20] == [Appended(1)] * 19


async def test_a_value_json_cannot_say_harms_nobody_else(journal: Journal) -> None:
    good, bad = journal.append(turn(1)), journal.append(turn(2, events=[{"at": NOW}]))
    outcomes = await asyncio.gather(good, bad, return_exceptions=True)
    assert outcomes[0] == Appended(1)
    assert isinstance(outcomes[1], TypeError)


async def test_an_append_whose_caller_went_away_is_still_committed(journal: Journal) -> None:
    task = asyncio.create_task(journal.append(turn()))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await journal.close()
    assert await journal.load_session(session(1)) is not None


async def test_closing_waits_for_what_was_accepted(database: Database) -> None:
    journal = Journal(database)
    tasks = [asyncio.create_task(journal.append(turn(n))) for n in range(300)]
    await asyncio.sleep(0)
    await journal.close()
    assert await asyncio.gather(*tasks) == [Appended(1)] * 300


async def test_jobs_of_a_turn_are_queued_with_it_or_not_at_all(database: Database, journal: Journal) -> None:
    wanted = (NewJob("fetch", {"file": "f1"}, SOON),)
    await journal.append(turn(1, 1, jobs=wanted))
    await journal.append(turn(1, 1, jobs=wanted))
    jobs = Jobs(database)
    assert await jobs.lease("w", NOW, 60) is None, "not due yet"
    job = await jobs.lease("w", SOON, 60)
    assert job is not None
    assert (job.kind, job.payload, job.session) == ("fetch", {"file": "f1"}, session(1))
    assert await jobs.lease("w", SOON, 60) is None
