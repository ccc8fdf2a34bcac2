"""The case behind a link of an applicant or an alliance's leader, and the pages such a link opens.

Which of its events the page may tell is for the page: it shows the state as the applicant was told."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from aiohttp import web
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.cases.case_stream import case_of
from bot.one_time_links.case_pages import CasePageLinks
from bot.paths import SHARED
from bot.presenter.context import CaseFacts, Context
from bot.service import Service
from flows.cases.decide import Case
from flows.session.state import Session
from storage.cases.stream.case_events import CaseEvents
from storage.records import Application
from storage.stored_names import LinkPurpose

_HEADERS = {
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'",
}


@dataclass(frozen=True)
class LinkedCase:
    """A case behind a link, and what speaking of it needs."""

    application: Application
    case: Case
    context: Context


async def linked_case(
    service: Service, events: CaseEvents, links: CasePageLinks, token: str, purpose: LinkPurpose
) -> LinkedCase | None:
    """The case of a token; None for a link that is no longer good, or whose case is not there any more."""
    link = await links.find(token, purpose, service.now())
    application = await service.applications.get(link.case_number) if link else None
    if application is None or application.erased_at or application.superseded_at:
        return None
    definition, number = service.definition(application), application.case_number
    session = Session(application.questionnaire, application.language, case_number=number)
    context = Context(definition, session, service.now(), CaseFacts())
    return LinkedCase(application, case_of(application, await events.of(number), definition), context)


def linked_page(template: str, facts: Mapping[str, Any], status: int = 200) -> web.Response:
    """A page of templates/shared/web/applicant."""
    html = _templates().get_template(f"applicant/{template}").render(facts)
    return web.Response(text=html, status=status, content_type="text/html", headers=_HEADERS)


def expired_page(service: Service) -> web.Response:
    """For a link that is no longer good, in both languages: whose it was is not known."""
    return linked_page("visit_gone.html", {"contact": service.programme.contact}, 410)


@cache
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(SHARED / "web"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
