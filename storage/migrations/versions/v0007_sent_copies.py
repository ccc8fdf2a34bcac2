"""0007: the record of an application keeps the signed copies that came in; until now only the jobs that mail them did."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_JOBS = sa.text("SELECT case_number, payload FROM job WHERE kind = 'signed_mail' ORDER BY id")
_RECORD = sa.text("SELECT record FROM application WHERE case_number = :case AND erased_at IS NULL")
_KEEP = sa.text("UPDATE application SET record = :record WHERE case_number = :case")


def upgrade() -> None:
    """Take over what the jobs know; what was seen on those copies was kept nowhere."""
    connection = op.get_bind()
    for case, payload in connection.execute(_JOBS).all():
        found = connection.execute(_RECORD, {"case": case}).scalar()
        job = json.loads(payload)
        if found is None or "file" not in job or "at" not in job:
            continue
        record = json.loads(found)
        record.setdefault("copies", []).append({"file": job["file"], "at": job["at"]})
        text = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
        written = text.encode("utf-8", "backslashreplace").decode()
        connection.execute(_KEEP, {"case": case, "record": written})
