"""The screens of the gallery for what applicants want of a submitted case, and for what becomes of a link to sign."""

import tomllib
from collections.abc import Iterator

from bot.paths import SHARED
from bot.presenter.cases import signing
from bot.presenter.context import Context, clock
from bot.presenter.presenter import screen
from flows.cases.requests import DataRequestKind
from flows.events.submitted.submission import WITHDRAW
from flows.interface.messages import Message
from flows.screens.submitted.prompt import RequestCheck
from flows.signing.facts import SentBack

WORDS = SHARED / "signing"


def requests(done: Context) -> Iterator[tuple[str, Message]]:
    """What is asked once more before a case is given up, or something is wanted of its data. `done` is submitted."""
    for kind in (WITHDRAW, *DataRequestKind):
        yield f"request: {kind}", screen(done, RequestCheck(str(kind)))


def news_of_signing(done: Context, back: SentBack) -> Iterator[tuple[str, Message]]:
    """What is told unasked once somebody has signed, or sent the form back."""
    file = WORDS / f"{done.words.language}.toml"
    said, contact = tomllib.loads(file.read_text(encoding="utf-8")), done.programme.contact
    facts = {
        "case": done.session.case_number,
        "at": clock(done.now),
        "words": back.words,
        "contact": f"{contact.name} {contact.phone}",
    }
    for name, signed in (("news_signed", True), ("news_sent_back", False)):
        subject, text = (said[name][part].format_map(facts).strip() for part in ("subject", "text"))
        yield f"signing: {name.replace('_', ' ')}", signing.news(done, subject, text, signed=signed)
