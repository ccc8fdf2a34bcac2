"""A selection for every test."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.bot.committee.committee import Committee, committee


@pytest.fixture
async def round_(tmp_path: Path) -> AsyncIterator[Committee]:
    async with committee(tmp_path) as found:
        yield found
