"""Short letters to staff, in words: how a request to replace an application was settled."""

import tomllib
from functools import cache
from typing import Any

from bot.mail.compose import MAIL
from storage.records import Application

"""The kind of the mail that says how a request was settled."""


def decided(application: Application, earlier: str, *, allowed: bool, by: str) -> tuple[str, str]:
    """Subject and text: the application may take the place of the earlier one, or may not, as decided by whom."""
    words = _words()["allowed" if allowed else "refused"]
    facts = {
        "case": application.case_number,
        "earlier": earlier,
        "company": application.company,
        "by": _words()["by"][by],
    }
    return words["subject"].format_map(facts), words["text"].format_map(facts)


def question(application: Application, number: int, text: str, page: str) -> tuple[str, str]:
    """Subject and text of what somebody asked about an application, as the case's question `number`; `page` is where
    it can be answered into the chat, if there is such a page."""
    words = _words()["question"]
    facts = {"case": application.case_number, "company": application.company, "number": number}
    paragraphs = [words["lead"], " ".join(text.split()), words["reply"]]
    if page:
        paragraphs.append(words["page"].format(page=page))
    return words["subject"].format_map(facts), "\n\n".join(paragraphs)


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads((MAIL / "decisions.toml").read_text(encoding="utf-8"))
