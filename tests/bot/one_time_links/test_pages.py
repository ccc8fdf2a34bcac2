"""The page behind a one-time link over HTTP: only pressing its button changes anything."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.config.programme_file import read_programme
from bot.config.settings import Settings
from bot.one_time_links.address_confirmation import LASTS, AddressConfirmation
from bot.one_time_links.pages import LinkPages
from storage.cases.applications import Applications
from storage.cases.one_time_links import OneTimeLinks
from storage.engine.database import Database
from storage.engine.secrets import Secrets
from storage.erasure import Erasure
from storage.journal.journal import Journal
from storage.stored_names import LinkPurpose
from tests.storage.make import NOW, submitting
from tests.support.services.new_databases import new_sqlite

ADDRESS = "Amy@example.tw"


class Pages:
    """One application, its link, and the pages on a clock of the test's own."""

    def __init__(self, database: Database) -> None:
        self.database, self.now = database, NOW
        links, applications = OneTimeLinks(database), Applications(database)
        self.confirmation = AddressConfirmation(links, applications, Secrets(database), "http://here")
        programme = read_programme(Settings().programme_file)
        pages = LinkPages(links, {LinkPurpose.CONFIRM_ADDRESS: self.confirmation}, programme, self._time)
        application = web.Application()
        application.add_routes(pages.routes())
        self.client = TestClient(TestServer(application))

    def _time(self) -> datetime:
        return self.now

    async def ask(self, method: str, path: str) -> tuple[int, str]:
        """Status and text."""
        async with self.client.request(method, path.removeprefix("http://here")) as response:
            assert response.headers["Cache-Control"] == "no-store"
            assert "noindex" in response.headers["X-Robots-Tag"]
            return response.status, await response.text()

    async def confirmed(self) -> datetime | None:
        """When the address was confirmed."""
        return await self.confirmation.confirmed_at("113-0001", "amy@example.tw")


@pytest.fixture(params=["zh-TW", "en"])
async def pages(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Pages]:
    database = Database.open(new_sqlite(tmp_path / "bot.db"))
    await database.migrate()
    journal = Journal(database)
    await journal.append(submitting(1, language=request.param))
    pages = Pages(database)
    await pages.client.start_server()
    yield pages
    await pages.client.close()
    await journal.close()
    await database.close()


async def test_only_the_button_confirms_and_pressing_again_says_the_same(pages: Pages) -> None:
    link = await pages.confirmation.link("113-0001", ADDRESS, "applicant", NOW)
    for method in ("GET", "HEAD", "GET"):
        status, text = await pages.ask(method, link)
        assert status == 200
        assert method == "HEAD" or ("113-0001" in text and '<form method="post">' in text)
    assert await pages.confirmed() is None
    first = await pages.ask("POST", link)
    pages.now += timedelta(hours=1)
    assert first == await pages.ask("POST", link) == await pages.ask("GET", link)
    assert first[0] == 200
    assert "<form" not in first[1]
    assert await pages.confirmed() == NOW


async def test_after_its_time_the_page_says_so_and_confirms_nothing(pages: Pages) -> None:
    link = await pages.confirmation.link("113-0001", ADDRESS, "applicant", NOW)
    pages.now += LASTS
    for method in ("GET", "POST"):
        status, text = await pages.ask(method, link)
        assert status == 410
        assert "<form" not in text
    assert await pages.confirmed() is None


@pytest.mark.parametrize("token", ["x", "a" * 32, "%F0%9F%98%80", "..%2F..%2Fetc", "%00"])
async def test_a_guessed_link_is_told_in_both_languages(pages: Pages, token: str) -> None:
    await pages.confirmation.link("113-0001", ADDRESS, "applicant", NOW)
    for method in ("GET", "POST"):
        status, text = await pages.ask(method, f"/go/{token}")
        assert status == 404
        assert "無法使用" in text
        assert "does not work" in text
    assert await pages.confirmed() is None


async def test_an_erased_case_has_no_link(pages: Pages) -> None:
    link = await pages.confirmation.link("113-0001", ADDRESS, "applicant", NOW)
    await Erasure(pages.database).erase_case("113-0001", NOW)
    assert (await pages.ask("POST", link))[0] == 404


async def test_another_address_is_not_confirmed_along(pages: Pages) -> None:
    await pages.ask("POST", await pages.confirmation.link("113-0001", "other@example.tw", "applicant", NOW))
    assert await pages.confirmed() is None


async def test_the_look_comes_from_here(pages: Pages) -> None:
    async with pages.client.get("/go/page.css") as response:
        assert response.content_type == "text/css"
