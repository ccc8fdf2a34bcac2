"""The kinds of jobs that tell something, and the jobs for an occasion."""

from datetime import datetime

from flows.interface.notifications import About
from storage.records import NewJob
from storage.stored_names import JobKind


def letter(about: About, number: int, now: datetime) -> list[NewJob]:
    """The mail alone: for what can wait until somebody reads it."""
    return [NewJob(JobKind.NEWS_MAIL, {"about": about.value, "number": number}, now)]


def news(about: About, number: int, now: datetime) -> list[NewJob]:
    """Mail and message for an occasion; `number` tells it from others of its kind in the same case."""
    payload = {"about": about.value, "number": number}
    return [NewJob(kind, payload, now) for kind in (JobKind.NEWS_MAIL, JobKind.NEWS_CHAT)]
