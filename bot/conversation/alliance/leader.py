"""What is told of an alliance to whoever is invited: its name, its market, who leads it. Nothing else."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from flows.events.codec import from_json
from flows.scheme.definition import Catalogue, UnknownProgramme
from flows.session.evolve import fold
from flows.session.state import Session
from storage.journal.journal import Journal

NAME = "alliance.name"
"""The role of the question for the alliance's name."""


@dataclass(frozen=True)
class LeaderFacts:
    """Read out of the leader's session."""

    journal: Journal
    catalogue: Catalogue
    now: Callable[[], datetime]

    async def session(self, alliance: str) -> Session | None:
        """The leader's session; None when it was erased."""
        stored = await self.journal.load_session(alliance)
        return fold(Session("", ""), map(from_json, stored.events)) if stored else None

    async def colleague(self, seat: str) -> dict[str, str] | None:
        """What is told to whoever is invited to fill in a company's form beside a colleague: company and alliance."""
        session = await self.session(seat)
        if session is None or session.alliance.left:
            return None
        alliance = await self.of(session.alliance.seat or seat)
        if alliance is None:
            return None
        roles = self.catalogue.of(session, self.now()).edition.roles
        values = session.values()
        company = values.get(roles.question("company.name"), "") or values.get(session.company_question, "")
        return {**alliance, "seat": seat, "company": str(company)}

    async def of(self, alliance: str) -> dict[str, str] | None:
        """The alliance's name, and its leader's; None when it is there no more."""
        session = await self.session(alliance)
        if session is None:
            return None
        try:
            roles = self.catalogue.of(session, self.now()).edition.roles
        except UnknownProgramme:
            return None
        values = session.values()
        told = {"name": roles.question(NAME), "leader": roles.question("company.name")}
        facts = {key: str(values.get(question, "")) for key, question in told.items()}
        return facts | {"internal": str(session.entries.get("internal") or "")}
