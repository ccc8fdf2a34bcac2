"""What a channel knows of its platform: when it was last heard, whether it takes our token, what else went wrong."""

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

OBSERVED = 32
"""Answers by which the platform's clock is judged."""


class PlatformClock:
    """The platform's clock beside ours, from the `Date` header of its answers. It tells whole seconds, and was set
    before the answer travelled: so the least difference seen is the nearest to the truth."""

    def __init__(self) -> None:
        self._ahead: deque[timedelta] = deque(maxlen=OBSERVED)

    def observe(self, date: str | None) -> None:
        """An answer came now with this header; anything unreadable tells nothing."""
        try:
            told = parsedate_to_datetime(date or "")
            self._ahead.append(datetime.now(UTC) - (told if told.tzinfo else told.replace(tzinfo=UTC)))
        except (ValueError, OverflowError):
            return

    def ahead(self) -> timedelta:
        """By how much our clock is ahead of the platform's, up to a second too much; zero while nothing is known."""
        return min(self._ahead, default=timedelta())


SILENCE = 150.0
"""Seconds without a successful poll after which a polled platform is no longer heard. A poll lasts at most 40 s, and
after trouble the next one follows within 30 s."""

CONFLICT_STANDS = 120.0
"""Seconds for which another poller of the same bot counts as still there."""

Seconds = Callable[[], float]


@dataclass
class PlatformHealth:
    """One channel's sight of its platform. `polled`: we ask for news, so that silence is trouble; a platform that
    posts to us is silent whenever nobody writes. `clock` counts seconds."""

    name: str
    polled: bool = False
    clock: Seconds = time.monotonic
    token_accepted: bool | None = None
    """None until the platform has said so either way."""
    conflicts: int = 0
    """Answers that somebody else fetches this bot's updates."""
    unreadable: int = 0
    """Events left out because they could not be read."""
    failures: int = 0
    """Polls that brought no usable answer."""
    times: PlatformClock = field(default_factory=PlatformClock, init=False)
    _heard: float = field(default=-1.0, init=False)
    _began: float = field(default=0.0, init=False)
    _conflict: float | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        self._began = self.clock()

    def heard(self) -> None:
        """The platform was heard: a poll succeeded, or a call of its own came that is really its own."""
        self._heard = self.clock()

    def conflict(self) -> None:
        """Somebody else fetches this bot's updates."""
        self.conflicts += 1
        self._conflict = self.clock()

    @property
    def silent(self) -> float:
        """Seconds since the platform was heard; since the start while it has not been."""
        return self.clock() - max(self._heard, self._began)

    def problems(self) -> list[str]:
        """What keeps people of this platform from being answered, in words for whoever runs the service."""
        found = []
        if self.token_accepted is False:
            found.append(f"{self.name}: the token is refused")
        if self._conflict is not None and self.clock() - self._conflict < CONFLICT_STANDS:
            found.append(f"{self.name}: another process fetches this bot's updates")
        if self.polled and self.silent > SILENCE:
            found.append(f"{self.name}: not heard for {self.silent:.0f} s")
        return found

    def line(self) -> str:
        """One line for the readiness page."""
        token = {True: "accepted", False: "refused", None: "not tried yet"}[self.token_accepted]
        ever = "heard" if self._heard >= 0 else "not heard yet, started"
        return f"{self.name}: {ever} {self.silent:.0f} s ago, token {token}"

    def figures(self) -> dict[str, float]:
        """For the metrics. `token_accepted` is left out until it is known."""
        known = {} if self.token_accepted is None else {"token_accepted": float(self.token_accepted)}
        counted = {"silent_seconds": self.silent, "conflicts": self.conflicts, "unreadable": self.unreadable,
                   "poll_failures": self.failures, **known}  # fmt: skip
        return {f"{self.name}_{figure}": value for figure, value in counted.items()}
