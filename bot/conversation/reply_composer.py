"""The reply to one message, prepared after the commit of its turn: what has to be found out first, then the words."""

from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeAlias

from bot.conversation.case_status import CaseStatus
from bot.conversation.follow_ups.base import NO_FILES, Committed, Files, Follower
from bot.conversation.follow_ups.extra_documents import extra_asked
from bot.conversation.my_applications import MyApplications, asks_for_all
from bot.conversation.session_cache import CachedSession
from bot.conversation.shown_prompts import Shown
from bot.presenter import Presenter
from bot.presenter.context import CaseFacts
from flows.definitions.questionnaire import Kind
from flows.events.answering import Answered
from flows.events.event import Event, Events
from flows.events.signed_copy import CopySent
from flows.events.submission import Submitted
from flows.interface.inbound import Inbound
from flows.interface.messages import Message
from flows.scheme.definition import Catalogue
from flows.screens.prompts import PromptIdentity, identity_of, question_of
from flows.screens.view import view
from flows.session.state import Session

REMEMBERED = 20_000
"""Events whose reply is known to have gone out; a redelivery of any other gets the prompt again."""

Clock: TypeAlias = Callable[[str], datetime]
"""The moment, by the clock of this channel's platform; of ours for ""."""

Mark: TypeAlias = Callable[[str, int, datetime], None]
"""Session, turn, moment: the reply to this turn is known to have gone out, what it asks can be seen since then."""

Spoken: TypeAlias = tuple[tuple[Message, ...], Session]
"""The messages of a reply, and the session they speak of."""

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


class ReplyComposer:
    """Says what to show after a turn. `followers` find things out; `events` is None where a turn was handled before."""

    def __init__(
        self,
        catalogue: Catalogue,
        mine: MyApplications,
        cases: CaseStatus,
        clock: Clock,
        followers: Sequence[Follower],
        follow_up: FollowUp,
        mark: Mark,
    ) -> None:
        self._catalogue = catalogue
        self._mine = mine
        self._speech: dict[tuple[str, str], Presenter] = {}
        self._cases = cases
        self.clock = clock
        self.mark = mark
        self._followers = followers
        self._follow_up = follow_up
        self._replied: OrderedDict[tuple[str, str, str], None] = OrderedDict()

    def asked(self, session: Session) -> PromptIdentity:
        """What a text typed now would be an answer to."""
        definition = self._catalogue.of(session, self.clock(""))
        return identity_of(view(definition, session))

    def _speaking(self, session: Session) -> Presenter:
        """Of what the session is pinned to; there are as many as editions under programmes."""
        definition = self._catalogue.of(session, self.clock(""))
        key = definition.edition.questionnaire.version, definition.programme.id
        if key not in self._speech:
            self._speech[key] = Presenter(definition)
        return self._speech[key]

    def at_once(self, reply: "ComposedReply") -> Spoken | None:
        """What to show, unless something has to be found out first."""
        session = reply.session
        if session.case_number or asks_for_all(reply.events):
            return None
        turn = _committed(reply, session, reply.events or (), _Told(self._follow_up, session))
        if any(each.wanted(turn) for each in (self._followers if reply.events else ())):
            return None
        return self._spoken(reply, session, reply.events)

    async def messages(self, reply: "ComposedReply") -> Spoken:
        """What to show once everything is found out that these events call for, such as a look-up."""
        session, events = reply.session, reply.events
        if events:
            session, events = await self._followed(reply, session, events)
        new, case = {type(event) for event in events or ()}, None
        if session.case_number:
            case = await self._cases.facts(
                session,
                wait=Submitted in new,
                copy_sent=CopySent in new,
                extra=extra_asked(events or ()),
            )
        if asks_for_all(events):
            mine = await self._mine.of(reply.inbound.sender, reply.key, self.clock(""))
            case = replace(case or CaseFacts(), applications=mine)
        return self._spoken(reply, session, events, case)

    def replied(self, inbound: Inbound) -> None:
        """The reply to this message is known to have gone out."""
        self._replied[_event_key(inbound)] = None
        while len(self._replied) > REMEMBERED:
            self._replied.popitem(last=False)

    async def _followed(
        self, reply: "ComposedReply", session: Session, events: Events
    ) -> tuple[Session, Events]:
        """Session and events after whatever follows these events, each in a turn of its own."""
        for follow in self._followers:
            told = _Told(self._follow_up, session)
            turn = _committed(reply, session, events, told)
            found = await follow(turn) if follow.wanted(turn) else None
            if found:
                await told.commit(found)
            session, events = told.session, (*events, *told.events)
        return session, events

    def _spoken(
        self, reply: "ComposedReply", session: Session, events: Events | None, case: CaseFacts | None = None
    ) -> Spoken:
        """The messages and the session they speak of. What earlier replies should have told and did not comes first."""
        if events is None and _event_key(reply.inbound) in self._replied:
            return (), session
        owed = reply.person.seen.owed(reply.seq if events else reply.seq + 1)
        owed = tuple(event for event in owed if _stands(event, session))
        speech = self._speaking(session)
        several = reply.person.visit > 1 or session.ordinal > 1
        prompt = view(speech.definition, session)
        messages = speech.reply(session, prompt, events or (), self.clock(""), case, owed, several=several)
        return self._after_own_number(reply.person, session, messages), session

    def _after_own_number(
        self, person: CachedSession, session: Session, messages: tuple[Message, ...]
    ) -> tuple[Message, ...]:
        """Says so where the person's own number was asked before and is not now."""
        latest, questions = person.seen.latest, self._speaking(session).definition.edition.questionnaire.by_id
        before = questions.get(question_of(latest.asked) if latest else "")
        if before is None or before.kind is not Kind.PHONE or any(each.own_number for each in messages):
            return messages
        return tuple(replace(each, after_own_number=place == 0) for place, each in enumerate(messages))


