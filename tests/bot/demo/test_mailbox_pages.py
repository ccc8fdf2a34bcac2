"""The demo's pages over HTTP: letters of staff and applicants apart, read by a POST, under the same policy as ever."""

import json
from pathlib import Path

import aiohttp
import pytest

from bot.demo.player import Player
from bot.demo.rehearsal import RunningRehearsal, staged
from tests.support.paths import PERSONAS


async def _applied(stage: RunningRehearsal) -> None:
    script = json.loads((PERSONAS / "exporter.json").read_text(encoding="utf-8"))
    service = stage.service
    player = Player(script, service.editions[service.programme.questionnaire], stage.person)
    await player.play()
    assert player.case_number
    await stage.mailbox.wait_for(2, 30)


async def test_letters_to_staff_and_applicants_are_apart_and_read_by_a_post(tmp_path: Path) -> None:
    async with staged(tmp_path, "web") as stage, aiohttp.ClientSession(stage.url) as browser:
        await _applied(stage)

        async def listed(box: str) -> str:
            async with browser.get(f"/mailbox/list?box={box}") as response:
                return await response.text()

        [staff] = [mail for mail in stage.mailbox.messages if f"mail-{mail.id}" in await listed("staff")]
        [applicant] = [
            mail for mail in stage.mailbox.messages if f"mail-{mail.id}" in await listed("applicant")
        ]
        assert staff.recipients != applicant.recipients
        assert "data-unread-item" in await listed("staff")
        async with browser.get(f"/mailbox/messages/{staff.id}/open") as response:
            assert response.status == 405
        assert "data-unread-item" in await listed("staff")
        async with browser.post(f"/mailbox/messages/{staff.id}/open") as response:
            assert "113-0001_application.pdf" in await response.text()
        assert "data-unread-item" not in await listed("staff")
        assert "data-unread-item" in await listed("applicant")
        for page, status in ((0, 404), (1, 200), (3, 200), (4, 404)):
            async with browser.get(f"/mailbox/messages/{staff.id}/attachments/0/view/{page}") as response:
                assert response.status == status


@pytest.mark.parametrize(
    "path", ["/", "/chat", "/mailbox", "/skins?screen=welcome", "/?look=line", "/?look=<script>"]
)
async def test_no_page_needs_more_than_its_own_files(tmp_path: Path, path: str) -> None:
    async with staged(tmp_path, "web") as stage, aiohttp.ClientSession(stage.url) as browser:
        async with browser.get(path) as response:
            policy, html = response.headers["Content-Security-Policy"], await response.text()
            assert response.status == 200
        assert "unsafe" not in policy
        assert "default-src 'self'" in policy
        assert " style=" not in html
        assert "as-<script>" not in html
        assert 'src="http' not in html


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"id": "e1", "text": "開始"}, 200),
        ({"id": "e2", "open": "1", "look": "line"}, 200),
        ({"id": "e3", "tap": "nonsense", "look": "nonsense"}, 200),
        ({"text": "no id"}, 400),
        ({"id": "../x", "text": "開始"}, 400),
        ({"id": "e4"}, 400),
    ],
)
async def test_the_page_is_answered_with_html(tmp_path: Path, fields: dict[str, str], status: int) -> None:
    async with (
        staged(tmp_path, "web") as stage,
        aiohttp.ClientSession(stage.url) as browser,
        browser.post("/chat/turns", data=fields) as response,
    ):
        assert response.status == status
        assert status != 200 or "<article" in await response.text()


@pytest.mark.parametrize(
    ("accepts", "says"),
    [
        ("zh-TW,zh;q=0.9", "開始申請"),
        ("en-GB,en;q=0.9", "Start"),
        ("ja", "Start"),
        ("", "開始申請"),
        ("*", "開始申請"),
        ("fr;q=0.1,zh-TW;q=0.9", "開始申請"),
        ("q=;,,", "開始申請"),
    ],
)
async def test_the_first_contact_follows_the_browser(tmp_path: Path, accepts: str, says: str) -> None:
    async with staged(tmp_path, "web") as stage, aiohttp.ClientSession(stage.url) as browser:
        headers = {"Accept-Language": accepts}
        async with browser.post("/chat/turns", data={"id": "e1", "open": "1"}, headers=headers) as response:
            assert says in await response.text()
        async with browser.get("/", headers=headers) as response:
            assert f'<html lang="{"en" if says == "Start" else "zh-TW"}">' in await response.text()
