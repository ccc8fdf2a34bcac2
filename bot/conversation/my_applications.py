"""A person's applications: listed for them, and one of them made the current one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.conversation.session_cache import CachedSession
from bot.conversation.turn_record import account
from bot.presenter.context import MyApplication
from flows.events.applications import Resumed
from flows.events.codec import from_json, to_json
from flows.events.conversation import Asked
from flows.events.event import Event
from flows.interface.inbound import Inbound, Sender
from flows.scheme.definition import Catalogue, UnknownProgramme
from flows.session.evolve import fold
from flows.session.state import Session
from storage.journal.journal import Journal
from storage.journal.outcomes import Outcome
from storage.records import Identity, NewTurn

_LISTED = 8
"""So many of the latest are read; each is folded from its journal."""


@dataclass(frozen=True)
class MyApplications:
    """Finds them in the journal. Each has the number of the visit it was begun with."""

    journal: Journal
    catalogue: Catalogue

    async def of(
        self, sender: Sender, current: str, language: str, now: datetime
    ) -> tuple[MyApplication, ...]:
        """The latest of them in the order they were begun, in that `language`; `current` is the session the chat is
        about. Those of a programme that nobody describes any more are left out. Unavailable."""
        found: list[MyApplication] = []
        begun = (await self.journal.sessions(_identity(sender))).items()
        for number, key in sorted(begun)[-_LISTED:]:
            stored = await self.journal.load_session(key)
            if stored is None:
                continue
            session = fold(Session("", ""), map(from_json, stored.events))
            try:
                definition = self.catalogue.of(session, now)
            except UnknownProgramme:
                continue
            answer = session.answers.get(definition.edition.roles.question("company.name"))
            company = str(answer.value) if answer else ""
            found.append(
                MyApplication(
                    number,
                    definition.programme.year,
                    company,
                    session.case_number or session.alliance.case_number,
                    current=key == current,
                    service="" if definition.alone else definition.service(language),
                    joined=session.joined,
                    superseded=session.superseded,
                )
            )
        return tuple(found)

    async def resume(
        self, person: CachedSession, inbound: Inbound, number: int, now: datetime
    ) -> Outcome | None:
        """Make the one of this number current, with a turn in its journal; None when there is no such one, or it is
        current already. Unavailable."""
        who = _identity(inbound.sender)
        key = (await self.journal.sessions(who)).get(number)
        stored = await self.journal.load_session(key) if key and key != person.key else None
        if stored is None:
            return None
        latest = await self.journal.load(who)
        return await self.journal.append(
            NewTurn(
                session=stored.session,
                seq=stored.seq + 1,
                account=account(inbound.sender),
                event_id=inbound.event_id,
                at=now,
                events=[to_json(Resumed())],
                identity=None if latest and latest.session == stored.session else who,
                visit=person.visit + 1,
            )
        )


def asks_for_all(events: Sequence[Event] | None) -> bool:
    """Whether the person wants to see all their applications."""
    return any(isinstance(event, Asked) and event.topic == "applications" for event in events or ())


def _identity(sender: Sender) -> Identity:
    return Identity(sender.channel, sender.account, sender.user)
