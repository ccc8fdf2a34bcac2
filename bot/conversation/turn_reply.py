"""The reply that is due after a turn: found out and put into words when the channel asks, known to be seen or lost."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from bot.conversation.handled_turn import HandledTurn
from bot.conversation.reply_composer import ReplyComposer
from bot.conversation.session_cache import CachedSession
from bot.conversation.shown_prompts import Shown
from flows.interface.messages import Message

Mark: TypeAlias = Callable[[str, int, datetime], None]
"""Session, turn, moment: the reply to this turn is known to have gone out, what it asks can be seen since then."""


@dataclass(frozen=True)
class ReplyParts:
    """What every reply of this process needs: who finds out, who puts into words, who remembers that it was seen."""

    has_follow_up: Callable[[CachedSession, HandledTurn], bool]
    followed_up: Callable[[CachedSession, HandledTurn], Awaitable[HandledTurn]]
    composer: ReplyComposer
    mark: Mark
    told: Callable[[str, int], None]
    """Session, lease: the end is known to have been told that it does not hold the application."""


@dataclass
class TurnReply:
    """The PendingReply (flows/interface/ports.py) of one message."""

    parts: ReplyParts
    person: CachedSession
    turn: HandledTurn
    _prepared: bool = False
    _shown: Shown | None = None

    def at_once(self) -> tuple[Message, ...] | None:
        """What to show the person now, when that is known already."""
        composer, turn = self.parts.composer, self.turn
        try:
            if composer.looks_up(turn) or self.parts.has_follow_up(self.person, turn):
                return None
            messages = composer.spoken(self.person, turn)
        except Exception:
            self._nothing_to_show()
            raise
        return self._ready(messages, turn)

    async def messages(self) -> tuple[Message, ...]:
        """What to show the person now."""
        try:
            turn = await self.parts.followed_up(self.person, self.turn)
            messages = await self.parts.composer.messages(self.person, turn)
        except BaseException:
            self._nothing_to_show()
            raise
        return self._ready(messages, turn)

    def sent(self) -> None:
        """The reply is known to have gone out. It ends with where the person stands: a reply lost before is made up
        for, even if its loss was only known after this message came in."""
        self.parts.composer.replied(self.turn.inbound)
        if not self.turn.holds and self.turn.lease:
            self.parts.told(self.turn.key, self.turn.lease)
        if self._shown is None:
            return
        shown = self.person.reply_seen(self._shown, self._platform_time())
        if shown.seq and self.person.key == self.turn.key:
            self.parts.mark(self.turn.key, shown.seq, shown.at)

    def unseen(self) -> None:
        """Nobody may have seen the reply: what is typed next must not answer a question it brought along."""
        if self._shown is not None:
            self.person.reply_lost(self._shown)

    def _ready(self, messages: tuple[Message, ...], turn: HandledTurn) -> tuple[Message, ...]:
        if not self._prepared:
            latest = self.person.session is turn.session
            seq, asked = self.person.seq if latest else turn.seq, None
            if messages and turn.holds:
                asked = turn.prompt
            self._shown = self.person.reply_prepared(asked, seq, self._platform_time())
            self._prepared = True
        return messages

    def _nothing_to_show(self) -> None:
        if not self._prepared:
            self.person.reply_prepared(None, 0, self.turn.at)
            self._prepared = True

    def _platform_time(self) -> datetime:
        return self.parts.composer.clock(self.turn.inbound.sender.channel)
