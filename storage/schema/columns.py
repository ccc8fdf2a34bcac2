"""The kinds of column the tables are made of."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, Dialect, ForeignKey, Text, TypeDecorator
from sqlmodel import Field


class UtcDateTime(TypeDecorator[datetime]):
    """Aware datetimes in and out, UTC in between; SQLite keeps them as text that sorts by time."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse naive datetimes: guessing a zone would be wrong by eight hours in Taiwan."""
        if value is None:
            return None
        if value.tzinfo is None:
            msg = "naive datetime"
            raise ValueError(msg)
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the zone back, which SQLite does not keep."""
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


def when() -> Any:
    """A moment."""
    return Field(sa_type=UtcDateTime)


def words() -> Any:
    """Text of any length; lengths are the business of whoever asks for the text."""
    return Field(sa_type=Text)


def refers(column: str, name: str) -> Any:
    """Text that must exist in another table's column."""
    return Field(sa_type=Text, sa_column_args=[ForeignKey(column, name=name)])
