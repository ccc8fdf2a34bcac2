"""Everything about a selection put together: its page on the desk, and those of the reviewers."""

from aiohttp import web

from bot.committee.publication import Publication
from bot.committee.result_page import ResultPage
from bot.committee.review_page import ReviewPage
from bot.committee.reviewers import Reviewers
from bot.committee.round_page import SelectionPage
from bot.committee.rounds import OpenRounds
from bot.office.sessions import Sessions
from bot.selection.codes import ReviewCodes
from bot.service import Service
from storage.cases.stream.case_events import CaseEvents
from storage.selection.chats import ReviewerChats
from storage.selection.rounds import Rounds
from storage.staff.access_log import AccessLog
from storage.staff.sign_ins import SignIns


def committee_routes(service: Service) -> list[web.AbstractRouteDef]:
    """None where there is no desk, or no programme that selects. They come before the desk's own, whose addresses begin
    with a case number."""
    rounds = OpenRounds(service, Rounds(service.database))
    if not service.settings.staff_mail or not rounds.programmes():
        return []
    sessions = Sessions(service, SignIns(service.database), AccessLog(service.database))
    reviewers = Reviewers(sessions, rounds)
    codes = ReviewCodes(service.secrets, ReviewerChats(service.database, service.secrets))
    publication = Publication(rounds, CaseEvents(service.database))
    return [
        *ResultPage(sessions, rounds, publication).routes(),
        *SelectionPage(sessions, rounds).routes(),
        *reviewers.routes(),
        *ReviewPage(reviewers, rounds, codes).routes(),
    ]
