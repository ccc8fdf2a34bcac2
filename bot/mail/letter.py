"""A short letter to an applicant: their turn on the waiting list, their application superseded. Sends nothing."""

from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage

from bot.mail.compose import html_of
from bot.mail.headers import blank, fix_boundaries, named, one_line, sender_of
from flows.programme import Contact


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """What the frame of the mail says of the programme."""

    programme_title: str
    contact: Contact
    demo: bool


def compose_letter(
    facts: LetterFacts, letter: tuple[str, str], to: str, sender: str, ident: str, at: datetime, language: str
) -> EmailMessage:
    """Subject and text of `letter` as a mail; `ident` is its name before the @ of the Message-ID.

    Raises ValueError for an address that is none."""
    subject, text = letter
    origin = sender_of(sender, facts.programme_title)
    answers_to = named(facts.contact.name, facts.contact.email)
    message = blank(f"<{ident}@{origin.domain}>", origin, [named("", to)], answers_to, at)
    message["Subject"] = one_line(subject)
    told = {"facts": facts, "subject": str(message["Subject"]), "paragraphs": text.split("\n\n")}
    message.set_content(f"{text}\n", cte="base64")
    message.add_alternative(html_of("letter.html.j2", language, told), subtype="html", cte="base64")
    fix_boundaries(message)
    return message
