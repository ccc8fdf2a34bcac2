"""A scheme: a kind of application that can be made, as its folder in flows/schemes describes it."""

from collections.abc import Mapping
from dataclasses import dataclass

from flows.cases.stage import CaseKind
from flows.scheme.form import Entry, Form
from flows.scheme.mail_spec import MailEvent, MailSpec


@dataclass(frozen=True)
class Scheme:
    """A kind of application.

    `key` names it in journals, tables and folders; `series` are the letters after the year in its case numbers, ""
    for 113-0042; the first of `forms` is the one a person begins with; of each role in `unique`, such as the company's
    number, a programme takes one live case; `topics` are the texts about it that a programme gives; `mails` are those
    it sends; `letter_first`: its letter stands before the number (113-A007), not after the year (113A-0042).
    `case_kind` says which stages and acts its cases have."""

    key: str
    series: str
    entry: Entry
    forms: Mapping[str, Form]
    unique: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    mails: tuple[MailSpec, ...] = ()
    letter_first: bool = False
    case_kind: CaseKind = CaseKind.DIAGNOSIS

    @property
    def first_form(self) -> Form:
        """The form a person begins with."""
        return next(iter(self.forms.values()))

    def mails_on(self, event: MailEvent) -> tuple[MailSpec, ...]:
        """The mails that an event causes: several on submission, of the others one at most."""
        return tuple(mail for mail in self.mails if mail.on is event)

    def mail(self, event: MailEvent) -> MailSpec | None:
        """The one mail that an event causes, if any."""
        return next(iter(self.mails_on(event)), None)
