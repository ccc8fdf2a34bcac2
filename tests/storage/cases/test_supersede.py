"""One application takes the place of another once somebody agrees: always one live application, on both databases."""

import asyncio
from dataclasses import replace

import pytest

from storage.cases.applications import Applications
from storage.cases.staff_actions import StaffAction, StaffActions
from storage.engine.database import Database
from storage.erasure import Erasure
from storage.errors import Clash
from storage.journal.journal import Journal
from storage.journal.outcomes import Appended, Awaited, Duplicate, Stale, Taken
from storage.outbox.jobs import Jobs
from storage.records import Application
from storage.replacements.requests import Replacements
from tests.storage.make import NOW, SOON, SUBMISSION, session, submitting, turn
from tests.support.replacing import ENDED, SETTLED, UBN, WAITING, answering, decision, joining, replacing

WAITS = Appended(1, "113-0002", waits=True)


@pytest.fixture
async def case(journal: Journal) -> str:
    """The company's application, made by session 1."""
    assert await journal.append(submitting(1, UBN)) == Appended(1, "113-0001")
    return "113-0001"


async def found(database: Database, case_number: str) -> Application:
    """The application of that number."""
    application = await Applications(database).get(case_number)
    assert application is not None
    return application


async def events(journal: Journal, number: int) -> list[object]:
    """What the journal of a session says, by kind."""
    stored = await journal.load_session(session(number))
    assert stored is not None
    return [event.get("is") for event in stored.events]


async def test_it_waits_and_the_earlier_one_stays_in_force(
    database: Database, journal: Journal, case: str
) -> None:
    assert await journal.append(replacing(2, case)) == WAITS
    old, new = await found(database, case), await found(database, "113-0002")
    assert (old.superseded_by, old.asked_by) == (None, "113-0002")
    assert (new.replaces, new.waits, new.refused, new.supersedes) == (case, True, False, None)
    applications = Applications(database)
    assert await applications.holder("diagnosis-113", UBN) == session(1)
    assert await applications.count_by_verdict("diagnosis-113") == {"eligible": 1}
    assert await applications.waiting("diagnosis-113") == 1
    assert await events(journal, 1) == [None, None, "ReplacementAsked"]
    assert (await events(journal, 2))[-1] == WAITING["is"]
    jobs = [(job.kind, job.done_at) for job in await Jobs(database).for_case(case)]
    assert jobs == [("render", None), ("asked_1", None)], "its reminders and mails go on"


async def test_agreed_to_it_takes_over_everything(database: Database, journal: Journal, case: str) -> None:
    await journal.append(joining(5, case))
    await journal.append(replacing(2, case))
    assert await journal.append(answering(1, case, 3, allowed=True)) == Appended(3)
    old, new = await found(database, case), await found(database, "113-0002")
    assert (old.superseded_by, old.superseded_at, old.asked_by) == ("113-0002", NOW, None)
    assert (new.supersedes, new.waits, new.allowed) == (case, False, True)
    assert old.company == SUBMISSION.company, "staff can still look at what was replaced"
    assert await Applications(database).holder("diagnosis-113", UBN) == session(2)
    assert await Applications(database).count_by_verdict("diagnosis-113") == {"eligible": 1}
    assert await journal.append(submitting(3, UBN)) == Taken("113-0002")
    assert (await events(journal, 1))[-1] == "ReplacementAnswered", "their own turn says so"
    assert (await events(journal, 5))[-2:] == [SETTLED["is"], ENDED["is"]]
    assert (await events(journal, 2))[-1] == SETTLED["is"]
    done = {job.kind: job.done_at is not None for job in await Jobs(database).for_case(case)}
    assert done == {"render": True, "asked_1": True, "told_earlier": False}


async def test_refused_the_earlier_one_stays(database: Database, journal: Journal, case: str) -> None:
    await journal.append(replacing(2, case))
    await Replacements(database).settle(decision(case, allowed=False), SOON)
    old, new = await found(database, case), await found(database, "113-0002")
    assert (old.superseded_by, old.asked_by) == (None, None)
    assert (new.waits, new.refused) == (False, True)
    assert await Applications(database).holder("diagnosis-113", UBN) == session(1)
    assert await Applications(database).count_by_verdict("diagnosis-113") == {"eligible": 1}
    assert (await events(journal, 1))[-1] == SETTLED["is"]
    asked = await Replacements(database).of("113-0002")
    assert asked is not None
    assert (asked.allowed, asked.settled_by, asked.settled_at) == (False, "contact", SOON)
    assert await journal.append(replacing(3, case)) == replace(WAITS, case_number="113-0003")
    assert (await found(database, "113-0003")).waits, "somebody else may ask anew"


async def test_it_is_settled_once_but_staff_may_overrule_a_refusal(
    database: Database, journal: Journal, case: str
) -> None:
    await journal.append(replacing(2, case))
    requests = Replacements(database)
    await requests.settle(decision(case, allowed=False), SOON)
    for late in (
        decision(case, allowed=True),
        decision(case, allowed=False),
        decision(case, allowed=True, request=2),
    ):
        with pytest.raises(Clash):
            await requests.settle(late, SOON)
    assert await journal.append(replacing(3, case)) == replace(WAITS, case_number="113-0003")
    done = StaffAction(SOON, "wang", "replace --allow", "113-0002")
    await requests.settle(decision(case, allowed=True, by="staff", overrules=True), SOON, done)
    assert (await found(database, "113-0002")).supersedes == case
    assert (await found(database, "113-0003")).refused, "it waits in vain"
    assert (await events(journal, 3))[-1] == SETTLED["is"]
    assert await StaffActions(database).of_case("113-0002") == (done,)
    with pytest.raises(Clash):
        await requests.settle(decision(case, allowed=False, by="staff", overrules=True), SOON, done)


