"""Joining an alliance: the code, the company it is for, the seat."""

from collections.abc import Mapping
from typing import Any

from flows.answers import parse
from flows.answers.base import Accepted
from flows.answers.parsing.alliance_name import bare_name
from flows.answers.parsing.invitation_code import bare_code
from flows.events.alliance import CodeGiven, ColleagueJoined, Entered, Remarked, SeatLeft, SeatTaken
from flows.events.answering import Answered, Dropped
from flows.events.conversation import Asked
from flows.events.event import Events
from flows.interface.callback_data import CallbackData
from flows.interface.inbound import Upload
from flows.interface.known import Discovered
from flows.interface.panel import Phrase
from flows.schemes.alliance.screens.lead import asked as lead
from flows.schemes.alliance.screens.panels import acted, button
from flows.schemes.alliance.screens.seat import CONFIRMED, RELEASE
from flows.screens.base import Situation
from flows.screens.decision import Decision, answer_event
from flows.screens.prompts import Panel
from flows.session.state import Session

LONGEST_NAME = 20
"""Characters of what a person calls themselves."""

INVITE = "invite"
"""The entry with what the invitation says: alliance, its name, its leader, the company's number or ""."""


class JoinScreen:
    """Until this session is a company's seat."""

    def due(self, situation: Situation) -> Panel | None:
        """The code is asked for, then whether it is the right company."""
        session = situation.session
        if session.alliance.waits:
            facts = {"leader": session.entries[INVITE]["leader"], "alliance": session.entries[INVITE]["name"]}
            leave = (button("leave", "leave"),)
            return Panel(
                "join", "wait", Phrase("join.wait_title", facts), Phrase("join.wait", facts), (), leave
            )
        if session.alliance.seat:
            return lead.asked_to_lead(situation) or _other_company(situation)
        invite = session.entries.get(INVITE)
        if gone := _given_up(session, invite):
            return gone
        if not invite:
            return Panel("join", "code", Phrase("join.code_title"), Phrase("join.code"))
        facts = {"alliance": invite["name"], "leader": invite["leader"], "ubn": invite["ubn"]}
        if "seat" in invite:
            facts = {"company": invite["company"], "alliance": invite["name"]}
            no = (button("join_no", "decline"),)
            title, body = Phrase("people.join_title", facts), Phrase("people.join", facts)
            return Panel("join", "colleague", title, body, (), no)
        if not invite["ubn"]:
            return Panel("join", "number", Phrase("join.number_title", facts), Phrase("join.number", facts))
        buttons = (button("join_yes", "join", primary=True), button("join_no", "decline"))
        return Panel(
            "join", "confirm", Phrase("join.confirm_title", facts), Phrase("join.confirm", facts), (), buttons
        )

    def on_text(self, decision: Decision, prompt: Panel, text: str) -> Events:
        """A code, the company's number, or yes and no."""
        if prompt.name == lead.NAME:
            return lead.on_text(decision, text)
        if code := bare_code(text) if prompt.name == "code" else "":
            return (CodeGiven(code),)
        if prompt.name == "colleague":
            return _beside_a_colleague(decision, text)
        if prompt.name == "number":
            return _numbered(decision, text)
        if prompt.name == "confirm" and decision.agrees(text):
            return _taken(decision)
        if prompt.name == "confirm" and decision.refuses(text):
            return _declined()
        return (Asked("again"),)

    def on_tap(self, decision: Decision, prompt: Panel, tap: CallbackData) -> Events | None:
        """That it is the right company, or not."""
        if prompt.name == lead.NAME:
            return lead.on_tap(decision, tap)
        match acted(tap):
            case ("restore", _) if prompt.name == "other":
                return (_number_again(decision),)
            case ("join", _) if prompt.name == "confirm":
                return _taken(decision)
            case ("decline", _) if prompt.name in ("confirm", "colleague"):
                return _declined()
            case ("leave", _) if prompt.name == "wait":
                return (SeatLeft(),)
            case _:
                return None

    def on_upload(self, decision: Decision, prompt: Panel, upload: Upload) -> Events:
        """Nothing is wanted here."""
        return ()


