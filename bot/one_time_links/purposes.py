"""Every kind of one-time link there is, by the name kept with the link."""

from bot.one_time_links.address_confirmation import CONFIRM
from bot.one_time_links.pages import LinkPages, Purpose
from bot.one_time_links.replacement_answer import AGREE, REFUSE, Consent
from bot.service import Service


def link_pages(service: Service) -> LinkPages:
    """The pages of all links of this service."""
    requests, applications = service.replacements, service.applications
    purposes: dict[str, Purpose] = {
        CONFIRM: service.confirmation,
        AGREE: Consent(requests, applications, allowed=True),
        REFUSE: Consent(requests, applications, allowed=False),
    }
    return LinkPages(service.links, purposes, service.programme, service.now)
