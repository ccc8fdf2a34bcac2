"""Offers to go on elsewhere and links of colleagues, on both databases: one gets it, tries run out, time ends."""

import asyncio
from datetime import timedelta

from bot.conversation.handover.ends import GUESSES
from storage.engine.database import Database
from storage.engine.secrets import Secrets
from storage.handover.contribution_links import ContributionLinks
from storage.handover.offers import KEPT, Offers, Secret
from storage.records import Identity
from tests.storage.make import MEI, NOW

SOON = NOW + timedelta(minutes=10)
PHONE, THIEF = Identity("telegram", "bot", "1"), Identity("telegram", "bot", "2")


async def test_of_ends_that_claim_at_once_one_gets_it_and_only_it_is_let_in(database: Database) -> None:
    offers = Offers(database, Secrets(database, "key"), GUESSES)
    assert await offers.make("s", 1, Secret("token", "019450730"), SOON)
    assert not await offers.make("s", 1, Secret("other", "111111111"), SOON), "the number is taken"
    assert not await offers.make("t", 1, Secret("third", "019450730"), SOON), "the digits are in use"
    offer = await offers.by_code("019450730")
    assert offer == await offers.by_code("token")
    assert offer
    claims = await asyncio.gather(
        *(offers.claim(offer, end, "", NOW) for end in (PHONE, THIEF, PHONE, THIEF))
    )
    assert sorted(claims) == [False, False, True, True]
    claimed = await offers.get("s", 1)
    assert claimed
    assert claimed.end in (PHONE, THIEF)
    assert await offers.miss(claimed, 3) == 2
    assert await offers.match(claimed, 3, NOW)
    assert await offers.match(claimed, 3, SOON + KEPT), "once let in, again is no more than once"
    (let_in,) = await offers.of_end(claimed.end, NOW)
    assert let_in.matched_at
    await offers.leave("s", 1, NOW)
    assert await offers.of_end(claimed.end, NOW) == []
    assert await offers.forget(NOW + KEPT + timedelta(minutes=1)) == 1


async def test_tries_run_out_whoever_counts_them(database: Database) -> None:
    offers = Offers(database, Secrets(database, "key"), GUESSES)
    await offers.make("s", 1, Secret("token", "019450730"), SOON)
    offer = await offers.by_code("token")
    assert offer
    await offers.claim(offer, PHONE, "", NOW)
    claimed = await offers.get("s", 1)
    assert claimed
    left = await asyncio.gather(*(offers.miss(claimed, 3) for _ in range(5)))
    assert sorted(left) == [0, 0, 0, 1, 2]
    assert not await offers.match(claimed, 3, NOW)
    assert not await offers.claim(offer, PHONE, "", SOON + KEPT), "its time is over"
    for _ in range(GUESSES.size):
        assert await offers.may_guess(MEI, NOW)
        await offers.count_guess(MEI, NOW)
    assert not await offers.may_guess(MEI, NOW)
    assert await offers.may_guess(PHONE, NOW), "nobody else is slowed down"
    assert await offers.may_guess(MEI, NOW + GUESSES.refill)


async def test_a_colleagues_link_is_one_browsers_until_three_wrong_numbers(database: Database) -> None:
    links = ContributionLinks(database)
    assert await links.make("s", 1, "token", SOON)
    assert not await links.make("s", 1, "other", SOON)
    link = await links.by_token("token")
    assert link
    assert await links.begin(link, "browser", "小美", NOW)
    assert await links.begin(link, "browser", "王小美", NOW), "they may say their name again"
    assert not await links.begin(link, "another", "x", NOW)
    (begun,) = await links.of_session("s", NOW)
    assert begun.author == "王小美"
    assert [await links.miss(begun) for _ in range(3)] == [1, 2, 3]
    assert not await links.let_in(begun, 3, NOW)
    assert await links.of_session("s", SOON) == []
    assert await links.forget(SOON + KEPT + timedelta(minutes=1)) == 1
