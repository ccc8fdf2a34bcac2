"""Facts about messages that are no answers to what is asked: out of place, too early, rewritten, taken back.
Part of flows/events/answering.py."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Misplaced:
    """A sticker, photo or the like came where words were expected."""

    media: str


@dataclass(frozen=True, slots=True)
class OldTap:
    """A button of an earlier question was tapped: offered as a change, not taken as an answer."""

    question: str


@dataclass(frozen=True, slots=True)
class Hurried:
    """A message was written before the present question was shown, so it was not taken as its answer."""

    typed: str
    message: str = ""


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
