"""Naming case number and check code: what shows that one belongs to the company, and how wrong tries slow one down."""

import asyncio
from datetime import timedelta
from hashlib import sha256

import pytest
from sqlalchemy import select

from bot.conversation.follow_ups.company_claim import PACE, TRIES_KEPT
from storage.cases.attempts import Attempts, person_of
from storage.cases.company.company_claims import ClaimOutcome, Claims, Named
from storage.cases.staff_actions import StaffAction
from storage.engine.database import Database
from storage.engine.secrets import Secrets
from storage.erasure import Erasure
from storage.journal.journal import Journal
from storage.journal.outcomes import Appended
from storage.records import Identity
from storage.schema.tables import attempt
from tests.storage.make import MEI, NOW, submitting
from tests.support.lobby import rows, secrets_of

UBN = "12345675"
CODE = "K7QX2MR"
RIGHT = Named("113-0001", CODE)
WRONG = Named("113-0001", "K7QX2MT")
HUA = Identity("line", "Ubot", "Uhua")
MINUTE = timedelta(minutes=1)


@pytest.fixture
async def case(journal: Journal) -> str:
    """The company's application."""
    assert await journal.append(submitting(1, UBN, code=CODE)) == Appended(1, "113-0001")
    return "113-0001"


@pytest.fixture
def claims(database: Database) -> Claims:
    """The judge."""
    return Claims(database, secrets_of(database), PACE)


async def missed(claims: Claims, times: int, who: Identity = MEI) -> None:
    """Somebody names a wrong code so many times."""
    for _ in range(times):
        claim = await claims.claim("diagnosis-113", UBN, WRONG, who, NOW)
        assert claim is not None
        assert claim.submitted_at is None


@pytest.mark.parametrize(
    "named",
    [Named("113-0001", ""), Named("", CODE), Named("113-0002", CODE), WRONG, Named("", ""), Named("１", "é")],
)
async def test_both_have_to_be_right(claims: Claims, case: str, named: Named) -> None:
    assert await claims.claim("diagnosis-113", UBN, named, MEI, NOW) == ClaimOutcome(None, 4)
    assert await claims.claim("diagnosis-113", UBN, RIGHT, MEI, NOW) == ClaimOutcome(NOW, 4)


async def test_only_for_the_company_and_programme(claims: Claims, case: str) -> None:
    assert await claims.claim("diagnosis-113", "04595257", RIGHT, MEI, NOW) is None
    assert await claims.claim("diagnosis-114", UBN, RIGHT, MEI, NOW) is None


async def test_an_application_without_a_code_cannot_be_claimed(claims: Claims, journal: Journal) -> None:
    await journal.append(submitting(1, UBN, code=""))
    assert await claims.claim("diagnosis-113", UBN, Named("113-0001", ""), MEI, NOW) == ClaimOutcome(None, 4)


async def test_wrong_ones_slow_down_one_person_and_nobody_else(claims: Claims, case: str) -> None:
    await missed(claims, 4)
    assert await claims.claim("diagnosis-113", UBN, WRONG, MEI, NOW) == ClaimOutcome(None, 0, NOW + MINUTE)
    assert await claims.claim("diagnosis-113", UBN, RIGHT, MEI, NOW) == ClaimOutcome(None, 0, NOW + MINUTE), (
        "not even judged"
    )
    assert await claims.claim("diagnosis-113", UBN, RIGHT, HUA, NOW) == ClaimOutcome(NOW, 5), (
        "a colleague is not slowed down"
    )
    assert await claims.claim("diagnosis-113", UBN, RIGHT, MEI, NOW + MINUTE) == ClaimOutcome(NOW, 0)


async def test_a_right_code_of_ones_own_gives_no_tries_at_those_of_others(
    claims: Claims, journal: Journal, case: str
) -> None:
    """Whoever has an application could else guess for ever: four wrong ones, their own, four wrong ones."""
    await journal.append(submitting(2, "04595257", code=CODE))
    for wrong in range(1, 5):
        await missed(claims, 1)
        assert await claims.claim(
            "diagnosis-113", "04595257", Named("113-0002", CODE), MEI, NOW
        ) == ClaimOutcome(NOW, 5 - wrong)
    assert await claims.claim("diagnosis-113", UBN, WRONG, MEI, NOW) == ClaimOutcome(None, 0, NOW + MINUTE)


