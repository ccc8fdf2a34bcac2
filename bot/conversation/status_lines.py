"""Lines of the status: when it was submitted, the signed copy, what became of each mail; from their timestamps."""

from collections.abc import Sequence
from datetime import datetime

from bot.presenter.context import clock, moment
from bot.presenter.signed_copy import seen
from flows.definitions.words import Words
from flows.interface.messages import Line, Tone
from flows.session.state import Session
from flows.session.submitted.signed_copy import SentCopy
from storage.cases.delivery import Delivery
from storage.cases.mail_limits import Withheld
from storage.stored_names import MailKind


def of_copy(delivery: Delivery) -> bool:
    """Whether this is the mail of a signed copy, the first or a later one."""
    return delivery.kind.partition("-")[0] == MailKind.SIGNED


def submitted(session: Session, words: Words) -> Line:
    """When the application was submitted."""
    at = clock(datetime.fromisoformat(session.submitted_at))
    return Line(words.say("status.submitted"), f"✔ {at}", tone=Tone.DONE)


def mail_of(sent: SentCopy, copies: Sequence[Delivery]) -> Delivery | None:
    """The mail of the last signed copy, once there is one: a mail of an earlier copy was queued before it came."""
    last = max(copies, key=lambda delivery: delivery.queued_at, default=None)
    return last if last and last.queued_at >= moment(sent.at) else None


def copy_line(sent: SentCopy | None, words: Words) -> Line:
    """What is known of the signed copy; nothing is called signed that does not look it."""
    label = words.say("status.signed_copy")
    if sent is None:
        return Line(label, words.say("status.copy_missing"), tone=Tone.WARN)
    at, problems = clock(moment(sent.at)), "；".join(seen(words, sent.findings))
    if not sent.to_confirm:
        signed = "copy_online" if sent.online else "copy_received"
        known = "copy_confirmed" if sent.confirmed_at else signed
        return Line(label, words.say(f"status.{known}", at=at), tone=Tone.DONE)
    if problems:
        return Line(label, words.say("status.copy_doubtful", at=at, problems=problems), tone=Tone.WARN)
    return Line(label, words.say("status.copy_to_confirm", at=at), tone=Tone.INFO)


def delivery_line(kind: str, delivery: Delivery | None, words: Words) -> Line:
    """What became of a mail."""
    label = words.say(f"status.{kind}")
    if delivery is None:
        return Line(label, words.say("status.queued"))
    if delivery.returned:
        return Line(label, words.say("status.bounced"), tone=Tone.WARN)
    if delivery.accepted_at:
        return Line(label, words.say("status.accepted", at=clock(delivery.accepted_at)), tone=Tone.DONE)
    if delivery.unclear_at:
        return Line(label, words.say("status.unclear"), tone=Tone.WARN)
    if delivery.failed_at:
        withheld: dict[str, str] = {Withheld.ADDRESS: "withheld_address", Withheld.PERSON: "withheld_person"}
        key = withheld.get(delivery.error or "", "failed")
        return Line(label, words.say(f"status.{key}"), tone=Tone.WARN)
    return Line(label, words.say("status.waiting"))
