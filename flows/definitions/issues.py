"""Mistakes in definition files: each with a code, its place and the remedy, told all at once."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Issue:
    """One mistake: a stable code, where it is, and what to do about it."""

    code: str
    place: str
    remedy: str

    def __str__(self) -> str:
        """As `lint` prints it."""
        return f"{self.place}: {self.code}: {self.remedy}"


class Malformed(Exception):
    """The definition cannot be read at all; `issues` say why, all at once."""

    def __init__(self, issues: Sequence[Issue]) -> None:
        super().__init__("\n".join(map(str, issues)))
        self.issues = tuple(issues)
