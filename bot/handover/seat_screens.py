"""The pages around a form that is filled in without a chat, drawn: begin, come back, give an address, and why not."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from bot.conversation.handover.seat_links import PAGE
from bot.handover.screens import HEADERS
from bot.service import Service
from bot.web.drawing import draw, words
from flows.definitions.programme import Programme
from flows.session.state import Session

_STATUS = {"unknown": 404, "slow": 429, "foreign": 403, "closed": 403, "over": 410, "many": 429}


@dataclass(frozen=True, slots=True)
class Form:
    """A form of one button: where it goes, its word, and what is typed in it: "" for nothing, "email" or "code"."""

    action: str
    button: str
    asks: str = ""


@dataclass(frozen=True, slots=True)
class SeatScreen:
    """A page: its name in words.*.toml, its forms, what its words name, what is wrong with what was typed (a word of
    the page), and whether there is a way back to the form."""

    name: str
    language: str
    forms: Sequence[Form] = ()
    facts: dict[str, object] = field(default_factory=dict)
    problem: str = ""
    back: bool = False


def seat_page(service: Service, screen: SeatScreen) -> web.Response:
    """The page as a response."""
    programme, said = programme_of(service), words(screen.language)["seat"]
    contact = programme.contact
    known = {"contact": f"{contact.name} {contact.phone}", **screen.facts}
    spoken: dict[str, Any] = said[screen.name]
    html = draw(
        "seat.html",
        language=screen.language,
        programme_title=programme.words[screen.language]["title"],
        title=spoken["title"].format_map(known),
        paragraphs=[each.format_map(known) for each in spoken["paragraphs"]],
        said=said,
        forms=screen.forms,
        problem=said["problem"][screen.problem] if screen.problem else "",
        back=PAGE if screen.back else "",
    )
    status = _STATUS.get(screen.name, 422 if screen.problem else 200)
    return web.Response(text=html, status=status, content_type="text/html", headers=HEADERS)


def programme_of(service: Service, session: Session | None = None) -> Programme:
    """The programme of a session; where there is none yet the first one that companies are invited to."""
    catalogue = service.catalogue
    if session is not None:
        return catalogue.of(session, service.now()).programme
    invited = [
        each
        for each in catalogue.programmes.values()
        if any(form.own.stages for form in catalogue.schemes[each.scheme].forms.values())
    ]
    return (invited or [service.programme])[0]
