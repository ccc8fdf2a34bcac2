"""Everything that may follow a turn of somebody in an alliance, in the order in which it is asked."""

import secrets as chance
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.conversation.alliance.case.status import ProposalStatus
from bot.conversation.alliance.earlier_answers import EarlierAnswers
from bot.conversation.alliance.files import Fetch, ProposalFiles
from bot.conversation.alliance.invitations import InvitationLookup, InvitationMaker, SecondSeat
from bot.conversation.alliance.leader import LeaderFacts
from bot.conversation.alliance.mail_proof import MailProof
from bot.conversation.alliance.names import PlannedNames
from bot.conversation.alliance.page_links import PageLinks
from bot.conversation.alliance.pictures import Pictures
from bot.conversation.alliance.seats import SeatsRefresh
from bot.conversation.alliance.summary_measure import SummaryMeasure
from bot.conversation.follow_ups.base import Follower
from bot.conversation.follow_ups.registry_lookup import Registers
from bot.conversation.handover.seat_links import PAGE
from bot.sandbox.runner import Sandbox
from flows.scheme.definition import Catalogue
from storage.alliances.alliances import Alliances
from storage.alliances.code_tries import CodeTries
from storage.cases.applications import Applications
from storage.cases.files import Files
from storage.cases.stream.case_events import CaseEvents
from storage.engine.database import Database
from storage.engine.secrets import Secrets
from storage.journal.journal import Journal
from storage.staff.sign_ins import SignIns


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The service's clock, the folder of its fonts, where browsers reach it by https ("" if not), where files
    are opened, and the chats that people can be invited to."""

    now: Callable[[], datetime]
    fonts: Path | None
    page_url: str
    link_url: str
    chats: Mapping[str, Callable[[], str]]


def reached(around: Surroundings) -> Mapping[str, Callable[[], str]]:
    """Where an invitation can be taken up: the chats, and a page of ours where browsers reach us."""
    page = f"{around.page_url}{PAGE}"
    return {**around.chats, **({"web": lambda: page} if around.page_url else {})}


def alliance_followers(
    database: Database,
    catalogue: Catalogue,
    journal: Journal,
    secrets: Secrets,
    registers: Registers,
    fetchers: Mapping[str, Fetch],
    around: Surroundings,
) -> list[Follower]:
    """Of a service that takes part in alliances."""
    now, fonts = around.now, around.fonts
    alliances, leader = Alliances(database), LeaderFacts(journal, catalogue, now)
    return [
        InvitationLookup(alliances, CodeTries(database, secrets), secrets, leader, now),
        InvitationMaker(secrets, chance.randbelow, reached(around)),
        SecondSeat(alliances),
        EarlierAnswers(journal, catalogue, now),
        PlannedNames(registers),
        ProposalFiles(alliances, fetchers, now, Sandbox()),
        MailProof(catalogue, secrets),
        PageLinks(SignIns(database), secrets, around.page_url, now),
        ProposalStatus(alliances, Applications(database), CaseEvents(database), catalogue, leader, now),
        SeatsRefresh(alliances, SummaryMeasure(catalogue, now, fonts)),
        Pictures(alliances, Files(database), catalogue, around.link_url, now),
    ]
