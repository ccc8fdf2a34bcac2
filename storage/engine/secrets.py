"""Keys that only this service knows: from SECRET_KEY where it is set, else random and made once for the database."""

import hmac
from secrets import token_hex

from sqlalchemy import select

from storage.engine.database import Database
from storage.schema.tables import secret

_NAME = "key"


class Secrets:
    """One key per purpose, all from one secret. Unavailable."""

    def __init__(self, database: Database, given: str = "") -> None:
        """`given` is SECRET_KEY; with it, a stolen backup lacks the keys."""
        self._database = database
        self._root = given.encode()

    async def signed(self, purpose: str, *parts: str) -> bytes:
        """32 bytes that nobody else can work out; the same each time for the same purpose and parts."""
        text = "\0".join((purpose, *parts)).encode("utf-8", "replace")
        return hmac.digest(await self._key(), text, "sha256")

    async def _key(self) -> bytes:
        if not self._root:
            making = self._database.insert(secret).values(name=_NAME, value=token_hex(32))
            async with self._database.write() as connection:
                await connection.execute(making.on_conflict_do_nothing())
                query = select(secret.c.value).where(secret.c.name == _NAME)
                self._root = str((await connection.execute(query)).scalar_one()).encode()
        return self._root
