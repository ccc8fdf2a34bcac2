"""Naming the case number: what shows that one belongs to the company, and how often it may be wrong."""

import asyncio

import pytest

from storage.claims import MISSES, Claim, Claims
from storage.database import Database
from storage.journal import Journal
from storage.records import Appended
from tests.storage.make import NOW, submitting

UBN = "12345675"


@pytest.fixture
async def case(journal: Journal) -> str:
    """The company's application."""
    assert await journal.append(submitting(1, UBN)) == Appended(1, "113-0001")
    return "113-0001"


async def test_the_case_number_shows_that_one_belongs_to_the_company(database: Database, case: str) -> None:
    claims = Claims(database)
    assert await claims.claim(113, UBN, case) == Claim(NOW, MISSES)
    assert await claims.claim(113, UBN, "113-0002") == Claim(None, MISSES - 1)
    assert await claims.claim(113, UBN, case) == Claim(NOW, MISSES - 1)
    assert await claims.claim(113, "04595257", case) is None
    assert await claims.claim(114, UBN, case) is None


async def test_wrong_ones_are_counted_for_everybody_together_and_then_none_is_right(
    url: str, database: Database, case: str
) -> None:
    other = Database.open(url)
    both = [Claims(database), Claims(other)]
    guesses = [both[n % 2].claim(113, UBN, f"113-{n:04d}") for n in range(2, 42)]
    outcomes = await asyncio.gather(*guesses)
    assert {claim.left for claim in outcomes if claim} == set(range(MISSES))
    assert await both[0].claim(113, UBN, case) == Claim(None, 0)
    await other.close()
