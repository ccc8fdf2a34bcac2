"""The mail to somebody on the waiting list whose turn has come. Sends nothing."""

from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage

from bot.mail.compose import html_of
from bot.mail.headers import blank, fix_boundaries, named, one_line, sender_of
from flows.programme import Contact


@dataclass(frozen=True, slots=True)
class PlaceFacts:
    """What the frame of the mail says of the programme."""

    programme_title: str
    contact: Contact
    demo: bool


def compose_place(
    facts: PlaceFacts, letter: tuple[str, str], to: str, sender: str, ident: str, at: datetime, language: str
) -> EmailMessage:
    """Subject and text of `letter` as a mail; `ident` makes a repeat recognisable as the same.

    Raises ValueError for an address that is none."""
    subject, text = letter
    origin = sender_of(sender, facts.programme_title)
    answers_to = named(facts.contact.name, facts.contact.email)
    message = blank(f"<place.{ident}@{origin.domain}>", origin, [named("", to)], answers_to, at)
    message["Subject"] = one_line(subject)
    told = {"facts": facts, "subject": str(message["Subject"]), "paragraphs": text.split("\n\n")}
    message.set_content(f"{text}\n", cte="base64")
    message.add_alternative(html_of("place.html.j2", language, told), subtype="html", cte="base64")
    fix_boundaries(message)
    return message
