"""A source that failed several times in a row is left alone for a while; then one request tries it again."""

from collections.abc import Callable
from datetime import datetime, timedelta


class Breaker:
    """Opens after `failures` in a row for `pause`."""

    def __init__(self, failures: int, pause: timedelta, now: Callable[[], datetime]) -> None:
        self._limit, self._pause, self._now = failures, pause, now
        self._failures = 0
        self._closed_again: datetime | None = None

    def may_ask(self) -> bool:
        """Whether to ask now. When the pause is over, whoever asks first is the only one until it is judged."""
        if self._closed_again is None:
            return True
        if self._now() < self._closed_again:
            return False
        self._closed_again = self._now() + self._pause
        return True

    def worked(self) -> None:
        """The source answered."""
        self._failures, self._closed_again = 0, None

    def failed(self) -> None:
        """The source did not."""
        self._failures += 1
        if self._failures >= self._limit:
            self._closed_again = self._now() + self._pause
