"""The reply to one message, prepared after the commit of its turn: what has to be found out first, then the words."""

from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from bot.cases import Cases
from bot.extras import extra_asked
from bot.following import NO_FILES, Committed, Files, Follower
from bot.people import Person
from bot.speech import Speech
from bot.speech.context import CaseFacts
from flows import events as e
from flows.inbound import Inbound
from flows.loader import Edition
from flows.messages import Message
from flows.programme import Programme
from flows.session import Session

REMEMBERED = 20_000
"""Events whose reply is known to have gone out; a redelivery of any other gets the prompt again."""

Events: TypeAlias = tuple[e.Event, ...]

FollowUp: TypeAlias = Callable[[Inbound, Files], Awaitable[tuple[Session, Events]]]
"""Makes a turn of what was found out, with the files it brings; the session after it, and its events."""


@dataclass
class _Told:
    """What one follower has told so far: the session after it, and its events."""

    follow_up: FollowUp
    session: Session
    events: Events = ()

    async def commit(self, found: Inbound, files: Files = NO_FILES) -> Session:
        self.session, more = await self.follow_up(found, files)
        self.events = (*self.events, *more)
        return self.session


class Replies:
    """Says what to show after a turn. `followers` find things out; `events` is None where a turn was handled before."""

    def __init__(
        self,
        editions: Mapping[str, Edition],
        programme: Programme,
        cases: Cases,
        now: Callable[[], datetime],
        followers: Sequence[Follower],
        follow_up: FollowUp,
    ) -> None:
        self._speech = {version: Speech(edition, programme) for version, edition in editions.items()}
        self._cases = cases
        self._now = now
        self._followers = followers
        self._follow_up = follow_up
        self._replied: OrderedDict[tuple[str, str, str], None] = OrderedDict()

    def at_once(
        self, person: Person, session: Session, inbound: Inbound, events: Events | None, at: datetime
    ) -> tuple[Message, ...] | None:
        """What to show after these events, unless something has to be found out first."""
        if session.case_number:
            return None
        told = _Told(self._follow_up, session)
        turn = Committed(
            person.key, session, inbound, events or (), lambda: person.session, at, told.commit
        )  # fmt: skip
        if any(each.wanted(turn) for each in (self._followers if events else ())):
            return None
        return self._spoken(session, inbound, events)

    async def messages(
        self, person: Person, session: Session, inbound: Inbound, events: Events | None, at: datetime
    ) -> tuple[Message, ...]:
        """What to show once everything is found out that these events call for, such as a look-up."""
        if events:
            session, events = await self._followed(person, session, inbound, events, at)
        new, case = {type(event) for event in events or ()}, None
        if session.case_number:
            case = await self._cases.facts(
                session,
                wait=e.Submitted in new,
                copy_sent=e.CopySent in new,
                extra=extra_asked(events or ()),
            )
        return self._spoken(session, inbound, events, case)

    def replied(self, inbound: Inbound) -> None:
        """The reply to this message is known to have gone out."""
        self._replied[_event_key(inbound)] = None
        while len(self._replied) > REMEMBERED:
            self._replied.popitem(last=False)

    async def _followed(
        self, person: Person, session: Session, inbound: Inbound, events: Events, at: datetime
    ) -> tuple[Session, Events]:
        """Session and events after whatever follows these events, each in a turn of its own."""
        for follow in self._followers:
            told = _Told(self._follow_up, session)
            turn = Committed(
                person.key, session, inbound, events, lambda: person.session, at, told.commit
            )  # fmt: skip
            found = await follow(turn) if follow.wanted(turn) else None
            if found:
                await told.commit(found)
            session, events = told.session, (*events, *told.events)
        return session, events

    def _spoken(
        self, session: Session, inbound: Inbound, events: Events | None, case: CaseFacts | None = None
    ) -> tuple[Message, ...]:
        if events is None and _event_key(inbound) in self._replied:
            return ()
        return self._speech[session.questionnaire].reply(session, events or (), self._now(), case)


def _event_key(inbound: Inbound) -> tuple[str, str, str]:
    """What makes an event that event, whoever delivers it again."""
    return (inbound.sender.channel, inbound.sender.account, inbound.event_id)


@dataclass
class Reply:
    """The Turned of one message."""

    replies: Replies
    person: Person
    session: Session
    inbound: Inbound
    events: tuple[e.Event, ...] | None
    at: datetime
    """When it was committed."""
    unseen_before: bool = False
    """Whether the reply before this one may not have been seen."""
    prepared: bool = False
    speaks: bool = False

    def at_once(self) -> tuple[Message, ...] | None:
        """What to show the person now, when that is known already."""
        try:
            messages = self.replies.at_once(self.person, self.session, self.inbound, self.events, self.at)
        except Exception:
            self._prepared()
            raise
        if messages is not None:
            self.speaks = bool(messages)
            self._prepared()
        return messages

    async def messages(self) -> tuple[Message, ...]:
        """What to show the person now."""
        try:
            messages = await self.replies.messages(
                self.person, self.session, self.inbound, self.events, self.at
            )
            self.speaks = bool(messages)
            return messages
        finally:
            self._prepared()

    def sent(self) -> None:
        """The reply is known to have gone out. It ends with where the person stands: a reply lost before is made up
        for, even if its loss was only known after this message came in."""
        self.replies.replied(self.inbound)
        if self.speaks:
            self.person.unseen = False
        elif self.unseen_before:
            self.person.unseen = True

    def unseen(self) -> None:
        """Nobody may have seen the reply: what is typed next must not answer a question it brought along, nor one
        that an earlier lost reply did."""
        if self.unseen_before or any(not isinstance(event, e.Asked) for event in self.events or ()):
            self.person.unseen = True

    def _prepared(self) -> None:
        if not self.prepared:
            self.prepared = True
            self.person.unprepared -= 1
