"""The language of the app is the language of the first words, on either platform."""

import pytest
from aiohttp import web

import bot.channels.line.client
from bot.channels.line.account import opened
from bot.channels.line.client import Outcome
from bot.channels.line.tokens import LongLived
from bot.channels.shared.language import spoken
from bot.demo.standins.line import SILENT
from tests.bot.channels.line.scene import LineScene
from tests.bot.channels.reply_recorder import serving
from tests.support.stopwatch import GOES, waited_seconds

PERSON = "U" + "a" * 32
PROFILE = f"/v2/bot/profile/{PERSON}"


@pytest.mark.parametrize(
    ("code", "ours"),
    [
        ("zh-TW", "zh-TW"),
        ("zh-hant", "zh-TW"),
        ("zh-hans", "zh-TW"),
        ("zh_HK", "zh-TW"),
        ("ZH", "zh-TW"),
        ("yue", "zh-TW"),
        ("nan", "zh-TW"),
        ("en", "en"),
        ("en-GB", "en"),
        ("ja", "en"),
        ("th", "en"),
        ("vi", "en"),
        ("id", "en"),
        ("zha", "en"),
        ("", ""),
    ],
)
def test_chinese_of_any_kind_is_ours_and_every_other_language_english(code: str, ours: str) -> None:
    assert spoken(code) == ours


@pytest.mark.parametrize(("code", "ours"), [("en-US", "en"), ("zh-TW", "zh-TW"), ("", "")])
async def test_line_says_it_of_its_friends(line: LineScene, code: str, ours: str) -> None:
    line.person()
    line.standin.account.languages[PERSON] = code
    assert await line.channel.language(PERSON) == ours


async def test_of_strangers_and_in_trouble_line_says_nothing(line: LineScene) -> None:
    line.standin.trouble(PROFILE, 429, 500, 0, 0)
    assert [await line.channel.language(PERSON) for _ in range(4)] == ["", "", "", ""]


async def test_json_that_is_none_says_nothing_either() -> None:
    """Else nobody's first message would be stored."""

    async def broken(request: web.Request) -> web.Response:
        return web.Response(text="<html>", content_type="application/json")

    async with serving("/{path:.*}", broken, method="*") as address:
        url = address.partition("/{")[0]
        async with opened(url, url, LongLived("token")) as client:
            assert await client.language(PERSON) == ""
            assert await client.reply("token", []) is Outcome.SENT


async def test_nobody_waits_for_a_silent_line(line: LineScene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bot.channels.line.client, "LANGUAGE_PATIENCE", 0.1)
    line.person()
    line.standin.trouble(PROFILE, *[SILENT] * GOES)
    seconds, language = await waited_seconds(lambda: line.channel.language(PERSON), enough=1)
    assert language == ""
    assert seconds < 1
