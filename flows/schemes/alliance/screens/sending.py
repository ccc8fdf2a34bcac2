"""The end: proving the mail address, what the checks find and how to go on, sending, sending again, withdrawing."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flows.events.alliance import (
    Entered,
    MailCodeAsked,
    MailCodeTyped,
    PictureAsked,
    ProposalSent,
    ProposalWithdrawn,
    Remarked,
    SendAsked,
)
from flows.events.answering import Focused
from flows.events.event import Events
from flows.events.submitted.submission import Confirmed
from flows.interface.known import Discovered
from flows.interface.panel import Joined, PanelButton, PanelLine, Phrase, Said
from flows.schemes.alliance.checks import codes, findings
from flows.schemes.alliance.findings import Finding, Severity
from flows.schemes.alliance.growth import percent
from flows.schemes.alliance.lists import PROSE
from flows.schemes.alliance.screens.board import chapter_of
from flows.schemes.alliance.screens.chapters import AGAIN, BaseChapter, go, opened, page
from flows.schemes.alliance.screens.entries import (
    CASE,
    CHAPTER,
    CONSENT,
    MAIL,
    SEATS,
    SUMMARY_PAGES,
    WorkspaceEntries,
    case_facts,
)
from flows.schemes.alliance.screens.panels import button
from flows.schemes.alliance.screens.plan import item_said
from flows.schemes.alliance.stored import seat_name
from flows.screens.base import Situation
from flows.screens.decision import Decision
from flows.screens.prompts import Panel

QUESTIONS: Mapping[str, str] = {
    "A05": "target_market", "A06": "industry_focus", "A23": "declare_no_duplicate", "A20": "company_name",
    "A18": "summary_alliance",
}  # fmt: skip
"""The question that mends a finding, where one does."""

MOST_PLACES = 6
"""Places of a finding that are named."""
CONSENT_CHECK = "A26"
"""The check that is mended right there."""

CODE_LENGTH = 6
CHECKED = "checked"
"""The entry with the codes found when it was last to be sent, by severity."""


class MailProofChapter(BaseChapter):
    """A code mailed to the project's address, typed here."""

    def panel(self, work: WorkspaceEntries) -> Panel:
        """Whether one is under way."""
        address = work.text("project_email")
        if work.mail_proven:
            return page(
                "mail", Phrase("mail.proven", {"address": address}), [go("checks", "checks", primary=True)]
            )
        asked = work.session.alliance.mail_codes
        ask = button("mail_again" if asked else "mail_code", "code", primary=not asked)
        return page(
            "mail",
            Phrase("mail.asked" if asked else "mail.body", {"address": address}),
            [ask],
            about=str(asked),
        )

    def on_text(self, work: WorkspaceEntries, decision: Decision, text: str) -> Events:
        """Six digits; which they are is compared by whoever knows the code."""
        digits = "".join(text.split())
        if len(digits) != CODE_LENGTH or not digits.isdecimal():
            return (Remarked("mail.no_code", "rejected"),)
        return (MailCodeTyped(),)

    def on_act(self, work: WorkspaceEntries, decision: Decision, act: str, about: str) -> Events | None:
        """A code is wanted."""
        return (MailCodeAsked(work.session.alliance.mail_codes + 1),) if act == "code" else None


class ChecksChapter(BaseChapter):
    """What keeps it from being sent, whose turn it is, and the way to send it."""

    def panel(self, work: WorkspaceEntries) -> Panel:
        """Each finding with the way to its place."""
        found = findings(work.proposal())
        blocking = [each for each in found if each.severity is Severity.BLOCKS]
        open_ = [each for each in blocking if each.code != CONSENT_CHECK]
        waiting = [seat_name(work.entries, seat) for seat in work.seats if not seat["confirmed"]]
        said: list[Said] = [Phrase("check.left", {"n": str(len(open_))}) if open_ else Phrase("check.ready")]
        if waiting:
            said.append(Phrase("check.wait", {"company": "、".join(waiting)}))
        lines = [self._line(work, each) for each in found]
        ways = list(dict.fromkeys(filter(None, (chapter_of(each.code) for each in open_))))
        agree = button("consent_review", "consent", primary=not open_)
        buttons = [go(way, way) for way in ways] + ([agree] if len(blocking) > len(open_) else [])
        if not blocking:
            said += [*_paper_again(work), Phrase("submit.ask")]
            buttons = [button("send", "send", primary=True)]
        return page("checks", Joined(tuple(said)), buttons, lines, about="open" if blocking else "send")

    def on_text(self, work: WorkspaceEntries, decision: Decision, text: str) -> Events:
        """The words of the buttons; yes sends nothing that is not ready."""
        label = decision.label(text)
        if label == "button.consent_review":
            return self.on_act(work, decision, "consent", "") or AGAIN
        if label == "button.send":
            return self.on_act(work, decision, "send", "") or AGAIN
        return AGAIN

    def on_act(self, work: WorkspaceEntries, decision: Decision, act: str, about: str) -> Events | None:
        """Agreeing, sending, the question that mends a finding."""
        match act:
            case "consent":
                return (Entered(CONSENT, decision.programme.notice_version),)
            case "send":
                return (SendAsked(decision.now.isoformat()),)
            case _ if act.removeprefix("edit.") in QUESTIONS.values():
                return (Focused(act.removeprefix("edit.")),)
            case _:
                return None

    def _line(self, work: WorkspaceEntries, finding: Finding) -> PanelLine:
        tone = {Severity.BLOCKS: "warn", Severity.STAFF: "info", Severity.NOTE: "info"}[finding.severity]
        companies = {seat["ubn"]: seat["company"] for seat in work.seats}
        places = [_place_said(each, companies) for each in finding.places[:MOST_PLACES]]
        question = QUESTIONS.get(finding.code, "")
        key = f"finding.{finding.code}" + ("_staff" if finding.severity is Severity.STAFF else "")
        return PanelLine(
            finding.code,
            Joined((Phrase(key), Joined(tuple(places), "、")), " ") if places else Phrase(key),
            f"edit.{question}" if question else "",
            tone,
        )


