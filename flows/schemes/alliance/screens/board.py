"""The leader's board: who has joined and how far everybody is, what of the proposal is done."""

from flows.answers.parsing.alliance_name import bare_name
from flows.events.event import Events
from flows.interface.panel import Joined, PanelLine, Phrase
from flows.schemes.alliance.checks import codes, findings
from flows.schemes.alliance.conditions import LEAST_MEMBERS
from flows.schemes.alliance.findings import Severity
from flows.schemes.alliance.screens.chapters import WEB, BaseChapter, go, page
from flows.schemes.alliance.screens.entries import CASE, WorkspaceEntries, case_facts
from flows.schemes.alliance.screens.panels import button
from flows.schemes.alliance.screens.remind import open_seats
from flows.schemes.alliance.stored import Json, members_of, seat_name
from flows.screens.decision import Decision
from flows.screens.prompts import Panel
from flows.session.path import questions_left


class BoardChapter(BaseChapter):
    """Everything at a glance; of a member that has not released its form no more than how far it is."""

    def panel(self, work: WorkspaceEntries) -> Panel:
        """Members, chapters, what comes next."""
        counted = sum(member.counted for member in members_of(work.seats))
        facts = {"joined": str(len(work.seats)), "confirmed": str(counted)}
        short = LEAST_MEMBERS - counted
        head = Phrase("board.members", facts)
        lack = (Phrase("board.short", {"n": str(short)}),) if short > 0 else ()
        sent = work.session.alliance
        facts_sent = {"case": sent.case_number, "r": str(sent.revision)}
        told = "board.withdrawn" if sent.withdrawn else "board.sent"
        status = Phrase(told, facts_sent) if sent.case_number else ""
        if (known := work.entries.get(CASE)) and not sent.withdrawn:
            status = Phrase("board.case", case_facts(known))
        parts = tuple(part for part in (status, head, *lack) if part)
        lines = [self._line(seat, seat_name(work.entries, seat)) for seat in work.seats]
        knocking = [seat_name(work.entries, seat) for seat in work.knocking]
        lines += [PanelLine(company, Phrase("board.knocking"), tone="warn") for company in knocking]
        lines += self._chapters(work)
        name = bare_name(work.text("alliance_name"))
        left = questions_left(work.situation.questionnaire, work.session)
        more = [button("questions", "questions", primary=True, n=f"{left.most}")] if left.most else []
        remind = [go("remind", "remind")] if open_seats(work) else []
        state = [go("sent", "sent")] if sent.case_number else []
        mend = [go("mend", "mend", primary=True)] if sent.mend_due else []
        picture = [button("picture", "picture", "board")] if work.seats and not mend else []
        buttons = (
            *mend, *more, go("members", "members"), *remind, go("kpi", "kpi"), go("overseas", "overseas"),
            go("schedule", "schedule"), go("prose", "prose"), go("files", "files"), button(WEB, WEB),
            go("checks", "checks", primary=True), *state, *picture,
        )  # fmt: skip
        title = Phrase("board.title", {"name": name}) if name else Phrase("board.untitled")
        return page("board", Joined(parts), buttons, lines, title=title)

    def on_act(self, work: WorkspaceEntries, decision: Decision, act: str, about: str) -> Events | None:
        """Every button opens a chapter, which the workspace does itself."""
        return None

    def _line(self, seat: Json, company: str) -> PanelLine:
        if seat["confirmed"]:
            large = (seat.get("figures") or {}).get("verdict") == "not_eligible"
            return PanelLine(company, Phrase("board.too_large" if large else "board.confirmed"), tone="done")
        if not seat["done"]:
            return PanelLine(company, Phrase("board.joined"))
        facts = {"page": str(seat["page"]), "done": str(seat["done"]), "total": str(seat["total"])}
        return PanelLine(company, Phrase("board.filling", facts))

    def _chapters(self, work: WorkspaceEntries) -> list[PanelLine]:
        """What the checks still find in each chapter."""
        found = codes(findings(work.proposal()), Severity.BLOCKS)
        left = {name: [code for code in found if code in theirs] for name, theirs in CHAPTERS.items()}
        return [
            PanelLine(
                Phrase(f"button.{name}"),
                Phrase("board.left", {"n": str(len(open_))}) if open_ else Phrase("board.done"),
            )
            for name, open_ in left.items()
        ]


CHAPTERS = {
    "members": ("A01", "A02", "A03", "A04", "A20", "A24"),
    "kpi": ("A07", "A08", "A09", "A11", "A12", "A13"),
    "overseas": ("A10",),
    "schedule": ("A14", "A15", "A16"),
    "prose": ("A17", "A18", "A19"),
    "files": ("A21", "A22"),
    "mail": ("A27",),
}
"""Which chapter mends what a check finds; the others are answers to questions, or what is agreed to at the end."""


def chapter_of(code: str) -> str:
    """The chapter in which a finding is mended; empty when that is no chapter."""
    return next((name for name, theirs in CHAPTERS.items() if code in theirs), "")
