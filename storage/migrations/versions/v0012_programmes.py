"""0012: cases, places and waiting lists by programme, case numbers by series; until now all of them by ROC year.

Everything stored is of the first scheme, whose series are the bare years: `113` counted what is now `diagnosis-113`.
"""

from collections.abc import Mapping

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import SchemaItem

revision = "0012"
down_revision = "0011"

_PROGRAMME = "'diagnosis-' || CAST(year AS TEXT)"
_SERIES = "CAST(year AS TEXT)"
_CLAIM_KEY = "'diagnosis-' || live_key"
_ASIDE = "before_0012"


def upgrade() -> None:
    """Give everything its programme."""
    if op.get_bind().dialect.name == "sqlite":
        # Jobs, mails, files and links refer to cases: they must find them again by the end of the transaction, no sooner.
        op.execute("PRAGMA defer_foreign_keys = ON")
        _anew("application", _application(), _APPLICATION)
        op.create_index("application_superseded_by_key", "application", ["superseded_by"], unique=True)
    else:
        _alter_application()
    _anew("counter", _counter(), {"series": _SERIES, "last": "last"})
    _anew("place", _place(), {"session": "session", "programme": _PROGRAMME, "held_until": "held_until"})
    op.create_index("place_held_idx", "place", ["programme", "held_until"])
    _anew("place_line", _place_line(), {"programme": _PROGRAMME, "numbered": "numbered"})
    waiting = {name: name for name in ("session", "number", "joined_at")} | {"programme": _PROGRAMME}
    _anew("waiting", _waiting(), waiting)


def _anew(table: str, items: tuple[SchemaItem, ...], values: Mapping[str, str]) -> None:
    """Make a table anew under its name, with the rows it had, by column. SQLite drops no constraint otherwise."""
    op.execute(f"CREATE TABLE {_ASIDE} AS SELECT * FROM {table}")  # noqa: S608
    op.drop_table(table)
    op.create_table(table, *items)
    columns, made = ", ".join(values), ", ".join(values.values())
    op.execute(f"INSERT INTO {table} ({columns}) SELECT {made} FROM {_ASIDE}")  # noqa: S608
    op.drop_table(_ASIDE)


def _alter_application() -> None:
    """What SQLite cannot do: nothing that refers to a case is touched."""
    added = {"scheme": "'diagnosis'", "programme": _PROGRAMME, "series": _SERIES}
    for name in added:
        op.add_column("application", sa.Column(name, sa.Text()))
    values = ", ".join(f"{name} = {value}" for name, value in {**added, "live_key": _CLAIM_KEY}.items())
    op.execute(f"UPDATE application SET {values}")  # noqa: S608
    for name in added:
        op.alter_column("application", name, nullable=False)
    op.drop_constraint("application_number_key", "application")
    op.drop_column("application", "year")
    op.create_unique_constraint("application_number_key", "application", ["series", "number"])
    op.alter_column("application", "live_key", new_column_name="claim_key")
    op.execute("ALTER TABLE application RENAME CONSTRAINT application_live_key TO application_claim_key")


_APPLICATION = {
    "scheme": "'diagnosis'",
    "programme": _PROGRAMME,
    "series": _SERIES,
    "claim_key": _CLAIM_KEY,
    **{
        name: name
        for name in (
            "case_number", "session", "number", "ubn", "company", "verdict", "language", "questionnaire", "answers",
            "record", "submitted_at", "erased_at", "superseded_at", "superseded_by", "missed", "code",
        )  # fmt: skip
    },
}


def _application() -> tuple[SchemaItem, ...]:
    return (
        sa.Column("case_number", sa.Text(), nullable=False),
        sa.Column("session", sa.Text(), nullable=False),
        sa.Column("scheme", sa.Text(), nullable=False),
        sa.Column("programme", sa.Text(), nullable=False),
        sa.Column("series", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("ubn", sa.Text(), nullable=False),
        sa.Column("company", sa.Text(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("questionnaire", sa.Text(), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("claim_key", sa.Text(), nullable=True),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("superseded_by", sa.Text(), nullable=True),
        sa.Column("missed", sa.Integer(), server_default="0", nullable=False),
        sa.Column("code", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("case_number", name="application_pkey"),
        sa.UniqueConstraint("series", "number", name="application_number_key"),
        sa.UniqueConstraint("session", name="application_session_key"),
        sa.UniqueConstraint("claim_key", name="application_claim_key"),
    )


def _counter() -> tuple[SchemaItem, ...]:
    return (
        sa.Column("series", sa.Text(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("series", name="counter_pkey"),
    )


def _place() -> tuple[SchemaItem, ...]:
    return (
        sa.Column("session", sa.Text(), nullable=False),
        sa.Column("programme", sa.Text(), nullable=False),
        sa.Column("held_until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("session", name="place_pkey"),
    )


def _place_line() -> tuple[SchemaItem, ...]:
    return (
        sa.Column("programme", sa.Text(), nullable=False),
        sa.Column("numbered", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("programme", name="place_line_pkey"),
    )


def _waiting() -> tuple[SchemaItem, ...]:
    return (
        sa.Column("session", sa.Text(), nullable=False),
        sa.Column("programme", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("session", name="waiting_pkey"),
        sa.UniqueConstraint("programme", "number", name="waiting_number_key"),
    )
