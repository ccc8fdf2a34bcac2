"""Every kind of one-time link there is, by the name kept with the link."""

from bot.one_time.confirming import CONFIRM
from bot.one_time.pages import LinkPages
from bot.service import Service


def link_pages(service: Service) -> LinkPages:
    """The pages of all links of this service."""
    purposes = {CONFIRM: service.confirmation}
    return LinkPages(service.links, purposes, service.programme, service.now)
