"""Signing online put together, where the operator has switched it on."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from bot.config.settings import Settings
from bot.conversation.signing_links import LastRequest
from bot.documents.document_store import DocumentStore
from bot.notifications.mailer import Mailer
from bot.notifications.notifier import Notifier
from bot.outbox.worker import Handler
from bot.sandbox.runner import Sandbox
from bot.signing.browser import Browsers
from bot.signing.case_requests import CaseRequests
from bot.signing.finishing import Finishing
from bot.signing.forms import SigningForms
from bot.signing.links import SigningLinks
from bot.signing.mails import SigningMails
from bot.signing.pages import SigningPages
from bot.signing.pictures import Pictures
from flows.events.submitted.signing import SigningRequested
from flows.scheme.definition import Catalogue
from flows.session.state import Session
from flows.signing.facts import ProofMethod, SentBack, SigningAsked
from storage.cases.applications import Applications
from storage.cases.files import Files
from storage.cases.mail_limits import MailLimits
from storage.cases.signing_requests import SigningRequests
from storage.cases.stream.case_events import CaseEvents
from storage.engine.database import Database
from storage.engine.secrets import Secrets
from storage.errors import StorageError
from storage.outbox.job import Job
from storage.stored_names import JobKind

if TYPE_CHECKING:
    from bot.documents.seal import Seal


@dataclass(frozen=True)
class OnlineSigning:
    """Everything of signing online. `on`: links are made and pages take signatures; else pages say that it has
    stopped, and what was signed before is finished."""

    cases: CaseRequests
    links: SigningLinks
    pages: SigningPages
    pictures: Pictures
    seal: "Seal | None"
    on: bool

    @classmethod
    def of(
        cls,
        settings: Settings,
        database: Database,
        catalogue: Catalogue,
        documents: DocumentStore,
        now: Callable[[], datetime],
        wake: Callable[[], None],
        seal: "Seal | None",
    ) -> "OnlineSigning":
        """Over this database, with these settings."""
        requests, secrets = SigningRequests(database), Secrets(database, settings.secret_key)
        cases = CaseRequests(
            requests, Applications(database), CaseEvents(database), catalogue, documents, now, wake
        )
        links, files = SigningLinks(requests, secrets, settings.link_url), Files(database)
        pictures = Pictures(files, Sandbox(), settings.fonts_dir)
        browsers = Browsers(settings.link_url.startswith("https://"), settings.trusted_proxy)
        limits = MailLimits(database, secrets)
        on = settings.sign_in_chat and seal is not None and bool(settings.sign_in_chat_agreed)
        pages = SigningPages(
            cases,
            SigningForms(cases, links, pictures, browsers, limits),
            pictures,
            files,
            browsers,
            lambda: catalogue.current(now()).programme,
            now,
            settings.sign_in_chat_agreed if on else "",
        )
        return cls(cases, links, pages, pictures, seal, on)

    async def last(self, session: Session) -> LastRequest | None:
        """What is known of the link the session asked for last; None where nobody can sign its case online: it is
        switched off, or the case is closed or gone. The link is made here, once, whoever asks."""
        try:
            if not self.on or not await self.cases.takes(session.case_number):
                return None
            return await self._last(session.case_number, session.signing.requested)
        except StorageError:  # asking again tries again
            return None

    async def _last(self, case_number: str, wanted: SigningRequested | None) -> LastRequest:
        if wanted is None or datetime.fromisoformat(wanted.until) <= self.cases.now():
            return LastRequest()
        if wanted.way == ProofMethod.MAIL and not wanted.address:  # the message that named it was taken back
            return LastRequest()
        asked = SigningAsked(
            wanted.way, wanted.at, wanted.until, wanted.channel, wanted.address, wanted.language
        )
        link = await self.links.make(case_number, wanted.request, asked)
        facts = await self.cases.facts(case_number, wanted.request)
        back = next((fact for fact in facts if isinstance(fact, SentBack)), None)
        return LastRequest("" if back else link, back)

    def handlers(self, mailer: Mailer, notifier: Notifier, agreement: str) -> dict[str, Handler]:
        """What its jobs do. Sealing fails where there is no seal (any more): the operator hears of it, and with a seal
        it can be done again."""
        mails = SigningMails(self.cases, self.links, mailer, notifier)
        handlers: dict[str, Handler] = {
            JobKind.SIGNING_CODE: mails.code,
            JobKind.SIGNING_NEWS_MAIL: mails.news,
            JobKind.SIGNING_NEWS_CHAT: mails.chat,
            JobKind.SIGNING_SEAL: _without_seal,
        }
        if self.seal:
            finishing = Finishing(self.cases, self.pictures, self.seal, agreement, self.pictures.fonts)
            handlers[JobKind.SIGNING_SEAL] = finishing.run
        return handlers


async def _without_seal(_job: Job) -> None:
    raise RuntimeError("a document signed online waits for the seal: SEAL_CERT_FILE is not set")
