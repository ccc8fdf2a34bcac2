"""0010: tries counted under a keyed hash: what was counted under a plain one names people whose ids are short."""

from secrets import token_hex

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Forget the tries. Who asked about a case is forgotten too, but not how often its contact was told."""
    connection = op.get_bind()
    connection.execute(sa.delete(sa.table("attempt")))
    once = sa.table("once", sa.column("key", sa.Text))
    told = sa.select(once.c.key).where(once.c.key.startswith("inquired "))
    for key in connection.execute(told).scalars().all():
        kind, case_number, _ = key.split(" ", 2)
        anybody = f"{kind} {case_number} {token_hex(32)}"
        connection.execute(sa.update(once).where(once.c.key == key).values(key=anybody))
