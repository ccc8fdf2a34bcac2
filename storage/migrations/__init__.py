"""Schema changes, applied at start by Alembic.

To add one: change storage/schema/tables.py, copy the newest file of versions/ to the next number, write its
`upgrade`, and run the storage tests, which compare the outcome with the tables on both databases.
"""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from storage.errors import NewerSchema, OlderSchema


def upgrade(connection: Connection) -> None:
    """Apply what is missing, inside the connection's transaction. NewerSchema for an unknown revision."""
    config = _config()
    scripts = ScriptDirectory.from_config(config)
    if _revision(connection, scripts) != newest(scripts):
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def check(connection: Connection) -> None:
    """Change nothing. OlderSchema when something is missing, NewerSchema for an unknown revision."""
    scripts = ScriptDirectory.from_config(_config())
    revision, head = _revision(connection, scripts), newest(scripts)
    if revision != head:
        raise OlderSchema(revision, head)


def newest(scripts: ScriptDirectory | None = None) -> str:
    """The revision this version needs."""
    return str((scripts or ScriptDirectory.from_config(_config())).get_current_head())


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    return config


def _revision(connection: Connection, scripts: ScriptDirectory) -> str:
    """The database's revision; empty when it has none. NewerSchema."""
    known = {script.revision for script in scripts.walk_revisions()}
    for revision in MigrationContext.configure(connection).get_current_heads():
        if revision not in known:
            raise NewerSchema(revision)
        return revision
    return ""
