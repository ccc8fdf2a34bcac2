"""What a turn asks of the platform its message came over: the app's language, and the platform's clock."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TypeAlias

from flows.interface.inbound import Inbound

AskLanguage: TypeAlias = Callable[[str], Awaitable[str]]
"""A person's user id → the language of ours their app is set to; "" when that cannot be told. Never raises."""


@dataclass(frozen=True, slots=True)
class Platforms:
    """By channel. `languages`: asked at somebody's very first message that does not say its language. `offsets`: by how
    much our clock is ahead of the platform's."""

    languages: Mapping[str, AskLanguage] = field(default_factory=dict)
    offsets: Mapping[str, Callable[[], timedelta]] = field(default_factory=dict)

    async def language(self, inbound: Inbound, spoken: Iterable[str]) -> str:
        """The language of those `spoken` that the sender's app is set to, asked for where the message does not say it;
        else the first of them."""
        known, ask = tuple(spoken), self.languages.get(inbound.sender.channel)
        said = inbound.language or (await ask(inbound.sender.user) if ask else "")
        return said if said in known else known[0]
