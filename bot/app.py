"""The only file that builds everything: settings in, a running service out."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING, TypeAlias

from aiohttp import web

from bot.case_routes import case_routes
from bot.cases.replacement import WITHDRAWN
from bot.channels.base import Channel
from bot.committee.chat.assembly import review_chat
from bot.config.catalogue import SchemeFolders, catalogue_of, check_programmes
from bot.config.data_keys import check_keys, vault_of
from bot.config.programme_file import read_programmes
from bot.config.settings import BadSettings, Settings
from bot.conversation.alliance.book_store import BookStore
from bot.conversation.alliance.followers import Surroundings, alliance_followers
from bot.conversation.alliance.turns import takes_part
from bot.conversation.case_progress import CaseProgress
from bot.conversation.case_status import CaseStatus
from bot.conversation.copy_intake.intake import CopyIntake
from bot.conversation.copy_intake.virus_scan import scan_of
from bot.conversation.follow_ups.base import Follower
from bot.conversation.follow_ups.company_claim import TRIES_KEPT, DuplicateCheck, PlaceReservation
from bot.conversation.follow_ups.extra_documents import ExtraDocuments
from bot.conversation.follow_ups.registry_lookup import RegistryLookup
from bot.conversation.follow_ups.signed_copy import CopyReader
from bot.conversation.follow_ups.signing_number import SigningNumber
from bot.conversation.handover.assembly import ends_over
from bot.conversation.handover.claiming import Claiming
from bot.conversation.handover.ends import GUESSES
from bot.conversation.platforms import Platforms
from bot.conversation.submission import ENDED
from bot.conversation.turn_processor import TurnProcessor
from bot.documents.fonts import drawable
from bot.enabled_channels import enabled_channels
from bot.handover.routes import handover_routes, page_channel, static_files
from bot.limits.messages import MessageLimits
from bot.notifications.notifier import Notifier
from bot.notifications.push_quota import PushQuota
from bot.one_time_links.address_confirmation import AddressConfirmation
from bot.one_time_links.purposes import link_pages
from bot.registry import Registry, registry_of
from bot.service import Clock, Service, utc_now
from bot.signing.assembly import OnlineSigning
from bot.web.metrics import Metrics
from bot.web.readiness import Readiness
from bot.web.security_txt import security_txt
from bot.web.server import HttpServer
from bot.web.slow_clients import SlowClients
from bot.workspace.routes import workspace_routes
from flows.definitions.programme import Programme
from flows.interface.inbound import Inbound
from flows.interface.ports import PendingReply, Receive
from flows.scheme.definition import Catalogue
from storage.cases.applications import Applications
from storage.cases.attempts import Attempts
from storage.cases.deliveries import Deliveries
from storage.cases.files import Files
from storage.cases.mail_limits import MailLimits
from storage.cases.one_time_links import OneTimeLinks
from storage.cases.sent_copies import SentCopies
from storage.cases.staff_actions import StaffActions
from storage.cases.stream.case_events import CaseEvents
from storage.engine.database import Database
from storage.engine.secrets import Secrets
from storage.erasure import Erasure
from storage.handover.offers import GUESS
from storage.journal.journal import Journal
from storage.outbox.jobs import Jobs
from storage.outbox.once import OnceKeys
from storage.places.places import Places
from storage.places.statements import Quota
from storage.replacements.requests import Replacements

if TYPE_CHECKING:
    from bot.documents.seal import Seal

MakeChannels: TypeAlias = Callable[[Receive], Sequence[Channel]]
"""Makes channels that hand what comes to this."""


@asynccontextmanager
async def built(
    settings: Settings,
    *,
    programmes: Sequence[Programme] = (),
    now: Clock = utc_now,
    migrating: bool = True,
    more: MakeChannels = lambda receive: (),
    schemes: Sequence[SchemeFolders] = (),
) -> AsyncIterator[Service]:
    """Storage opened and migrated, everything put together; closed in reverse order. Unless `migrating`, a database
    that would have to be migrated is OlderSchema. `more`: channels beside those that settings turn on; `schemes`:
    others than the shipped ones."""
    programmes = programmes or read_programmes(settings.programme_file)
    catalogue = catalogue_of(programmes, drawable(settings.fonts_dir), schemes)
    try:
        database = Database.open(settings.database_url, vault_of(settings))
    except ValueError as error:
        raise BadSettings([str(error)]) from None
    try:
        await (database.migrate() if migrating else database.check_schema())
        await check_keys(database)
        async with registry_of(settings) as registry:
            check_programmes(catalogue, await Applications(database).programmes())
            service = _assembled(settings, catalogue, database, now, registry, more)
            try:
                yield service
            finally:
                await service.journal.close()
    finally:
        await database.close()


def _assembled(
    settings: Settings,
    catalogue: Catalogue,
    database: Database,
    now: Clock,
    registry: Registry,
    more: MakeChannels,
) -> Service:
    async def received(inbound: Inbound) -> PendingReply:
        """What channels bring, for what is built below, which in turn asks the channels."""
        return await receive(inbound)

    def words(language: str, key: str) -> str:
        return catalogue.current(now()).edition.speak(language).say(key)

    async def read_file(sha256: str) -> bytes:
        found = await files.get(sha256)
        return found.content if found else b""

    journal, files, deliveries = Journal(database), Files(database), Deliveries(database)
    erasure, jobs, marks = Erasure(database, ENDED, WITHDRAWN), Jobs(database), OnceKeys(database)
    quota = PushQuota(settings.line_push_quota, marks, now)
    applications, links = Applications(database), OneTimeLinks(database)
    secrets = Secrets(database, settings.secret_key)
    confirmation = AddressConfirmation(links, applications, secrets, settings.mailed_link_url)
    progress = CaseProgress(CaseEvents(database), catalogue, now)
    cases = CaseStatus(progress, confirmation, files, deliveries, settings.link_url, now)
    places = {
        each.id: Places(database, Quota(each.id, each.places))
        for each in catalogue.programmes.values()
        if each.places
    }
    reservation = PlaceReservation(catalogue, now, places)
    followers: list[Follower] = [
        look_up := RegistryLookup(registry),
        DuplicateCheck.over(database, catalogue, now, secrets),
        *([reservation] if places else []),
    ]
    seal = _seal(settings)
    documents = BookStore(catalogue, files, seal=seal, fonts=settings.fonts_dir)
    signing = OnlineSigning.of(settings, database, catalogue, documents, now, cases.wake, seal)
    cases.signing = signing
    on = [*enabled_channels(settings, received, words, read_file, quota.pushed), *more(received)]
    on += [] if any(each.name == "web" for each in on) else [page_channel(received)]
    channels = {channel.name: channel for channel in on}
    fetchers = {channel.name: channel.fetch for channel in on}
    intake = CopyIntake(files, fetchers, scan=scan_of(settings.clamd_url))
    followers += [CopyReader(intake, now), ExtraDocuments(documents, applications, now)]
    followers.append(SigningNumber(signing.cases.typed_number))
    chats = {each.name: each.chat_address for each in on if each.health}
    signing.pages.chats.update(chats)
    if takes_part(catalogue):
        around = Surroundings(now, settings.fonts_dir, settings.page_url, settings.link_url, chats)
        followers += alliance_followers(database, catalogue, journal, secrets, registry, fetchers, around)
    ends = ends_over(database, journal, secrets, catalogue, now, (settings.page_url, chats))
    turns = TurnProcessor(catalogue, ends, erasure, cases, now, followers, _platforms(on))
    turns.composer.none_left = reservation.none_left
    claiming = Claiming(ends, turns.receive, turns.set_aside, turns.language, catalogue, now)
    reviewing = review_chat(settings, catalogue, database, secrets, claiming.receive, now)
    metrics, edition = Metrics(), catalogue.current(now()).edition
    limits = MessageLimits(reviewing, turns.knows, edition.say_in_all)
    receive = metrics.timed(limits.receive)
    counters = {**limits.counters, **look_up.counters, **intake.limits.counters, **registry.counters}
    return Service(
        settings=settings,
        catalogue=catalogue,
        database=database,
        journal=journal,
        applications=applications,
        files=files,
        deliveries=deliveries,
        jobs=jobs,
        erasure=erasure,
        documents=documents,
        case_status=cases,
        turn_processor=turns,
        receive=receive,
        metrics=metrics,
        counters=counters | {name: count for each in on for name, count in each.counters.items()},
        channels=channels,
        now=now,
        places=places,
        once_keys=marks,
        links=links,
        confirmation=confirmation,
        mail_limits=MailLimits(database, secrets),
        secrets=secrets,
        attempts=Attempts(database, TRIES_KEPT | {GUESS: GUESSES.kept}),
        ends=ends,
        actions=StaffActions(database),
        sent_copies=SentCopies(database),
        signing=signing,
        replacements=Replacements(database),
        notifier=Notifier(catalogue, journal, {each.name: each.notify for each in on}, now, quota),
    )


def _platforms(channels: Sequence[Channel]) -> Platforms:
    clocks = {each.name: each.health.times.ahead for each in channels if each.health}
    return Platforms({each.name: each.language for each in channels}, clocks)


def _seal(settings: Settings) -> "Seal | None":
    """The organisation's seal, where one is set: signing costs half a second to import."""
    if not settings.seal_cert_file:
        return None
    from bot.documents.seal import seal_of

    return seal_of(settings)


@asynccontextmanager
async def serving(
    service: Service, *, extra: Callable[[web.Application], None] = lambda application: None
) -> AsyncIterator[str]:
    """The HTTP server and the channels that have tokens; yields the address it listens on."""
    readiness = Readiness(service.database, service.now, lambda: service.platforms)
    server = HttpServer(service.files, service.jobs, service.now, service.counted, readiness, service.metrics)
    clients = SlowClients()
    application = server.application(clients.middleware())
    pages = link_pages(service.confirmation, service.replacements, service.programme, service.now)
    application.add_routes([*security_txt(service.settings, service.now), *pages.routes()])
    application.add_routes([*workspace_routes(service), *handover_routes(service), *static_files()])
    application.add_routes([*service.signing.pages.routes(), *case_routes(service)])
    async with AsyncExitStack() as stack:
        for channel in service.channels.values():
            application.add_routes(channel.routes)
            stack.push_async_callback(channel.close)
            await channel.start()
        extra(application)
        host = service.settings.host
        port = await stack.enter_async_context(clients.listening(application, host, service.settings.port))
        yield f"http://{host}:{port}"
