"""The scenes the channels' tests play in."""

from collections.abc import AsyncIterator

import pytest

import bot.channels.telegram.polling
from tests.bot.channels.line.scene import LineScene, running_line
from tests.bot.channels.telegram.scene import TelegramScene, by_polling, by_webhook


@pytest.fixture
async def line() -> AsyncIterator[LineScene]:
    async with running_line() as scene:
        yield scene


@pytest.fixture(params=[by_polling, by_webhook], ids=["polling", "webhook"])
async def telegram(request: pytest.FixtureRequest) -> AsyncIterator[TelegramScene]:
    async with request.param() as scene:
        yield scene


@pytest.fixture
async def polling() -> AsyncIterator[TelegramScene]:
    async with by_polling() as scene:
        yield scene


@pytest.fixture
async def webhook() -> AsyncIterator[TelegramScene]:
    async with by_webhook() as scene:
        yield scene


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Trouble is retried at once instead of after seconds."""
    monkeypatch.setattr(bot.channels.telegram.polling, "PAUSES", (0.02,))
