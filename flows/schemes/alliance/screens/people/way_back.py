"""How people who fill in a form in a browser come back to it: by a mail address each of them has proven."""

from collections.abc import Mapping
from typing import Any

from flows.events.alliance import Entered
from flows.events.event import Events
from flows.interface.known import Discovered
from flows.screens.decision import Decision
from flows.session.people import WAYS_BACK
from flows.session.state import Session


def on_way_back(decision: Decision, found: Discovered) -> Events:
    """An address was given, or the code mailed to it was typed; that of another address proves nothing."""
    ways, person = _ways(decision.session), str(decision.inbound.person)
    given = {name: found.data[name] for name in ("address", "asked")}
    known = ways.get(person, {})
    if found.data["proven"] and {name: known.get(name) for name in given} != given:
        return ()
    proven = decision.now.isoformat() if found.data["proven"] else ""
    return (Entered(WAYS_BACK, {**ways, person: {**given, "proven": proven}}),)


def forgotten_way(decision: Decision) -> Events:
    """Whoever leaves a form comes back to it no more."""
    ways, person = _ways(decision.session), str(decision.inbound.person)
    left = {who: way for who, way in ways.items() if who != person}
    return (Entered(WAYS_BACK, left),) if person in ways else ()


def _ways(session: Session) -> Mapping[str, Any]:
    return session.entries.get(WAYS_BACK) or {}
