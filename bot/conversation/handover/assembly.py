"""The ends of applications put together over a database."""

from collections.abc import Callable, Mapping
from datetime import datetime

from bot.conversation.contribution.invitations import Invitations
from bot.conversation.handover.ends import GUESSES, Address, Ends
from bot.conversation.handover.secrets import HandoverSecrets
from flows.scheme.definition import Catalogue
from storage.engine.database import Database
from storage.engine.secrets import Secrets
from storage.handover.contribution_links import ContributionLinks
from storage.handover.offers import Offers
from storage.journal.journal import Journal


def ends_over(
    database: Database,
    journal: Journal,
    secrets: Secrets,
    catalogue: Catalogue,
    now: Callable[[], datetime],
    places: tuple[str, Mapping[str, Address]],
) -> Ends:
    """The ends an application can be handed to. `places` are where browsers reach us ("" when they cannot) and the
    chats that are on."""
    link_url, chats = places
    offers, links = Offers(database, secrets, GUESSES), ContributionLinks(database)
    invitations = Invitations(journal, links, secrets, catalogue, link_url, now)
    return Ends(journal, offers, HandoverSecrets(secrets), invitations, link_url, chats)
