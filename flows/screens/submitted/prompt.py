"""What is shown before answers that were asked for again are sent in."""

from dataclasses import dataclass

from flows.session.submitted.asked import Change


@dataclass(frozen=True, slots=True)
class RequestCheck:
    """Really? Before something is wanted of a submitted application: WITHDRAW, or a DataRequestKind. What is to be
    corrected is asked for in words."""

    kind: str


@dataclass(frozen=True, slots=True)
class RevisionCheck:
    """What has changed since the application was submitted, before it is sent in again; `request` is the number of
    what the office asked for."""

    request: int
    changes: tuple[Change, ...]
