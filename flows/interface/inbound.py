"""What reaches the engine from a channel: who wrote, and what, free of any platform."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeAlias

from flows.interface.known import (
    AppliedKnown,
    CaseKnown,
    ContributionSent,
    ContributorKnown,
    CopyBegins,
    CopySeen,
    Discovered,
    HandoverChecked,
    HandoverMade,
    InvitationMade,
    LookedUp,
    PartSeen,
    PlaceKnown,
    SigningNumberKnown,
)


@dataclass(frozen=True, slots=True)
class Text:
    """A typed message."""

    text: str


@dataclass(frozen=True, slots=True)
class Tap:
    """A button tapped; `data` is what flows/interface/callback_data.py wrote into it."""

    data: str


class Media(StrEnum):
    """Things people send where an answer in words is expected."""

    STICKER = "sticker"
    VOICE = "voice"
    PHOTO = "photo"
    VIDEO = "video"
    FILE = "file"
    LOCATION = "location"
    CONTACT = "contact"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Sent:
    """Something that is no text: a sticker, a voice message, a photo."""

    media: Media


@dataclass(frozen=True, slots=True)
class Opened:
    """The person opened the chat: followed, pressed Start, came back after blocking, loaded the page."""


@dataclass(frozen=True, slots=True)
class Edited:
    """The person rewrote a message of theirs; `message` is the platform's id of it, `text` what it says now."""

    message: str
    text: str


@dataclass(frozen=True, slots=True)
class Unsent:
    """The person took a message of theirs back (LINE): nobody is to see its content any more."""

    message: str


@dataclass(frozen=True, slots=True)
class Upload:
    """A photo or file that can be fetched: `ref` is the channel's own pointer, `group` the album of `total` parts it
    came in, `size` its bytes; 0 when the platform does not say."""

    media: Media
    ref: str
    name: str = ""
    group: str = ""
    total: int = 0
    size: int = 0


Content: TypeAlias = (
    Text | Tap | Sent | Opened | Edited | Unsent
    | LookedUp | PlaceKnown | AppliedKnown | CaseKnown | Upload | CopyBegins | PartSeen | CopySeen | SigningNumberKnown
    | HandoverMade | HandoverChecked | InvitationMade | ContributorKnown | ContributionSent
    | Discovered
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sender:
    """Who wrote: a user id within one bot account of one channel. All three make the identity."""

    channel: str
    account: str
    user: str


@dataclass(frozen=True, slots=True)
class Stood:
    """The question somebody was looking at, and the answer it had then (None for none), where others have changed the
    session since."""

    question: str
    answer: Any = None


@dataclass(frozen=True, slots=True)
class Inbound:
    """One native event, translated.

    `event_id` is unique within the sender's channel and account and the same when redelivered; `message` is
    the platform's id of the message that carried it; `language` what the app is set to, if it says;
    `sent_at` when the platform says it was sent; `ahead` that it was sent before the last prompt was shown;
    `returning` that the last message is long ago; `contact` that the text is the number of the sender's own contact,
    shared by a button; `staffed` that staff can answer in this very chat; `reopened` questions whose answer was taken
    back since the last reply went out; `lease` which end of the application the sender is (flows/handover/state.py),
    found out by the turn that handles it, as are the number of the `person` among several of one session, and where
    they `stood`."""

    sender: Sender
    event_id: str
    content: Content
    sent_at: datetime
    message: str = ""
    language: str = ""
    ahead: bool = False
    returning: bool = False
    contact: bool = False
    staffed: bool = False
    reopened: frozenset[str] = frozenset()
    lease: int = 0
    person: int = 0
    stood: Stood | None = None
