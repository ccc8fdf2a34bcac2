"""Draws the desk's pages from templates/shared/web/office, with headers that let nothing in from elsewhere."""

import re
import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from typing import Any

from aiohttp import web
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.paths import SHARED
from bot.presenter.cases.days import short_day
from bot.presenter.context import clock
from flows.definitions.languages import CHINESE
from flows.definitions.programme import TAIPEI

FOLDER = SHARED / "web" / "office"

HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; frame-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
}

_SCRIPTED = HEADERS | {
    "Content-Security-Policy": f"{HEADERS['Content-Security-Policy']}; script-src 'self'; connect-src 'self'"
}
"""Of the one page with a script, which fetches a part of itself: the list of cases."""


@cache
def words() -> dict[str, Any]:
    """Every word of the desk: those of all pages, and those of a topic from `words/<topic>.toml`."""
    files = [FOLDER / "words.toml", *sorted((FOLDER / "words").glob("*.toml"))]
    found: dict[str, Any] = {}
    for file in files:
        found |= tomllib.loads(file.read_text(encoding="utf-8"))
    return found


def drawn(
    template: str, facts: Mapping[str, object], status: int = 200, *, scripted: bool = False
) -> web.Response:
    """A page as a response; `facts` are what its template names. `scripted`: it has htmx, and nothing else."""
    html = _environment().get_template(template).render({"words": words(), **facts})
    headers = _SCRIPTED if scripted else HEADERS
    return web.Response(text=html, status=status, content_type="text/html", headers=headers)


async def style(_request: web.Request) -> web.Response:
    """The look of the pages."""
    text = (FOLDER / "office.css").read_text(encoding="utf-8")
    return web.Response(text=text, content_type="text/css", headers={"Cache-Control": "max-age=3600"})


async def script(_request: web.Request) -> web.FileResponse:
    """htmx, for the list of cases; the service may have no other page with scripts."""
    vendored = SHARED / "web" / "vendor" / "htmx.min.js"
    return web.FileResponse(vendored, headers={"Cache-Control": "max-age=86400"})


def day(value: date | None) -> str:
    """A day as staff read it, or nothing."""
    return short_day(value, CHINESE) if value else ""


def _hour(value: datetime) -> str:
    return f"{value.astimezone(TAIPEI):%H:%M}"


def _clock(value: datetime) -> str:
    return clock(value)


def _stamp(value: datetime) -> str:
    """A moment with its year, in Taipei."""
    return f"{value.astimezone(TAIPEI):%Y-%m-%d %H:%M}"


def _dial(phone: str) -> str:
    """A number as a telephone dials it; an extension is left to the person."""
    return re.sub(r"[^0-9+]", "", phone.partition("#")[0])


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"day": day, "clock": _clock, "stamp": _stamp, "dial": _dial, "hour": _hour}
    return environment
