"""What the public registers say of the company, and what the person made of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class LookedUp:
    """The registers were asked about this 統一編號: `found` (with a record), `not_found` or `unavailable`.

    `reason` is what kept the first source from answering (flows.registry.Trouble)."""

    ubn: str
    state: str
    record: Mapping[str, Any] = field(default_factory=dict)
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Recognised:
    """The person looked at the record: it is theirs (`taken`, or `by_hand` to type it all), or `not_mine`."""

    choice: str
