"""Inviting members: company numbers typed or pasted, a code for each, a code for anybody; taking a member out."""

import re

from flows.answers.ubn import checks_out
from flows.events.alliance import Entered, InvitationsAsked, Remarked, SeatAdmitted, SeatRemoved
from flows.events.event import Events
from flows.interface.panel import Joined, PanelLine, Phrase
from flows.schemes.alliance.screens.chapters import AGAIN, BaseChapter, go, opened, page
from flows.schemes.alliance.screens.entries import WorkspaceEntries
from flows.schemes.alliance.screens.panels import button
from flows.schemes.alliance.stored import Json
from flows.screens.decision import Decision
from flows.screens.prompts import Panel

MOST_MEMBERS = 30
"""Companies of an alliance; constructed."""

PLANNED = "planned"
"""The entry with the companies to invite: number and, once looked up, name."""

_NUMBER = re.compile(r"(?<!\d)\d{8}(?!\d)")


class MembersChapter(BaseChapter):
    """Who is to be invited, and who has come."""

    def panel(self, work: WorkspaceEntries) -> Panel:
        """The list, and what can be done."""
        planned = work.entries.get(PLANNED) or []
        if work.chapter == "members.remove":
            return self._removal(work)
        waiting = self._waiting(work)
        lines = [PanelLine(each["name"] or each["ubn"], each["ubn"]) for each in waiting]
        body = Phrase("members.planned", {"n": str(len(waiting))}) if waiting else Phrase("members.ask")
        buttons = [button("invite_all", "invite", primary=True)] if waiting else []
        knocking = [PanelLine(_name(seat), Phrase("board.knocking")) for seat in work.knocking]
        lines, asked = [*knocking, *lines], work.knocking
        answers = [
            button("admit", "admit", seat["seat"], primary=True, company=_name(seat)) for seat in asked
        ]
        answers += [button("admit_not", "remove", seat["seat"], company=_name(seat)) for seat in asked]
        buttons = [*answers, *buttons, button("invite_anyone", "anyone")]
        if any(not seat["leader"] for seat in work.seats):
            buttons += [go("remove", "members.remove"), go("lead", "lead")]
        return page("members", Joined((body, Phrase("members.how"))), buttons, lines, about=str(len(planned)))

    def on_text(self, work: WorkspaceEntries, decision: Decision, text: str) -> Events:
        """Company numbers, one a line or in a list."""
        numbers = list(dict.fromkeys(_NUMBER.findall(text)))
        if not numbers:
            return (Remarked("members.no_number", "rejected"),)
        planned = list(work.entries.get(PLANNED) or [])
        known = {each["ubn"] for each in planned} | {seat["ubn"] for seat in work.seats}
        wrong = [each for each in numbers if not checks_out(each)]
        double = [each for each in numbers if each in known]
        fresh = [each for each in numbers if each not in known]
        told: list[Remarked] = []
        room = max(0, MOST_MEMBERS - len(known))
        if len(fresh) > room:
            facts = {"most": str(MOST_MEMBERS), "list": "、".join(fresh[room:])}
            told.append(Remarked("members.too_many", "rejected", facts))
            fresh = fresh[:room]
        if double:
            told.append(Remarked("members.double", "warn", {"list": "、".join(double)}))
        if wrong:
            told.append(Remarked("members.odd", "warn", {"list": "、".join(wrong)}))
        if not fresh:
            return tuple(told) or AGAIN
        return (Entered(PLANNED, [*planned, *({"ubn": each, "name": ""} for each in fresh)]), *told)

    def on_act(self, work: WorkspaceEntries, decision: Decision, act: str, about: str) -> Events | None:
        """Codes are made by whoever may be left to chance (bot/conversation/follow_ups/alliance)."""
        match act:
            case "invite":
                return (InvitationsAsked([each["ubn"] for each in self._waiting(work)]),)
            case "anyone":
                return (InvitationsAsked([""]),)
            case "admit" if about in {seat["seat"] for seat in work.knocking}:
                return (SeatAdmitted(about), Remarked("members.admitted", "done"))
            case "remove" if about in {
                seat["seat"] for seat in (*work.seats, *work.knocking) if not seat["leader"]
            }:
                return (SeatRemoved(about), opened("members"), Remarked("members.removed", "done"))
            case _:
                return None

    def _waiting(self, work: WorkspaceEntries) -> list[Json]:
        """Companies that have not come yet."""
        here = {seat["ubn"] for seat in work.seats}
        return [each for each in work.entries.get(PLANNED) or [] if each["ubn"] not in here]

    def _removal(self, work: WorkspaceEntries) -> Panel:
        others = [seat for seat in work.seats if not seat["leader"]]
        buttons = [button("remove_one", "remove", seat["seat"], company=_name(seat)) for seat in others]
        return page("members", Phrase("members.remove"), [*buttons, go("members", "members")])


def _name(seat: Json) -> str:
    return str(seat["company"] or seat["ubn"])
