"""What became of a turn that was to be appended: one frozen value of these, never an error."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Appended:
    """Committed. `case_number` is set when the turn submitted an application, `waits` when that has to wait until the
    contact of an earlier one agrees."""

    seq: int
    case_number: str | None = None
    waits: bool = False


@dataclass(frozen=True, slots=True)
class Duplicate:
    """This platform event, or this session's submission, is stored already; nothing was appended."""


@dataclass(frozen=True, slots=True)
class Stale:
    """Somebody else moved the session on (or erased it): load it again and decide again."""


@dataclass(frozen=True, slots=True)
class Taken:
    """The company has a live application in this programme already."""

    case_number: str


@dataclass(frozen=True, slots=True)
class Awaited:
    """Another application waits for the place of the same earlier one; nothing was appended."""


@dataclass(frozen=True, slots=True)
class Full:
    """Every place of the programme is taken or held for others; nothing was appended."""


@dataclass(frozen=True, slots=True)
class Gone:
    """The application to be joined is no longer live; nothing was appended."""


Outcome = Appended | Duplicate | Stale | Taken | Awaited | Full | Gone
