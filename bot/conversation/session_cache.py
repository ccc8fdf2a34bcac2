"""A bounded cache of people's sessions, and a lock each, so that a person's messages stay in order."""

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypeAlias
from uuid import uuid4

from bot.conversation.shown_prompts import Seen, Shown
from flows.definitions.languages import CHINESE
from flows.events.codec import from_json
from flows.events.event import Event
from flows.handover.state import OWNER
from flows.interface.inbound import Inbound, Sender, Stood, Tap, Text
from flows.screens.prompts import Ask, Prompt, Welcome, identity_of
from flows.session.before_consent import remembered
from flows.session.evolve import fold
from flows.session.state import Session
from storage.records import Stored

CACHED_SESSIONS = 4_000
"""Sessions kept in memory, about 10 KB each; any other is folded anew from the journal, in half a millisecond.

At the expected peak, some tens of turns a second with a message every ten seconds or so from each person, several
hundred people talk at a time."""

View: TypeAlias = Callable[[Session], Prompt]
"""What a session shows (flows/screens/view.py), by what it is pinned to."""


@dataclass
class CachedSession:
    """What is in memory of one person: their session and what it shows, its place in the journal, what was seen of it.

    Others read; each method is something that happens to the person, and only these change anything."""

    view: View
    session: Session = field(default_factory=lambda: Session("", CHINESE))
    prompt: Prompt = field(default_factory=Welcome)
    key: str = ""
    seq: int = 0
    visit: int = 0
    lease: int = OWNER
    unsaved: tuple[Event, ...] = ()
    seen: Seen = field(default_factory=Seen)
    loaded: bool = False
    last_at: datetime | None = None
    number: int = 0
    stood: Stood | None = None
    strayed: bool = False
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    _waiting: int = 0
    _pending_replies: int = 0

    @property
    def in_use(self) -> bool:
        """Whether a message of theirs, or the reply to one, is being worked on."""
        return self._waiting > 0 or self._pending_replies > 0

    @property
    def replying(self) -> bool:
        """Whether the reply to a message of theirs is being worked on."""
        return self._pending_replies > 0

    @property
    def holds(self) -> bool:
        """Whether the application they write about is held by the end they write at."""
        return self.lease == self.session.handover.holder

    @property
    def typed_ahead(self) -> bool:
        """Whether what comes now comes before the reply to their last turn is worked out. One to an earlier turn may
        still be: a look-up takes its time, and what was asked since has been seen."""
        return self._waiting > 0 or (self._pending_replies > 0 and not self.seen.tells_of(self.seq))

    @asynccontextmanager
    async def arriving(self) -> AsyncIterator[bool]:
        """A message comes and is handled once those before it are; yields whether it was typed ahead."""
        ahead = self.typed_ahead
        self._waiting += 1
        try:
            async with self._lock:
                yield ahead
        finally:
            self._waiting -= 1

    def timed(self, inbound: Inbound) -> Inbound:
        """A message of theirs with what is known of whether it was sent before they saw what is asked now."""
        match inbound.content:
            case Text() if self.session.started:
                ahead = self.seen.typed_ahead(identity_of(self.prompt), inbound.sent_at)
            case Tap():
                ahead = self.seen.tapped_ahead(self.seq)
            case _:
                ahead = False
        told = replace(inbound, ahead=inbound.ahead or ahead, reopened=self.seen.reopened)
        return replace(told, person=self.number, stood=self.stood)

    def strays(self, inbound: Inbound) -> bool:
        """Whether this is about a screen that a colleague has meanwhile made another one: they are shown that first."""
        strayed, self.strayed = self.strayed, False
        return strayed and isinstance(inbound.content, Text | Tap)

    def speaks(self, language: str) -> None:
        """The language of their app became known; what they see does not depend on it."""
        self.session = replace(self.session, language=language)

    def remembered(self, after: Session, events: Sequence[Event]) -> None:
        """A turn before consent: in memory only."""
        self.unsaved = remembered((*self.unsaved, *events))
        self._goes_on(after)

    def journal_key(self) -> str:
        """The id of the session in the journal, made with its first turn."""
        self.key = self.key or uuid4().hex
        return self.key

    def committed(self, events: Sequence[Event], seq: int, at: datetime) -> None:
        """A turn is in the journal."""
        self.visit += self.seq == 0
        self.seq, self.unsaved, self.loaded, self.last_at = seq, (), True, at
        self.stood, self.strayed = None, False
        self.seen.happened(seq, events)
        self._goes_on(fold(self.session, events))
        if self.session.another:
            self.begins_another()

    def outdated(self) -> None:
        """The journal knows more than this: it is read again with the next message."""
        self.loaded = False

    def restored(self, stored: Stored, known: Callable[[Session], bool], lease: int = OWNER) -> None:
        """What the journal has, which any process may have written. A session of a programme that is not `known` (any
        more) cannot go on: they begin another. `lease` is which end of it they are."""
        events = [from_json(event) for event in stored.events]
        told = len(events) - stored.unseen
        before = fold(Session("", self.session.language), events[:told])
        session = fold(before, events[told:])
        if (stored.session, lease) != (self.key, self.lease):
            self.seen = Seen()
        self._looked_away(stored, session, lease)
        self.lease, self.number = lease, stored.person
        self.key, self.seq, self.visit, self.unsaved = stored.session, stored.seq, stored.visit, ()
        self.last_at, self.loaded = stored.last_at, True
        if session.another or not known(session):
            self.session = session
            self.begins_another()
            return
        self._goes_on(session)
        same = before.handover.epoch == session.handover.epoch
        mark = (
            stored.mark if same and not session.people.several else None
        )  # of several nobody knows who saw it
        shown = Shown(identity_of(self.view(before)), mark.at, mark.seq) if mark else None
        self.seen.recall(shown, stored.seq, events[told:])

    def _looked_away(self, stored: Stored, session: Session, lease: int) -> None:
        """Colleagues may have gone on since this person looked: what they saw is kept, for what they say to it."""
        self.stood, self.strayed = None, False
        here = (stored.session, lease) == (self.key, self.lease)
        if not (here and session.people.several and stored.seq > self.seq):
            return
        if isinstance(self.prompt, Ask):
            answer = self.session.answers.get(self.prompt.question.id)
            self.stood = Stood(self.prompt.question.id, answer.value if answer else None)
        else:
            self.strayed = identity_of(self.view(session)) != identity_of(self.prompt)

    def begins_another(self) -> None:
        """A further application begins beside the present one: at the welcome, until the notice is agreed to."""
        self.key, self.seq, self.unsaved, self.seen, self.lease = "", 0, (), Seen(), OWNER
        self._goes_on(Session("", self.session.language, ordinal=self.visit + 1))

    def forgotten(self) -> None:
        """Nothing is stored of them (any more): they begin anew, in their language."""
        self.key, self.seq, self.visit, self.unsaved, self.seen, self.lease = "", 0, 0, (), Seen(), OWNER
        self._goes_on(Session("", self.session.language))

    def reply_due(self) -> None:
        """A message was handled; what to say about it may take a moment."""
        self._pending_replies += 1

    def reply_prepared(self, prompt: Prompt | None, seq: int, at: datetime) -> Shown | None:
        """A reply that was due is ready and about to go out: it tells of turn `seq` and asks `prompt`; None when there
        is nothing to say."""
        self._pending_replies -= 1
        return self.seen.prepare(identity_of(prompt), at, seq) if prompt else None

    def reply_seen(self, shown: Shown, at: datetime) -> Shown:
        """A reply is known to have gone out, at that moment of its platform or shortly before."""
        return self.seen.confirm(shown, at)

    def reply_lost(self, shown: Shown) -> None:
        """Nobody may have seen a reply."""
        self.seen.lost(shown)

    def _goes_on(self, session: Session) -> None:
        if session.handover.epoch != self.session.handover.epoch:
            self.seen = Seen()  # what was seen while another end held it is not on this screen
        self.session, self.prompt = session, self.view(session)


class SessionCache:
    """Everybody lately seen."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._known: OrderedDict[Sender, CachedSession] = OrderedDict()

    @asynccontextmanager
    async def locked(self, sender: Sender) -> AsyncIterator[tuple[CachedSession, bool]]:
        """The person, locked, in order of arrival; and whether this comes ahead of the reply to their last turn."""
        person = self._known.get(sender)
        if person is None:
            person = self._known[sender] = CachedSession(self._view)
        self._known.move_to_end(sender)
        try:
            async with person.arriving() as ahead:
                yield person, ahead
        finally:
            self._shrink()

    def consented(self, sender: Sender) -> bool:
        """Whether somebody is known here to have consented; nothing is looked up."""
        person = self._known.get(sender)
        return person is not None and person.session.consented

    def forget(self, sender: Sender) -> None:
        """Keep nothing of this person in memory."""
        self._known.pop(sender, None)

    def _shrink(self) -> None:
        while len(self._known) > CACHED_SESSIONS:
            sender, person = next(iter(self._known.items()))
            if person.in_use:
                break
            del self._known[sender]
