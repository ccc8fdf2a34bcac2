"""Notices about mail, in whatever order they arrive."""

from datetime import timedelta

import pytest

from storage.cases.deliveries import Deliveries
from storage.cases.delivery import Delivery
from storage.engine.database import Database
from storage.journal.journal import Journal
from tests.storage.make import LATER, NOW, SOON, submit


@pytest.fixture
async def deliveries(database: Database, journal: Journal) -> Deliveries:
    """The deliveries of a database with the case 113-0001, whose mail to the staff is queued."""
    await submit(journal)
    deliveries = Deliveries(database)
    await deliveries.queued("113-0001", "staff", "<113-0001.staff@bot>", "staff@example.tw", NOW)
    return deliveries


async def _staff(deliveries: Deliveries) -> Delivery:
    (delivery,) = await deliveries.of_case("113-0001")
    return delivery


async def test_the_first_acceptance_counts(deliveries: Deliveries) -> None:
    await deliveries.accepted("113-0001", "staff", SOON)
    await deliveries.accepted("113-0001", "staff", LATER)
    assert (await _staff(deliveries)).accepted_at == SOON


@pytest.mark.parametrize("bounce_first", [True, False])
async def test_a_bounce_is_known_whether_it_comes_before_or_after_the_acceptance(
    deliveries: Deliveries, bounce_first: bool
) -> None:
    if bounce_first:
        await deliveries.bounced("<113-0001.staff@bot>", "5.1.1", LATER)
        await deliveries.accepted("113-0001", "staff", SOON)
    else:
        await deliveries.accepted("113-0001", "staff", SOON)
        await deliveries.bounced("<113-0001.staff@bot>", "5.1.1", LATER)
    known = await _staff(deliveries)
    assert (known.accepted_at, known.bounced_at, known.error) == (SOON, LATER, "5.1.1")


async def test_a_worker_that_comes_back_finds_the_mail_already_sent(deliveries: Deliveries) -> None:
    await deliveries.accepted("113-0001", "staff", SOON)
    await deliveries.queued("113-0001", "staff", "<113-0001.staff@bot>", "staff@example.tw", LATER)
    known = await _staff(deliveries)
    assert (known.queued_at, known.accepted_at) == (NOW, SOON)


async def test_another_recipient_or_a_failure_starts_afresh(deliveries: Deliveries) -> None:
    await deliveries.failed("113-0001", "staff", "5.2.2", SOON)
    await deliveries.queued("113-0001", "staff", "<113-0001.staff@bot>", "staff@example.tw", LATER)
    known = await _staff(deliveries)
    assert (known.queued_at, known.failed_at, known.error) == (LATER, None, None)
    await deliveries.accepted("113-0001", "staff", LATER)
    much_later = LATER + timedelta(days=1)
    await deliveries.queued("113-0001", "staff", "<113-0001.staff@bot>", "new@example.tw", much_later)
    known = await _staff(deliveries)
    assert (known.recipient, known.queued_at, known.accepted_at) == ("new@example.tw", much_later, None)


async def test_staff_can_have_it_sent_again(deliveries: Deliveries) -> None:
    await deliveries.accepted("113-0001", "staff", SOON)
    assert await deliveries.reopen("113-0001", "staff")
    assert (await _staff(deliveries)).accepted_at is None
    assert not await deliveries.reopen("113-0001", "applicant")
