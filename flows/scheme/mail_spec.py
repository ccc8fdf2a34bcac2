"""A mail of a scheme: on what occasion it is sent, to whom, in which thread and with what attached."""

from dataclasses import dataclass
from enum import StrEnum


class MailEvent(StrEnum):
    """What causes a mail."""

    SUBMITTED = "submitted"
    SIGNED_COPY = "signed_copy"
    REMINDER_DUE = "reminder_due"
    SUPERSEDED = "superseded"
    """Another application took the place of this one."""
    PLACE_OFFERED = "place_offered"
    """A place is held for somebody on the waiting list, who has not applied yet."""
    NEWS = "news"
    """Something else came about: see flows/interface/notifications.py."""


class Correspondent(StrEnum):
    """Who gets a mail, and who gets the reply to it."""

    STAFF = "staff"
    """The programme's mailbox, as the operator set it: MAIL_TO_<SCHEME> or MAIL_TO."""
    APPLICANT = "applicant"
    """The contact of the application; the address is what somebody typed."""
    PROGRAMME = "programme"
    """The contact that the programme shows to applicants."""
    CONSULTANT = "consultant"
    """The consultant who has the case, or had it."""


class Enclosure(StrEnum):
    """What may be attached."""

    DOCUMENT = "document"
    SIGNED_COPY = "signed_copy"


@dataclass(frozen=True, slots=True)
class MailSpec:
    """A mail as its scheme describes it.

    `name` is its kind in the record of deliveries and in Message-IDs, and that of its templates, which lie in `folder`;
    without templates of its own it is a short letter. `language` is empty when it is the
    applicant's. `thread` is the mail it follows. Of a `numbered` one a case may have several. One that is not
    `limited` goes out however many mails the address had that day: the office has accepted the signed page on which
    the address stands, and nobody who typed it causes the mail."""

    name: str
    on: MailEvent
    to: Correspondent
    folder: str = ""
    language: str = ""
    reply_to: Correspondent = Correspondent.PROGRAMME
    thread: str = ""
    attach: tuple[Enclosure, ...] = ()
    numbered: bool = False
    limited: bool = True

    def kind(self, number: int = 0) -> str:
        """What the mail is recorded as; `number`, from 1, where there may be several. The first of a numbered one has
        the bare name."""
        return self.name if number == 0 or (self.numbered and number == 1) else f"{self.name}-{number}"

    @property
    def job(self) -> str:
        """The kind of the job that sends it after a submission."""
        return f"{self.name}_mail"
