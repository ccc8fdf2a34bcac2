"""The rise of overseas revenue: a table out of the members' forms, which nobody types; only what of it falls into the
first half is given."""

from flows.answers import parse
from flows.answers.base import Accepted, Reading
from flows.definitions.programme import taipei_day
from flows.definitions.questionnaire import Kind, Question
from flows.events.alliance import Entered, Remarked
from flows.events.event import Events
from flows.interface.panel import Joined, PanelLine, Phrase, Said
from flows.schemes.alliance.growth import percent, shares
from flows.schemes.alliance.screens.chapters import BaseChapter, page
from flows.schemes.alliance.screens.entries import WorkspaceEntries
from flows.schemes.alliance.screens.panels import button, money
from flows.schemes.alliance.stored import members_of
from flows.screens.decision import Decision
from flows.screens.prompts import Panel

FIRST = "kpi.overseas"
"""The entry with what of the rise falls into the first half, in New Taiwan dollars."""

_AMOUNT = Question("overseas_first_half", Kind.AMOUNT, 1, 0)


class OverseasChapter(BaseChapter):
    """Base, target, rise and share of each member that counts."""

    def panel(self, work: WorkspaceEntries) -> Panel:
        """The table, whether it is enough, and the first half."""
        members = [member for member in members_of(work.seats) if member.counted]
        parts = shares([member.revenue.rise for member in members])
        lines = [
            PanelLine(
                member.name,
                Phrase(
                    "overseas.row",
                    {
                        "base": money(member.revenue.base),
                        "target": money(member.revenue.target),
                        "rise": money(member.revenue.rise),
                        "share": percent(part),
                    },
                ),
            )
            for member, part in zip(members, parts, strict=True)
        ]
        all_ = work.revenue
        facts = {"base": money(all_.base), "target": money(all_.target)}
        said: list[Said] = []
        if all_.tenths is None:
            said.append(Phrase("overseas.zero"))
        else:
            said.append(Phrase("overseas.sum", {**facts, "percent": percent(all_.tenths)}))
        if all_.missing:
            said.append(Phrase("overseas.short", {"amount": money(all_.missing)}))
        first = work.entries.get(FIRST)
        if first is not None:
            said.append(Phrase("overseas.first", {"first": money(first), "second": money(all_.rise - first)}))
        said.append(Phrase("overseas.ask"))
        proposal = all_.first_half()
        take = button("take_first", "first", str(proposal), primary=first is None, amount=money(proposal))
        return page("overseas", Joined(tuple(said)), [take], lines)

    def on_text(self, work: WorkspaceEntries, decision: Decision, text: str) -> Events:
        """An amount."""
        outcome = parse(_AMOUNT, text, Reading(taipei_day(decision.now), {}))
        if not isinstance(outcome, Accepted):
            return (Remarked("overseas.unread", "rejected"),)
        return self._given(work, int(str(outcome.value)))

    def on_act(self, work: WorkspaceEntries, decision: Decision, act: str, about: str) -> Events | None:
        """The proposal taken."""
        return self._given(work, int(about)) if act == "first" and about.isdecimal() else None

    def _given(self, work: WorkspaceEntries, first: int) -> Events:
        if first > max(0, work.revenue.rise):
            return (Remarked("overseas.too_much", "rejected", {"rise": money(work.revenue.rise)}),)
        return (Entered(FIRST, first), Remarked("overseas.kept", "done"))
