"""A short letter to an applicant: their turn on the waiting list, their application superseded. Sends nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import getaddresses

from bot.mail.compose import html_of
from bot.mail.header_encoding import add_texts
from bot.mail.headers import MailName, blank, fix_boundaries, named, one_line, sender_of
from flows.definitions.programme import Contact


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """What the frame of the mail says of the programme."""

    programme_title: str
    contact: Contact
    demo: bool


def compose_letter(
    facts: LetterFacts, letter: tuple[str, str], to: Sequence[str], sender: str, name: MailName, language: str
) -> EmailMessage:
    """Subject and text of `letter` as a mail. `to` may carry names.

    Raises ValueError for an address that is none."""
    subject, text = letter
    origin = sender_of(sender, facts.programme_title)
    answers_to = named(facts.contact.name, facts.contact.email)
    subject = one_line(subject)
    receivers = [named(*one) for one in getaddresses(list(to))]
    message = blank(name, origin, receivers, answers_to, subject)
    told = {"facts": facts, "subject": subject, "paragraphs": text.split("\n\n")}
    add_texts(message, f"{text}\n", html_of("letter.html.j2", language, told))
    fix_boundaries(message)
    return message
