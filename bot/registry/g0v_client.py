"""台灣公司資料: the volunteers' mirror, asked when the operator turns it on."""

from bot.registry.http import SourceClient
from flows.registry import Answer, Source
from flows.registry import g0v as reading


class G0v:
    """Asks beneath `url` (…/api)."""

    source = Source.G0V

    def __init__(self, url: str, line: SourceClient) -> None:
        self._url = url.rstrip("/")
        self._line = line

    async def ask(self, ubn: str) -> Answer:
        """What the mirror knows of eight digits. Raises Troubled."""
        return Answer(
            self.source, reading.entry(await self._line.get(f"{self._url}/show/{ubn}", missing=404))
        )
