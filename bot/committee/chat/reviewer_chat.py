"""A reviewer's chat: a code opens it, then each message is one turn, decided and stored in one transaction."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial

from bot.committee.cases import Proposal, proposal
from bot.committee.chat.replies import ReviewReply, plainly
from bot.committee.chat.speech import screen
from bot.committee.chat.taps import pressed
from bot.committee.chat.turns import ReviewTurn, handled, reviews
from bot.committee.chat.view import said
from bot.selection.codes import NamedReviewer, ReviewCodes, code_in
from bot.selection.opened_round import OpenedRound, opened_round
from bot.selection.programmes import selecting
from flows.definitions.languages import CHINESE
from flows.definitions.programme import taipei_day
from flows.definitions.text import normal
from flows.interface.inbound import Edited, Inbound, Opened, Tap, Text, Unsent
from flows.interface.ports import PendingReply, Receive
from flows.scheme.definition import Catalogue
from flows.selection.chat.place import Act, Place, to_json
from flows.selection.events import ConflictDeclared, ScoreSubmitted
from storage.alliances.code_tries import CodeTries
from storage.cases.applications import Applications
from storage.records import Identity
from storage.selection.chats import ChatStep, ReviewerChats, StoredChat
from storage.selection.rounds import Rounds, StoredRound
from storage.staff.access_log import Access, AccessLog


@dataclass(frozen=True)
class ReviewStores:
    """What a desk reads and writes."""

    rounds: Rounds
    chats: ReviewerChats
    codes: ReviewCodes
    tries: CodeTries
    applications: Applications
    access: AccessLog


@dataclass
class ReviewChat:
    """Stands in front of the applicants' own path (bot/conversation/turn_processor.py), since what a reviewer writes at
    their desk belongs to no application. `page_url`: where our pages are, "" for nowhere."""

    stores: ReviewStores
    catalogue: Catalogue
    others: Receive
    now: Callable[[], datetime]
    page_url: str = ""
    unsure: set[Identity] = field(default_factory=set)
    """Who may not have seen the last reply: what they type next must not answer it."""

    async def receive(self, inbound: Inbound) -> PendingReply:
        """A turn at the desk, or what the others make of it. Raises whatever is raised by taking a message."""
        content, who, words = inbound.content, _identity(inbound), said()
        if isinstance(content, Edited | Unsent):
            return await self.others(inbound)
        typed = content.text if isinstance(content, Text) else ""
        code, chat = code_in(typed, tuple(words["enter"])), await self.stores.chats.of(who)
        if code and not (chat and _known(inbound, chat)):
            return await self._enter(inbound, who, chat, code)
        if chat is None:
            return await self.others(inbound)
        if _known(inbound, chat):
            return await self._turn(inbound, who, chat) if chat.here else await self._elsewhere(inbound)
        tap = pressed(content.data) if isinstance(content, Tap) else None
        if chat.here and (_leaves(typed) or (tap and tap.act is Act.LEAVE)):
            await self._leave(inbound, who, chat)
            return await self._elsewhere(inbound)
        if chat.here and isinstance(content, Tap) and tap is None:
            await self._leave(inbound, who, chat)
            return await self.others(inbound)
        if chat.here or tap or _leaves(typed) or normal(typed) in words["enter"]:
            return await self._turn(inbound, who, chat)
        return await self.others(inbound)

    async def _elsewhere(self, inbound: Inbound) -> PendingReply:
        """Where they stand with what they have of their own, shown as if they had opened the chat."""
        return await self.others(replace(inbound, content=Opened()))

    async def _leave(self, inbound: Inbound, who: Identity, chat: StoredChat) -> None:
        def step(_: StoredRound, known: StoredChat | None) -> ChatStep:
            if known is None:
                return None, None
            place = {**known.place, "handled": handled(known, inbound.event_id)}
            return replace(known, here=False, place=place), None

        await self.stores.chats.turn(chat.programme, who, step, self.now())

    async def _turn(self, inbound: Inbound, who: Identity, chat: StoredChat, note: str = "") -> PendingReply:
        found = opened_round(await self.stores.rounds.of(chat.programme))
        turn = ReviewTurn(
            inbound.event_id,
            inbound.content,
            self._today,
            self.catalogue.programmes[chat.programme].words[CHINESE]["title"],
            await self._names(found),
            f"{self.page_url}/review" if self.page_url else "",
            lost=who in self.unsure,
            note=note,
        )
        await self.stores.chats.turn(chat.programme, who, turn, self.now())
        if turn.view is None:
            return plainly(said()["refused"]["closed"])
        await self._record(chat.reviewer, turn)
        self.unsure.discard(who)
        return ReviewReply((screen(turn.view),), partial(self.unsure.add, who))

    async def _record(self, reviewer: str, turn: ReviewTurn) -> None:
        """Who saw or did what, before it is shown."""
        done: list[tuple[str, str]] = []
        match turn.event:
            case ConflictDeclared(case):
                done.append(("review declared", case))
            case ScoreSubmitted(case):
                done.append(("review submitted", case))
        if turn.opened:
            done.append(("review case", turn.opened))
        for what, case in done:
            await self.stores.access.add(Access(self.now(), reviewer, what, case, "chat"))

    async def _enter(
        self, inbound: Inbound, who: Identity, own: StoredChat | None, code: str
    ) -> PendingReply:
        """Open the desk that a code is for; after five wrong ones in an hour nothing is told for an hour."""
        refused, now = said()["refused"], self.now()
        if await self.stores.tries.silent(who, now):
            return plainly(refused["silent"])
        for programme in selecting(self.catalogue):
            found = opened_round(await self.stores.rounds.of(programme.id))
            named = await self.stores.codes.named(programme.id, found, code, own)
            if named is None or not reviews(found, named.reviewer, self._today):
                continue
            chat = self._opened(named, own)
            if await self.stores.chats.open(who, chat, named.chat, now):
                await self.stores.access.add(Access(now, named.reviewer, "review chat"))
                return await self._turn(replace(inbound, content=Opened()), who, chat, "entered")
        return plainly(refused["wrong"].format(left=await self.stores.tries.wrong(who, now)))

    def _opened(self, named: NamedReviewer, own: StoredChat | None) -> StoredChat:
        """The chat of that reviewer: where they stood, if it is theirs already."""
        if own and (own.programme, own.reviewer) == (named.programme, named.reviewer):
            return replace(own, here=True)
        place = to_json(Place()) | {"handled": []}
        return StoredChat(named.programme, named.reviewer, named.invitation, here=True, place=place)

    async def _names(self, found: OpenedRound) -> Mapping[str, Proposal]:
        names = {}
        for case in found.selection.cases:
            if application := await self.stores.applications.get(case):
                names[case] = proposal(application)
        return names

    @property
    def _today(self) -> str:
        return taipei_day(self.now()).isoformat()


def _leaves(typed: str) -> bool:
    return normal(typed) in said()["leave_typed"]


def _identity(inbound: Inbound) -> Identity:
    sender = inbound.sender
    return Identity(sender.channel, sender.account, sender.user)


def _known(inbound: Inbound, chat: StoredChat) -> bool:
    """Whether this message was handled at the desk before."""
    return inbound.event_id in chat.place.get("handled", ())
