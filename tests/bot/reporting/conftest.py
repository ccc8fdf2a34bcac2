"""An office for every test."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.bot.office.opened_office import Office, office


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Office]:
    async with office(tmp_path) as found:
        await found.work()
        yield found
