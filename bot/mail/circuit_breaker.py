"""A mail server that does not answer is left alone for a while: else every waiting mail adds its own time-out."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=5), timedelta(minutes=2)


@dataclass
class Breaker:
    """Opens when the server could not be reached or fell silent, for a little longer each time; the first mail after
    the pause tries it again."""

    now: Callable[[], datetime]
    _failures: int = field(default=0, init=False)
    _until: datetime | None = field(default=None, init=False)
    reason: str = field(default="", init=False)

    def pause(self) -> timedelta:
        """How long the server is still to be left alone; zero when it may be tried."""
        left = self._until - self.now() if self._until else timedelta(0)
        return left if timedelta(0) < left <= LONGEST_PAUSE else timedelta(0)  # a clock set back ends it too

    def failed(self, reason: str) -> None:
        """It did not answer; `reason` is told for the mails that wait."""
        pause = min(FIRST_PAUSE * 2 ** min(self._failures, 12), LONGEST_PAUSE)
        self._failures += 1
        self._until, self.reason = self.now() + pause, reason

    def answered(self) -> None:
        """It answered, whatever it said."""
        self._failures, self._until = 0, None
