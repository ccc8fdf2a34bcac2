"""Several people at one session: each answer keeps who gave it and when, and one that somebody else has changed since
it was looked at is put beside that, never over it."""

from dataclasses import replace

from flows.events.alliance import Conflicted
from flows.events.answering import Answered, Focused
from flows.events.event import Event, Events
from flows.interface.inbound import Tap, Text
from flows.screens.decision import Decision


def at_what_was_seen(decision: Decision) -> Decision:
    """The decision at the question this person was looking at, where somebody else has moved on meanwhile."""
    stood, inbound = decision.inbound.stood, decision.inbound
    if stood is None or not isinstance(inbound.content, Text | Tap):
        return decision
    if stood.question not in decision.edition.questionnaire.by_id:
        return decision
    again = decision.after((Focused(stood.question),))
    return replace(again, inbound=replace(inbound, ahead=False))


def signed(decision: Decision, facts: Events) -> Events:
    """These facts with who gave them; `decision` is the one before anybody's question was gone back to."""
    people, stood = decision.session.people, decision.inbound.stood
    if not people.several:
        return facts
    by = people.names.get(decision.inbound.person, "")
    found: list[Event] = []
    if stood is not None and any(isinstance(fact, Answered) for fact in facts):
        found.append(Focused(stood.question))
    for fact in facts:
        if not isinstance(fact, Answered) or fact.source or fact.author:
            found.append(fact)
        elif stood and fact.question == stood.question and _changed(decision):
            found[:] = [each for each in found if not isinstance(each, Focused)]
            found.append(Conflicted(fact.question, fact.value, dict(fact.texts), by))
        else:
            found.append(replace(fact, by=by, at=decision.now.isoformat()))
    return tuple(found)


def _changed(decision: Decision) -> bool:
    stood = decision.inbound.stood
    assert stood is not None
    now = decision.session.answers.get(stood.question)
    return bool((now.value if now else None) != stood.answer)
