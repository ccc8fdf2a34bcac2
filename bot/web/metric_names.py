"""What `/metrics` tells: the name, kind and meaning of every figure. docs/deploy.md says which of them to watch."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

PREFIX = "intake_"


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: a counter only rises while the process lives, and its name ends in `_total` when it is given out."""

    kind: Literal["counter", "gauge"]
    help: str


def _of_platform(name: str, title: str) -> dict[str, Figure]:
    return {
        f"{name}_lost": Figure("counter", f"Replies on {title} that failed or whose fate is unknown."),
        f"{name}_silent_seconds": Figure("gauge", f"Seconds since {title} was heard, or since the start."),
        f"{name}_token_accepted": Figure(
            "gauge", f"Whether {title} takes our token; absent until it is known."
        ),
        f"{name}_conflicts": Figure(
            "counter", f"Answers of {title} that another process fetches this bot's updates."
        ),
        f"{name}_unreadable": Figure(
            "counter", f"Events of {title} left out because they could not be read."
        ),
        f"{name}_poll_failures": Figure("counter", f"Polls of {title} that brought no usable answer."),
    }


FIGURES: Mapping[str, Figure] = {
    "database_up": Figure("gauge", "Whether the database can be used; at 0 other figures are missing."),
    "database_writable": Figure("gauge", "Whether the database takes writes."),
    "database_replaced": Figure("gauge", "Whether the database's file was moved or replaced under the process."),
    "clock_back_seconds": Figure("gauge", "Seconds by which the clock was seen going back, for an hour."),
    "jobs_oldest_due_seconds": Figure("gauge", "Seconds for which the oldest due job has waited."),
    "jobs_from_ahead": Figure("gauge", "Jobs made at a moment that is still ahead."),
    "jobs_retrying": Figure("gauge", "Jobs that failed and are being tried again."),
    "jobs_stuck": Figure("gauge", "Jobs given up; see the command stats."),
    "line_replies": Figure("counter", "Replies on LINE known to have gone out."),
    "line_reply_calls": Figure("counter", "Calls of LINE's reply endpoint, one more for each reply that it refused."),
    "line_pushes": Figure("counter", "Push messages on LINE, which use up the account's quota."),
    **_of_platform("line", "LINE"),
    "telegram_sent": Figure("counter", "Replies on Telegram known to have gone out."),
    "telegram_blocked": Figure("counter", "People found on sending to have blocked the bot on Telegram."),
    "telegram_left": Figure("counter", "People who blocked the bot on Telegram."),
    "telegram_returned": Figure("counter", "People who unblocked the bot on Telegram."),
    **_of_platform("telegram", "Telegram"),
    "messages_over_limit": Figure("counter", "Messages not taken as their sender was too fast."),
    "newcomers_over_limit": Figure("counter", "Messages of newcomers not taken as all of them sent too many."),
    "uploads_over_limit": Figure("counter", "Files not taken as their sender had sent too many that day."),
    "lookups_over_limit": Figure("counter", "Register look-ups not made as one person wanted too many."),
    "lookups_given_up": Figure("counter", "Register look-ups not made as too many waited."),
}  # fmt: skip

TURN = "Seconds from a message's arrival to its commit, by channel and kind of message."
REPLY = "Seconds from a message's arrival to the known end of its reply, by channel and whether it went out."
JOB = (
    "Seconds a job took, by kind and whether it was done or failed; only where a worker runs in this process."
)