def _paper_again(work: WorkspaceEntries) -> list[Said]:
    """Paper of what was sent before has arrived: it would have to be changed as well, and what of it."""
    known = work.entries.get(CASE) or {}
    if work.session.alliance.withdrawn or not known.get("paper_r"):
        return []
    said: list[Said] = [Phrase("submit.paper_again", {"r": known["paper_r"]})]
    if known.get("changed"):
        named = tuple(Phrase(f"button.{part}") for part in known["changed"])
        said.append(Joined((Phrase("submit.changed"), Joined(named, "、")), ""))
    return said


class SentChapter(BaseChapter):
    """After sending: what is still to be done, sending again, withdrawing."""

    def panel(self, work: WorkspaceEntries) -> Panel:
        """The case, and the paper that has to arrive."""
        part = work.session.alliance
        facts = {"case": part.case_number, "r": str(part.revision)}
        if part.withdrawn:
            return page("sent", Phrase("sent.withdrawn", facts))
        if work.chapter == "sent.withdraw":
            sure = PanelButton(Phrase("button.withdraw_yes"), "withdraw", danger=True)
            return page(
                "sent",
                Phrase("sent.withdraw", facts),
                [sure, go("keep_sent", "sent", primary=True)],
                about="sure",
            )
        body = Joined((Phrase("submit.done", facts), Phrase("submit.steps")))
        known = work.entries.get(CASE)
        if known and known["paper"] != "missing":
            body = Joined((Phrase("board.case", case_facts(known)),))
        mend = [go("mend", "mend", primary=True)] if part.mend_due else []
        return page("sent", body, [*mend, go("checks_again", "checks"), go("withdraw", "sent.withdraw")])

    def on_act(self, work: WorkspaceEntries, decision: Decision, act: str, about: str) -> Events | None:
        """Withdrawing, asked twice."""
        part = work.session.alliance
        if act == "withdraw" and work.chapter == "sent.withdraw" and part.case_number:
            return (ProposalWithdrawn(part.case_number, decision.now.isoformat()), opened("sent"))
        return None


def _place_said(place: str, companies: Mapping[str, str]) -> Said:
    """Where a finding is, as people call it: a section, a file, a work item, a company, an alliance's own name."""
    if place in PROSE:
        return Phrase(f"prose.{place}")
    return Phrase("button.own_prose") if place == "own_prose" else item_said(companies.get(place) or place)


def on_seats(decision: Decision, found: Discovered) -> Events:
    """The seats as they are now, with a picture of them on the board; where it was to be sent, whether it may."""
    seats, pages = list(found.data["seats"]), found.data.get("summary_pages")
    facts: Events = ()
    if seats != decision.session.entries.get(SEATS):
        shown = decision.session.entries.get(CHAPTER, "board") == "board" and len(seats) > 1
        facts = (Entered(SEATS, seats), *([PictureAsked("board")] if shown else []))
    if pages is not None and pages != decision.session.entries.get(SUMMARY_PAGES):
        facts = (*facts, Entered(SUMMARY_PAGES, pages))
    if "send" not in found.data:
        return facts
    return (*facts, *_judged(decision.after(facts), found.data["send"]))


def _judged(decision: Decision, received: str) -> Events:
    """Sent when nothing keeps it; else what does. Every moment of the decision is the one at which it was asked for."""
    work = WorkspaceEntries(Situation(decision.definition, decision.session))
    found = findings(work.proposal(datetime.fromisoformat(received)))
    told = {severity.value: list(codes(found, severity)) for severity in Severity} | _growth(work)
    checked = Entered(CHECKED, told)
    if told[Severity.BLOCKS.value]:
        return (
            checked,
            opened("checks"),
            Remarked("check.refused", "rejected", {"list": "、".join(told["blocks"])}),
        )
    part = decision.session.alliance
    if part.case_number:
        return (
            checked,
            Entered(CASE),
            opened("sent"),
            ProposalSent(part.case_number, part.revision + 1, received),
        )
    return (checked, opened("sent"), Confirmed())


def _growth(work: WorkspaceEntries) -> dict[str, Any]:
    """Base, target and rise at that moment, as they are printed."""
    revenue = work.revenue
    return {
        "base": revenue.base,
        "target": revenue.target,
        "percent": percent(revenue.tenths) if revenue.tenths is not None else None,
    }


def on_mail(decision: Decision, found: Discovered) -> Events:
    """Whether the code typed was the one mailed to that address."""
    if not found.data.get("right"):
        return (Remarked("mail.wrong", "rejected", {"left": str(found.data.get("left", ""))}),)
    return (Entered(MAIL, found.data["address"]), opened("checks"), Remarked("mail.right", "done"))
