"""`/metrics` in Prometheus' text format: figures counted elsewhere, and the times of turns, replies and jobs."""

import time
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import TypeVar

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from bot.outbox.worker import Handler
from bot.web.metric_names import FIGURES, JOB, PREFIX, REPLY, TURN
from flows.interface.inbound import Inbound
from flows.interface.messages import Message
from flows.interface.ports import PendingReply, Receive
from storage.outbox.job import Job

CONTENT_TYPE = CONTENT_TYPE_LATEST
_QUICK = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5)
_SLOW = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)

Key = TypeVar("Key")


class Metrics:
    """The times one service has measured, in a registry of its own: two services in a process do not mix."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()

        def histogram(
            name: str, about: str, labels: tuple[str, ...], buckets: tuple[float, ...]
        ) -> Histogram:
            return Histogram(f"{PREFIX}{name}", about, labels, registry=self._registry, buckets=buckets)

        self._turns = histogram("turn_seconds", TURN, ("channel", "kind"), _QUICK)
        self._replies = histogram("reply_seconds", REPLY, ("channel", "outcome"), _SLOW)
        self._jobs = histogram("job_seconds", JOB, ("kind", "outcome"), _SLOW)

    def timed(self, receive: Receive) -> Receive:
        """The same, with the time of every turn and of its reply measured. A turn that is not stored is not counted."""

        async def measured(inbound: Inbound) -> PendingReply:
            began, channel = time.perf_counter(), inbound.sender.channel
            turned = await receive(inbound)
            kind = type(inbound.content).__name__.lower()
            self._turns.labels(channel, kind).observe(time.perf_counter() - began)
            return _TimedReply(turned, self._replies, channel, began)

        return measured

    def timed_jobs(self, handlers: Mapping[str, Handler]) -> dict[str, Handler]:
        """The same, with the time of every job measured."""
        return {kind: self._timed_job(kind, handler) for kind, handler in handlers.items()}

    def _timed_job(self, kind: str, handler: Handler) -> Handler:
        async def measured(job: Job) -> datetime | None:
            began, outcome = time.perf_counter(), "failed"
            try:
                again = await handler(job)
                outcome = "done"
                return again
            finally:
                self._jobs.labels(kind, outcome).observe(time.perf_counter() - began)

        return measured

    def text(self, figures: Mapping[str, float], *, times: bool = True) -> bytes:
        """Everything in the text format. `figures` by their names of bot/web/metric_names.py; KeyError for another."""
        measured: Iterable[Metric] = self._registry.collect() if times else ()
        return generate_latest(_Families([*_families(figures), *measured]))


class _TimedReply:
    """A turn whose reply's end is timed."""

    __slots__ = ("_began", "_channel", "_replies", "_turned")

    def __init__(self, turned: PendingReply, replies: Histogram, channel: str, began: float) -> None:
        self._turned, self._replies, self._channel, self._began = turned, replies, channel, began

    def at_once(self) -> tuple[Message, ...] | None:
        """As the turn's."""
        return self._turned.at_once()

    async def messages(self) -> tuple[Message, ...]:
        """As the turn's."""
        return await self._turned.messages()

    def sent(self) -> None:
        """As the turn's."""
        self._turned.sent()
        self._ended("sent")

    def unseen(self) -> None:
        """As the turn's."""
        self._turned.unseen()
        self._ended("unseen")

    def _ended(self, outcome: str) -> None:
        self._replies.labels(self._channel, outcome).observe(time.perf_counter() - self._began)


class _Families(CollectorRegistry):
    """Families that are there already, for the library's writer."""

    def __init__(self, families: Iterable[Metric]) -> None:
        super().__init__()
        self.register(_Fixed(families))


class _Fixed(Collector):
    def __init__(self, families: Iterable[Metric]) -> None:
        self._families = tuple(families)

    def collect(self) -> Iterable[Metric]:
        """What was given."""
        return self._families


def _families(figures: Mapping[str, float]) -> Iterator[Metric]:
    for name, value in figures.items():
        figure = FIGURES[name]
        family = CounterMetricFamily if figure.kind == "counter" else GaugeMetricFamily
        yield family(f"{PREFIX}{name}", figure.help, value=value)
