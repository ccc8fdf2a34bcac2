"""Staff answering in the very chat of the bot: it is silent until the person, or time, brings it back."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StaffCalled:
    """The person wants somebody of the staff, who answer in this chat from now (ISO, UTC) on."""

    at: str


@dataclass(frozen=True, slots=True)
class SaidToStaff:
    """Something was said while staff answer here. What it was is for them alone: nothing of it is kept."""


@dataclass(frozen=True, slots=True)
class StaffLeft:
    """The bot goes on: the `person` wants that, or so much `time` has passed that nobody waits any more."""

    by: str
