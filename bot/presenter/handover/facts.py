"""What the words about going on elsewhere need to know: where one can, and the secrets of the offer that is open."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HandoverFacts:
    """`ends` is where an application can be handed from this chat, by channel. `digits` are the nine of the open offer,
    `link` its secret link (empty where there is none to open), `address` where the digits can be typed on a computer.
    """

    ends: tuple[str, ...] = ()
    digits: str = ""
    link: str = ""
    address: str = ""
