"""The clock of a rehearsal: begins when it is told and goes on as real time does, or stands still."""

import time
from datetime import datetime, timedelta


class RehearsalClock:
    """Handed to a service as its clock."""

    def __init__(self, begins: datetime) -> None:
        self._begins, self._at = begins, time.monotonic()
        self._stands = False

    def now(self) -> datetime:
        """The moment."""
        gone = 0.0 if self._stands else time.monotonic() - self._at
        return self._begins + timedelta(seconds=gone)

    def stop_at(self, moment: datetime) -> None:
        """Stand still at that moment from now on."""
        self._begins, self._stands = moment, True
