"""The end of a member's form: it is handed to the leader, can be changed, and is handed over again."""

from flows.events.alliance import Entered, Remarked, SeatLeft
from flows.events.answering import Focused
from flows.events.conversation import Asked
from flows.events.event import Events
from flows.interface.callback_data import CallbackData
from flows.interface.inbound import Upload
from flows.interface.panel import GivenAnswer, Joined, PanelLine, Phrase, QuestionName
from flows.schemes.alliance.proposal import NameCheck
from flows.schemes.alliance.screens.correction.chapter import day_said
from flows.schemes.alliance.screens.correction.lock import is_mending
from flows.schemes.alliance.screens.earlier import carried
from flows.schemes.alliance.screens.entries import CASE, case_facts
from flows.schemes.alliance.screens.join import INVITE
from flows.schemes.alliance.screens.panels import acted, button
from flows.schemes.alliance.screens.seat import CONFIRMED, NAME_REASON, fingerprint, name_check
from flows.screens.base import Situation
from flows.screens.command_words import bare_number
from flows.screens.commands import change
from flows.screens.decision import Decision, is_open, refuse_event
from flows.screens.prompts import Panel
from flows.session.alliance import Part

LONGEST_REASON = 120


class HandOverScreen:
    """Once everything is answered and looked through."""

    def due(self, situation: Situation) -> Panel:
        """Why the name differs, the hand-over, or that it is done."""
        session, edition = situation.session, situation.definition.edition
        facts = {"leader": str(session.entries.get(INVITE, {}).get("leader", ""))}
        told = session.entries.get(CONFIRMED) or {}
        name = session.values().get(edition.roles.question("company.name"), "")
        leave = button("leave", "leave")
        if session.entries.get("leaving"):
            sure = (button("leave_yes", "leave_yes"), button("leave_no", "stay", primary=True))
            return Panel("hand_over", "leave", Phrase("leave.title"), Phrase("leave.body"), (), sure)
        if name_check(session, name) is NameCheck.DIFFERENT:
            registered = session.looked.record.name if session.looked and session.looked.record else ""
            differ = {"name": str(name), "registered": registered}
            return Panel(
                "hand_over", "name", Phrase("seat.name_title"), Phrase("seat.name", differ), (), (leave,)
            )
        if told.get("form") == fingerprint(edition, session):
            known = session.entries.get(CASE)
            case = (Phrase("board.case", case_facts(known)),) if known else ()
            said = Joined((*_asked(session.alliance), Phrase("seat.done", facts), *case))
            return Panel("hand_over", "done", Phrase("seat.done_title"), said, (), (leave,))
        shown = _own(situation) if carried(session) and not told else ()
        body = Phrase(
            "seat.again" if told else "seat.hand_over_carried" if shown else "seat.hand_over", facts
        )
        hand = button("hand_over", "hand_over", primary=True)
        said = Joined((*_asked(session.alliance), body))
        return Panel("hand_over", "hand_over", Phrase("seat.title"), said, shown, (hand, leave))

    def on_text(self, decision: Decision, prompt: Panel, text: str) -> Events:
        """Yes, a reason, or the number of a question to change."""
        if (number := bare_number(text)) is not None:
            return change(decision, number)
        if prompt.name == "name" and 2 <= len(text.strip()) <= LONGEST_REASON:
            return (Entered(NAME_REASON, text.strip()),)
        if prompt.name == "hand_over" and decision.agrees(text):
            return self._handed(decision)
        return (Asked("thanked" if prompt.name == "done" else "again"),)

    def on_tap(self, decision: Decision, prompt: Panel, tap: CallbackData) -> Events | None:
        """Handing over, leaving, changing."""
        match acted(tap):
            case ("hand_over", _) if prompt.name == "hand_over":
                return self._handed(decision)
            case ("hand_over", _) if prompt.name == "done":  # a colleague was faster, or it was tapped twice
                return (Remarked("seat.handed_before", "info"),)
            case ("change", question) if question in decision.session.answers:
                return (Focused(question),)
            case ("leave", _):
                return (Entered("leaving", True),)
            case ("leave_yes", _) if prompt.name == "leave":
                return (Entered("leaving"), SeatLeft())
            case ("stay", _):
                return (Entered("leaving"),)
            case _:
                return None

    def on_upload(self, decision: Decision, prompt: Panel, upload: Upload) -> Events:
        """Nothing is wanted here."""
        return ()

    def _handed(self, decision: Decision) -> Events:
        if not (is_open(decision) or is_mending(decision.session.alliance, decision.now)):
            return (refuse_event(decision),)
        told = decision.session.entries.get(CONFIRMED) or {}
        form = fingerprint(decision.edition, decision.session)
        again = bool(told) and told.get("form") != form
        leader = str(decision.session.entries.get(INVITE, {}).get("leader", ""))
        confirmed = {"form": form, "again": again or bool(told.get("again"))}
        return (Entered(CONFIRMED, confirmed), Remarked("seat.handed", "done", {"leader": leader}))


def _asked(part: Part) -> tuple[Phrase, ...]:
    """What the office asks to mend of this form."""
    if not part.mend_due:
        return ()
    return (Phrase("mend.form", {"what": "、".join(part.mends.values()), "due": day_said(part.mend_due)}),)


def _own(situation: Situation) -> tuple[PanelLine, ...]:
    """What was answered besides what was taken over, to be looked through; what was taken over was, when it was."""
    answers = situation.session.answers
    own = [each.id for each in situation.questionnaire.ask_order if each.id in answers]
    return tuple(
        PanelLine(QuestionName(name), GivenAnswer(name, answers[name].value, dict(answers[name].texts)))
        for name in own
        if not answers[name].source
    )
