"""`migrate` and `backup`: the database's schema brought up to date, and a copy made while it is in use."""

import sys
from pathlib import Path

from bot.command_words import both
from bot.config.settings import Settings
from storage import backup as copies
from storage.engine.database import Database


async def migrate(settings: Settings) -> str:
    """Bring the database to this version's schema. Unavailable."""
    database = Database.open(settings.database_url)
    await database.migrate()
    await database.close()
    return both("database.migrated")


async def backup(settings: Settings, file: Path) -> int | str:
    """Copy the database to a new file; exit code 2 when there is none, or the file is there already."""
    try:
        await _copy(settings.database_url, file)
    except FileExistsError:
        return _failed(f"{both('database.backup_there')}: {file}")
    except OSError as error:
        return _failed(str(error))
    return f"{both('database.backed_up')} {file}"


def _failed(why: str) -> int:
    print(f"{both('database.backup_failed', ' ')}:", f"  {why}", sep="\n", file=sys.stderr)
    return 2


async def _copy(url: str, file: Path) -> None:
    if not Database.exists(url):
        raise FileNotFoundError(f"{both('database.backup_of_nothing', ' ')}: {url}")
    database = Database.open(url)
    try:
        await copies.backup(database, file)
    finally:
        await database.close()
