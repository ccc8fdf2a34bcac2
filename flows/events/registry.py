"""Facts about the company: what registers say, whose it is, the verdict. Part of flows/events/answering.py."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class LookedUp:
    """The registers were asked about this 統一編號: `found` (with a record), `not_found` or `unavailable`.

    `reason` is what kept the first source from answering (flows.register.Trouble)."""

    ubn: str
    state: str
    record: Mapping[str, Any] = field(default_factory=dict)
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Recognised:
    """The person looked at the record: it is theirs (`taken`, or `by_hand` to type it all), or `not_mine`."""

    choice: str


@dataclass(frozen=True, slots=True)
class Decided:
    """The verdict changed to this state, on this basis."""

    state: str
    reasons: Sequence[str]
