"""Every kind of one-time link there is, by the name kept with the link."""

from collections.abc import Callable
from datetime import datetime

from bot.one_time_links.address_confirmation import AddressConfirmation
from bot.one_time_links.pages import LinkPages, Purpose
from bot.one_time_links.replacement_answer import Consent
from flows.definitions.programme import Programme
from storage.replacements.requests import Replacements
from storage.stored_names import LinkPurpose


def link_pages(
    confirmation: AddressConfirmation,
    replacements: Replacements,
    programme: Programme,
    now: Callable[[], datetime],
) -> LinkPages:
    """The pages of all links of this service."""
    applications = confirmation.applications
    purposes: dict[str, Purpose] = {
        LinkPurpose.CONFIRM_ADDRESS: confirmation,
        LinkPurpose.AGREE_REPLACEMENT: Consent(replacements, applications, allowed=True),
        LinkPurpose.REFUSE_REPLACEMENT: Consent(replacements, applications, allowed=False),
    }
    return LinkPages(confirmation.links, purposes, programme, now)
