"""The third pane of the demo: the desk and the consultant's page, opened by a button in place of a mailed link.

In the demo only: whoever presses the button is signed in. A sign-in is asked for and used up as ever, at once, so no
mail leaves; the pages behind it are those of the service, shown in a frame of this very server."""

from dataclasses import dataclass
from datetime import timedelta
from secrets import token_urlsafe
from urllib.parse import urlsplit

from aiohttp import hdrs, web

from bot.config.staff_mail import role_words
from bot.consultants.access import COOKIE as CONSULTANT_COOKIE
from bot.consultants.access import LASTS as CONSULTANT_LASTS
from bot.consultants.people import People
from bot.demo.office.case_player import LIN, WANG
from bot.demo.office.invented_cases import InventedCases
from bot.office.opened_case import opened
from bot.office.rendering import drawn
from bot.office.sessions import COOKIE, LASTS, Sessions, form_of, same_site, set_cookie
from bot.one_time_links.case_pages import CONSULTANT_PATH, CasePageLinks
from bot.service import Service
from flows.cases.consultation import Step
from flows.cases.decide import StaffRole
from storage.cases.stream.case_events import CaseEvents
from storage.records import NewJob
from storage.staff.access_log import AccessLog
from storage.staff.sign_ins import Scope, SignInRequest, SignIns
from storage.stored_names import JobKind

STAFF = {StaffRole.OFFICER: LIN, StaffRole.MANAGER: WANG}
STAFF_MAIL = ", ".join(f"{STAFF[role]}:{word}" for word, role in role_words().items())
FRAMED = ("/desk", "/demo/office", CONSULTANT_PATH)
"""Pages that let nobody frame them but the demo's own."""


@dataclass(frozen=True, slots=True)
class Assigned:
    """A case a consultant has, the stage it is in, and who it waits for."""

    number: str
    company: str
    consultant: str
    stage: str
    awaits: str


@dataclass(frozen=True)
class OfficePages:
    """Serves it over a service with the staff of the demo."""

    service: Service
    cases: InventedCases

    def routes(self) -> list[web.AbstractRouteDef]:
        """The page with the buttons, and the buttons."""
        return [
            web.get("/demo/office", self.page),
            web.post("/demo/office/staff", self.staff),
            web.post("/demo/office/consultant", self.consultant),
        ]

    async def page(self, _request: web.Request) -> web.Response:
        """Who one can be, and how many cases there are."""
        facts = {
            "member": None,
            "made": self.cases.made,
            "total": self.cases.total,
            "staff": [(role.value, address) for role, address in STAFF.items()],
            "assigned": await self._assigned(),
        }
        return drawn("demo.html", facts)

    async def staff(self, request: web.Request) -> web.Response:
        """Sign in as one of the staff."""
        same_site(request)
        who = (await form_of(request)).get("who")
        address = STAFF[StaffRole(who) if who in set(StaffRole) else StaffRole.OFFICER]
        response = web.Response(status=303, headers={"Location": "/desk"})
        token = await self._known(address, Scope.DESK, LASTS)
        set_cookie(response, COOKIE, token, LASTS)
        await self._sessions.record(address, "sign_in")
        return response

    async def consultant(self, request: web.Request) -> web.Response:
        """Open a case as the consultant who has it."""
        same_site(request)
        number = (await form_of(request)).get("case")
        found = await opened(self.service, CaseEvents(self.service.database), number)
        consulted, now = found.case.state.consulted, self.service.now()
        if consulted.assigned is None:
            raise web.HTTPSeeOther("/demo/office")
        links = CasePageLinks(self.service.links, self.service.secrets, self.service.settings.link_url)
        link = await links.consultant(found.number, consulted.assigned.number, now)
        response = web.Response(status=303, headers={"Location": urlsplit(link).path})
        token = await self._known(consulted.consultant, Scope.CONSULTANT, CONSULTANT_LASTS)
        set_cookie(response, CONSULTANT_COOKIE, token, CONSULTANT_LASTS, CONSULTANT_PATH)
        return response

    @property
    def _sessions(self) -> Sessions:
        return Sessions(self.service, SignIns(self.service.database), AccessLog(self.service.database))

    async def _known(self, address: str, scope: Scope, lasts: timedelta) -> str:
        """The token of a browser that is known from now on as that person's."""
        now, token = self.service.now(), token_urlsafe(32)
        wanted = SignInRequest(token_urlsafe(18), address, "/desk", now + timedelta(minutes=1), scope)
        mail = NewJob(JobKind.SIGN_IN_MAIL, {"request": wanted.id}, now)
        await self._sessions.sign_ins.ask(wanted, mail, now)
        await self._sessions.sign_ins.use(wanted.id, token, now, now + lasts)
        return token

    async def _assigned(self) -> list[Assigned]:
        """The cases that a consultant has to do something about or may still look at."""
        names = {one.address: one.name for one in await People(self.service).of(self.service.programme.id)}
        events, found = CaseEvents(self.service.database), []
        async for page in self.service.applications.pages():
            for application in page:
                if application.superseded_at or application.erased_at:
                    continue
                case = await opened(self.service, events, application.case_number)
                state = case.case.state
                if state.consulted.step in (Step.ASSIGN, Step.CLOSED):
                    continue
                name = names.get(state.consulted.consultant, state.consulted.consultant)
                found.append(
                    Assigned(case.number, case.facts.company, name, state.stage.value, state.awaits.value)
                )
        return found


async def framed_by_the_demo(request: web.Request, response: web.StreamResponse) -> None:
    """Lets the pane show the desk, and browsers keep its cookies without https; nothing else about it changes."""
    if request.path.startswith(FRAMED):
        policy = response.headers.get("Content-Security-Policy", "")
        framed = policy.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
        response.headers["Content-Security-Policy"] = framed
    if request.secure:
        return
    cookies = response.headers.popall(hdrs.SET_COOKIE, ())
    for cookie in cookies:
        response.headers.add(hdrs.SET_COOKIE, cookie.replace("; Secure", ""))
