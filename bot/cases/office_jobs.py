"""The jobs that tell the office's people of a case, each by a mail of their own."""

from collections.abc import Sequence
from datetime import datetime

from storage.outbox.jobs import Jobs
from storage.records import NewJob
from storage.stored_names import JobKind


async def tell_office(jobs: Jobs, staff: Sequence[str], case_number: str, about: str, now: datetime) -> None:
    """Queue a mail for each of these addresses, once for what it is `about` (a name within the case)."""
    for address in staff:
        payload = {"address": address, "about": about}
        key = f"{JobKind.OFFICE_MAIL} {case_number} {about} {address}"
        await jobs.add_once(key, NewJob(JobKind.OFFICE_MAIL, payload, now, case_number), now)
