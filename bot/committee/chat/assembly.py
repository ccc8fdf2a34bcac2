"""A reviewer's desk in a chat, put together."""

from bot.committee.chat.reviewer_chat import ReviewChat, ReviewStores
from bot.config.settings import Settings
from bot.selection.codes import ReviewCodes
from bot.selection.programmes import selecting
from bot.service import Clock
from flows.interface.ports import Receive
from flows.scheme.definition import Catalogue
from storage.alliances.code_tries import CodeTries
from storage.cases.applications import Applications
from storage.engine.database import Database
from storage.engine.secrets import Secrets
from storage.selection.chats import ReviewerChats
from storage.selection.rounds import Rounds
from storage.staff.access_log import AccessLog


def review_chat(
    settings: Settings,
    catalogue: Catalogue,
    database: Database,
    secrets: Secrets,
    others: Receive,
    now: Clock,
) -> Receive:
    """What takes messages: a desk in front of the `others`, or these alone where nobody reviews."""
    if not settings.staff_mail or not selecting(catalogue):
        return others
    chats = ReviewerChats(database, secrets)
    stores = ReviewStores(
        Rounds(database),
        chats,
        ReviewCodes(secrets, chats),
        CodeTries(database, secrets),
        Applications(database),
        AccessLog(database),
    )
    return ReviewChat(stores, catalogue, others, now, settings.page_url).receive
