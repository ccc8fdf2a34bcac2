"""Everything about consultants put together: pages of the desk, of consultants, of applicants."""

from aiohttp import web

from bot.consultants.access import ConsultantAccess
from bot.consultants.advice import AdviceCheck
from bot.consultants.applicant_page import ApplicantPage
from bot.consultants.assignment_page import AssignmentPage
from bot.consultants.consultant_page import ConsultantPage
from bot.consultants.execution import Execution
from bot.consultants.people import People
from bot.consultants.people_page import PeoplePage
from bot.consultants.visit_page import VisitPage
from bot.conversation.copy_intake.virus_scan import scan_of
from bot.office.sessions import Sessions
from bot.one_time_links.case_pages import CasePageLinks
from bot.service import Service
from storage.cases.stream.case_events import CaseEvents
from storage.staff.access_log import AccessLog
from storage.staff.sign_ins import SignIns


def consultant_routes(service: Service) -> list[web.AbstractRouteDef]:
    """None where there is no desk. They come before the desk's own, whose addresses begin with a case number."""
    if not service.settings.staff_mail:
        return []
    database = service.database
    sessions, events = Sessions(service, SignIns(database), AccessLog(database)), CaseEvents(database)
    execution, people = Execution(service, events), People(service)
    check = AdviceCheck(scan_of(service.settings.clamd_url))
    links = CasePageLinks(service.links, service.secrets, service.settings.mailed_link_url)
    return [
        *PeoplePage(sessions, people).routes(),
        *AssignmentPage(sessions, execution, people).routes(),
        *VisitPage(sessions, execution, check).routes(),
        *ConsultantPage(ConsultantAccess(sessions, events, links), execution, check).routes(),
        *ApplicantPage(execution, links).routes(),
    ]
