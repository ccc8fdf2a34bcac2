"""`scrub`: removes from the database's files what was erased from its tables, and says what it could not reach."""

from bot.command_words import both
from bot.config.settings import Settings
from storage.engine.database import Database
from storage.engine.scrub import Scrubbed


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
    left = {"no_log": not scrubbed.log, "spares": scrubbed.spares, "archived": scrubbed.archived}
    keys = ["done", *(key for key, is_left in left.items() if is_left), "backups"]
    return "\n".join(both(f"scrub.{key}") for key in keys)
