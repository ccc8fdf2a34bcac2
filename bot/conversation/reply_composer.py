"""The words of a reply: what happened, what earlier replies failed to tell, what is asked now."""

from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TypeAlias

from bot.conversation.case_status import CaseStatus
from bot.conversation.follow_ups.extra_documents import extra_asked
from bot.conversation.handled_turn import HandledTurn
from bot.conversation.handover.ends import Ends
from bot.conversation.my_applications import MyApplications, asks_for_all
from bot.conversation.session_cache import CachedSession
from bot.presenter import Presenter
from bot.presenter.context import CaseFacts
from flows.definitions.questionnaire import Kind
from flows.events.answering import Answered
from flows.events.contribution import ContributorInvited
from flows.events.conversation import Asked
from flows.events.event import Event
from flows.events.submitted.signed_copy import CopySent
from flows.events.submitted.submission import RevisionSent, Submitted
from flows.interface.inbound import Inbound
from flows.interface.messages import Message
from flows.scheme.definition import Catalogue, Definition
from flows.screens.prompts import Notice, Welcome, question_of
from flows.session.state import Session

REMEMBERED = 20_000
"""Events whose reply is known to have gone out; a redelivery of any other gets the prompt again."""

Clock: TypeAlias = Callable[[str], datetime]
"""The moment, by the clock of this channel's platform; of ours for ""."""

NoneLeft: TypeAlias = Callable[[str], Awaitable[bool]]
"""Whether every place of a programme, by id, is taken or held."""


class ReplyComposer:
    """Says what to show after a turn; what had to be found out is part of the turn by then."""

    def __init__(
        self, catalogue: Catalogue, mine: MyApplications, cases: CaseStatus, ends: Ends, clock: Clock
    ) -> None:
        self.none_left: NoneLeft | None = None
        """Where places are limited: whether any is left."""
        self._catalogue = catalogue
        self._mine = mine
        self._speech: dict[tuple[str, ...], Presenter] = {}
        self._cases = cases
        self._ends = ends
        self.clock = clock
        self._replied: OrderedDict[tuple[str, str, str], None] = OrderedDict()

    def looks_up(self, turn: HandledTurn) -> bool:
        """Whether the reply needs facts out of the database: of the case, of all the person's applications, of going on
        elsewhere, or whether places are left."""
        events = turn.events or ()
        elsewhere = bool(turn.session.handover.waiting) or Asked("device") in events or _invites(events)
        found = bool(turn.session.case_number) or asks_for_all(turn.events) or elsewhere
        return found or bool(self._limited(turn))

    def _limited(self, turn: HandledTurn) -> str:
        """The programme of limited places at whose door the person stands, by id; empty for none."""
        if self.none_left is None or not isinstance(turn.prompt, Welcome | Notice):
            return ""
        programme = self._catalogue.of(turn.session, self.clock("")).programme
        return programme.id if programme.places else ""

    async def messages(self, person: CachedSession, turn: HandledTurn) -> tuple[Message, ...]:
        """What to show, with those facts."""
        session, events, case = turn.session, turn.events or (), None
        new = {type(event) for event in events}
        if session.case_number and turn.holds:
            case = await self._cases.facts(
                session,
                wait=bool(new & {Submitted, RevisionSent}),
                copy_sent=CopySent in new,
                extra=extra_asked(events),
            )
        if asks_for_all(events):
            mine = await self._mine.of(turn.inbound.sender, turn.key, session.language, self.clock(""))
            case = replace(case or CaseFacts(), applications=mine)
        if self.none_left and (programme := self._limited(turn)) and await self.none_left(programme):
            case = replace(case or CaseFacts(), none_left=True)
        sender, handover = turn.inbound.sender, session.handover
        if handover.waiting or Asked("device") in events:
            known = await self._ends.facts(sender, turn.key, handover)
            case = replace(case or CaseFacts(), handover=known)
        if _invites(events):
            invited = await self._ends.invitations.facts(turn.key, events)
            case = replace(case or CaseFacts(), contribution=invited)
        return self.spoken(person, turn, case)

    def spoken(
        self, person: CachedSession, turn: HandledTurn, case: CaseFacts | None = None
    ) -> tuple[Message, ...]:
        """The messages. What earlier replies should have told and did not comes first."""
        if turn.events is None and self.has_replied(turn.inbound):
            return ()
        session, now = turn.session, self.clock("")
        if not turn.holds:
            return self._speaking(session).elsewhere(session, turn.lease, turn.events or (), now)
        owed = person.seen.owed(turn.seq if turn.events else turn.seq + 1)
        owed = tuple(event for event in owed if _stands(event, session))
        several = person.visit > 1 or session.ordinal > 1
        case = case or CaseFacts(signing_on=self._cases.signing.on)
        speaking = self._speaking(session)
        messages = speaking.reply(session, turn.prompt, turn.events or (), now, case, owed, several=several)
        if session.case_number:
            messages = tuple(replace(each, submitted=True) for each in messages)
        return _after_own_number(speaking.definition, person, messages)

    def replied(self, inbound: Inbound) -> None:
        """The reply to this message is known to have gone out."""
        self._replied[_event_key(inbound)] = None
        while len(self._replied) > REMEMBERED:
            self._replied.popitem(last=False)

    def has_replied(self, inbound: Inbound) -> bool:
        """Whether the reply to this message is known to have gone out."""
        return _event_key(inbound) in self._replied

    def _speaking(self, session: Session) -> Presenter:
        """Of what the session is pinned to; there are as many as editions under programmes, with what may be chosen at
        the beginning, and what a draft may move on to."""
        definition = self._catalogue.of(session, self.clock(""))
        offered = (each.programme.id for each in definition.offered)
        later = definition.successor
        next_up = (later.edition.questionnaire.version, later.programme.id) if later else ()
        key = (definition.edition.questionnaire.version, definition.programme.id, *offered, "", *next_up)
        if key not in self._speech:
            self._speech[key] = Presenter(definition)
        return self._speech[key]


def _after_own_number(
    definition: Definition, person: CachedSession, messages: tuple[Message, ...]
) -> tuple[Message, ...]:
    """Says so where the person's own number was asked before and is not now."""
    latest, questions = person.seen.latest, definition.edition.questionnaire.by_id
    before = questions.get(question_of(latest.asked) if latest else "")
    if before is None or before.kind is not Kind.PHONE or any(each.own_number for each in messages):
        return messages
    return tuple(replace(each, after_own_number=place == 0) for place, each in enumerate(messages))


def _invites(events: Sequence[Event]) -> bool:
    """Whether the reply shows how a colleague is asked, or a link for one."""
    return any(isinstance(event, ContributorInvited) or event == Asked("colleague") for event in events)


def _stands(event: Event, session: Session) -> bool:
    """Whether what an event says still holds: an answer may have been changed or taken back since."""
    if not isinstance(event, Answered):
        return True
    answer = session.answers.get(event.question)
    return answer is not None and answer.value == event.value


def _event_key(inbound: Inbound) -> tuple[str, str, str]:
    """What makes an event that event, whoever delivers it again."""
    return (inbound.sender.channel, inbound.sender.account, inbound.event_id)
