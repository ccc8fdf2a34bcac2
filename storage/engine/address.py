"""DATABASE_URL: which databases can be used, and by which driver."""

from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError


def parse(address: str) -> URL:
    """The address with the driver it is reached by; ValueError in words for whoever set it."""
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):
        msg = "DATABASE_URL must look like sqlite:///data/bot.db or postgresql://user:password@host/name"
        raise ValueError(msg) from None
    if url.get_backend_name() == "sqlite":
        if not url.database or ":memory:" in url.database:
            msg = "an SQLite database needs a file: sqlite:///data/bot.db"
            raise ValueError(msg)
        return url.set(drivername="sqlite+aiosqlite")
    if url.get_backend_name() in {"postgresql", "postgres"}:
        return url.set(drivername="postgresql+asyncpg")
    msg = f"DATABASE_URL must begin with sqlite:/// or postgresql://, not {url.drivername}:"
    raise ValueError(msg)


def exists(address: str) -> bool:
    """Whether the file of an SQLite address is there; of a server nothing is known before it is asked."""
    url = make_url(address)
    return url.get_backend_name() != "sqlite" or Path(url.database or "").is_file()
