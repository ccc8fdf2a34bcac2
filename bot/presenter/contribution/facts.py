"""What the words about colleagues need to know: whether anybody can be invited, and the link just made."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ContributionFacts:
    """`on`: whether links for colleagues can be made here; `link`: the one that a reply shows."""

    on: bool = False
    link: str = ""
