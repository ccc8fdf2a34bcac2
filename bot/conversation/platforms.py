"""What a turn asks of the platform its message came over: the app's language, and the platform's clock."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TypeAlias

AskLanguage: TypeAlias = Callable[[str], Awaitable[str]]
"""A person's user id → the language of ours their app is set to; "" when that cannot be told. Never raises."""


@dataclass(frozen=True, slots=True)
class Platforms:
    """By channel. `languages`: asked at somebody's very first message that does not say its language. `offsets`: by how
    much our clock is ahead of the platform's."""

    languages: Mapping[str, AskLanguage] = field(default_factory=dict)
    offsets: Mapping[str, Callable[[], timedelta]] = field(default_factory=dict)
