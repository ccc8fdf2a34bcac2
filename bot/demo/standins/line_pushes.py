"""The LINE stand-in's pushes: the month's quota, retry keys, and people who have blocked the account."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from bot.demo.standins.line_rules import RefusalError, check_reply

Answer = tuple[int, dict[str, Any]]


@dataclass
class Pushes:
    """What LINE keeps of them. `quota` None: no limit."""

    quota: int | None = 200
    used: int = 0
    blocked: set[str] = field(default_factory=set)
    unknown: set[str] = field(default_factory=set)
    accepted: dict[str, dict[str, Any]] = field(default_factory=dict)
    delivered: list[tuple[str, list[dict[str, Any]]]] = field(default_factory=list)

    def left(self) -> Answer:
        """GET quota."""
        return 200, {"type": "none"} if self.quota is None else {"type": "limited", "value": self.quota}

    def consumption(self) -> Answer:
        """GET quota/consumption."""
        return 200, {"totalUsage": self.used}

    def push(self, headers: Mapping[str, str], body: dict[str, Any]) -> Answer:
        """POST push."""
        key = headers.get("X-Line-Retry-Key", "")
        if key:
            UUID(key)
        check_reply(body)
        if body["to"] in self.unknown:
            raise RefusalError("Failed to send messages")
        if key in self.accepted:
            return 409, {"message": "The retry key is already accepted", "sentMessages": []}
        if self.quota is not None and self.used >= self.quota:
            return 429, {"message": "You have reached your monthly limit."}
        if key:
            self.accepted[key] = body
        if (
            body["to"] not in self.blocked
        ):  # to whoever has blocked the account it is neither sent nor counted
            self.used += 1
            self.delivered.append((body["to"], body["messages"]))
        return 200, {"sentMessages": [{"id": "1"} for _ in body["messages"]]}
