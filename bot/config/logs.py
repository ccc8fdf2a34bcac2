"""What is logged: our own lines at the level wished for, other people's code only when something is wrong.

Libraries print at DEBUG and INFO what they handle: SQL with its values, calls with their token and their texts.
"""

import logging

OURS = ("bot", "flows", "storage")
"""Loggers that say neither answers, addresses nor tokens, at any level."""

QUIET = ("aiohttp", "aiosmtplib", "aiosqlite", "alembic", "asyncio", "asyncpg", "httpcore", "httpx", "mail", "PIL",
         "pyhanko", "pyhanko_certvalidator", "sqlalchemy", "telegram")  # fmt: skip
"""Loggers held at WARNING by name: some libraries give theirs a level of its own."""


def configure(level: str) -> None:
    """Log to standard error. `level` is that of our own lines; everything else begins at WARNING, always."""
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s %(message)s")
    logging.getLogger().setLevel(logging.WARNING)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    for name in OURS:
        logging.getLogger(name).setLevel(level)