def _committed(reply: "ComposedReply", session: Session, events: Events, told: _Told) -> Committed:
    return Committed(
        reply.key, session, reply.inbound, events, lambda: reply.person.session, reply.at, told.commit
    )


def _stands(event: Event, session: Session) -> bool:
    """Whether what an event says still holds: an answer may have been changed or taken back since."""
    if not isinstance(event, Answered):
        return True
    answer = session.answers.get(event.question)
    return answer is not None and answer.value == event.value


def _event_key(inbound: Inbound) -> tuple[str, str, str]:
    """What makes an event that event, whoever delivers it again."""
    return (inbound.sender.channel, inbound.sender.account, inbound.event_id)


@dataclass
class ComposedReply:
    """The PendingReply of one message: `key` is the session's id, `seq` the turn (the latest one where the message
    had been handled before)."""

    replies: ReplyComposer
    person: CachedSession
    session: Session
    inbound: Inbound
    events: tuple[Event, ...] | None
    at: datetime
    """When it was committed."""
    key: str
    seq: int
    prepared: bool = False
    shown: Shown | None = None

    def at_once(self) -> tuple[Message, ...] | None:
        """What to show the person now, when that is known already."""
        try:
            spoken = self.replies.at_once(self)
        except Exception:
            self._prepared()
            raise
        return self._ready(*spoken) if spoken else None

    async def messages(self) -> tuple[Message, ...]:
        """What to show the person now."""
        try:
            spoken = await self.replies.messages(self)
        except BaseException:
            self._prepared()
            raise
        return self._ready(*spoken)

    def sent(self) -> None:
        """The reply is known to have gone out. It ends with where the person stands: a reply lost before is made up
        for, even if its loss was only known after this message came in."""
        self.replies.replied(self.inbound)
        if self.shown is None:
            return
        shown = self.person.seen.confirm(self.shown, self._platform_time())
        if shown.seq and self.person.key == self.key:
            self.replies.mark(self.key, shown.seq, shown.at)

    def unseen(self) -> None:
        """Nobody may have seen the reply: what is typed next must not answer a question it brought along."""
        if self.shown is not None:
            self.person.seen.lost(self.shown)

    def _ready(self, messages: tuple[Message, ...], session: Session) -> tuple[Message, ...]:
        if messages and self.shown is None:
            seq = self.person.seq if self.person.session is session else self.seq
            self.shown = self.person.seen.prepare(self.replies.asked(session), self._platform_time(), seq)
        self._prepared()
        return messages

    def _platform_time(self) -> datetime:
        return self.replies.clock(self.inbound.sender.channel)

    def _prepared(self) -> None:
        if not self.prepared:
            self.prepared = True
            self.person.pending_replies -= 1