def on_invitation(decision: Decision, found: Discovered) -> Events:
    """What a code turned out to be."""
    if decision.session.alliance.seat:
        return ()
    if "refused" in found.data:
        left = str(found.data.get("left", ""))
        return (CodeGiven(""), Remarked(f"join.{found.data['refused']}", "rejected", {"left": left}))
    return (CodeGiven(""), Entered(INVITE, {**found.data, "name": bare_name(str(found.data["name"]))}))


def on_elsewhere(decision: Decision, found: Discovered) -> Events:
    """The company has a seat in another alliance: this one cannot be sent in before that one is left."""
    return (Remarked("join.elsewhere", "warn", {"ubn": str(found.data["ubn"])}),)


def _given_up(session: Session, invite: Mapping[str, Any] | None) -> Panel | None:
    """That the seat was left or taken away, or that there is no alliance any more; until there is another
    invitation."""
    part = session.alliance
    if not part.left or (invite and invite["invitation"] != part.invitation):
        return None
    why = "ended" if part.ended else "left"
    return Panel("join", why, Phrase(f"join.{why}_title"), Phrase(f"join.{why}"))


def _numbered(decision: Decision, text: str) -> Events:
    """The number of the company, where the invitation names none."""
    question = decision.edition.questionnaire.by_id[decision.session.company_question]
    outcome = parse(question, text, decision.reading(question))
    if not isinstance(outcome, Accepted):
        return (Remarked("join.not_a_number", "rejected"),)
    return (Entered(INVITE, {**decision.session.entries[INVITE], "ubn": str(outcome.value), "open": True}),)


def _beside_a_colleague(decision: Decision, text: str) -> Events:
    """What they call themselves, so that colleagues see who changed what; with it they are at the seat."""
    name, label = " ".join(text.split()), decision.label(text)
    if label == "button.join_no":
        return _declined()
    if not 1 <= len(name) <= LONGEST_NAME or name.isdecimal() or bare_code(text):
        return (Remarked("people.name", "rejected", {"most": str(LONGEST_NAME)}),)
    invite = decision.session.entries[INVITE]
    return (ColleagueJoined(invite["seat"], name, invite["invitation"]), Remarked("people.joined", "done"))


def _taken(decision: Decision) -> Events:
    """The seat is theirs; of its number the registers are asked."""
    invite = decision.session.entries[INVITE]
    admitted = not invite.get("open")
    taken = SeatTaken(invite["alliance"], invite["ubn"], invite["invitation"], admitted)
    return (taken, _number_again(decision), *_released_to_nobody(decision.session))


def _released_to_nobody(session: Session) -> Events:
    """What was handed to the leader of an earlier alliance was not handed to this one."""
    if CONFIRMED not in session.entries:
        return ()
    return (Entered(CONFIRMED), *(Dropped(each) for each in (RELEASE,) if each in session.answers))


def _other_company(situation: Situation) -> Panel | None:
    """The seat is for one company: another number has to go back to it."""
    session = situation.session
    given, seat = (
        session.values().get(session.company_question),
        session.entries.get(INVITE, {}).get("ubn", ""),
    )
    if given in (None, seat):
        return None
    facts = {"ubn": str(given), "seat": seat}
    restore = button("restore", "restore", primary=True, ubn=seat)
    return Panel(
        "join", "other", Phrase("join.other_title"), Phrase("join.other_company", facts), (), (restore,)
    )


def _number_again(decision: Decision) -> Answered:
    """The number of the seat."""
    question = decision.edition.questionnaire.by_id[decision.session.company_question]
    return answer_event(decision, question, decision.session.entries[INVITE]["ubn"], {})


def _declined() -> Events:
    """It was another company's: the code is to be asked for at the leader's."""
    return (Entered(INVITE), Remarked("join.other", "warn"))
