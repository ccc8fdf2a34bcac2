"""Marks: what happened once is marked once, by whichever process, and counted by kind."""

import asyncio

from storage.engine.database import Database
from storage.outbox.once import OnceKeys
from tests.storage.make import LATER, NOW


async def test_of_ten_at_once_one_marks_it(database: Database) -> None:
    marks = OnceKeys(database)
    assert sum(await asyncio.gather(*(marks.put("push a", NOW) for _ in range(10)))) == 1
    assert not await marks.put("push a", LATER)


async def test_marks_are_counted_by_their_beginning(database: Database) -> None:
    marks = OnceKeys(database)
    for key in ("push_ a", "push_ b", "pushed c", "told push_ d"):
        await marks.put(key, NOW)
    assert [await marks.count(kind) for kind in ("push_ ", "push", "none")] == [2, 3, 0]
