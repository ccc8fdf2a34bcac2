"""`migrate` and `backup`: the database's schema brought up to date, and a copy made while it is in use."""

import sys
from pathlib import Path

from bot.config.settings import Settings
from storage import backup as copies
from storage.engine.database import Database


async def migrate(settings: Settings) -> str:
    """Bring the database to this version's schema. Unavailable."""
    database = Database.open(settings.database_url)
    await database.migrate()
    await database.close()
    return "資料庫已是最新版本 / database is up to date"


async def backup(settings: Settings, file: Path) -> int | str:
    """Copy the database to a new file; exit code 2 when there is none, or the file is there already."""
    try:
        await _copy(settings.database_url, file)
    except FileExistsError:
        print("備份失敗 backup:", file=sys.stderr)
        print(
            f"  已經有這個檔案，請換一個檔名 / the file is there already, choose another name: {file}",
            file=sys.stderr,
        )
        return 2
    except OSError as error:
        print("備份失敗 backup:", f"  {error}", sep="\n", file=sys.stderr)
        return 2
    return f"已備份到 / backed up to {file}"


async def _copy(url: str, file: Path) -> None:
    if not Database.exists(url):
        raise FileNotFoundError(f"沒有資料庫可以備份 there is no database to back up: {url}")
    database = Database.open(url)
    try:
        await copies.backup(database, file)
    finally:
        await database.close()
