"""財政部's tax registration: every trading business, and those that are registered but do not trade."""

import asyncio
from typing import Final

from bot.registry.http import SourceClient, SourceError
from flows.registry import Answer, Source
from flows.registry import fia as reading

_UNITS: Final = (("nonBusinessUnit", reading.NO_BUSINESS), ("schoolBanData", reading.SCHOOL))


class Fia:
    """Asks beneath `url` (…/OAI/api)."""

    source = Source.FIA

    def __init__(self, url: str, line: SourceClient) -> None:
        self._url = url.rstrip("/")
        self._line = line

    async def ask(self, ubn: str) -> Answer:
        """What the register knows of eight digits. Raises Troubled."""
        entry = reading.business(
            await self._line.get(f"{self._url}/businessRegistration/{ubn}", missing=404), ubn
        )
        if entry:
            return Answer(self.source, entry)
        units = await asyncio.gather(*(self._unit(path, note, ubn) for path, note in _UNITS))
        hit = next((unit for unit in units if unit.entry), None)
        return hit or next((unit for unit in units if unit.trouble), Answer(self.source))

    async def _unit(self, path: str, note: str, ubn: str) -> Answer:
        try:
            return Answer(
                self.source,
                reading.unit(await self._line.get(f"{self._url}/{path}/{ubn}", missing=404), note),
            )
        except SourceError as error:
            return Answer(self.source, None, error.trouble)
