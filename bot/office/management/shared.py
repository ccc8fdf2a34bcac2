"""What the pages about the work as a whole share: their words, and the pages that are for managers alone."""

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

from aiohttp import web

from bot.office.rendering import FOLDER, drawn
from bot.office.sessions import Guarded, Member
from flows.cases.decide import StaffRole


@cache
def said() -> Mapping[str, Any]:
    """Every word of these pages."""
    return tomllib.loads((FOLDER / "management" / "words.toml").read_text(encoding="utf-8"))


def page(template: str, facts: Mapping[str, object], status: int = 200) -> web.Response:
    """A page of the folder `management`."""
    return drawn(f"management/{template}", {"said": said(), **facts}, status)


def managers_only(handler: Guarded) -> Guarded:
    """The same for a manager; anybody else is told that it is not for them."""

    async def guarded(request: web.Request, member: Member) -> web.StreamResponse:
        if member.role is not StaffRole.MANAGER:
            return page("refused.html", {"member": member, "why": "managers"}, 403)
        return await handler(request, member)

    return guarded
