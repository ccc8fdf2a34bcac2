"""The desk in the demo: invented cases by the paths of real ones, kept by a restart, and a button that signs in."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import aiohttp

from bot.config.settings import Settings
from bot.demo.demo import embedded
from bot.demo.office.case_player import CasePlayer
from bot.demo.office.invented_cases import PLAN, InventedCases
from bot.demo.office.pages import STAFF_MAIL
from bot.demo.people import free_port
from bot.office.summaries import refresh
from bot.service import Service, utc_now
from flows.definitions.programme import taipei_day
from storage.cases.stream.case_events import CaseEvents
from storage.cases.summaries import Filter, Sort, Summaries

_PLAN: Mapping[str, Any] = tomllib.loads(PLAN.read_text(encoding="utf-8"))


def _some(*companies: str) -> InventedCases:
    """The plan with the cases of these companies alone, the replacing one unsigned: a scan takes seconds."""
    chosen = [case for case in _PLAN["cases"] if case["answers"]["company_name"] in companies]
    quicker = [
        {**case, "replacement": {**case["replacement"], "acts": ["1 question 真人協助 多久？"]}}
        if "replacement" in case
        else case
        for case in chosen
    ]
    return InventedCases({**_PLAN, "cases": quicker})


def _settings(folder: Path) -> Settings:
    return Settings(
        database_url=f"sqlite:///{folder}/demo.db",
        port=free_port(),
        staff_mail=STAFF_MAIL,
        secret_key="k" * 40,
    )


async def _stages(service: Service) -> dict[str, str]:
    """The stage of every case."""
    summaries = Summaries(service.database)
    await refresh(service, summaries, CaseEvents(service.database))
    listed = await summaries.page(Filter("all", ""), taipei_day(utc_now()), Sort.NUMBER, 50)
    return {one.case_number: one.stage for one in listed}


def test_the_plan_has_twelve_cases_of_as_many_companies_and_an_act_for_each_stage() -> None:
    assert InventedCases().total == 12
    assert len({case["answers"]["ubn"] for case in _PLAN["cases"]}) == len(_PLAN["cases"])
    every = [*_PLAN["cases"], *(case["replacement"] for case in _PLAN["cases"] if "replacement" in case)]
    acts = {act.split()[1] for case in every for act in case["acts"]}
    assert all(hasattr(CasePlayer, f"_{act}") for act in acts)


async def test_cases_come_of_real_acts_once_and_buttons_sign_in(tmp_path: Path) -> None:
    office = _some("禾穗食品股份有限公司", "木光工坊")
    expected = {"113-0001": "done", "113-0002": "superseded", "113-0003": "signing"}
    async with embedded(_settings(tmp_path), letters=tmp_path / "letters", office=office) as (
        service,
        box,
        url,
    ):
        await office.finished.wait()
        assert await _stages(service) == expected
        about_cases = [mail.subject for mail in box.messages if mail.subject.startswith("[113-")]
        assert not about_cases, "the mailbox belongs to whoever tries the demo"
        jar = aiohttp.CookieJar(unsafe=True)
        async with aiohttp.ClientSession(url, cookie_jar=jar) as browser:
            async with browser.get("/desk") as response:
                assert response.url.path == "/desk/login"
            async with browser.post("/demo/office/staff", data={"who": "manager"}) as response:
                assert (response.url.path, "113-0003" in await response.text()) == ("/desk", True)
                assert "frame-ancestors 'self'" in response.headers["Content-Security-Policy"]
            async with browser.get("/desk/access") as response:
                assert response.status == 200, "the manager may"
            async with browser.get("/demo/office") as response:
                assert "113-0001" not in await response.text(), "closed: nothing is left to do"
            async with browser.post("/demo/office/consultant", data={"case": "113-0003"}) as response:
                assert response.url.path == "/demo/office", "nobody has it"
    again = _some("微風選物有限公司")
    async with embedded(_settings(tmp_path), letters=tmp_path / "letters", office=again) as (service, _, _):
        await again.finished.wait()
        assert await _stages(service) == expected, "a restart keeps what there is, and adds nothing"


async def test_without_a_desk_nobody_is_signed_in(tmp_path: Path) -> None:
    settings = _settings(tmp_path).model_copy(update={"staff_mail": ""})
    async with embedded(settings) as (_, _, url), aiohttp.ClientSession(url) as browser:
        async with browser.post("/demo/office/staff") as response:
            assert response.status == 404
        async with browser.get("/") as response:
            assert "/demo/office" not in await response.text()
