"""What a channel is handed to show: words in the person's language, structure free of any platform.

Each channel draws a Message in its own way (Flex card, inline keyboard, web page); `plain_text` is the
complete reading of it, so that every question works on any client by typing alone.
"""

from dataclasses import dataclass
from enum import StrEnum

from flows.definitions.languages import CHINESE


class Look(StrEnum):
    """Which design a message gets where a channel has designs."""

    WELCOME = "welcome"
    NOTICE = "notice"
    QUESTION = "question"
    CONFIRM = "confirm"
    VERDICT = "verdict"
    TASKS = "tasks"
    REVIEW = "review"
    WARNINGS = "warnings"
    DECLARATION = "declaration"
    SUBMIT = "submit"
    RECEIPT = "receipt"
    PLAIN = "plain"


class Tone(StrEnum):
    """How a note is meant: done, for information, please look, not accepted."""

    DONE = "done"
    INFO = "info"
    WARN = "warn"
    REJECTED = "rejected"


class Weight(StrEnum):
    """How a button is drawn: the way forward, a way aside, a way to destroy."""

    PRIMARY = "primary"
    PLAIN = "plain"
    DANGER = "danger"


@dataclass(frozen=True, slots=True)
class Note:
    """One line about what has just happened, shown above the next question."""

    tone: Tone
    text: str


@dataclass(frozen=True, slots=True)
class Progress:
    """Where the person is: `label` in words (第 2 頁／共 3 頁・剩 6–9 題), `done` from 0 to 1 for the bar."""

    label: str
    done: float


@dataclass(frozen=True, slots=True)
class Button:
    """Something to do besides answering: go on, go back, skip, confirm. `tap` is its data (≤ 64 bytes).

    `says` is what appears in the chat as the person's own words when it is tapped; `typed` what is laid before them to
    be completed or changed, where a channel can open the keyboard with it."""

    label: str
    tap: str
    weight: Weight = Weight.PLAIN
    says: str = ""
    typed: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """An option of the question asked. `number` can be typed; `tap` is the button's data (≤ 64 bytes).

    `brief` is the label where room is short: at most 20 graphemes, the limit of a LINE quick reply. `last` takes this
    option and is done with the question. Several options that often go together are one choice without a number."""

    number: int
    label: str
    tap: str
    brief: str = ""
    ticked: bool | None = None
    group: str = ""
    rank: int = 0
    last: Button | None = None


@dataclass(frozen=True, slots=True)
class Copied:
    """A text to copy, under the label of its button. It stands in the message as well: not every channel can."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a list: an answer under review, a page's state, a delivery's state, a row to be marked with one of
    `marks`. `typed` is as in Button."""

    label: str
    value: str
    number: int = 0
    tap: str = ""
    tone: Tone = Tone.INFO
    typed: str = ""
    marks: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file for the person: `file` names it in storage, `url` and `preview_url` are expiring links; `opens` is what a
    button that opens it says, where it is not the application."""

    file: str
    name: str
    caption: str
    url: str
    preview_url: str
    opens: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A page to open, or a number (`tel:`) to ring, under its label. The address may be secret: it stands in no text
    that others see."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Days:
    """The days (ISO) between which the one asked for lies, and the one a calendar opens at. Where a channel can show
    one, what comes back is the tap `tap:YYYY-MM-DD`."""

    tap: str
    earliest: str
    latest: str
    initial: str


@dataclass(frozen=True, slots=True)
class Ticks:
    """What is ticked of a question that takes several options, and how many more it takes, in words; `whole` brings
    all options again, `title` is the question in a few words. For channels that cannot change what they have sent, and
    show this alone after a tick."""

    said: str
    whole: Button
    title: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """One thing to show. Several notes may precede it; an attachment may follow it.

    `days` is set where a day is asked for, `own_number` where the person's own telephone number may be,
    `after_own_number` where it was the last thing asked before, `limit` where words are asked for: how many characters
    the form has room for; `photo` where one may be sent; `submitted` that the application it is about is."""

    look: Look
    title: str = ""
    body: str = ""
    hint: str = ""
    notes: tuple[Note, ...] = ()
    progress: Progress | None = None
    lines: tuple[Line, ...] = ()
    choices: tuple[Choice, ...] = ()
    combinations: tuple[Choice, ...] = ()
    multiple: bool = False
    buttons: tuple[Button, ...] = ()
    attachment: Attachment | None = None
    links: tuple[Link, ...] = ()
    example: str = ""
    language: str = CHINESE
    question: str = ""
    days: Days | None = None
    own_number: bool = False
    after_own_number: bool = False
    limit: int = 0
    ticks: Ticks | None = None
    copies: tuple[Copied, ...] = ()
    photo: bool = False
    submitted: bool = False


def plain_text(message: Message, *, choices: bool = True) -> str:
    """The whole message as text: notes, progress, title, body, lines and numbered options."""
    parts = ["\n".join(note_text(note) for note in message.notes)]
    parts.append(message.progress.label if message.progress else "")
    parts.append(message.title)
    parts.append(message.body)
    parts.append("\n".join(line_text(line) for line in message.lines))
    if choices:
        parts.append("\n".join(choice_text(choice) for choice in message.choices))
    return "\n\n".join(part for part in parts if part)


def note_text(note: Note) -> str:
    """A note with the sign of its tone in front."""
    signs = {Tone.DONE: "✔ ", Tone.INFO: "", Tone.WARN: "⚠ ", Tone.REJECTED: "✖ "}
    return signs[note.tone] + note.text


def line_text(line: Line) -> str:
    """A list row as text: number, label and value."""
    number = f"{line.number}. " if line.number else ""
    colon = ": " if line.label.isascii() else "："
    return f"{number}{line.label}{colon}{line.value}" if line.value else f"{number}{line.label}"


def choice_text(choice: Choice) -> str:
    """A numbered option as text, with its tick or rank when several may be taken."""
    if choice.rank:
        return f"{choice.number}. {choice.label} 〔{choice.rank}〕"
    tick = {None: "", True: " ☑", False: ""}[choice.ticked]
    return f"{choice.number}. {choice.label}{tick}"
