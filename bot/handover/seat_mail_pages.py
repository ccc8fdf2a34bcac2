"""How somebody without a chat comes back to a company's form: an address they prove by a code, and links mailed to
it. GET shows and changes nothing."""

import hmac
import time
from dataclasses import dataclass, field
from secrets import token_urlsafe

from aiohttp import web

from bot.conversation.handover.seat_links import PAGE, SeatedPerson
from bot.handover.seat_pages import SeatPages
from bot.handover.seat_screens import Form, SeatScreen, seat_page
from bot.limits.buckets import HOUR, Allowance, Rate
from bot.service import Service
from flows.definitions.programme import taipei_day
from flows.interface.inbound import Inbound
from flows.interface.known import Discovered
from flows.screens.contribution.form import read
from storage.records import NewJob
from storage.stored_names import JobKind

TRIES = Rate(burst=5, per_second=5 / HOUR)
"""Wrong codes of one person: a million codes are not guessed with five an hour."""

ASKED = Rate(burst=3, per_second=3 / HOUR)
"""Mails that one person may ask for; how many an address gets in a day is bounded besides (storage/cases)."""

MAIL = f"{PAGE}/mail"
_IN = f"{PAGE}/in/{{token}}"


@dataclass(frozen=True)
class SeatMailPages:
    """Serves them beside the pages of the form."""

    service: Service
    seats: SeatPages
    tries: Allowance[str] = field(default_factory=lambda: Allowance(TRIES, time.monotonic))
    asked: Allowance[str] = field(default_factory=lambda: Allowance(ASKED, time.monotonic))

    def routes(self) -> list[web.AbstractRouteDef]:
        """The address, its code, and the links."""
        return [
            web.get(MAIL, self.show),
            web.post(MAIL, self.give),
            web.post(f"{MAIL}/code", self.prove),
            web.get(_IN, self.opened),
            web.post(_IN, self.enter),
            web.post(f"{_IN}/again", self.again),
        ]

    async def show(self, request: web.Request) -> web.Response:
        """As far as it has come."""
        person = await self._person(request)
        return self._shown(request, person) if person else self.seats.page(request, "closed")

    async def give(self, request: web.Request) -> web.StreamResponse:
        """An address: a code is mailed to it. The same one again has another code mailed."""
        person = await self._person(request)
        if refused := self._refused(request, person):
            return refused
        assert person is not None
        typed = str((await request.post()).get("email", ""))
        address = self._address(person, typed)
        if not address:
            return self._shown(request, person, anew=True, problem="address")
        if not self.asked.allow(person.user):
            return self._shown(request, person, problem="many")
        number = int(person.way.get("asked", 0)) + 1
        await self._tell(person, {"address": address, "asked": number, "proven": False})
        await self._mail(person, "code")
        raise web.HTTPSeeOther(MAIL)

    async def prove(self, request: web.Request) -> web.StreamResponse:
        """The six digits."""
        person = await self._person(request)
        if refused := self._refused(request, person):
            return refused
        assert person is not None
        if not person.way:
            raise web.HTTPSeeOther(MAIL)
        typed = "".join(str((await request.post()).get("code", "")).split())
        right = await self.seats.links.code(person)
        if not self.tries.allow(person.user) or not hmac.compare_digest(typed.encode(), right.encode()):
            return self._shown(request, person, problem="code")
        await self._tell(person, {**person.way, "proven": True})
        raise web.HTTPSeeOther(MAIL)

    async def opened(self, request: web.Request) -> web.Response:
        """What a link is for: one button. Scanners that open it change nothing."""
        token = request.match_info["token"]
        if await self.seats.links.found(token):
            return self.seats.page(request, "back", Form(request.path, "enter"))
        return await self._over(request)

    async def enter(self, request: web.Request) -> web.StreamResponse:
        """The button: this browser is let in, once."""
        if not self.seats.browsers.is_own_form(request):
            return self.seats.page(request, "foreign")
        found = await self.seats.links.found(request.match_info["token"])
        token = await self.seats.links.use(found) if found else ""
        if not token:
            return await self._over(request)
        onward = self.seats.onward()
        self.seats.let_in(onward, token)
        return onward

    async def again(self, request: web.Request) -> web.StreamResponse:
        """Mail a new link to the address that was proven: whoever holds an old one learns and gets nothing else."""
        if not self.seats.browsers.is_own_form(request):
            return self.seats.page(request, "foreign")
        user = await self.seats.links.whose(request.match_info["token"])
        if not user:
            return await self._over(request)
        if not self.asked.allow(user):
            return self.seats.page(request, "many")
        person = await self.seats.links.person(user)
        if person.way.get("proven"):
            await self._mail(person, "link")
        return self.seats.page(request, "mailed")

    async def _over(self, request: web.Request) -> web.Response:
        token = request.match_info["token"]
        if await self.seats.links.whose(token):
            return self.seats.page(request, "over", Form(f"{PAGE}/in/{token}/again", "again"))
        return self.seats.page(request, "unknown" if self.seats.browsers.may_ask(request) else "slow")

    async def _person(self, request: web.Request) -> SeatedPerson | None:
        """Who is at this browser."""
        user = await self.seats.user(request)
        return await self.seats.links.person(user) if user else None

    def _refused(self, request: web.Request, person: SeatedPerson | None) -> web.Response | None:
        if not self.seats.browsers.is_own_form(request):
            return self.seats.page(request, "foreign")
        if person is None:
            return self.seats.page(request, "closed")
        return None if self._may_give(person) else self._shown(request, person)

    def _may_give(self, person: SeatedPerson) -> bool:
        """Whether they fill in a form of an alliance: an address belongs to it."""
        if person.session is None or not person.session.consented:
            return False
        return bool(self.service.catalogue.of(person.session, self.service.now()).form.own.stages)

    def _shown(
        self, request: web.Request, person: SeatedPerson, *, anew: bool = False, problem: str = ""
    ) -> web.Response:
        language, way = self.seats.language(request, person), person.way
        out, address = Form(f"{PAGE}/leave", "leave"), Form(MAIL, "mail", "email")
        if not self._may_give(person):
            screen = SeatScreen("early", language, (out,), back=True)
        elif not way or anew:
            screen = SeatScreen("mail", language, (address, out), problem=problem, back=True)
        elif way.get("proven"):
            facts: dict[str, object] = {"address": way["address"]}
            screen = SeatScreen("done", language, (address, out), facts, problem, back=True)
        else:
            facts = {"address": way["address"]}
            forms = (Form(f"{MAIL}/code", "prove", "code"), address, out)
            screen = SeatScreen("code", language, forms, facts, problem, back=True)
        return seat_page(self.service, screen)

    def _address(self, person: SeatedPerson, typed: str) -> str:
        """The address, read as the form's question for one reads it; empty for none."""
        assert person.session is not None
        now = self.service.now()
        edition = self.service.catalogue.of(person.session, now).edition
        question = edition.questionnaire.by_id[edition.roles.question("contact.email")]
        fields = {question.id: [typed]}
        found = read(edition, (question,), person.session.language, fields, taipei_day(now))
        return "" if found.problems else str(next((each.value for each in found.answers.values()), ""))

    async def _tell(self, person: SeatedPerson, told: dict[str, object]) -> None:
        """A turn of theirs, as if it had been found out."""
        content = Discovered("way_back", told)
        event = f"way-back-{token_urlsafe(12)}"
        (await self.service.receive(Inbound(person.sender, event, content, self.service.now()))).sent()

    async def _mail(self, person: SeatedPerson, what: str) -> None:
        now = self.service.now()
        payload = {"session": person.key, "person": person.number, "user": person.user, "what": what}
        await self.service.jobs.add(NewJob(JobKind.SEAT_MAIL, payload, now), now)
        self.service.case_status.wake()
