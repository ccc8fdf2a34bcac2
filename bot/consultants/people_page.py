"""The consultants on the desk: who there is and how much each has to do; managers add and change them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from bot.config.consultants import consultant_of, table_of, table_problems
from bot.consultants.people import People
from bot.languages import LANGUAGES
from bot.notifications.mail_facts import STAFF_LANGUAGE
from bot.office.rendering import drawn
from bot.office.sessions import Member, PostedForm, Sessions
from flows.answers.parsing.places.districts import DISTRICTS
from flows.cases.decide import StaffRole
from flows.cases.matching import Workload
from flows.definitions.consultant import Consultant

_CHOICES: Mapping[str, str] = {
    "needs": "matching.needs",
    "markets": "matching.markets",
    "industries": "matching.industry",
}
"""What somebody is good at, by the role of the question whose options they are."""


@dataclass(frozen=True)
class PeoplePage:
    """Serves the list and the form of one of them."""

    sessions: Sessions
    people: People

    def routes(self) -> list[web.AbstractRouteDef]:
        """The list and the form."""
        return [
            web.get("/desk/people", self.sessions.shown(self.show)),
            web.get("/desk/people/edit", self.sessions.shown(self.form)),
            web.post("/desk/people/edit", self.sessions.done(self.keep)),
        ]

    async def show(self, request: web.Request, member: Member) -> web.Response:
        """Everybody."""
        people, loads = await self.people.of(self._programme), await self.people.loads()
        await self.sessions.record(member.address, "people", detail=str(len(people)))
        facts = {
            "member": member,
            "people": [(one, loads.get(one.address, Workload()), self._names(one)) for one in people],
            "may_change": member.role is StaffRole.MANAGER,
        }
        return drawn("people.html", facts)

    async def form(self, request: web.Request, member: Member) -> web.Response:
        """The form of somebody, or of somebody new."""
        self._manager(member)
        found = await self.people.find(self._programme, request.query.get("who", ""))
        return self._form(member, table_of(found or Consultant("", "")), new=found is None)

    async def keep(self, request: web.Request, member: Member, form: PostedForm) -> web.Response:
        """Add or change somebody."""
        self._manager(member)
        table = self._read(form)
        problems = [problem.partition(":")[0] for problem in table_problems(table)]
        if problems:
            return self._form(member, table, problems, new=bool(form.get("new")), status=422)
        one = consultant_of(table)
        await self.people.keep(one, member.address)
        await self.sessions.record(member.address, "person kept", detail=one.address)
        raise web.HTTPSeeOther("/desk/people")

    @property
    def _programme(self) -> str:
        return self.sessions.service.programme.id

    def _manager(self, member: Member) -> None:
        if member.role is not StaffRole.MANAGER:
            raise web.HTTPForbidden(text="role")

    def _read(self, form: PostedForm) -> dict[str, Any]:
        limit = form.number("limit")
        lists = {name: self._chosen(name, form) for name in _CHOICES}
        return {
            "name": form.get("name").strip()[:60],
            "email": form.get("email").strip().lower(),
            "limit": -1 if limit is None else limit,
            "counties": [one for one in form.fields.get("counties", ()) if one in DISTRICTS],
            "languages": [one for one in form.fields.get("languages", ()) if one in LANGUAGES],
            "avoids": [one for one in re.split(r"[\s,、]+", form.get("avoids")) if one][:50],
            "online": "online" in form.fields,
            "onsite": "onsite" in form.fields,
            "active": "active" in form.fields,
            **lists,
        }

    def _chosen(self, name: str, form: PostedForm) -> list[str]:
        known = {option for option, _ in self._options(name)}
        return [one for one in form.fields.get(name, ()) if one in known]

    def _options(self, name: str) -> list[tuple[str, str]]:
        """The options of a question, without those that are left aside, as the form calls them."""
        edition = self.sessions.service.catalogue.current(self.sessions.service.now()).edition
        role, roles, words = _CHOICES[name], edition.roles, edition.speak(STAFF_LANGUAGE)
        question = edition.questionnaire.by_id.get(roles.question(role))
        options = question.options if question else ()
        return [
            (option.id, words.option(question.id, option.id))
            for option in options
            if question and roles.meaning(role, option.id) != "aside"
        ]

    def _names(self, one: Consultant) -> dict[str, list[str]]:
        return {
            name: [label for option, label in self._options(name) if option in getattr(one, name)]
            for name in _CHOICES
        }

    def _form(
        self,
        member: Member,
        table: Mapping[str, Any],
        problems: Sequence[str] = (),
        *,
        new: bool = False,
        status: int = 200,
    ) -> web.Response:
        facts = {
            "member": member,
            "table": table,
            "problems": problems,
            "new": new,
            "options": {name: self._options(name) for name in _CHOICES},
            "counties": list(DISTRICTS),
            "languages": LANGUAGES,
        }
        return drawn("person.html", facts, status)
