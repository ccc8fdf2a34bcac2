"""What a person has answered for the same company in an application of their own to another scheme."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.conversation.follow_ups.base import Committed
from flows.events.answering import Answered
from flows.events.codec import from_json
from flows.interface.inbound import Inbound
from flows.interface.known import Discovered
from flows.scheme.carry_over import carried_over
from flows.scheme.definition import COMPANY, Catalogue, Definition, UnknownProgramme
from flows.session.evolve import fold
from flows.session.frozen import frozen
from flows.session.state import Session
from storage.journal.journal import Journal
from storage.records import Identity

STAGE = "earlier"
"""The stage that offers them (flows/schemes/alliance/screens/earlier.py)."""

LATEST = 8
"""So many of a person's applications are looked through, the latest first."""


@dataclass(frozen=True)
class EarlierAnswers:
    """Looks through the person's own applications once a company's number is given; nobody else's is ever looked at."""

    journal: Journal
    catalogue: Catalogue
    now: Callable[[], datetime]

    def wanted(self, turn: Committed) -> bool:
        """Whether the number was just given, in a form that takes answers over."""
        named = any(
            isinstance(event, Answered) and event.question == turn.session.company_question
            for event in turn.events
        )
        return named and STAGE in self.catalogue.of(turn.session, turn.at).form.own.stages

    async def __call__(self, turn: Committed) -> Inbound | None:
        """The turn that tells what was found."""
        session, now = turn.session, self.now()
        new, sender = self.catalogue.of(session, now), turn.inbound.sender
        ubn = str(session.values().get(session.company_question, ""))
        theirs = await self.journal.sessions(Identity(sender.channel, sender.account, sender.user))
        for _, key in sorted(theirs.items(), reverse=True)[:LATEST]:
            found = await self._other(key, new, ubn) if key != turn.key else None
            if found is None:
                continue
            old, other = found
            kept = set(carried_over(old, new, other).kept)
            answers = frozen({name: answer for name, answer in other.answers.items() if name in kept})
            told = {"ubn": ubn, "service": old.service(session.language), "answers": answers}
            return turn.tells(STAGE, Discovered(STAGE, told))
        return None

    async def _other(self, key: str, new: Definition, ubn: str) -> tuple[Definition, Session] | None:
        """An application to another scheme for that company."""
        stored = await self.journal.load_session(key)
        other = fold(Session("", ""), map(from_json, stored.events)) if stored else None
        if other is None or not other.consented or other.joined:
            return None
        try:
            old = self.catalogue.of(other, self.now())
        except UnknownProgramme:
            return None
        number = other.values().get(old.edition.roles.question(COMPANY))
        return (old, other) if old.scheme.key != new.scheme.key and number == ubn else None
