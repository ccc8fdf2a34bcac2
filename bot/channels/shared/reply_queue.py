"""Turns and their replies: committed in order per person, answered in the background in the same order.

Different people never wait for each other. Nothing raised by a reply reaches the channel: a reply that is
lost comes again with the person's next contact, because every prompt can be derived again.
"""

import asyncio
import dataclasses
import logging
from collections.abc import Coroutine, Sequence
from typing import Protocol

from flows.interface.callback_data import Verb, decode
from flows.interface.inbound import Inbound, Sender, Tap, Upload
from flows.interface.messages import Message
from flows.interface.ports import PendingReply, Receive

PATIENCE = 1.5
"""Seconds a person waits before the channel shows that something is going on."""

PASSES = 10
"""Rounds of the event loop in which an answer of the platform that has arrived reaches whoever waits for it."""

FAREWELL = 20.0
"""Seconds given to replies in flight when the process stops; hosting kills it after about 30."""


class Exchange(Protocol):
    """One native event with what its channel needs to answer it."""

    @property
    def inbound(self) -> Inbound:
        """The event, translated."""
        ...

    @property
    def answerable(self) -> bool:
        """Whether the platform lets this event be answered at all."""
        ...

    async def show(self, messages: tuple[Message, ...]) -> bool:
        """Draw and send; True when the reply is known to have gone out."""
        ...

    async def wait(self) -> None:
        """Show that the bot is busy; cancelled as soon as the reply is ready."""
        ...


class ReplyQueue:
    """The turns of one channel, and their replies in flight."""

    def __init__(self, name: str, receive: Receive) -> None:
        self._receive = receive
        self._log = logging.getLogger(f"bot.channels.{name}")
        self.replies = 0
        """Replies known to have gone out."""
        self.lost = 0
        """Replies that failed or whose fate is unknown."""
        self._tasks: set[asyncio.Task[None]] = set()
        self._latest: dict[Sender, asyncio.Task[None]] = {}
        self._sending: set[Sender] = set()
        self._tapped: dict[Sender, str] = {}
        """The button whose reply was shown last, of people whose replies are under way."""

    async def commit(self, exchanges: Sequence[Exchange]) -> list[Exchange]:
        """Hand every event over and return those that are not stored, which the platform must deliver again.

        After a failure the same person's later events count as failed too: they would overtake it."""
        people: dict[Sender, list[Exchange]] = {}
        for exchange in exchanges:
            people.setdefault(exchange.inbound.sender, []).append(exchange)
        if len(people) == 1:  # as nearly always: no task of its own is needed
            return await self._commit_in_order([*exchanges])
        failed = await asyncio.gather(*(self._commit_in_order(mine) for mine in people.values()))
        return [exchange for some in failed for exchange in some]

    def spawn(self, work: Coroutine[object, object, None]) -> asyncio.Task[None]:
        """Run something beside the turns; `close` waits for it."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def close(self) -> None:
        """Wait for replies in flight, but not for ever."""
        if not self._tasks:
            return
        _, late = await asyncio.wait(self._tasks, timeout=FAREWELL)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)

    async def receive(self, inbound: Inbound) -> PendingReply | None:
        """Have one event decided and stored; None when it is not, and the platform must bring it again."""
        try:
            if await self._too_early(inbound.sender):
                inbound = dataclasses.replace(inbound, ahead=True)
            return await self._receive(inbound)
        except Exception as error:  # whatever it is, it must not take other people's events with it
            self._log.error("turn.not_stored error=%s", type(error).__name__)
            return None

    async def _too_early(self, person: Sender) -> bool:
        """Whether the reply to this person's last message is still on its way: what comes now was written without it.
        The platform's word that it arrived may be here already, and not read yet."""
        for _ in range(PASSES):
            if person not in self._latest:
                return False
            if person not in self._sending:
                return True
            await asyncio.sleep(0)
        return person in self._latest

    async def _commit_in_order(self, exchanges: list[Exchange]) -> list[Exchange]:
        for index, exchange in enumerate(exchanges):
            turned = await self.receive(exchange.inbound)
            if turned is None:
                return exchanges[index:]
            self.reply_soon(exchange, turned)
        return []

    def reply_soon(self, exchange: Exchange, turned: PendingReply) -> None:
        """Answer beside everything else, after the earlier replies to the same person; but reading a photo or file
        takes seconds, and what is said meanwhile is answered meanwhile."""
        person = exchange.inbound.sender
        task = self.spawn(self._reply(exchange, turned, after=self._latest.get(person)))
        if isinstance(exchange.inbound.content, Upload):
            return
        self._latest[person] = task
        task.add_done_callback(lambda done: self._forget(person, done))

    def _forget(self, person: Sender, task: asyncio.Task[None]) -> None:
        if self._latest.get(person) is task:
            del self._latest[person]
            self._tapped.pop(person, None)

    async def _reply(
        self, exchange: Exchange, turned: PendingReply, after: asyncio.Task[None] | None
    ) -> None:
        if after is not None:
            await asyncio.wait({after})
        person = exchange.inbound.sender
        messages: tuple[Message, ...] = ()
        try:
            ready = turned.at_once()
            messages = await self._messages(exchange, turned) if ready is None else ready
            self._sending.add(person)
            shown = not messages or (exchange.answerable and await self._show(exchange, messages))
        except Exception as error:  # a lost reply must not take other people's replies with it
            shown = False
            self._log.error("reply.failed error=%s", type(error).__name__)
        finally:
            self._sending.discard(person)
        if shown:
            self.replies += bool(messages)
            turned.sent()
        else:
            self.lost += exchange.answerable
            turned.unseen()

    async def _show(self, exchange: Exchange, messages: tuple[Message, ...]) -> bool:
        """Show a reply, unless the same button was tapped just before and that was answered: a hand that trembles needs
        no second screen, which would push the first one away."""
        person, content = exchange.inbound.sender, exchange.inbound.content
        tap = content.data if isinstance(content, Tap) and _counts_once(content.data) else ""
        if tap and self._tapped.get(person) == tap:
            return True
        shown = await exchange.show(messages)
        self._tapped[person] = tap if shown else ""
        return shown

    async def _messages(self, exchange: Exchange, turned: PendingReply) -> tuple[Message, ...]:
        work = asyncio.ensure_future(turned.messages())
        try:
            done, _ = await asyncio.wait({work}, timeout=PATIENCE)
            return work.result() if done else await self._with_sign(exchange, work)
        finally:
            work.cancel()

    async def _with_sign(
        self, exchange: Exchange, work: asyncio.Future[tuple[Message, ...]]
    ) -> tuple[Message, ...]:
        sign = self.spawn(self._show_waiting(exchange))
        try:
            return await work
        finally:
            sign.cancel()
            await asyncio.wait({sign})

    async def _show_waiting(self, exchange: Exchange) -> None:
        try:
            await exchange.wait()
        except Exception as error:  # the sign is a courtesy
            self._log.warning("waiting_sign.failed error=%s", type(error).__name__)


def _counts_once(data: str) -> bool:
    """Whether a second tap on a button can mean no more than the first: all but words such as 「上一題」."""
    pressed = decode(data)
    return pressed is not None and pressed.verb is not Verb.COMMAND
