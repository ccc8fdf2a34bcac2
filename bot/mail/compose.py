"""A mail as its scheme describes it: headers, text and HTML from its templates, and what is attached. Sends nothing.

Templates lie in the scheme's folder or in templates/shared/mail, by the mail's name: `staff.subject.j2`,
`staff.txt.j2`, `staff.html.j2`. They are given `facts`, `w` (words), `subject`, `language` and `attached`, the name of
the PDF.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import getaddresses
from functools import cache
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from bot.mail.calendar_file import CalendarFile
from bot.mail.facts import Attachment, LetterFacts, MailFacts
from bot.mail.header_encoding import add_texts
from bot.mail.headers import MailName, blank, fix_boundaries, named, one_line, sender_of
from bot.paths import SHARED
from flows.definitions.programme import ROC_OFFSET, TAIPEI
from flows.scheme.mail_spec import Correspondent, MailSpec

MAIL = SHARED / "mail"
_LETTER = "letter"
"""The templates of a mail that has none of its own."""


@dataclass(frozen=True, slots=True)
class Route:
    """How a mail goes out: which mail it is, MAIL_FROM, and the programme's mailbox; both may carry names."""

    name: MailName
    sender: str
    staff: Sequence[str] = ()


def compose(
    spec: MailSpec,
    facts: MailFacts | LetterFacts,
    attachments: Sequence[Attachment],
    route: Route,
    calendar: CalendarFile | None = None,
) -> EmailMessage:
    """The mail. While the applicant's address is not confirmed a mail to it is to hold nothing that somebody typed:
    the address may be anybody's.

    The same facts give the same bytes. Raises ValueError for an address that is none."""
    language = spec.language or facts.language
    attached = attachments[0].name if attachments else ""
    told = {"facts": facts, "w": _words(spec, language), "language": language, "attached": attached}
    subject = one_line(_rendered(spec, "subject", told))
    message = blank(
        route.name, sender_of(route.sender, facts.programme_title), _receivers(spec, facts, route),
        _answered_by(spec, facts), subject,
    )  # fmt: skip
    text, html = (_rendered(spec, form, told | {"subject": subject}) for form in ("txt", "html"))
    add_texts(message, text, html, calendar)
    for one in attachments:
        message.add_attachment(one.content, maintype="application", subtype=one.subtype, filename=one.name)
    if isinstance(facts, MailFacts):
        message["Content-Language"] = (
            language  # last: what makes a mail multipart moves such headers into a part
        )
    fix_boundaries(message)
    return message


def attachment_name(case_number: str, what: str = "application") -> str:
    """ASCII on purpose: old webmail and document systems garble or refuse encoded Chinese names."""
    return f"{case_number}_{what}.pdf"


def _receivers(spec: MailSpec, facts: MailFacts | LetterFacts, route: Route) -> list[Address]:
    if spec.to is Correspondent.STAFF:
        return [named(*one) for one in getaddresses(list(route.staff))]
    return [named(facts.contact_name if facts.confirmed else "", facts.contact_email)]


def _answered_by(spec: MailSpec, facts: MailFacts | LetterFacts) -> Address:
    if spec.reply_to is Correspondent.APPLICANT:
        return named(facts.contact_name, facts.contact_email)
    return named(facts.programme_contact_name, facts.programme_contact_email)


def _rendered(spec: MailSpec, form: str, told: Mapping[str, object]) -> str:
    names = [f"{name}.{form}.j2" for name in (spec.name, _LETTER)]
    return _environment(spec.folder).select_template(names).render(told)


def _words(spec: MailSpec, language: str) -> dict[str, Any]:
    """What all mails say, what the mail says that this one follows, and its own: later ones win."""
    own = _file(f"{spec.folder}/{language}.toml") if spec.folder else {}
    return {**_file(f"{MAIL}/{language}.toml"), **own.get(spec.thread, {}), **own.get(spec.name, {})}


@cache
def _file(path: str) -> dict[str, Any]:
    with open(path, "rb") as file:
        return tomllib.load(file)


@cache
def _environment(folder: str) -> Environment:
    environment = Environment(
        loader=FileSystemLoader([*([folder] if folder else []), MAIL]),
        autoescape=select_autoescape(("html.j2",)),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"tel": _tel, "mailto": _mailto, "when": _when, "inset": _inset}
    return environment


def _tel(phone: str) -> str:
    """A link that dials, with a pause before the extension (RFC 3966 and what phones do with a comma)."""
    number, _, extension = phone.partition("#")
    dialled = re.sub(r"[^0-9+]", "", number)
    return f"tel:{dialled},{re.sub(r'[^0-9]', '', extension)}" if extension else f"tel:{dialled}"


def _mailto(address: str, subject: str) -> str:
    """A link that writes, with the subject set: the case number stays in it."""
    return f"mailto:{quote(address, safe='@')}?subject={quote(subject)}"


def _when(instant: datetime, pattern: str) -> str:
    """The moment in Taipei, as the words of the mails write one."""
    at = instant.astimezone(TAIPEI)
    facts = {"year": at.year - ROC_OFFSET, "month": at.month, "day": at.day}
    return pattern.format(**facts, date=f"{at:%Y-%m-%d}", time=f"{at:%H:%M}")


def _inset(text: str, width: int) -> str:
    """A value in the text part: its further lines are indented, so that none can pass for a line of ours."""
    return f"\n{' ' * width}".join(line.strip() for line in text.splitlines() if line.strip())
