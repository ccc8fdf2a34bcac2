"""The desk put together: every route of it, for a service with STAFF_MAIL."""

from aiohttp import web

from bot.office.act_execution import ActExecution
from bot.office.act_links.browsers import KnownBrowsers
from bot.office.act_links.links import ActLinks
from bot.office.act_links.pages import ActLinkPages
from bot.office.acts import Acts
from bot.office.answering import Answering
from bot.office.answers import Answers
from bot.office.case_list import CaseList
from bot.office.case_page import CasePage
from bot.office.management.access_page import AccessPage
from bot.office.management.figures_page import FiguresPage
from bot.office.management.year_page import YearPage
from bot.office.proposals.board import QualificationBoard
from bot.office.proposals.execution import ProposalExecution
from bot.office.proposals.page import ProposalPage
from bot.office.received.filing import CopyFiling
from bot.office.received.unfiled_page import UnfiledPage
from bot.office.received.upload import CopyUpload
from bot.office.rendering import script, style
from bot.office.sessions import Sessions
from bot.office.sign_in import SignInPages
from bot.service import Service
from storage.cases.stream.case_events import CaseEvents
from storage.cases.summaries import Summaries
from storage.figures.figures import Figures
from storage.retention.proofs import Proofs
from storage.retention.years import Years
from storage.staff.access_log import AccessLog
from storage.staff.sign_ins import SignIns
from storage.staff.unfiled import Unfiled


def office_routes(service: Service) -> list[web.AbstractRouteDef]:
    """None where nobody may sign in: then there is no desk."""
    if not service.settings.staff_mail:
        return []
    database = service.database
    sessions, events = Sessions(service, SignIns(database), AccessLog(database)), CaseEvents(database)
    execution, browsers = ActExecution(service, events), KnownBrowsers(sessions)
    links = ActLinks(service.links, service.secrets)
    return [
        web.get("/desk/office.css", style),
        web.get("/desk/htmx.min.js", script),
        *SignInPages(sessions).routes(),
        *YearPage(sessions, Years(database)).routes(),
        *FiguresPage(sessions, Figures(database), Summaries(database), events).routes(),
        *AccessPage(sessions, sessions.access, Proofs(database)).routes(),
        *QualificationBoard(sessions, events).routes(),
        *ProposalPage(sessions, events, ProposalExecution(service, events)).routes(),
        *CaseList(sessions, Summaries(database), events).routes(),
        *browsers.routes(),
        *ActLinkPages(sessions, browsers, links, execution).routes(),
        *Acts(sessions, events, execution).routes(),
        *UnfiledPage(sessions, events, Unfiled(database), CopyFiling(service)).routes(),
        *Answers(sessions, Answering(service, events)).routes(),
        *CopyUpload(sessions, events, CopyFiling(service)).routes(),
        *CasePage(sessions, events).routes(),
    ]
