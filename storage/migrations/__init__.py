"""Schema changes, applied at start by Alembic.

To add one: change storage/tables.py, copy the newest file of versions/ to the next number, write its
`upgrade`, and run the storage tests, which compare the outcome with the tables on both databases.
"""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from storage.errors import NewerSchema


def upgrade(connection: Connection) -> None:
    """Apply what is missing, inside the connection's transaction. NewerSchema for an unknown revision."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    for revision in MigrationContext.configure(connection).get_current_heads():
        if revision not in known:
            raise NewerSchema(revision)
    command.upgrade(config, "head")
