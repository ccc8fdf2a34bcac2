"""Who the consultants are, how much each has to do, and who fits a case."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.config.consultants import consultant_of, table_of
from bot.notifications.mail_facts import answers_of, company_county
from bot.service import Service
from flows.answers.values import choices
from flows.cases.consultation import Consultation
from flows.cases.matching import CaseNeeds, Fit, Workload, matched
from flows.definitions.consultant import Consultant
from flows.scheme.definition import Definition
from storage.records import Application
from storage.staff.consultants import StoredConsultants


@dataclass(frozen=True)
class People:
    """Those of the programme file, and those the office added or changed: of an address the office's word counts."""

    service: Service

    @property
    def _stored(self) -> StoredConsultants:
        return StoredConsultants(self.service.database)

    async def of(self, programme: str) -> tuple[Consultant, ...]:
        """Everybody, by name; `programme` is the id of the one whose file lists some."""
        listed = self.service.catalogue.programmes[programme].consultants
        known = {one.address: one for one in listed}
        known |= {address: consultant_of(record) for address, record in (await self._stored.all()).items()}
        return tuple(sorted(known.values(), key=lambda one: (not one.active, one.name, one.address)))

    async def find(self, programme: str, address: str) -> Consultant | None:
        """Somebody by their address."""
        return next((one for one in await self.of(programme) if one.address == address), None)

    async def keep(self, one: Consultant, who: str) -> None:
        """Add somebody, or change what is known of them."""
        await self._stored.keep(one.address, table_of(one), who, self.service.now())

    async def loads(self) -> dict[str, Workload]:
        """How much each has to do."""
        return {
            address: Workload(one.open_cases, one.last_at)
            for address, one in (await self._stored.loads()).items()
        }

    async def fits(self, application: Application, consulted: Consultation) -> tuple[Fit, ...]:
        """Who fits a case, the best first; then who does not, and why. Whoever has the case is left out."""
        definition = self.service.definition(application)
        people = [
            one for one in await self.of(definition.programme.id) if one.address != consulted.consultant
        ]
        wanted = wanted_of(definition, application)
        return matched(people, wanted, await self.loads(), consulted.declined)


def wanted_of(definition: Definition, application: Application) -> CaseNeeds:
    """What a case asks for, from its answers by role; a form that does not ask leaves it open."""
    answers, roles = answers_of(application), definition.edition.roles

    def chosen(role: str) -> tuple[str, ...]:
        answer = answers.get(roles.question(role))
        named: Sequence[str] = choices(answer.value) if answer else ()
        return tuple(one for one in named if roles.meaning(role, one) != "aside")

    mode = roles.meaning("matching.mode", next(iter(chosen("matching.mode")), ""))
    return CaseNeeds(
        needs=chosen("matching.needs"),
        markets=chosen("matching.markets"),
        industry=next(iter(chosen("matching.industry")), ""),
        county=company_county(definition, application),
        onsite=mode == "onsite",
        online=mode == "online",
        language=application.language,
        ubn=application.ubn,
        company=application.company,
    )
