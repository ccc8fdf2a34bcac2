"""Somebody in front of our pages, who keeps cookies and goes where they are led, or who chats in the demo."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from bot.demo.rehearsal import RunningRehearsal

CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36"


@dataclass
class Browser:
    """Keeps its cookies, follows where it is led."""

    url: str
    http: aiohttp.ClientSession
    count: int = 0
    seen: list[str] = field(default_factory=list)

    async def go(self, method: str, path: str, agent: str = CHROME, **more: Any) -> tuple[int, str]:
        """Status and text of a page."""
        headers = {"User-Agent": agent, "Accept-Language": "zh-TW", **more.pop("headers", {})}
        async with self.http.request(method, self.url + path, headers=headers, **more) as response:
            return response.status, await response.text()

    async def chat(self, **said: str) -> str:
        """Something said in the owner's chat of the demo; the reply."""
        self.count += 1
        _, text = await self.go("POST", "/chat/turns", data={"id": f"owner-{self.count}", **said})
        return text

    async def say(self, **said: str) -> str:
        """Something said on the page that the application was handed to; the reply."""
        self.count += 1
        status, text = await self.go("POST", "/go/chat/turns", data={"id": f"page-{self.count}", **said})
        return text if status == 200 else f"{status} {text}"


@asynccontextmanager
async def browser(stage: RunningRehearsal) -> AsyncIterator[Browser]:
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as http:
        yield Browser(stage.url, http)
