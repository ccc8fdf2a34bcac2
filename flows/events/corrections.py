"""A message of the person's own was rewritten, or taken back."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rewritten:
    """The person edited the message that had answered this question; what it means now follows."""

    question: str


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """The person took this message back: what it said about the question is gone, here and in the journal.

    `question` is empty when nothing that still counts came with the message."""

    question: str
    message: str
