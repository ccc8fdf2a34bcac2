"""A job as it comes out of the queue."""

from dataclasses import dataclass
from datetime import datetime

from storage.records import Json


@dataclass(frozen=True, slots=True)
class Job:
    """Work in the queue. `attempts` counts leases, this one included."""

    id: int
    kind: str
    case_number: str | None
    session: str | None
    payload: Json
    created_at: datetime
    run_after: datetime
    attempts: int
    leased_by: str | None
    leased_until: datetime | None
    done_at: datetime | None
    failed_at: datetime | None
    error: str | None
