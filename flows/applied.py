"""Companies that have applied already this year: one live application per 統一編號, told as early as possible.

Only a courtesy: the database's unique key decides when an application is submitted."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AlreadyApplied:
    """Somebody has a live application with this 統一編號; empty when that is no longer so."""

    ubn: str


@dataclass(frozen=True, slots=True)
class AppliedKnown:
    """Whether there is one, as an inbound content: nobody's message, sent by bot/turn.py."""

    ubn: str
    applied: bool


@dataclass(frozen=True, slots=True)
class Applied:
    """The company has applied already: how to go on, and nothing about who did."""
