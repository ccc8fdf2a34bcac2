"""Limited places: never one too many, in the order of the waiting list, on both databases and with several replicas."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from storage.cases.applications import Applications
from storage.cases.staff_actions import StaffAction, StaffActions
from storage.engine.database import Database
from storage.erasure import Erasure
from storage.journal.journal import Journal
from storage.journal.outcomes import Appended, Full, Taken
from storage.outbox.jobs import Jobs
from storage.places.places import Decided, Occupancy, Places, PlaceStatus
from storage.places.statements import Quota
from storage.records import NewJob
from storage.replacements.requests import Replacements
from tests.storage.make import LATER, NOW, SUBMISSION, session, submit, submitting, turn
from tests.support.replacing import UBN, decision, replacing

HALF_HOUR, TOMORROW = NOW + timedelta(minutes=30), NOW + timedelta(days=1)
AFTERWARDS = HALF_HOUR + timedelta(seconds=1)
TELL = NewJob("place_mail", {}, NOW)
P = SUBMISSION.programme


@pytest.fixture
def two(database: Database) -> Places:
    """Two places."""
    return Places(database, Quota(P, 2))


async def test_fifty_at_once_for_ten_places_make_ten(url: str, database: Database, journal: Journal) -> None:
    """Half of them have looked at the summary before; by two processes, and not one too many or too few."""
    other = Database.open(url)
    replica, places = Journal(other), Places(database, Quota(P, 10))
    await asyncio.gather(*(places.hold(session(n), NOW, HALF_HOUR) for n in range(25)))
    assert await places.occupancy(NOW) == Occupancy(10, 0)
    rush = [(journal, replica)[n % 2].append(submitting(n, places=10)) for n in range(50)]
    outcomes = await asyncio.gather(*rush)
    cases = sorted(each.case_number or "" for each in outcomes if isinstance(each, Appended))
    assert cases == [f"113-{number:04d}" for number in range(1, 11)]
    assert outcomes.count(Full()) == 40
    assert await places.occupancy(NOW) == Occupancy(10, 0)
    await replica.close()
    await other.close()


async def test_fifty_at_once_without_a_hold_make_ten_too(database: Database, journal: Journal) -> None:
    outcomes = await asyncio.gather(*(journal.append(submitting(n, places=10)) for n in range(50)))
    assert sum(isinstance(each, Appended) for each in outcomes) == 10
    assert outcomes.count(Full()) == 40


async def test_a_hold_keeps_others_out_until_its_time_is_up(journal: Journal, two: Places) -> None:
    assert await two.hold(session(1), NOW, HALF_HOUR) == PlaceStatus(until=HALF_HOUR)
    assert await two.hold(session(2), NOW, HALF_HOUR) == PlaceStatus(until=HALF_HOUR)
    assert await two.hold(session(1), NOW, TOMORROW) == PlaceStatus(until=HALF_HOUR), (
        "looking again is no more time"
    )
    assert await two.hold(session(3), NOW, HALF_HOUR) == PlaceStatus()
    assert await journal.append(submitting(3, places=2)) == Full()
    assert await journal.load_session(session(3)) is None, "nothing of a turn that found no place"
    assert await two.hold(session(3), AFTERWARDS, TOMORROW) == PlaceStatus(until=TOMORROW)
    assert await two.hold(session(1), AFTERWARDS, TOMORROW) == PlaceStatus(until=TOMORROW), (
        "one tap holds it again"
    )
    assert await two.hold(session(2), AFTERWARDS, TOMORROW) == PlaceStatus()


async def test_applications_made_before_there_was_a_limit_count(journal: Journal, two: Places) -> None:
    await submit(journal, 1)
    await submit(journal, 2)
    assert await two.hold(session(3), NOW, HALF_HOUR) == PlaceStatus()


async def test_an_erased_application_gives_its_place_back(
    database: Database, journal: Journal, two: Places
) -> None:
    case = await submit(journal, 1)
    await submit(journal, 2)
    await journal.append(turn(3, 1))
    assert await two.join(session(3), NOW, HALF_HOUR) == PlaceStatus(position=1)
    assert await two.join(session(4), NOW, HALF_HOUR) == PlaceStatus(position=2)
    await Erasure(database).erase_session(session(3), NOW)
    assert await two.hold(session(4), NOW, HALF_HOUR) == PlaceStatus(position=1), "erased: waits no longer"
    await Erasure(database).erase_case(case, NOW)
    assert await two.hold(session(4), NOW, HALF_HOUR) == PlaceStatus(until=HALF_HOUR)


async def test_who_waits_longest_moves_up_first_and_is_told(
    database: Database, journal: Journal, two: Places
) -> None:
    await journal.append(submitting(1, jobs=()))
    await two.hold(session(2), NOW, HALF_HOUR)
    for number, position in ((3, 1), (4, 2), (3, 1)):
        assert await two.join(session(number), NOW, HALF_HOUR) == PlaceStatus(position=position)
    assert await two.move_up(NOW, TOMORROW, [TELL]) == 0
    assert await two.hold(session(5), AFTERWARDS, TOMORROW) == PlaceStatus(), (
        "a free place is not for passers-by"
    )
    assert await two.move_up(AFTERWARDS, TOMORROW, [TELL]) == 1
    assert await two.move_up(AFTERWARDS, TOMORROW, [TELL]) == 0
    told = await Jobs(database).lease("w", AFTERWARDS, 60)
    assert told is not None
    assert (told.kind, told.session) == ("place_mail", session(3))
    assert await two.hold(session(3), AFTERWARDS, HALF_HOUR) == PlaceStatus(until=TOMORROW)
    assert await two.hold(session(4), AFTERWARDS, HALF_HOUR) == PlaceStatus(position=1)
    assert isinstance(await journal.append(submitting(3, places=2)), Appended)
    assert await two.occupancy(AFTERWARDS) == Occupancy(2, 1)


async def test_an_offer_not_taken_goes_to_the_next_in_line(journal: Journal, two: Places) -> None:
    await submit(journal, 1)
    await two.hold(session(2), NOW, HALF_HOUR)
    await two.join(session(3), NOW, HALF_HOUR)
    await two.join(session(4), NOW, HALF_HOUR)
    await two.move_up(AFTERWARDS, TOMORROW, [TELL])
    later = TOMORROW + timedelta(seconds=1)
    assert await two.move_up(later, later + timedelta(days=1), [TELL]) == 1
    assert await two.hold(session(4), later, later) == PlaceStatus(until=later + timedelta(days=1))
    assert await two.join(session(3), later, later) == PlaceStatus(position=1)


async def test_two_processes_move_up_as_many_as_there_are_places(
    url: str, journal: Journal, two: Places
) -> None:
    await two.hold(session(1), NOW, HALF_HOUR)
    await two.hold(session(2), NOW, HALF_HOUR)
    for number in range(3, 9):
        await two.join(session(number), NOW, HALF_HOUR)
    other = Database.open(url)
    both = [places.move_up(AFTERWARDS, TOMORROW, [TELL]) for places in (two, Places(other, Quota(P, 2)))]
    assert sum(await asyncio.gather(*both)) == 2
    assert await two.occupancy(AFTERWARDS) == Occupancy(2, 4)
    await other.close()


async def test_a_second_application_of_a_company_is_told_so_before_anything_about_places(
    journal: Journal,
) -> None:
    await journal.append(submitting(1, "12345675", places=1))
    assert await journal.append(submitting(2, "12345675", places=1)) == Taken("113-0001")
    assert await journal.append(submitting(3, "04595257", places=1)) == Full()


async def test_the_place_is_kept_and_no_second_one_taken(database: Database, journal: Journal) -> None:
    places = Places(database, Quota(P, 1))
    await journal.append(submitting(1, UBN, places=1))
    assert (await places.join(session(9), NOW, LATER)).position == 1
    assert await journal.append(replacing(2, "113-0001", places=1)) == Appended(1, "113-0002", waits=True)
    assert await places.occupancy(NOW) == Occupancy(1, 1)
    await Replacements(database).settle(decision("113-0001", allowed=True), NOW)
    assert await places.occupancy(NOW) == Occupancy(1, 1)


async def test_a_place_held_besides_is_given_back(database: Database, journal: Journal) -> None:
    places = Places(database, Quota(P, 2))
    await journal.append(submitting(1, UBN, places=2))
    await places.hold(session(2), NOW, NOW + timedelta(minutes=30))
    assert await places.occupancy(NOW) == Occupancy(2, 0)
    await journal.append(replacing(2, "113-0001", places=2))
    assert await places.occupancy(NOW) == Occupancy(1, 0)


GRANT = StaffAction(NOW, "wang", "place --grant", "113-0001")


async def test_companies_in_no_register_use_up_a_tenth_and_keep_nobody_else_out(
    database: Database, journal: Journal
) -> None:
    places = Places(database, Quota(P, 20))
    for number in range(30):
        assert isinstance(await journal.append(submitting(number, places=20, unproved=True)), Appended)
    assert await places.occupancy(NOW) == Occupancy(2, 0, 30)
    for number in range(100, 118):
        assert isinstance(await journal.append(submitting(number, places=20)), Appended)
    assert await journal.append(submitting(200, places=20)) == Full()


async def test_staff_decide_about_their_places(database: Database, journal: Journal) -> None:
    places = Places(database, Quota(P, 2))
    await journal.append(submitting(1, places=2, unproved=True))
    await journal.append(submitting(2, places=2, unproved=True))
    assert await places.occupancy(NOW) == Occupancy(1, 0, 2)
    assert await places.decide("113-0001", [TELL], NOW, GRANT, granted=True) is Decided.DONE
    assert await places.decide("113-0001", [TELL], NOW, GRANT, granted=True) is Decided.SAME
    assert await places.occupancy(NOW) == Occupancy(2, 0, 1)
    assert await places.decide("113-0001", [TELL], NOW, GRANT, granted=False) is Decided.DONE
    assert await places.occupancy(NOW) == Occupancy(1, 0, 1)
    applications = Applications(database)
    found = [await applications.get(f"113-000{number}") for number in (1, 2)]
    assert [each.place for each in found if each] == ["refused", "held"]
    assert len(await StaffActions(database).of_case("113-0001")) == 2
    told = [job.kind for job in await Jobs(database).for_case("113-0001")]
    assert told.count("place_mail") == 2


async def test_no_place_is_granted_that_is_not_there(
    database: Database, journal: Journal, two: Places
) -> None:
    await journal.append(submitting(1, places=2, unproved=True))
    assert isinstance(await journal.append(submitting(2, places=2)), Appended)
    await journal.append(submitting(3, places=2, unproved=True))
    assert await two.decide("113-0001", [TELL], NOW, GRANT, granted=True) is Decided.DONE
    assert await two.decide("113-0003", [TELL], NOW, GRANT, granted=True) is Decided.FULL
    assert await two.decide("113-0002", [TELL], NOW, GRANT, granted=False) is Decided.NOTHING
    found = await Applications(database).get("113-0003")
    assert found is not None
    assert found.place == "held"


async def test_two_staff_who_grant_the_last_place_at_once_grant_one(
    url: str, database: Database, journal: Journal
) -> None:
    for number in (1, 2):
        await journal.append(submitting(number, places=1, unproved=True))
    other = Database.open(url)
    both = [Places(database, Quota(P, 1)), Places(other, Quota(P, 1))]
    grants = [replace(GRANT, case_number=f"113-000{number}") for number in (1, 2)]
    deciding = (office.decide(each.case_number, [TELL], NOW, each, granted=True)
                for office, each in zip(both, grants, strict=True))  # fmt: skip
    outcomes = await asyncio.gather(*deciding)
    assert sorted(outcomes) == [Decided.DONE, Decided.FULL]
    await other.close()


async def test_the_decision_goes_on_with_the_place(database: Database, journal: Journal) -> None:
    """What holds is what staff said of the company."""
    places = Places(database, Quota(P, 2))
    await journal.append(submitting(1, UBN, places=2, unproved=True))
    await places.decide("113-0001", [TELL], NOW, GRANT, granted=True)
    await journal.append(replacing(2, "113-0001", places=2))
    await Replacements(database).settle(decision("113-0001", allowed=True), NOW)
    new = await Applications(database).get("113-0002")
    assert new is not None
    assert new.place == "granted"
    assert await places.occupancy(NOW) == Occupancy(1, 0)


async def test_without_a_limit_nothing_is_decided(database: Database, journal: Journal) -> None:
    await journal.append(submitting(1, unproved=True))
    found = await Applications(database).get("113-0001")
    assert found is not None
    assert found.place is None
