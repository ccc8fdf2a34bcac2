"""The proposals of a round: which there are, what they are called, and whose they are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.cases.case_stream import case_of
from bot.service import Service
from flows.answers.parsing.alliance_name import bare_name
from storage.cases.stream.case_events import CaseEvents
from storage.records import Application
from storage.retention.years import Years


@dataclass(frozen=True, slots=True)
class Proposal:
    """A case, and of its latest revision the alliance's name and its members' registered names, the leader's first."""

    number: str
    alliance: str
    members: tuple[str, ...]
    stage: str = ""
    """Of those that staff choose from."""

    @property
    def leader(self) -> str:
        """Whose case it is."""
        return next(iter(self.members), "")


async def proposals(service: Service, programme: str) -> Mapping[str, Proposal]:
    """Those of a programme that are not erased, by case number."""
    found, events = {}, CaseEvents(service.database)
    for number in await Years(service.database).cases(programme):
        application = await service.applications.get(number)
        if application and not application.erased_at:
            stored = await events.of(number)
            case = case_of(application, stored, service.definition(application))
            found[number] = replace(proposal(application), stage=case.state.stage.value)
    return found


def proposal(application: Application) -> Proposal:
    """What a case is called."""
    members: Sequence[Mapping[str, object]] = application.record.get("members", ())
    names = [str(one.get("company", "")) for one in sorted(members, key=lambda one: not one.get("leader"))]
    return Proposal(
        application.case_number,
        bare_name(str(application.answers.get("alliance_name") or application.company)),
        tuple(name for name in names or [application.company] if name),
    )
