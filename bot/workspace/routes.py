"""The page put together: its routes, where a scheme has one and browsers reach us."""

from aiohttp import web

from bot.conversation.alliance.page_links import PageLinks
from bot.conversation.alliance.turns import takes_part
from bot.sandbox.runner import Sandbox
from bot.service import Service
from bot.signing.browser import Browsers
from bot.workspace.pages import COOKIE, WorkspacePages
from bot.workspace.writing import Writing
from storage.alliances.alliances import Alliances
from storage.staff.sign_ins import SignIns


def workspace_routes(service: Service) -> list[web.AbstractRouteDef]:
    """None without a scheme of several companies, or where no link can be given."""
    url = service.settings.page_url
    if not url or not takes_part(service.catalogue):
        return []
    links = PageLinks(SignIns(service.database), service.secrets, url, service.now)
    browsers = Browsers(url.startswith("https://"), service.settings.trusted_proxy, name=COOKIE)
    pages = WorkspacePages(service, links, browsers, Writing(service), Alliances(service.database), Sandbox())
    return pages.routes()
