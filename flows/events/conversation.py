"""The conversation itself: a message that answers nothing, an old button, a text typed ahead, a pause; staff who answer
in the very chat of the bot, which is silent until the person, or time, brings it back."""

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
class TypedAhead:
    """A message was written before the present question was shown, so it was not taken as its answer."""

    typed: str
    message: str = ""


@dataclass(frozen=True, slots=True)
class Paused:
    """The person wants to go on later."""


@dataclass(frozen=True, slots=True)
class Returned:
    """The person came back after a while, or opened the chat again."""


@dataclass(frozen=True, slots=True)
class Inquired:
    """The person asked the chat something besides answering it; `intent` is its name in intents.toml.

    `question` was on the screen, if any; `also` is what else the text asks. Where any words may be its answer, `typed`
    keeps those `message` carried for one turn, so that they can be taken as such after all."""

    intent: str
    question: str = ""
    typed: str = ""
    message: str = ""
    also: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """The person asked for help, the status, a human, or something the present screen does not take."""

    topic: str


@dataclass(frozen=True, slots=True)
class StaffCalled:
    """The person wants somebody of the staff, who answer in this chat from now (ISO, UTC) on."""

    at: str


@dataclass(frozen=True, slots=True)
class SaidToStaff:
    """Something was said while staff answer here. What it was is for them alone: nothing of it is kept."""


@dataclass(frozen=True, slots=True)
class StaffFinished:
    """The office says at its desk that its part is over: the bot goes on with the person's next message."""


@dataclass(frozen=True, slots=True)
class StaffLeft:
    """The bot goes on: the `person` wants that, the `office` has finished, or so much `time` has passed that nobody
    waits any more."""

    by: str
