"""How often a failing job is tried again, and when, by the class of its error."""

from datetime import timedelta
from random import random

from bot.mail.errors import MailError, Retry
from storage.errors import Refused, StorageError

FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=5), timedelta(minutes=30)
SLOW_INTERVAL = timedelta(minutes=15)

MAX_ATTEMPTS_REMOTE = 200
"""About four days of half-hourly tries: a mail server or a database may be away over a long weekend."""

MAX_ATTEMPTS_UNCLEAR = 3
"""Attempts whose end nobody knows: each may have been a double, so a person decides about a fourth."""

MAX_ATTEMPTS_OWN = 12
"""About two hours: an error of our own may be cured by an update, but rarely by waiting."""


def should_retry(attempts: int, error: Exception, unclear: int = 0) -> bool:
    """Whether a job that failed so many times may still succeed by itself; `unclear` of them may have succeeded."""
    match error:
        case MailError(kind=Retry.NEVER) | Refused():
            return False
        case MailError(unclear=True):
            return unclear < MAX_ATTEMPTS_UNCLEAR
        case MailError() | StorageError() | OSError():
            return attempts < MAX_ATTEMPTS_REMOTE
        case _:
            return attempts < MAX_ATTEMPTS_OWN


def backoff(attempts: int, error: Exception) -> timedelta:
    """Exponential backoff with ±25 % jitter, so that queued mails do not all retry when a server comes back."""
    if isinstance(error, MailError) and error.kind is Retry.SLOWLY:
        base = SLOW_INTERVAL
    else:
        base = min(FIRST_WAIT * 2 ** min(attempts - 1, 12), LONGEST_WAIT)
    return base * (0.75 + random() / 2)  # noqa: S311 - spreading load needs no secrecy