async def test_redelivered_it_is_a_duplicate(journal: Journal, case: str) -> None:
    await journal.append(replacing(2, case))
    assert await journal.append(replacing(2, case)) == Duplicate()


async def test_ten_who_ask_at_once_by_two_processes_are_one_that_waits(
    url: str, database: Database, journal: Journal, case: str
) -> None:
    other = Database.open(url)
    replica = Journal(other)
    rush = [(journal, replica)[n % 2].append(replacing(n, case)) for n in range(2, 12)]
    outcomes = await asyncio.gather(*rush)
    assert [each for each in outcomes if isinstance(each, Appended)] == [WAITS], "no number is lost"
    assert outcomes.count(Awaited()) == 9
    assert await Applications(database).holder("diagnosis-113", UBN) == session(1)
    await replica.close()
    await other.close()


async def test_ten_who_decide_at_once_settle_it_once(
    url: str, database: Database, journal: Journal, case: str
) -> None:
    """Links, staff and the chat: one decides, and the company has one live application."""
    await journal.append(replacing(2, case))
    other = Database.open(url)
    both = [Replacements(database), Replacements(other)]
    rush = [both[n % 2].settle(decision(case, allowed=n % 3 == 0), SOON) for n in range(9)]
    outcomes = await asyncio.gather(
        *rush, journal.append(answering(1, case, 3, allowed=False)), return_exceptions=True
    )
    settled = [each for each in outcomes if each is None or isinstance(each, Appended)]
    assert len(settled) == 1, outcomes
    new = await found(database, "113-0002")
    holder = await Applications(database).holder("diagnosis-113", UBN)
    assert holder == (session(2) if new.allowed else session(1))
    assert await Applications(database).count_by_verdict("diagnosis-113") == {"eligible": 1}
    await other.close()


async def test_while_the_earlier_applicant_writes_nothing_is_lost(
    url: str, journal: Journal, case: str
) -> None:
    """Their turn and the request want the same place in their journal: whoever comes second looks again."""
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
    assert news == WAITS
    assert sorted(map(str, (await events(journal, 1))[-2:])) == ["None", "ReplacementAsked"]
    await replica.close()
    await other.close()


async def test_a_transaction_that_fails_leaves_nothing(
    database: Database, journal: Journal, case: str
) -> None:
    def broken(case_number: str) -> list[dict[str, str]]:
        raise RuntimeError(case_number)

    with pytest.raises(RuntimeError):
        await journal.append(replacing(2, case, seal=broken))
    assert (await found(database, case)).asked_by is None


async def test_one_of_another_company_is_left_alone(database: Database, journal: Journal, case: str) -> None:
    assert await journal.append(replacing(2, case, ubn="04595257")) == Appended(1, "113-0002")
    assert (await found(database, case)).asked_by is None


async def test_one_erased_meanwhile_needs_no_replacing(
    database: Database, journal: Journal, case: str
) -> None:
    await Erasure(database).erase_case(case, NOW)
    assert await journal.append(replacing(2, case)) == Appended(1, "113-0002")
    assert (await found(database, "113-0002")).replaces is None


async def test_the_earlier_one_erased_while_it_is_asked_leaves_it_to_staff(
    database: Database, journal: Journal, case: str
) -> None:
    await journal.append(replacing(2, case))
    await Erasure(database).erase_case(case, NOW)
    assert (await found(database, "113-0002")).waits, "nothing takes effect by itself"
    assert await Applications(database).holder("diagnosis-113", UBN) is None
    await Replacements(database).settle(decision(case, allowed=True, by="staff", overrules=True), SOON)
    assert await Applications(database).holder("diagnosis-113", UBN) == session(2)


async def test_not_even_staff_make_two_live_ones(database: Database, journal: Journal, case: str) -> None:
    await journal.append(replacing(2, case))
    await Erasure(database).erase_case(case, NOW)
    assert await journal.append(submitting(3, UBN)) == Appended(1, "113-0003")
    with pytest.raises(Clash):
        await Replacements(database).settle(decision(case, allowed=True, by="staff", overrules=True), SOON)
    assert await Applications(database).holder("diagnosis-113", UBN) == session(3)


async def test_what_waits_is_erased_and_nobody_is_asked_any_more(
    database: Database, journal: Journal, case: str
) -> None:
    await journal.append(replacing(2, case))
    await Erasure(database, (), [SETTLED]).erase_case("113-0002", NOW)
    assert (await found(database, case)).asked_by is None
    assert (await events(journal, 1))[-1] == SETTLED["is"]
    with pytest.raises(Clash):
        await Replacements(database).settle(decision(case, allowed=True), SOON)
    assert await Applications(database).holder("diagnosis-113", UBN) == session(1)
