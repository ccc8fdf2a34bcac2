"""An office for every test, and 林小姐 signed in."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.bot.office.opened_office import LIN, Browser, Office, office


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Office]:
    async with office(tmp_path) as found:
        await found.work()
        yield found


@pytest.fixture
async def lin(desk: Office) -> Browser:
    return await desk.signed_in(LIN)
