"""Asking whether a company has applied: at a limited rate per person, and its contact hears of it, seldom."""

import asyncio
from datetime import timedelta

import pytest

from bot.conversation.follow_ups.company_claim import BUCKET, TRIES_KEPT
from storage.cases.attempts import Attempts
from storage.cases.company.inquiries import MOST_TOLD, Inquiries, Question
from storage.engine.database import Database
from storage.erasure import Erasure
from storage.journal.journal import Journal
from storage.outbox.jobs import Jobs
from storage.records import Identity, NewJob
from tests.storage.make import NOW, session, submitting
from tests.support.lobby import rows, secrets_of

UBN = "12345675"
DAY = timedelta(days=1)


def question(who: int, ubn: str = UBN, programme: str = "diagnosis-113") -> Question:
    """Somebody gives the number of a company."""
    person = Identity("line", "Ubot", f"U{who}")
    return Question(programme, ubn, person, session(who), lambda n: [NewJob("tell", {"number": n}, NOW)])


@pytest.fixture
async def case(journal: Journal) -> str:
    """The company's application, made by session 1."""
    await journal.append(submitting(1, UBN, jobs=()))
    return "113-0001"


@pytest.fixture
def inquiries(database: Database) -> Inquiries:
    """As in the service."""
    return Inquiries(database, secrets_of(database), BUCKET)


async def told(database: Database, case: str) -> int:
    """How often the contact was told."""
    return len(await Jobs(database).for_case(case))


async def test_it_is_told_whether_somebody_else_has_applied(
    database: Database, inquiries: Inquiries, case: str
) -> None:
    assert await inquiries.answer(question(2), NOW) is True
    assert await inquiries.answer(question(2, "04595257"), NOW) is False
    assert await inquiries.answer(question(2, programme="diagnosis-114"), NOW) is False
    assert await inquiries.answer(question(1), NOW) is False, "it is their own"
    assert await told(database, case) == 1


async def test_one_person_may_ask_so_often_and_nobody_else_is_held_up(
    inquiries: Inquiries, case: str
) -> None:
    for number in range(BUCKET.size):
        assert await inquiries.answer(question(2, f"{number:08d}"), NOW) is False
    assert await inquiries.answer(question(2), NOW) is None
    assert await inquiries.answer(question(3), NOW) is True
    later = NOW + BUCKET.refill
    assert await inquiries.answer(question(2), later) is True
    assert await inquiries.answer(question(2), later) is None


async def test_two_processes_count_together(url: str, database: Database, case: str) -> None:
    other = Database.open(url)
    both = [Inquiries(database, secrets_of(database), BUCKET), Inquiries(other, secrets_of(other), BUCKET)]
    asked = [both[n % 2].answer(question(2, f"{n:08d}"), NOW) for n in range(BUCKET.size + 6)]
    assert (await asyncio.gather(*asked)).count(None) == 6
    await other.close()


async def test_the_contact_hears_of_each_person_once_and_seldom(
    database: Database, inquiries: Inquiries, case: str
) -> None:
    for who in (2, 2, 3):
        await inquiries.answer(question(who), NOW)
    assert await told(database, case) == 1, "no more than once a day"
    await inquiries.answer(question(2), NOW + DAY)
    assert await told(database, case) == 1, "this person was told of"
    for day in range(2, 9):
        await inquiries.answer(question(10 + day), NOW + day * DAY)
    assert await told(database, case) == MOST_TOLD


async def test_many_at_once_tell_once(url: str, database: Database, case: str) -> None:
    other = Database.open(url)
    both = [Inquiries(database, secrets_of(database), BUCKET), Inquiries(other, secrets_of(other), BUCKET)]
    answers = await asyncio.gather(*(both[n % 2].answer(question(n), NOW) for n in range(2, 12)))
    assert answers == [True] * 10
    assert await told(database, case) == 1
    await other.close()


async def test_of_who_asked_nothing_is_kept_once_they_may_ask_as_before(
    database: Database, inquiries: Inquiries, case: str
) -> None:
    attempts = Attempts(database, TRIES_KEPT)
    for number in range(BUCKET.size):
        await inquiries.answer(question(2, f"{number:08d}"), NOW)
    full = NOW + BUCKET.size * BUCKET.refill
    assert await attempts.forget(full) == 0
    assert await attempts.forget(full + timedelta(seconds=1)) == 1
    assert "attempt" not in await rows(database)


async def test_an_erased_case_keeps_no_mark_of_who_asked_about_it(
    database: Database, inquiries: Inquiries, journal: Journal, case: str
) -> None:
    await journal.append(submitting(9, "04595257", jobs=()))
    for ubn in (UBN, "04595257"):
        await inquiries.answer(question(2, ubn), NOW)
    assert (await rows(database))["once"] == 2
    await Erasure(database).erase_case(case, NOW)
    assert (await rows(database))["once"] == 1, "that of the other case stays"
