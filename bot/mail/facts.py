"""What mails tell, already in words: composing knows no questionnaire."""

from dataclasses import dataclass
from datetime import datetime

from flows.rules.verdict import State

Rows = tuple[tuple[str, str], ...]
"""Label and value, in the order of the form; a value may have several lines."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file and its name; a PDF unless it says otherwise."""

    name: str
    content: bytes
    subtype: str = "pdf"


@dataclass(frozen=True, slots=True)
class CopyFacts:
    """A signed copy for staff: its number within the case, from 1; which pages the applicant sent and which are the
    unsigned document's; what is doubtful about it; whom the certificate of a digital signature names, which nobody
    verified; how it was signed on a web page, and the file that tells the whole of that."""

    number: int
    theirs: str
    ours: str
    doubts: tuple[str, ...] = ()
    signer: str = ""
    online: tuple[str, ...] = ()
    record_name: str = ""

    @property
    def to_confirm(self) -> bool:
        """Whether somebody has to look before it may be called signed."""
        return bool(self.doubts or self.signer)


@dataclass(frozen=True, slots=True)
class MailFacts:
    """One application. Texts are in the reader's language, `language`.

    `state` is None where a scheme judges nothing; `reasons` cite the article, most important first; `warnings` are the
    confirmed doubts, if any; `submitted_at` is aware; `sections` is page title → rows, for the applicant's copy;
    `demo` says that nothing here is real; `supersedes` is the case number of the application this one took or is to
    take the place of, and `consent` whether that is agreed to: "waits", "refused", "allowed", or empty where there is
    none; `place` is what staff decide about where no register knows the company: "held", "granted", "refused", or
    empty; `check_code` stands beside the case number. For staff: `rows` are what roles.toml names for them, by name;
    `county` and `matching` are what finding a consultant needs; `copy` is the signed copy a mail brings.
    For applicants: `confirmed`: whoever reads mail to the contact's address has said so, by the link `confirm_url` or
    an earlier one; `doubts` say what is wrong with the signed copy that came. What somebody typed may hold anything,
    also line breaks and markup."""

    case_number: str
    company: str
    ubn: str
    state: State | None
    state_text: str
    reasons: tuple[str, ...]
    rows: Rows
    warnings: tuple[str, ...]
    contact_name: str
    contact_title: str
    contact_phone: str
    contact_email: str
    submitted_at: datetime
    programme_title: str
    form_title: str
    programme_contact_name: str
    programme_contact_phone: str
    programme_contact_email: str
    closes_text: str
    language: str
    sections: tuple[tuple[str, Rows], ...]
    demo: bool
    supersedes: str = ""
    check_code: str = ""
    consent: str = ""
    place: str = ""
    county: str = ""
    matching: Rows = ()
    confirmed: bool = False
    confirm_url: str = ""
    desk_url: str = ""
    """The page of the case for whoever has signed in; empty where the office has no pages."""
    revision: int = 1
    changes: tuple[tuple[str, str, str], ...] = ()
    copy: CopyFacts | None = None
    doubts: str = ""


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """A short letter: its subject and text, to whom (unless it goes to staff), and what its frame says of the
    programme. Paragraphs are separated by an empty line. `links` are what can be opened: a label and an address."""

    subject: str
    text: str
    contact_email: str
    language: str
    programme_title: str
    programme_contact_name: str
    programme_contact_email: str
    demo: bool
    contact_name: str = ""
    confirmed: bool = False
    links: Rows = ()
