"""How many messages are taken: of one person, and of all newcomers together, before any work is done for them."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from math import inf

from bot.limits.buckets import Bucket, Buckets, Rate, Seconds
from flows.interface.inbound import Inbound, Sender, Unsent
from flows.interface.messages import Look, Message
from flows.interface.ports import PendingReply, Receive

PERSON = Rate(burst=300, per_second=1.0)
"""Messages of one person. A whole application, tapped through at once and every message brought twice, is fewer."""

NEWCOMERS = Rate(burst=30_000, per_second=500.0)
"""Messages of everybody this process does not know to have consented: a third of what it can handle, so that those who
have are answered meanwhile. The burst is a minute of it: more people than the programme has companies begin at once."""

QUIET = 60.0
"""Seconds without a refusal after which somebody who is refused again is told again: the minute they were asked to
wait. Who goes on without a pause hears it once."""

TOO_FAST, CROWDED = "limits.too_fast", "limits.crowded"
"""What somebody is told: phrases."""

LOG = logging.getLogger("bot.limits")


@dataclass
class Refusal:
    """The reply to a message that was not taken: a word, or none where it has been said."""

    words: tuple[Message, ...]
    bucket: Bucket

    def at_once(self) -> tuple[Message, ...]:
        """The word."""
        return self.words

    async def messages(self) -> tuple[Message, ...]:
        """The word."""
        return self.words

    def sent(self) -> None:
        """Nothing waits for it."""

    def unseen(self) -> None:
        """The next refusal says it again."""
        if self.words:
            self.bucket.refused = -inf


class MessageLimits:
    """Stands in front of bot/conversation/turn_processor.py. What is over a limit is not stored, and its
    sender is told once, so that they
    can send it again; what takes something back is always taken.

    `known` says whether somebody has consented, as far as this process knows; `words` finds a phrase in every
    language at once, as nothing is known of the person's."""

    def __init__(
        self,
        receive: Receive,
        known: Callable[[Sender], bool],
        words: Callable[[str], str],
        clock: Seconds = time.monotonic,
    ) -> None:
        self._receive, self._known, self._words, self._clock = receive, known, words, clock
        self._people: Buckets[Sender] = Buckets(PERSON, clock)
        self._newcomers = Bucket(NEWCOMERS, clock)
        self._refused = {TOO_FAST: 0, CROWDED: 0}

    @property
    def counters(self) -> dict[str, Callable[[], float]]:
        """How many messages were not taken, for the metrics, by name."""
        return {
            "messages_over_limit": lambda: self._refused[TOO_FAST],
            "newcomers_over_limit": lambda: self._refused[CROWDED],
        }

    async def receive(self, inbound: Inbound) -> PendingReply:
        """Hand it on, or not. Raises whatever is raised by taking it."""
        sender = inbound.sender
        bucket = self._people.of(sender)
        if isinstance(inbound.content, Unsent):
            return await self._receive(inbound)
        if not bucket.take():
            return self._refuse(bucket, sender.channel, TOO_FAST)
        if not self._known(sender) and not self._newcomers.take():
            return self._refuse(bucket, sender.channel, CROWDED)
        return await self._receive(inbound)

    def _refuse(self, bucket: Bucket, channel: str, why: str) -> PendingReply:
        self._refused[why] += 1
        now, before = self._clock(), bucket.refused
        bucket.refused = now
        if now - before < QUIET:
            return Refusal((), bucket)
        LOG.warning("message.refused channel=%s why=%s", channel, why)
        return Refusal((Message(Look.PLAIN, body=self._words(why)),), bucket)
