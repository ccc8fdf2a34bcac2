"""kill -9 at any moment: every conversation goes on where it was, and nothing acknowledged is lost."""

import asyncio
import json
import random
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from tests.stories.demo_process import DemoProcess
from tests.support.paths import PERSONAS

PERSONA = PERSONAS / "non_exporter.json"
KILLS = 4
SEED = 113


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[DemoProcess]:
    process = DemoProcess(tmp_path)
    process.start()
    yield process
    process.kill()


class Visitor:
    """Posts with a fixed id until an answer comes, killing the process in the middle when told to."""

    def __init__(self, session: aiohttp.ClientSession, demo: DemoProcess) -> None:
        self.session = session
        self.demo = demo
        self.count = 0
        self.shown: dict[str, Any] = {}

    async def say(self, text: str, *, kill_after: float | None = None) -> None:
        self.count += 1
        body = {"id": f"event-{self.count}", "text": text}
        attempt = asyncio.create_task(self._post(body))
        if kill_after is not None:
            await asyncio.sleep(kill_after)
            await asyncio.to_thread(self.demo.kill)
            await asyncio.to_thread(self.demo.start)
        if not await attempt:
            assert await self._post(body), "the restarted demo does not answer"
        if kill_after is not None:
            await self.look()

    async def _post(self, body: dict[str, Any]) -> bool:
        try:
            async with self.session.post(f"{self.demo.url}/chat/messages", json=body) as response:
                self._see(await response.json())
                return response.status == 200
        except (aiohttp.ClientError, OSError):
            return False

    async def look(self) -> None:
        """Reload the page."""
        async with self.session.get(f"{self.demo.url}/chat/messages") as response:
            self._see(await response.json())

    def _see(self, answer: dict[str, Any]) -> None:
        if answer.get("messages"):
            self.shown = answer["messages"][-1]


async def test_killed_again_and_again_nothing_is_lost(demo: DemoProcess, tmp_path: Path) -> None:
    dice = random.Random(SEED)  # noqa: S311 - the same moments in every run
    answers = json.loads(PERSONA.read_text(encoding="utf-8"))["answers"]
    moments = sorted(dice.sample(range(3, 44), KILLS))
    jar = aiohttp.CookieJar(unsafe=True)
    async with aiohttp.ClientSession(cookie_jar=jar) as session:
        visitor = Visitor(session, demo)
        await visitor.look()
        await visitor.say("開始")
        await visitor.say("同意")
        while (look := visitor.shown["look"]) != "receipt":
            text = _next_words(look, visitor.shown, answers)
            hurt = visitor.count in moments
            await visitor.say(text, kill_after=dice.uniform(0, 0.012) if hurt else None)
            assert visitor.count < 90, f"going in circles at {visitor.shown['title']}"
        assert "113-0001" in visitor.shown["title"]
    assert _kept(tmp_path) == 1
    stored = _stored_answers(tmp_path)
    assert stored["company_name"] == answers["company_name"]
    assert {key for key in stored if "." not in key} == {key for key in answers if answers[key] != "略過"}


def _next_words(look: str, shown: dict[str, Any], answers: dict[str, Any]) -> str:
    if look in ("question", "declaration"):
        answer = answers[shown["question"]]
        if isinstance(answer, dict):
            return ",".join(map(str, answer.values()))
        if isinstance(answer, list):
            labels = {choice["tap"].rpartition(":")[2]: choice["number"] for choice in shown["choices"]}
            return ",".join(str(labels[option]) for option in answer)
        return str(answer)
    return "確認"


def _kept(folder: Path) -> int:
    with sqlite3.connect(folder / "data" / "demo.db") as database:
        return int(database.execute("SELECT count(*) FROM application").fetchone()[0])


def _stored_answers(folder: Path) -> dict[str, Any]:
    with sqlite3.connect(folder / "data" / "demo.db") as database:
        answers: dict[str, Any] = json.loads(
            database.execute("SELECT answers FROM application").fetchone()[0]
        )
    return answers
