"""`scrub`: removes from the database's files what was erased from its tables, and says what it could not reach."""

from bot.config.settings import Settings
from storage.engine.database import Database
from storage.engine.scrub import Scrubbed

DONE = (
    "已重寫所有資料表，刪除的內容不在資料表檔案裡了 / every table was written anew, without what was erased"
)
NO_LOG = (
    "預寫日誌與統計資料要由資料庫管理者清：見 docs/deploy.md「刪除之後」 / "
    "the log and the statistics are left to a superuser: see docs/deploy.md"
)
SPARES = (
    "wal_recycle 是 on：舊的日誌檔留作備用，內容還在；設成 off 再執行一次 / "
    "wal_recycle is on: old log files are kept as spares with what is in them; turn it off and run this again"
)
ARCHIVED = (
    "archive_mode 開著：封存的日誌裡還有，請依保存期限刪除 / archive_mode is on: archived logs still hold it"
)
BACKUPS = "備份與已寄出的信不受影響 / backups and mails already sent are not reached"


async def scrub(settings: Settings) -> str:
    """Do it; what to tell. OlderSchema, Unavailable."""
    database = Database.open(settings.database_url)
    try:
        await database.check_schema()
        return told(await database.scrub_files())
    finally:
        await database.close()


def told(scrubbed: Scrubbed) -> str:
    """What was done and what is left, a line each."""
    left = ((not scrubbed.log, NO_LOG), (scrubbed.spares, SPARES), (scrubbed.archived, ARCHIVED))
    return "\n".join([DONE, *(line for is_left, line in left if is_left), BACKUPS])
