"""What tests of proposals after their qualification share."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.bot.proposals.alliances import Alliances, alliances


@pytest.fixture
async def people(tmp_path: Path) -> AsyncIterator[Alliances]:
    """An office, three alliances, and what they are told."""
    async with alliances(tmp_path) as found:
        yield found
