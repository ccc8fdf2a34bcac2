"""The person wants everything about them erased."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EraseAsked:
    """The person asked to have everything erased; waits for a yes."""


@dataclass(frozen=True, slots=True)
class Erased:
    """Everything about the person is to be erased now."""
