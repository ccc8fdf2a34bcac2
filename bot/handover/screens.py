"""The pages that let a browser in, drawn: confirm, the two digits, the nine digits, and why neither is to be had."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from aiohttp import web

from bot.paths import SHARED
from bot.web.drawing import draw
from flows.definitions.programme import Programme

HEADERS = {
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "same-origin",
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'",
}
"""Referrer-Policy: by the usual one, no-referrer, browsers would not say from which page a form comes."""

_STATUS = {"slow": 429, "unknown": 404, "foreign": 403}
_REFRESH = "4"
"""Seconds after which the page with the two digits looks whether they were typed."""


@dataclass(frozen=True, slots=True)
class Screen:
    """A page: its name in let_in.*.toml, the language, where its form goes, the facts its words name."""

    name: str
    language: str
    action: str = ""
    facts: Mapping[str, object] | None = None
    digits: str = ""


def page(screen: Screen, programme: Programme) -> web.Response:
    """The page as a response."""
    contact, facts = programme.contact, dict(screen.facts or {})
    known = {"contact": f"{contact.name} {contact.phone}", **facts}
    words = _words(screen.language)[screen.name]
    html = draw(
        "let_in.html",
        language=screen.language,
        programme_title=programme.words[screen.language]["title"],
        title=words["title"].format_map(known),
        paragraphs=[each.format_map(known) for each in words["paragraphs"]],
        warning=words.get("warning", ""),
        button=words.get("button", ""),
        field=words.get("field", ""),
        action=screen.action,
        digits=screen.digits,
    )
    status = _STATUS.get(screen.name, 200)
    response = web.Response(text=html, status=status, content_type="text/html", headers=HEADERS)
    if screen.name == "number":
        response.headers["Refresh"] = _REFRESH
    return response


@cache
def _words(language: str) -> dict[str, Any]:
    return tomllib.loads((SHARED / "web" / f"let_in.{language}.toml").read_text(encoding="utf-8"))
