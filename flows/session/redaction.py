"""What the journal keeps of a message that was taken back: that something was said, when and about what, but not what.

Applied to a session's events as they are stored (flows/events/codec.py, `to_json`), within the
transaction that adds the `Withdrawn`. Folding the events afterwards gives the same session as before.
"""

from collections.abc import Callable, Mapping, Sequence, Set
from typing import Any, TypeAlias

from flows.events.alliance import CompanyReplaced, Conflicted, Entered, PersonSeated, Remarked
from flows.events.answering import Answered
from flows.events.codec import stored_name
from flows.events.company.company_claim import AlreadyApplied
from flows.events.company.registry import LookedUp
from flows.events.consent import BEFORE_ROLES, Started
from flows.events.contribution import Contributed
from flows.events.conversation import TypedAhead
from flows.events.corrections import Withdrawn
from flows.events.event import Event
from flows.events.submitted.signed_copy import CopyArrived, CopyDropped, CopyPartRead, CopyRead, CopyWithdrawn
from flows.session.company.registry import SAME_NUMBER
from flows.session.people import WAYS_BACK

Stored: TypeAlias = Mapping[str, Any]
Redaction: TypeAlias = Callable[[Sequence[Stored]], Sequence[Stored]]

SAID: Mapping[str, Any] = {
    "value": "",
    "texts": {},
    "candidates": [],
    "facts": {},
    "typed": "",
    "ubn": "",
    "record": {},
    "findings": [],
    "address": "",
}
"""Fields that repeat what a person said, or follow from it word by word, and what takes their place."""

SENT: Mapping[str, Any] = {"name": "", "pages": []}
"""The same of a photo or file that was sent: its name, its pages."""


def without_company(questions: Set[str], entries: Set[str]) -> Redaction:
    """How the journal is kept of a session that is another company's from now on: nothing that the earlier one said of
    itself, nor what the registers said of it, nor these entries."""
    return lambda stored: [_of_nobody(event, questions, entries) for event in stored]


def _of_nobody(event: Stored, questions: Set[str], entries: Set[str]) -> Stored:
    kind = event["is"]
    if kind == stored_name(Entered):
        return {**event, "value": None} if event["place"] in entries else event
    if event.get("question") in questions or kind in _OF_A_COMPANY:
        return _blank(event, frozenset())
    if kind in _BY_OTHERS:
        return {
            name: [] if name == "skipped" else {} if name in _ANSWERS else part
            for name, part in event.items()
        }
    return event


_ANSWERS = frozenset({"answers", "sources", "skipped", "entries"})
_SIGNED = frozenset(map(stored_name, (PersonSeated, Answered, Conflicted)))
"""Events that name one of several people."""

_OF_A_COMPANY = frozenset(map(stored_name, (LookedUp, AlreadyApplied, TypedAhead, Remarked)))
_BY_OTHERS = frozenset(map(stored_name, (Contributed, CompanyReplaced)))


def without_person(number: int) -> Redaction:
    """How the journal is kept of a session that one of several people has no longer: their answers, not their
    name, and no address they come back by."""

    def kept(stored: Sequence[Stored]) -> Sequence[Stored]:
        seated = [event for event in stored if event["is"] == stored_name(PersonSeated)]
        names = {event["name"] for event in seated if event["number"] == number}
        return [
            {**event, **{part: "" for part in ("name", "by") if event.get(part) in names}}
            if event["is"] in _SIGNED
            else _without_way_back(event, number)
            for event in stored
        ]

    return kept


def _without_way_back(event: Stored, number: int) -> Stored:
    if event["is"] != stored_name(Entered) or event["place"] != WAYS_BACK or not event.get("value"):
        return event
    return {**event, "value": {who: way for who, way in event["value"].items() if who != str(number)}}


def redaction(events: Sequence[Event]) -> Redaction | None:
    """How the journal is to be rewritten because of these events; None when no message was taken back."""
    messages = frozenset(event.message for event in events if isinstance(event, Withdrawn))
    copies = [event for event in events if isinstance(event, CopyWithdrawn | CopyDropped)]
    if not messages and not copies:
        return None
    return lambda stored: _without_copies(_redacted(stored, messages) if messages else stored, copies)


def _without_copies(
    stored: Sequence[Stored], gone: Sequence[CopyWithdrawn | CopyDropped]
) -> Sequence[Stored]:
    """Without the name of a file taken back and what was seen on it; nor who signed, once the draft goes too."""
    every = any(isinstance(event, CopyDropped) for event in gone)
    refs = {event.ref for event in gone if isinstance(event, CopyWithdrawn)}
    drafts = every or any(isinstance(event, CopyWithdrawn) and event.draft for event in gone)
    return [_unsent(event, every or event.get("ref") in refs, drafts) for event in stored]


def _unsent(event: Stored, part: bool, drafts: bool) -> Stored:
    if part and event["is"] in {stored_name(CopyArrived), stored_name(CopyPartRead)}:
        return {name: SENT.get(name, content) for name, content in event.items()}
    if drafts and event["is"] == stored_name(CopyRead):
        return {**event, "draft": {**event["draft"], "signer": "", "findings": []}}
    return event


def _redacted(stored: Sequence[Stored], messages: frozenset[str]) -> Sequence[Stored]:
    gone, kept, company = set[str](), set[str](), _company_question(stored)
    for event in stored:
        if company and event.get("question") == company:
            said = {str(event.get("value")), *map(str, event.get("candidates", ()))}
            (gone if _carried(event, messages) else kept).update(said)
    looked_up = gone - kept
    return [
        _blank(event, kept if event.get("question") == company else frozenset())
        if _carried(event, messages) or event.get("ubn") in looked_up or "findings" in event
        else event
        for event in stored
    ]


def _company_question(stored: Sequence[Stored]) -> str:
    """Whose answers are 統一編號, by the event the session began with."""
    begun = next((event for event in stored if event["is"] == stored_name(Started)), {})
    return str(begun.get("company_question", BEFORE_ROLES))


def _carried(event: Stored, messages: frozenset[str]) -> bool:
    """Whether one of the messages carried the event's content. Ids of messages are no content and stay."""
    carriers = {event.get("message"), *event.get("messages", {}).values()}
    return event["is"] != stored_name(Withdrawn) and not messages.isdisjoint(carriers)


def _blank(event: Stored, kept: Set[str]) -> Stored:
    """The event without what was said. Of a 統一編號 that is `kept`, since other messages gave it as well, it is said
    that it is that one again: whether an answer changes the number decides what is known of the company."""
    repeated = "value" in event and str(event["value"]) in kept
    blank = {name: SAID.get(name, part) for name, part in event.items()}
    return blank | {"value": SAME_NUMBER} if repeated else blank
