"""Near the limit in Python: an aiohttp route, one sqlite3 connection, an append per turn, shared commits.

No questionnaire worth the name, no channels, no types: what a durable turn costs when it does nothing else.
"""

import asyncio
import json
import os
import sqlite3

import aiohttp
from aiohttp import web

KEYBOARD = json.dumps(
    {
        "inline_keyboard": [
            [{"text": f"選項 {n}", "callback_data": f"a:{n}"} for n in range(3)] for _ in range(2)
        ]
    }
)


class Journal:
    """Turns that arrive during a commit share the next."""

    def __init__(self) -> None:
        self._db = sqlite3.connect("bare.db", isolation_level=None, check_same_thread=False)
        self._db.executescript(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
            "CREATE TABLE IF NOT EXISTS turn (user INTEGER, seq INTEGER, event TEXT, PRIMARY KEY (user, seq))"
            " WITHOUT ROWID; CREATE TABLE IF NOT EXISTS seen (event INTEGER PRIMARY KEY)"
        )
        self._waiting: list[tuple[tuple[int, int, str], int, asyncio.Future[None]]] = []
        self._running: asyncio.Task[None] | None = None

    async def append(self, row: tuple[int, int, str], event: int) -> None:
        """Return when it is durable."""
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((row, event, future))
        if self._running is None:
            self._running = asyncio.create_task(self._drain())
        await future

    async def _drain(self) -> None:
        while self._waiting:
            group, self._waiting = self._waiting, []
            await asyncio.to_thread(self._commit, group)
            for _, _, future in group:
                future.set_result(None)
        self._running = None

    def _commit(self, group: list[tuple[tuple[int, int, str], int, asyncio.Future[None]]]) -> None:
        self._db.execute("BEGIN IMMEDIATE")
        self._db.executemany("INSERT INTO turn VALUES (?, ?, ?)", [row for row, _, _ in group])
        self._db.executemany("INSERT INTO seen VALUES (?)", [(event,) for _, event, _ in group])
        self._db.execute("COMMIT")


async def main() -> None:
    """Serve until terminated."""
    journal, places = Journal(), dict[int, int]()
    tasks = set[asyncio.Task[None]]()
    session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=256))
    address = f"{os.environ['API_URL']}/bot{os.environ['TOKEN']}/sendMessage"

    async def reply(user: int, number: int) -> None:
        body = {
            "chat_id": str(user),
            "text": f"第 {number} 題",
            "parse_mode": "HTML",
            "reply_markup": KEYBOARD,
        }
        async with session.post(address, json=body) as response:
            await response.read()

    async def webhook(request: web.Request) -> web.Response:
        update = json.loads(await request.read())
        message = update["message"]
        user = message["from"]["id"]
        places[user] = number = places.get(user, 0) + 1
        await journal.append((user, number, json.dumps({"text": message["text"]})), update["update_id"])
        task = asyncio.create_task(reply(user, number))
        tasks.add(task)
        task.add_done_callback(tasks.discard)
        return web.Response()

    async def healthz(_: web.Request) -> web.Response:
        return web.Response()

    server = web.Application()
    server.add_routes([web.post("/telegram/webhook", webhook), web.get("/healthz", healthz)])
    runner = web.AppRunner(server, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", int(os.environ["PORT"])).start()
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