async def test_nothing_is_kept_of_who_was_right_at_once(
    database: Database, claims: Claims, case: str
) -> None:
    await claims.claim("diagnosis-113", UBN, RIGHT, MEI, NOW)
    assert "attempt" not in await rows(database)


async def test_tries_are_kept_no_longer_than_they_count(
    database: Database, claims: Claims, case: str
) -> None:
    await missed(claims, 3)
    attempts = Attempts(database, TRIES_KEPT)
    assert await attempts.forget(NOW + timedelta(days=7)) == 0
    assert await attempts.forget(NOW + timedelta(days=7, seconds=1)) == 1
    assert await claims.claim("diagnosis-113", UBN, WRONG, MEI, NOW) == ClaimOutcome(None, 4)


async def test_the_pause_grows_up_to_a_day_and_is_forgotten_after_a_week(claims: Claims, case: str) -> None:
    await missed(claims, 4)
    now, pauses = NOW, []
    for _ in range(9):
        claim = await claims.claim("diagnosis-113", UBN, WRONG, MEI, now)
        assert claim is not None
        assert claim.until is not None
        pauses.append(claim.until - now)
        now = claim.until
    assert pauses[:4] == [MINUTE, 4 * MINUTE, 16 * MINUTE, 64 * MINUTE]
    assert pauses == sorted(pauses)
    assert pauses[-1] == timedelta(days=1)
    later = now + timedelta(days=7, seconds=1)
    assert await claims.claim("diagnosis-113", UBN, WRONG, MEI, later) == ClaimOutcome(None, 4)


async def test_tries_at_other_companies_count_with_them(claims: Claims, journal: Journal, case: str) -> None:
    await journal.append(submitting(2, "04595257", code=CODE))
    await missed(claims, 4)
    assert await claims.claim("diagnosis-113", "04595257", WRONG, MEI, NOW) == ClaimOutcome(
        None, 0, NOW + MINUTE
    )


async def test_guesses_at_once_in_two_processes_are_all_counted(
    url: str, database: Database, case: str
) -> None:
    other = Database.open(url)
    both = [Claims(database, secrets_of(database), PACE), Claims(other, secrets_of(other), PACE)]
    rush = [both[n % 2].claim("diagnosis-113", UBN, WRONG, MEI, NOW) for n in range(12)]
    outcomes = await asyncio.gather(*rush)
    assert sorted((each.left for each in outcomes if each), reverse=True) == [4, 3, 2, 1, *[0] * 8]
    await other.close()


async def test_staff_let_them_try_again_at_once(database: Database, claims: Claims, case: str) -> None:
    await missed(claims, 5)
    await missed(claims, 1, HUA)
    attempts = Attempts(database, TRIES_KEPT)
    assert await attempts.waiting(case) == 2
    assert await attempts.unlock("113-0009", StaffAction(NOW, "wang", "unlock", case)) == 0
    assert await attempts.unlock(case, StaffAction(NOW, "wang", "unlock", case)) == 2
    assert await claims.claim("diagnosis-113", UBN, RIGHT, MEI, NOW) == ClaimOutcome(NOW, 5)


async def test_erasing_gives_no_try_back_and_names_nobody(
    database: Database, claims: Claims, journal: Journal, case: str
) -> None:
    await missed(claims, 5)
    await Erasure(database).erase_case(case, NOW)
    await journal.append(submitting(2, UBN, code=CODE))
    assert await claims.claim("diagnosis-113", UBN, Named("113-0002", CODE), MEI, NOW) == ClaimOutcome(
        None, 0, NOW + MINUTE
    )
    async with database.read() as connection:
        kept = (await connection.execute(select(attempt))).one()._asdict()
    person = kept.pop("person")
    assert kept == {"kind": "code", "level": 5.0, "at": NOW, "case_number": None}, "and names no case"
    assert person == await person_of(secrets_of(database), MEI)


async def test_without_the_key_nobody_can_tell_whose_tries_they_are(database: Database) -> None:
    """The ids of Telegram are short numbers: a plain hash of them can be found by trying all."""
    telegram = Identity("telegram", "bot", "123456789")
    known = "\0".join(("telegram", "bot", "123456789"))
    names = {await person_of(Secrets(database, key), telegram) for key in ("one", "two")}
    assert len(names) == 2
    assert sha256(known.encode()).hexdigest() not in names
