"""Where the closing of a year stands, computed from the steps that were taken.

Two different people confirm, at least one of them a manager; confirmations of the erasure count from the archive on."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from storage.retention.years import ClosingStep, TakenStep

NEEDED = 2
"""People who confirm."""


@dataclass(frozen=True, slots=True)
class Closing:
    """Who has confirmed what; the archive that counts, if it was made; when everything was erased."""

    archive_by: tuple[str, ...] = ()
    archived: TakenStep | None = None
    erasure_by: tuple[str, ...] = ()
    erased_at: datetime | None = None

    def agreed(self, step: ClosingStep, managers: Collection[str]) -> bool:
        """Whether enough people have confirmed a step."""
        people = self.archive_by if step is ClosingStep.CONFIRM_ARCHIVE else self.erasure_by
        return len(people) >= NEEDED and any(one in managers for one in people)


def closing(steps: Sequence[TakenStep]) -> Closing:
    """The closing after these steps, oldest first."""
    archived = next((one for one in reversed(steps) if one.step is ClosingStep.ARCHIVED), None)
    erased = next((one for one in reversed(steps) if one.step is ClosingStep.ERASED), None)
    since = archived.at if archived else None
    return Closing(
        tuple(one.who for one in steps if one.step is ClosingStep.CONFIRM_ARCHIVE),
        archived,
        tuple(
            one.who for one in steps if one.step is ClosingStep.CONFIRM_ERASURE and since and one.at >= since
        ),
        erased.at if erased else None,
    )
