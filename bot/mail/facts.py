"""What the mails of one application tell, already in words: composing knows no questionnaire."""

from dataclasses import dataclass
from datetime import datetime

from flows.rules.verdict import State

Rows = tuple[tuple[str, str], ...]
"""Label and value, in the order of the form; a value may have several lines."""


@dataclass(frozen=True, slots=True)
class CopyFacts:
    """A signed copy for staff: its number within the case, from 1; which pages the applicant sent and which are the
    unsigned document's; what is doubtful about it; whom the certificate of a digital signature names, which nobody
    verified."""

    number: int
    theirs: str
    ours: str
    doubts: tuple[str, ...] = ()
    signer: str = ""

    @property
    def to_confirm(self) -> bool:
        """Whether somebody has to look before it may be called signed."""
        return bool(self.doubts or self.signer)


@dataclass(frozen=True, slots=True)
class MailFacts:
    """One application. Texts are in the reader's language: Chinese for staff, `language` for the applicant.

    `reasons` cite the article, most important first; `warnings` are the confirmed doubts, if any;
    `submitted_at` is aware; `sections` is page title → rows, for the applicant's copy; `demo` says that
    nothing here is real; `supersedes` is the case number of the application this one took or is to take the place
    of, and `consent` whether that is agreed to: "waits", "refused", "allowed", or empty where there is none;
    `place` is what staff decide about where no register knows the company: "held", "granted", "refused", or empty;
    `check_code` stands beside the case number; `county` and `matching` are what finding a consultant needs, for staff;
    `confirmed`: whoever reads mail to the contact's address has said so, by the link `confirm_url` or an earlier one.
    What the applicant typed may hold anything, also line breaks and markup."""

    case_number: str
    company: str
    ubn: str
    state: State
    state_text: str
    reasons: tuple[str, ...]
    markets: str
    needs: str
    pain: str
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
