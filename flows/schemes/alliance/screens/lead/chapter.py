"""The leader names who is to lead from now on, or ends the alliance; once something was sent in, staff alone can."""

from datetime import datetime, timedelta

from flows.definitions.programme import taipei_day
from flows.events.alliance import AllianceEnding, LeadOffered, Remarked
from flows.events.event import Events
from flows.interface.panel import PanelButton, PanelLine, Phrase
from flows.schemes.alliance.screens.chapters import AGAIN, BaseChapter, go, opened, page
from flows.schemes.alliance.screens.entries import WorkspaceEntries
from flows.schemes.alliance.screens.panels import button
from flows.schemes.alliance.stored import Json
from flows.screens.decision import Decision
from flows.screens.prompts import Panel

CHAPTER, END = "lead", "lead.end"

NOTICE = timedelta(days=7)
"""So long before it ends an alliance without a leader to come is told so (specification, section 15)."""


_TYPED = {"button.lead_retract": "retract", "button.lead_keep": "keep", "button.lead_end_yes": "end"}
"""What the words of a button ask for."""


class LeadChapter(BaseChapter):
    """Two steps: the leader asks, the member agrees in its own chat."""

    def panel(self, work: WorkspaceEntries) -> Panel:
        """What can be done about it now."""
        part = work.session.alliance
        if in_force(work):
            return page(CHAPTER, Phrase("lead.sent"))
        if part.offered:
            return page(
                CHAPTER, Phrase("lead.waiting", {"company": _company(work, part.offered)}), [
                    button("lead_retract", "retract", primary=True)
                ],
            )  # fmt: skip
        if part.ends:
            keep = button("lead_keep", "keep", primary=True)
            return page(CHAPTER, Phrase("lead.ending", {"day": _day(part.ends)}), [keep])
        if work.chapter == END:
            sure = PanelButton(Phrase("button.lead_end_yes"), "end", danger=True)
            days = Phrase("lead.end", {"days": str(NOTICE.days)})
            return page(CHAPTER, days, [sure, go("lead_end_no", CHAPTER, primary=True)], about="sure")
        able = candidates(work)
        offers = [button("lead_offer", "offer", seat["seat"], company=_name(seat)) for seat in able]
        lines = [PanelLine(_name(seat), seat["ubn"]) for seat in able]
        body = Phrase("lead.body" if able else "lead.nobody")
        return page(CHAPTER, body, [*offers, go("lead_end", END)], lines)

    def on_text(self, work: WorkspaceEntries, decision: Decision, text: str) -> Events:
        """The number of the company that is to lead, or the words of a button."""
        act = _TYPED.get(decision.label(text), "")
        seat = next((each["seat"] for each in work.seats if each["ubn"] == text.strip()), "")
        facts = self.on_act(work, decision, act or ("offer" if seat else ""), seat)
        if decision.label(text) == "button.lead_end" and not in_force(work):
            return (opened(END),)
        return facts or AGAIN

    def on_act(self, work: WorkspaceEntries, decision: Decision, act: str, about: str) -> Events | None:
        """Asking a member, taking that back, ending the alliance, going on after all."""
        part = work.session.alliance
        if in_force(work):
            return (Remarked("lead.sent", "warn"),)
        match act:
            case "offer" if about in {seat["seat"] for seat in candidates(work)}:
                asked = Remarked("lead.offered", "done", {"company": _company(work, about)})
                return (LeadOffered(about), asked)
            case "offer":
                return (Remarked("lead.unable", "warn"),)
            case "retract":
                return (LeadOffered(""), Remarked("lead.retracted", "done")) if part.offered else ()
            case "end" if work.chapter == END and not part.ends:
                at = (decision.now + NOTICE).isoformat()
                return (AllianceEnding(at), opened(CHAPTER))
            case "keep" if part.ends:
                return (AllianceEnding(""), Remarked("lead.kept", "done"))
            case _:
                return None


def in_force(work: WorkspaceEntries) -> bool:
    """Whether something was sent in and not withdrawn: then only staff change who leads."""
    part = work.session.alliance
    return bool(part.case_number) and not part.withdrawn


def candidates(work: WorkspaceEntries) -> list[Json]:
    """Members that can lead: their form is handed over, and they are SMEs, or staff have still to say so."""
    return [
        seat
        for seat in work.seats
        if not seat["leader"]
        and seat["confirmed"]
        and (seat.get("figures") or {}).get("verdict") != "not_eligible"
    ]


def _company(work: WorkspaceEntries, session: str) -> str:
    return next((_name(seat) for seat in work.seats if seat["seat"] == session), "")


def _name(seat: Json) -> str:
    return str(seat["company"] or seat["ubn"])


def _day(at: str) -> str:
    day = taipei_day(datetime.fromisoformat(at))
    return f"{day.month}/{day.day}"
