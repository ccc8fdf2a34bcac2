"""Who finds a hole learns whom to tell, where the operator has said so, in the form of RFC 9116."""

from datetime import UTC, datetime
from pathlib import Path

import aiohttp
import pytest

from bot.app import built, serving
from bot.config.settings import BadSettings, Settings, read_settings
from bot.web.security_txt import PATH
from tests.support.programmes import programme
from tests.support.services.new_databases import new_sqlite


async def _fetched(folder: Path, contacts: str = "", public_url: str = "") -> tuple[int, str, str]:
    settings = Settings(
        database_url=new_sqlite(folder / "bot.db"), port=0, security_contact=contacts, public_url=public_url
    )
    async with (
        built(settings, programmes=[programme()]) as service,
        serving(service) as url,
        aiohttp.ClientSession() as client,
        client.get(url + PATH) as response,
    ):
        return response.status, response.headers["Content-Type"], await response.text()


async def test_it_names_every_contact_and_does_not_outlive_its_truth(tmp_path: Path) -> None:
    contacts = "security@example.org, https://example.org/report,tel:+886-2-2553-3988"
    told = await _fetched(tmp_path, contacts, "https://apply.example.org/")
    status, kind, text = told
    assert (status, kind) == (200, "text/plain; charset=utf-8")
    lines = [line.split(": ", 1) for line in text.splitlines()]
    assert [value for name, value in lines if name == "Contact"] == [
        "mailto:security@example.org", "https://example.org/report", "tel:+886-2-2553-3988",
    ]  # fmt: skip
    [expires] = [datetime.fromisoformat(value) for name, value in lines if name == "Expires"]
    assert 80 < (expires - datetime.now(UTC)).days < 365
    assert ["Canonical", f"https://apply.example.org{PATH}"] in lines
    assert ["Preferred-Languages", "zh-TW, en"] in lines
    assert len(lines) == 6


async def test_without_a_contact_there_is_none(tmp_path: Path) -> None:
    assert (await _fetched(tmp_path))[0] == 404


@pytest.mark.parametrize(
    "contact",
    ["http://example.org/report", "call us", "a@b.tw\nExpires: never", "javascript:alert(1)@x", ","],
)
def test_what_is_no_contact_is_refused_at_the_start(
    contact: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECURITY_CONTACT", contact)
    with pytest.raises(BadSettings, match="SECURITY_CONTACT"):
        read_settings(dotenv=tmp_path / "none")
