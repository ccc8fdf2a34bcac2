"""The rich menu that suits a person: by their language, and by whether their application is submitted.

Linking is free and takes effect at once. A menu is a convenience: what goes wrong with it costs no reply.
"""

import logging
from collections import OrderedDict

import aiohttp

from bot.channels.line.account_api import AccountApi
from bot.channels.line.rich_menu import MenuError, alias_of, aliases

LOG = logging.getLogger("bot.channels.line")

REMEMBERED = 20_000
"""People of whom this process knows which menu they have; of anybody else it is linked again, which changes nothing."""

GONE = (400, 404)
"""LINE's answers for a menu that was replaced since the list was read."""


class PersonalMenus:
    """Links menus to people. Nothing is done where `line-menu install` has not been run."""

    def __init__(self, account: AccountApi) -> None:
        self._account = account
        self._ids: dict[str, str] = {}
        self._linked: OrderedDict[str, str] = OrderedDict()

    async def load(self) -> None:
        """Ask LINE which menus there are."""
        try:
            self._ids = await aliases(self._account)
        except (aiohttp.ClientError, TimeoutError, MenuError) as error:
            LOG.warning("line.menus_unknown error=%s", type(error).__name__)

    def wanted(self, user: str, language: str, *, submitted: bool) -> str:
        """The alias of the menu that suits somebody and is not known to be theirs; empty when there is none."""
        alias = alias_of(language, submitted=submitted)
        return alias if alias in self._ids and self._linked.get(user) != alias else ""

    async def link(self, user: str, alias: str) -> None:
        """Give somebody this menu; once more after a look at the list, if it was replaced meanwhile."""
        self._linked[user] = alias
        self._linked.move_to_end(user)
        while len(self._linked) > REMEMBERED:
            self._linked.popitem(last=False)
        try:
            status = await self._link(user, alias)
            if status in GONE:
                await self.load()
                status = await self._link(user, alias)
        except (aiohttp.ClientError, TimeoutError) as error:
            LOG.info("line.menu_not_linked error=%s", type(error).__name__)
            self._linked.pop(user, None)
            return
        if status != 200:
            LOG.info("line.menu_not_linked status=%d", status)

    async def _link(self, user: str, alias: str) -> int:
        menu = self._ids.get(alias)
        return (await self._account.link_menu(user, menu)).status if menu else GONE[-1]
