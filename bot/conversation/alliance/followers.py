"""Everything that may follow a turn of somebody in an alliance, in the order in which it is asked."""

import secrets as chance
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from bot.conversation.alliance.files import Fetch, ProposalFiles
from bot.conversation.alliance.invitations import InvitationLookup, InvitationMaker
from bot.conversation.alliance.leader import LeaderFacts
from bot.conversation.alliance.mail_proof import MailProof
from bot.conversation.alliance.names import PlannedNames
from bot.conversation.alliance.seats import SeatsRefresh
from bot.conversation.alliance.summary_measure import SummaryMeasure
from bot.conversation.follow_ups.base import Follower
from bot.conversation.follow_ups.registry_lookup import Registers
from flows.scheme.definition import Catalogue
from storage.alliances.alliances import Alliances
from storage.alliances.code_tries import CodeTries
from storage.engine.database import Database
from storage.engine.secrets import Secrets
from storage.journal.journal import Journal


def alliance_followers(
    database: Database,
    catalogue: Catalogue,
    journal: Journal,
    secrets: Secrets,
    registers: Registers,
    fetchers: Mapping[str, Fetch],
    clock: tuple[Callable[[], datetime], Path | None],
) -> list[Follower]:
    """Of a service that takes part in alliances; `clock` is its clock, and beside it the folder of its fonts."""
    now, fonts = clock
    alliances, leader = Alliances(database), LeaderFacts(journal, catalogue, now)
    return [
        InvitationLookup(alliances, CodeTries(database, secrets), secrets, leader, now),
        InvitationMaker(secrets, chance.randbelow),
        PlannedNames(registers),
        ProposalFiles(alliances, fetchers, now),
        MailProof(catalogue, secrets),
        SeatsRefresh(alliances, SummaryMeasure(catalogue, now, fonts)),
    ]
