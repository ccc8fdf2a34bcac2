"""Going on in a browser put together: the channel of its pages, and every route, where browsers reach us by https."""

from dataclasses import replace
from urllib.parse import urlsplit

from aiohttp import web

from bot.channels.web.channel import WebChannel
from bot.contribution.pages import ContributionPages
from bot.conversation.alliance.turns import takes_part
from bot.conversation.handover.seat_links import SeatLinks
from bot.handover.pages import HandoverPages
from bot.handover.seat_mail_pages import SeatMailPages
from bot.handover.seat_pages import SeatPages
from bot.service import Service
from bot.signing.browser import Browsers
from bot.web.drawing import WEB, draw
from flows.interface.messages import Message
from flows.interface.ports import Receive
from storage.alliances.alliances import Alliances
from storage.alliances.code_tries import CodeTries
from storage.staff.sign_ins import SignIns


def page_channel(receive: Receive) -> WebChannel:
    """The web chat as `serve` has it: closed, but for whoever was handed an application."""
    return WebChannel(receive, _drawn, is_open=False)


def handover_routes(service: Service) -> list[web.AbstractRouteDef]:
    """Those of going on in a browser, and of colleagues. None where browsers do not reach us: then nobody is offered
    either."""
    url, channel = service.ends.link_url, service.channels["web"]
    if not url or not isinstance(channel, WebChannel):
        return []
    secure, proxy = url.startswith("https://"), service.settings.trusted_proxy
    chat, colleagues = Browsers(secure, proxy, name="chat"), Browsers(secure, proxy, name="part")
    contributions = ContributionPages(service, colleagues)
    seats = _seat_routes(service, channel, Browsers(secure, proxy, name="seat"))
    return [*HandoverPages(service, channel, chat).routes(), *contributions.routes(), *seats]


def _seat_routes(service: Service, channel: WebChannel, browsers: Browsers) -> list[web.AbstractRouteDef]:
    """Those of companies' forms filled in without a chat, where there is a scheme of several companies."""
    if not takes_part(service.catalogue):
        return []
    database, secrets = service.database, service.secrets
    links = SeatLinks(SignIns(database), secrets, service.journal, service.ends.link_url, service.now)
    tries = CodeTries(database, secrets)
    seats = SeatPages(service, channel, browsers, links, Alliances(database), tries)
    return [*SeatMailPages(service, seats).routes(), *seats.routes()]


def static_files() -> list[web.AbstractRouteDef]:
    """What pages with a chat load: our own script and look, htmx, icons."""
    return [web.static("/static", WEB / "static"), web.static("/vendor", WEB / "vendor")]


def _drawn(messages: tuple[Message, ...], _look: str, _tapped: str) -> str:
    return draw("look/plain.html", messages=[_here(each) for each in messages])


def _here(message: Message) -> Message:
    """The message with links to this very server, under whichever name it was opened."""
    file = message.attachment
    if file is None:
        return message
    url, preview = urlsplit(file.url).path, urlsplit(file.preview_url).path
    return replace(message, attachment=replace(file, url=url, preview_url=preview))
