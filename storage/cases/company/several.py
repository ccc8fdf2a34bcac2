"""Sessions that several people of one company have."""

from sqlalchemy import ColumnElement, FromClause, literal, or_, select

from storage.schema.tables import identity


def others_have(one: FromClause) -> ColumnElement[bool]:
    """Whether somebody besides the person of this row of `identity` has its session too."""
    beside = identity.alias("beside")
    other = or_(*(beside.c[name] != one.c[name] for name in ("channel", "account", "user")))
    return select(literal(1)).where(beside.c.session == one.c.session, other).exists()
