"""What follows the qualification put together: pages of the desk, and the leader's own."""

from aiohttp import web

from bot.conversation.copy_intake.virus_scan import scan_of
from bot.office.sessions import Sessions
from bot.one_time_links.case_pages import CasePageLinks
from bot.proposals.execution import ProposalActs
from bot.proposals.leader_page import LeaderPage
from bot.proposals.meeting import Meetings
from bot.proposals.meeting_page import MeetingPage
from bot.proposals.outcome_page import OutcomePage
from bot.proposals.uploads import UploadCheck
from bot.service import Service
from storage.cases.stream.case_events import CaseEvents
from storage.selection.rounds import Rounds
from storage.staff.access_log import AccessLog
from storage.staff.sign_ins import SignIns


def proposal_routes(service: Service) -> list[web.AbstractRouteDef]:
    """None where there is no desk, or no programme with proposals. They come before the desk's own, whose addresses
    begin with a case number."""
    database = service.database
    events = CaseEvents(database)
    meetings = Meetings(service, events, Rounds(database))
    if not service.settings.staff_mail or not meetings.programmes():
        return []
    sessions = Sessions(service, SignIns(database), AccessLog(database))
    acts, check = ProposalActs(service, events), UploadCheck(scan_of(service.settings.clamd_url))
    links = CasePageLinks(service.links, service.secrets, service.settings.mailed_link_url)
    return [
        *MeetingPage(sessions, meetings, acts).routes(),
        *OutcomePage(sessions, meetings, acts, check).routes(),
        *LeaderPage(acts, links, check).routes(),
    ]
