"""While staff answer in this very chat: whatever is not meant for the bot is theirs, and answered by nobody else."""

from datetime import datetime, timedelta

from flows.definitions.text import normal
from flows.events.conversation import Asked, Inquired, SaidToStaff, StaffCalled, StaffLeft
from flows.events.event import Event, Events
from flows.interface.inbound import Edited, Sent, Text, Upload
from flows.screens.command_words import GREETINGS, Command
from flows.screens.decision import Decision

LONGEST = timedelta(days=7)
"""After so long without a word to the bot nobody waits for staff any more."""


def ends(decision: Decision) -> Events:
    """That the bot goes on with this message: a button, a word that always works, because the office has finished, or
    after a long time; () while it is silent, and where it was not."""
    since = decision.session.with_staff
    if decision.session.staff_finished:
        return (StaffLeft("office"),)
    if not since or not decision.inbound.staffed:
        return ()
    if decision.now - datetime.fromisoformat(since) > LONGEST:
        return (StaffLeft("time"),)
    return () if _for_staff(decision) else (StaffLeft("person"),)


def handed_back(decision: Decision) -> Events:
    """That the office has finished, for a message that may still have been meant for its people: it becomes no answer.
    () for what is meant for the bot."""
    if not (decision.session.staff_finished and _for_staff(decision)):
        return ()
    return (StaffLeft("office"), Asked("after_staff"))


def is_silent(decision: Decision) -> bool:
    """Whether the message is for the staff alone."""
    return bool(decision.session.with_staff and decision.inbound.staffed) and not ends(decision)


SILENT: Events = (SaidToStaff(),)


def called(decision: Decision, facts: Events) -> Events:
    """The facts, with the wish for a person as what it is where staff answer in this chat."""
    if not decision.inbound.staffed:
        return facts
    call = StaffCalled(decision.now.isoformat())
    return tuple(call if _asks_for_a_person(fact) else fact for fact in facts)


def _asks_for_a_person(fact: Event) -> bool:
    return fact == Asked("human") or (isinstance(fact, Inquired) and fact.intent == "human")


def _for_the_bot(decision: Decision, text: str) -> bool:
    said = decision.command(text)
    return said is not None and not (said is Command.START and normal(text) in GREETINGS)


def _for_staff(decision: Decision) -> bool:
    content = decision.inbound.content
    return isinstance(content, Sent | Upload | Edited) or (
        isinstance(content, Text) and not _for_the_bot(decision, content.text)
    )
