"""The signed copies that came in for an application, as its record keeps them."""

from datetime import datetime

from bot.cases.revision import answered_at, revision_number
from flows.session.submitted.signed_copy import SentCopy, sent_from_json
from storage.cases.file_statements import SENT_COPIES
from storage.records import Application


def sent_copies(application: Application) -> tuple[SentCopy, ...]:
    """The signed copies that came in for an application, oldest first, from whomever of the company."""
    return tuple(map(sent_from_json, application.record.get(SENT_COPIES, ())))


def last_sent(application: Application | None) -> SentCopy | None:
    """The signed copy in force, if one of the present answers has come in."""
    if application is None:
        return None
    sent = sent_copies(application)
    if revision_number(application) > 1:
        sent = tuple(one for one in sent if datetime.fromisoformat(one.at) >= answered_at(application))
    return sent[-1] if sent else None
