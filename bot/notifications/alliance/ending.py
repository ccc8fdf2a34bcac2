"""An alliance whose leader ended it a week ago ends, unless that was taken back or somebody else leads by now."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from bot.conversation.alliance.news_jobs import ENDED
from bot.notifications.alliance.news import AllianceNotification
from bot.notifications.notifier import Notifier
from flows.events.alliance import AllianceEnded
from flows.events.codec import from_json, to_json
from flows.session.evolve import fold
from flows.session.state import Session
from storage.alliances.endings import Endings
from storage.engine.database import Database
from storage.outbox.job import Job
from storage.records import Json, NewJob
from storage.stored_names import JobKind


@dataclass(frozen=True)
class AllianceEnd:
    """What the job does; done again it changes nothing."""

    endings: Endings
    notifier: Notifier

    async def end(self, job: Job) -> None:
        """End it and tell its members."""
        alliance, now = str(job.payload["session"]), self.notifier.now()

        def still(events: Sequence[Json]) -> bool:
            part = fold(Session("", ""), map(from_json, events)).alliance
            sent = part.case_number and not part.withdrawn
            return part.ends == job.payload["at"] and not part.ended and not sent

        def news(session: str) -> NewJob:
            payload = {"session": session, "about": ENDED, "of": alliance, "ubn": ""}
            return NewJob(JobKind.ALLIANCE_NEWS, payload, now)

        await self.endings.end(alliance, [to_json(AllianceEnded())], still, news, now)


def alliance_jobs(database: Database, notifier: Notifier) -> dict[str, Callable[[Job], Awaitable[None]]]:
    """What does the jobs of alliances, by their kind."""
    return {
        JobKind.ALLIANCE_NEWS: AllianceNotification.of(database, notifier).tell,
        JobKind.ALLIANCE_END: AllianceEnd(Endings(database), notifier).end,
    }
