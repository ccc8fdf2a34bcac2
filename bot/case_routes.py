"""The pages of everybody who works at cases, and of those they send links to, in the order in which they are looked
through: an address of the office's own begins with a case number, so those come last."""

from aiohttp import web

from bot.committee.routes import committee_routes
from bot.consultants.routes import consultant_routes
from bot.office.routes import office_routes
from bot.proposals.routes import proposal_routes
from bot.service import Service


def case_routes(service: Service) -> list[web.AbstractRouteDef]:
    """None where nobody may sign in."""
    people = [*consultant_routes(service), *committee_routes(service), *proposal_routes(service)]
    return [*people, *office_routes(service)]
