"""The two mails of an application, to staff and to the applicant: text, HTML and the PDF. Sends nothing."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from email.message import EmailMessage
from email.utils import getaddresses
from functools import cache
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from bot.mail.facts import CopyFacts, MailFacts
from bot.mail.header_encoding import add_texts
from bot.mail.headers import MailName, blank, fix_boundaries, named, one_line, sender_of
from bot.paths import TEMPLATES
from flows.definitions.programme import ROC_OFFSET, TAIPEI
from storage.stored_names import MailKind

MAIL = TEMPLATES / "mail"
_STAFF_LANGUAGE = "zh-TW"


def compose_staff(
    facts: MailFacts, pdf: bytes, to: Sequence[str], sender: str, name: MailName
) -> EmailMessage:
    """The mail the programme acts on; a reply goes to the applicant. `to` and `sender` may carry names.

    The same facts give the same bytes. Raises ValueError for an address that is none."""
    words = _words(_STAFF_LANGUAGE)["staff"]
    subject = words["replacing"][facts.consent]["subject"] if facts.consent else words["subject"]
    subject = one_line(subject.format(facts=facts, state=words["state"][facts.state]))
    message = _to_staff(facts, to, sender, name, subject)
    return _filled(message, MailKind.STAFF, facts, pdf, subject)


def compose_applicant(facts: MailFacts, pdf: bytes, sender: str, name: MailName) -> EmailMessage:
    """The receipt with the applicant's copy and the next steps; a reply goes to the programme's contact.

    While the address is not confirmed it holds nothing that somebody typed: the address may be anybody's. The same
    facts give the same bytes. Raises ValueError for an address that is none."""
    subject = _subject(facts, "applicant")
    message = _to_applicant(facts, sender, name, subject)
    return _filled(message, MailKind.APPLICANT, facts, pdf, subject)


def compose_signed(
    facts: MailFacts, copy: CopyFacts, pdf: bytes, to: Sequence[str], sender: str, name: MailName
) -> EmailMessage:
    """The signed copy for the programme, in the thread of the first mail; its subject says no more than was seen.

    The same facts give the same bytes. Raises ValueError for an address that is none."""
    words = _words(_STAFF_LANGUAGE)["signed"]
    subject = one_line(words["subject_confirm" if copy.to_confirm else "subject"].format(facts=facts))
    if copy.number > 1:
        subject += words["subject_again"]
    message = _to_staff(facts, to, sender, name, subject)
    attached = f"{facts.case_number}_{'returned' if copy.doubts else 'signed'}.pdf"
    return _filled(message, MailKind.SIGNED, facts, pdf, subject, attached, copy=copy)


def compose_reminder(
    facts: MailFacts, pdf: bytes, sender: str, name: MailName, doubts: str = ""
) -> EmailMessage:
    """To an applicant whose signed copy has not come back, or is doubtful (`doubts` say why), in the thread of the
    receipt, with the form once more; otherwise like `compose_applicant`."""
    subject = _subject(facts, MailKind.REMINDER)
    message = _to_applicant(facts, sender, name, subject)
    return _filled(message, MailKind.REMINDER, facts, pdf, subject, doubts=doubts)


def _to_staff(facts: MailFacts, to: Sequence[str], sender: str, name: MailName, subject: str) -> EmailMessage:
    receivers = [named(*one) for one in getaddresses(list(to))]
    answers_to = named(facts.contact_name, facts.contact_email)
    return blank(name, sender_of(sender, facts.programme_title), receivers, answers_to, subject)


def _to_applicant(facts: MailFacts, sender: str, name: MailName, subject: str) -> EmailMessage:
    receiver = named(facts.contact_name if facts.confirmed else "", facts.contact_email)
    answers_to = named(facts.programme_contact_name, facts.programme_contact_email)
    return blank(name, sender_of(sender, facts.programme_title), [receiver], answers_to, subject)


def _subject(facts: MailFacts, kind: str) -> str:
    words = _words(facts.language)[kind]
    return one_line(words["subject" if facts.confirmed else "subject_unconfirmed"].format(facts=facts))


def attachment_name(case_number: str) -> str:
    """ASCII on purpose: old webmail and document systems garble or refuse encoded Chinese names."""
    return f"{case_number}_application.pdf"


def _filled(
    message: EmailMessage,
    kind: str,
    facts: MailFacts,
    pdf: bytes,
    subject: str,
    attached: str = "",
    **more: object,
) -> EmailMessage:
    language = _STAFF_LANGUAGE if kind in {MailKind.STAFF, MailKind.SIGNED} else facts.language
    attached = attached or attachment_name(facts.case_number)
    told = {
        **more,
        "facts": facts,
        "w": (_words(language)["applicant"] if kind == MailKind.REMINDER else {}) | _words(language)[kind],
        "subject": subject,
        "attached": attached,
        "language": language,
    }
    texts = [_environment().get_template(f"{kind}.{form}.j2").render(told) for form in ("txt", "html")]
    add_texts(message, texts[0], texts[1])
    message.add_attachment(pdf, maintype="application", subtype="pdf", filename=attached)
    message["Content-Language"] = language  # last: what makes a mail multipart moves such headers into a part
    fix_boundaries(message)
    return message


def html_of(template: str, language: str, told: Mapping[str, object]) -> str:
    """The HTML of a mail to an applicant, from its template."""
    common = {"language": language, "w": _words(language)["applicant"]}
    return _environment().get_template(template).render({**common, **told})


@cache
def _words(language: str) -> dict[str, Any]:
    return tomllib.loads((MAIL / f"{language}.toml").read_text(encoding="utf-8"))


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(MAIL),
        autoescape=select_autoescape(("html.j2",)),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"tel": _tel, "mailto": _mailto, "roc": _roc, "iso": _iso, "inset": _inset}
    return environment


def _tel(phone: str) -> str:
    """A link that dials, with a pause before the extension (RFC 3966 and what phones do with a comma)."""
    number, _, extension = phone.partition("#")
    dialled = re.sub(r"[^0-9+]", "", number)
    return f"tel:{dialled},{re.sub(r'[^0-9]', '', extension)}" if extension else f"tel:{dialled}"


def _mailto(address: str, subject: str) -> str:
    """A link that writes, with the subject set: the case number stays in it."""
    return f"mailto:{quote(address, safe='@')}?subject={quote(subject)}"


def _roc(facts: MailFacts) -> str:
    """When it was submitted, in Taipei, as a letter in Taiwan says it."""
    at = facts.submitted_at.astimezone(TAIPEI)
    return f"{at.year - ROC_OFFSET} 年 {at.month} 月 {at.day} 日 {at:%H:%M}"


def _iso(facts: MailFacts) -> str:
    """When it was submitted, in Taipei, for readers of English."""
    return f"{facts.submitted_at.astimezone(TAIPEI):%Y-%m-%d %H:%M}"


def _inset(text: str, width: int) -> str:
    """A value in the text part: its further lines are indented, so that none can pass for a line of ours."""
    return f"\n{' ' * width}".join(line.strip() for line in text.splitlines() if line.strip())
