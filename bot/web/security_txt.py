"""Where to report a hole in the service: /.well-known/security.txt as RFC 9116 has it, where a contact is set."""

from collections.abc import Callable
from datetime import datetime, timedelta

from aiohttp import web

from bot.config.settings import Settings

PATH = "/.well-known/security.txt"

GOOD_FOR = timedelta(days=90)
"""How long a copy of the file may be relied on; RFC 9116, 2.5.5 wants less than a year."""


def security_txt(settings: Settings, now: Callable[[], datetime]) -> list[web.RouteDef]:
    """The route; none while SECURITY_CONTACT is not set."""
    if not settings.security_contact:
        return []

    async def show(_request: web.Request) -> web.Response:
        return web.Response(text=_text(settings, now()), content_type="text/plain", charset="utf-8")

    return [web.get(PATH, show)]


def _text(settings: Settings, now: datetime) -> str:
    expires = (now + GOOD_FOR).strftime("%Y-%m-%dT00:00:00Z")
    secure = settings.public_url.startswith("https://")
    canonical = [f"Canonical: {settings.link_url}{PATH}"] if secure else []
    contacts = [f"Contact: {one}" for one in settings.security_contact.split(",")]
    return "\n".join([*contacts, f"Expires: {expires}", "Preferred-Languages: zh-TW, en", *canonical, ""])
