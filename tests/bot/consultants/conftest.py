"""An office with three invented consultants in its programme file, and a case whose review has passed."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.bot.consultants.consulting import Consulting, consulting


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Consulting]:
    async with consulting(tmp_path) as found:
        yield found
