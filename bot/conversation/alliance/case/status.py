"""How far the proposal has come, told to everybody of its alliance who looks; what has changed since it was sent."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.cases.case_stream import case_of
from bot.conversation.alliance.leader import LeaderFacts
from bot.conversation.follow_ups.base import Committed
from bot.presenter.cases import proposal as in_words
from flows.cases.proposal.progress import Progress
from flows.cases.stage import CaseState
from flows.definitions.programme import taipei_day
from flows.interface.inbound import Inbound
from flows.interface.known import Discovered
from flows.scheme.definition import Catalogue
from flows.screens.prompts import Panel
from flows.session.frozen import thawed
from flows.session.state import Session
from storage.alliances.alliances import Alliances
from storage.cases.applications import Applications
from storage.cases.stream.case_events import CaseEvents
from storage.records import Application

CASE = "case_state"
"""The entry that keeps it (flows/schemes/alliance/screens/entries.py)."""

STAGES = frozenset({"workspace", "hand_over"})
"""The stages on whose panels it is shown."""

PARTS: Mapping[str, tuple[str, ...]] = {
    "kpi": ("kpi.events", "kpi.tools", "kpi.channels", "kpi.bonus"),
    "overseas": ("kpi.overseas",),
    "schedule": ("schedule",),
    "prose": ("prose.", "file.own_prose", "file.own_book"),
    "files": ("file.registration", "file.slides"),
}
"""The entries of each part of a proposal: by their names, or by what these begin with."""


@dataclass(frozen=True)
class ProposalStatus:
    """Tells a session where the case of its alliance stands, where that is news to it."""

    alliances: Alliances
    applications: Applications
    events: CaseEvents
    catalogue: Catalogue
    leader: LeaderFacts
    now: Callable[[], datetime]

    def wanted(self, turn: Committed) -> bool:
        """Whether a panel that shows it is on the screen."""
        told = isinstance(turn.inbound.content, Discovered) and turn.inbound.content.name == CASE
        return isinstance(turn.prompt, Panel) and turn.prompt.stage in STAGES and not told

    async def __call__(self, turn: Committed) -> Inbound | None:
        """The turn that tells."""
        part = turn.session.alliance
        leading = await self.leader.session(part.seat) if part.seat else turn.session
        number = leading.alliance.case_number if leading else ""
        application = await self.applications.get(number) if number else None
        if leading is None or application is None or application.erased_at:
            return None
        known = await self._known(turn, application)
        if turn.session.entries.get(CASE) == known:
            return None
        return turn.tells(CASE, Discovered(CASE, known))

    async def _known(self, turn: Committed, application: Application) -> dict[str, Any]:
        definition = self.catalogue.of_case(application.questionnaire, application.programme)
        state = case_of(application, await self.events.of(application.case_number), definition).told_state
        if turn.session.alliance.seat:
            state = in_words.seen_by(state, turn.key)
        words = self.catalogue.of(turn.session, self.now()).edition.speak(turn.session.language)
        return {
            "case": application.case_number,
            "r": str(application.record.get("revision", 1)),
            "stage": in_words.stage(state, words),
            "next": in_words.sentence(state, words, taipei_day(self.now())),
            **_paper(state),
            "changed": await self._changed(turn, application),
        }

    async def _changed(self, turn: Committed, application: Application) -> list[str]:
        """The parts that differ from what was sent last, where somebody is about to send it again."""
        if not isinstance(turn.prompt, Panel) or turn.prompt.name != "checks":
            return list((turn.session.entries.get(CASE) or {}).get("changed", ()))
        sent = dict(application.record.get("entries", {}))
        found = [
            part for part, names in PARTS.items() if _part(sent, names) != _part(turn.session.entries, names)
        ]
        answers = {name: one.value for name, one in turn.session.answers.items()}
        before = {name: one.value for name, one in thawed(application.answers).items()}
        forms = {one["ubn"]: one["form"] for one in application.record.get("members", ())}
        present = {one.ubn: dict(one.form) for one in await self.alliances.seats(turn.key) if one.admitted}
        return [
            *(["questions"] if answers != before else []),
            *(["members"] if forms != present else []),
            *found,
        ]


def _part(entries: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: value for name, value in entries.items() if name.startswith(names)}


def _paper(state: CaseState) -> dict[str, str]:
    """Whether paper is still to come, and which revision of it has."""
    progress = state.proposal or Progress()
    return {
        "paper": progress.arrival.value,
        "paper_r": str(progress.paper.revision) if progress.paper else "",
    }


def parts_changed(session: Session) -> tuple[str, ...]:
    """The parts that were seen to differ when it was looked at last."""
    return tuple((session.entries.get(CASE) or {}).get("changed", ()))
