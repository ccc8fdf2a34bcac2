"""How the Telegram SDK's calls travel: through aiohttp, the HTTP library of everything else here.

The SDK's own transport was the dearest part of a turn when measured (docs/benchmarks.md).
"""

from collections.abc import Mapping
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

import aiohttp
from telegram._utils.defaultvalue import DefaultValue
from telegram._utils.types import ODVInput
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData
from telegram.request._requestparameter import RequestParameter

from bot.channels.shared.pool import pool

CONNECT_SECONDS = 5
_URLENCODED = {"Content-Type": "application/x-www-form-urlencoded"}


class AiohttpTransport(BaseRequest):
    """A pool of `connections`; `patience` is how many seconds an answer may take unless a call says otherwise."""

    def __init__(self, connections: int, patience: float) -> None:
        self._connections = connections
        self._patience = patience
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """Seconds an answer may take."""
        return self._patience

    async def initialize(self) -> None:
        """Open the pool."""
        if self._session is None:
            self._session = pool(self._connections, _timeout(self._patience))

    async def shutdown(self) -> None:
        """Close the pool."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def call(self, url: str, parameters: Mapping[str, str]) -> Any:
        """One call with plain parameters, and what it results in; TelegramError. The SDK's methods build its types of
        what is sent and what comes back, which was most of a call."""
        return await self.post(
            url, RequestData([RequestParameter(*each, None) for each in parameters.items()])
        )

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """One call: status and body. TimedOut, NetworkError; neither repeats the address, which has the token."""
        if self._session is None:
            raise RuntimeError("the transport is not initialised")
        patience = self._patience if isinstance(read_timeout, DefaultValue) else read_timeout
        try:
            form = _form(request_data)
            headers = _URLENCODED if isinstance(form, str) else None
            async with self._session.request(
                method, url, data=form, headers=headers, timeout=_timeout(patience)
            ) as answer:
                return answer.status, await answer.read()
        except TimeoutError:
            raise TimedOut from None
        except (aiohttp.ClientError, OSError) as error:
            raise NetworkError(type(error).__name__) from None


def _timeout(patience: float | None) -> aiohttp.ClientTimeout:
    return aiohttp.ClientTimeout(total=patience, sock_connect=CONNECT_SECONDS)


def _form(data: RequestData | None) -> str | aiohttp.FormData | None:
    """The parameters, as a form; with the files when there are any. aiohttp would begin a multipart body, with a
    random boundary, for every form; that was a twentieth of a turn."""
    if data is None:
        return None
    if not data.multipart_data:
        return urlencode(data.json_parameters)
    form = aiohttp.FormData(data.json_parameters, quote_fields=False)
    for name, (filename, content, media_type) in data.multipart_data.items():
        # In pieces: a megabyte written at once holds up everybody else, and aiohttp warns of it.
        stream = BytesIO(content) if isinstance(content, bytes) else content
        form.add_field(name, stream, filename=filename, content_type=media_type)
    return form
