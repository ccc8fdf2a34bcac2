"""One-time links: found by their token alone, used once, ended by time, by revoking and by erasing."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from storage.cases.one_time_links import LinkFor, LinkState, OneTimeLink, OneTimeLinks
from storage.engine.database import Database
from storage.erasure import Erasure
from storage.errors import UnknownCase
from storage.journal.journal import Journal
from storage.schema.tables import one_time_link
from tests.storage.make import LATER, NOW, SOON, submit

TOKEN = "a-token-of-many-bits"
WHAT = LinkFor("confirm", "113-0001", "amy@example.tw")


@pytest.fixture
async def links(database: Database, journal: Journal) -> OneTimeLinks:
    await submit(journal)
    made = OneTimeLinks(database)
    await made.make(TOKEN, WHAT, LATER)
    return made


async def test_found_and_used_once(links: OneTimeLinks) -> None:
    assert await links.find(TOKEN, NOW) == OneTimeLink(WHAT, LinkState.OPEN)
    assert await links.used_at(WHAT) is None, "looking changes nothing"
    assert [await links.use(TOKEN, SOON), await links.use(TOKEN, LATER)] == [True, False]
    assert await links.find(TOKEN, LATER) == OneTimeLink(WHAT, LinkState.USED)
    assert await links.used_at(WHAT) == SOON


async def test_what_is_kept_opens_nothing(database: Database, links: OneTimeLinks) -> None:
    async with database.read() as connection:
        [kept] = (await connection.execute(select(one_time_link))).all()
    assert TOKEN not in str(kept)
    assert await links.find(kept.token_hash, NOW) is None


@pytest.mark.parametrize("token", ["", "a-token-of-many-bit", "\ud800", "x" * 5000])
async def test_another_token_finds_nothing(links: OneTimeLinks, token: str) -> None:
    assert await links.find(token, NOW) is None
    assert not await links.use(token, NOW)


async def test_after_its_time_it_does_nothing(links: OneTimeLinks) -> None:
    after = LATER + timedelta(seconds=1)
    assert await links.find(TOKEN, after) == OneTimeLink(WHAT, LinkState.EXPIRED)
    assert not await links.use(TOKEN, after)
    assert await links.used_at(WHAT) is None


async def test_revoked(links: OneTimeLinks) -> None:
    assert await links.revoke(WHAT, NOW) == 1
    assert await links.find(TOKEN, NOW) is None
    assert not await links.use(TOKEN, NOW)


async def test_erased_with_the_case_and_none_made_afterwards(database: Database, links: OneTimeLinks) -> None:
    await Erasure(database).erase_case("113-0001", SOON)
    assert await links.find(TOKEN, SOON) is None
    with pytest.raises(UnknownCase):
        await links.make("another", WHAT, LATER)


async def test_of_several_links_for_the_same_thing_one_is_enough(links: OneTimeLinks) -> None:
    await links.make("second", WHAT, LATER)
    assert await links.use("second", SOON)
    assert await links.used_at(WHAT) == SOON
    assert (await links.find(TOKEN, SOON)) == OneTimeLink(WHAT, LinkState.OPEN)
