"""Downloading what somebody sent, and the tokens LINE's calls carry."""

import pytest

import bot.channels.line.content
from bot.channels.line import LineChannel
from bot.channels.line.tokens import Stateless
from bot.channels.shared.download import FetchError, Trouble
from bot.demo.standins.line import BOT, LineStandin
from bot.demo.standins.line_account import CHANNEL_ID, LIFETIME
from tests.bot.channels.line.scene import LOADING, SECRET, LineScene
from tests.bot.channels.reply_recorder import ReplyRecorder, words
from tests.bot.channels.telegram.scene import TelegramScene


async def trouble_of(fetching: object) -> Trouble:
    with pytest.raises(FetchError) as caught:
        await fetching  # type: ignore[misc]
    return caught.value.trouble


async def test_a_photo_sent_on_line_is_fetched(line: LineScene) -> None:
    line.standin.account.files["1"] = b"jpeg" * 100_000
    assert await line.channel.fetch("1") == b"jpeg" * 100_000


async def test_what_line_still_prepares_is_asked_for_again(
    line: LineScene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot.channels.line.content, "PAUSE", 0)
    line.standin.account.files["1"] = 202
    assert await line.channel.fetch("1") == b"ready"


@pytest.mark.parametrize(
    ("content", "trouble"),
    [
        (404, Trouble.GONE),
        (410, Trouble.GONE),
        (500, Trouble.UNREACHABLE),
        (b"x" * 2001, Trouble.TOO_LARGE),
    ],
)
async def test_what_line_does_not_give(line: LineScene, content: int | bytes, trouble: Trouble) -> None:
    line.standin.account.files["1"] = content
    assert await trouble_of(line.channel.fetch("1", 2000)) is trouble


async def test_a_file_sent_on_telegram_is_fetched(polling: TelegramScene) -> None:
    polling.standin.files["a"], polling.standin.sent_files["a"] = b"%PDF", 4
    assert await polling.channel.fetch("a") == b"%PDF"


async def test_what_telegram_does_not_give(polling: TelegramScene) -> None:
    polling.standin.sent_files.update(huge=21 * 1024 * 1024, lost=10, long=10)
    polling.standin.files["long"] = b"x" * 2001
    assert await trouble_of(polling.channel.fetch("huge")) is Trouble.TOO_LARGE
    assert await trouble_of(polling.channel.fetch("long", 2000)) is Trouble.TOO_LARGE
    assert await trouble_of(polling.channel.fetch("lost")) is Trouble.GONE
    assert await trouble_of(polling.channel.fetch("unknown")) is Trouble.GONE


async def test_nobody_there_is_no_crash() -> None:
    away = "http://127.0.0.1:1"
    channel = LineChannel(SECRET, "t", ReplyRecorder().receive, words=words, api_url=away, data_api_url=away)
    await channel.start()
    assert await trouble_of(channel.fetch("1")) is Trouble.UNREACHABLE
    await channel.close()


async def test_tokens_are_issued_by_the_service_and_renewed_before_they_end() -> None:
    now = [0.0]
    async with LineStandin().running() as standin:
        standin.account.secret = SECRET
        tokens = Stateless(standin.url, CHANNEL_ID, SECRET, clock=lambda: now[0])
        channel = LineChannel(
            SECRET, "", ReplyRecorder().receive, words=words, api_url=standin.url, channel_id=CHANNEL_ID
        )
        await channel.start()
        await channel.ready()
        pool = channel._client._transport._pool
        assert channel._account == BOT
        first = await tokens.current(pool)
        now[0] = LIFETIME - 121
        assert await tokens.current(pool) == first
        now[0] = LIFETIME - 119
        second = await tokens.current(pool)
        assert second != first
        assert standin.account.issued[-1] == second
        await channel.close()


async def test_a_token_refused_is_replaced_once_and_the_call_goes_through() -> None:
    async with LineStandin().running() as standin:
        standin.account.secret = SECRET
        channel = LineChannel(
            SECRET, "", ReplyRecorder().receive, words=words, api_url=standin.url, channel_id=CHANNEL_ID
        )
        await channel.start()
        await channel.ready()
        standin.account.revoked.update(standin.account.issued)
        await channel._client.show_loading("U1")
        tried = [call.status for call in standin.calls if call.path == LOADING]
        assert tried == [401, 202]
        assert len(standin.account.issued) == 2
        await channel.close()


async def test_a_wrong_secret_keeps_nobody_from_starting(caplog: pytest.LogCaptureFixture) -> None:
    async with LineStandin().running() as standin:
        standin.account.secret = "another"
        channel = LineChannel(
            SECRET, "", ReplyRecorder().receive, words=words, api_url=standin.url, channel_id=CHANNEL_ID
        )
        await channel.start()
        await channel.ready()
        await channel.close()
    assert "line.token_refused status=400" in caplog.text
    assert SECRET not in caplog.text
