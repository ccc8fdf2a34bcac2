"""The waiting list moving up, as the worker does it: a place held, a mail in a folder, a message in the chat."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from email import message_from_bytes, policy
from pathlib import Path

from bot.channels.base import Notification
from bot.mail.smtp import MailTransport
from bot.notifications.notifier import Notifier
from bot.notifications.place_offers import PlaceOffers
from flows.scheme.definition import Catalogue
from storage.cases.mail_limits import MailLimits
from storage.engine.database import Database
from storage.engine.secrets import Secrets
from storage.journal.journal import Journal
from storage.outbox.jobs import Jobs
from storage.places.places import Places
from storage.places.statements import Quota
from storage.stored_names import JobKind
from tests.support.personas import answers
from tests.support.programmes import catalogue, programme


def offering(
    database: Database,
    known: Catalogue,
    places: Mapping[str, Places],
    now: datetime,
    tell: Callable[[Notification], Awaitable[None]],
    folder: Path,
) -> PlaceOffers:
    """What moves the waiting lists up; mails go into the folder."""
    transport, keys = MailTransport(None, "bot@example.tw", mail_dir=folder / "mail"), Secrets(database)
    notifier = Notifier(known, Journal(database), {"line": tell}, lambda: now)
    return PlaceOffers(known, places, notifier, transport, MailLimits(database, keys), keys, "bot@example.tw")


async def moved_up(database: Database, now: datetime, folder: Path) -> dict[str, str]:
    """Let the waiting list move up, and run the jobs that tell: what the mail and the message said."""
    said: dict[str, str] = {}

    async def tell(news: Notification) -> None:
        assert news.user == "second"
        said[JobKind.PLACE_CHAT] = news.messages[0].title

    during, jobs = programme(), Jobs(database)
    places = {during.id: Places(database, Quota(during.id, 1))}
    offers = offering(database, catalogue(during), places, now, tell, folder)
    await offers.move_up(now)
    for handler in (offers.mail, offers.chat):
        job = await jobs.lease("w", now, 60, [JobKind.PLACE_MAIL, JobKind.PLACE_CHAT])
        assert job is not None
        await handler(job)
    (letter,) = (folder / "mail").iterdir()
    mail = message_from_bytes(letter.read_bytes(), policy=policy.default)
    assert mail["To"] == answers("non_exporter")["contact_email"]
    assert "有名額了" in mail["Subject"]
    text, page = (mail.get_body((kind,)) for kind in ("plain", "html"))
    assert text
    assert page
    assert "為您保留到 06/21 11:00" in page.get_content()
    body = text.get_content()
    said[JobKind.PLACE_MAIL] = body[body.index("為您保留到") :][: len("為您保留到 06/21 11:00")]
    return said
