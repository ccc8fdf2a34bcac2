"""What somebody has answered for the same company in another scheme: shown, and taken over with one word or left."""

from collections.abc import Iterator, Mapping
from typing import Any

from flows.events.alliance import Entered, Remarked
from flows.events.answering import Answered
from flows.events.company.registry import Recognised
from flows.events.conversation import Asked
from flows.events.event import Event, Events
from flows.events.review import Reviewed
from flows.interface.callback_data import CallbackData
from flows.interface.inbound import Upload
from flows.interface.known import Discovered
from flows.interface.panel import GivenAnswer, PanelLine, Phrase, QuestionName
from flows.schemes.alliance.screens.panels import acted, button
from flows.schemes.alliance.screens.people import shared
from flows.schemes.alliance.screens.seat import LEADER_PAGES, MEMBER_PAGES
from flows.screens.base import Situation
from flows.screens.decision import Decision
from flows.screens.prompts import Panel
from flows.screens.stages.registry_card import CARRIED
from flows.session.answers import Answer
from flows.session.frozen import thawed
from flows.session.state import Session

EARLIER = "earlier"
"""The entry with what was found: for which company, the answers as long as nobody has decided about them, and what was
decided: `taken` or `left`."""

TAKEN, LEFT = "taken", "left"


class EarlierScreen:
    """As soon as the company is known, if there is anything to take over."""

    def due(self, situation: Situation) -> Panel | None:
        """All answers that would be taken over."""
        if panel := shared.due(situation):
            return panel
        found = _found(situation.session)
        if found is None or "decided" in found:
            return None
        answers = thawed(found["answers"])
        lines = [
            PanelLine(QuestionName(question), GivenAnswer(question, answer.value, dict(answer.texts)))
            for question, answer in _in_order(situation, answers)
        ]
        facts = {"service": found["service"], "n": str(len(lines))}
        buttons = (button("carry_over", "carry", primary=True), button("carry_not", "afresh"))
        return Panel(
            "earlier", "offer", Phrase("earlier.title"), Phrase("earlier.body", facts), tuple(lines), buttons
        )

    def on_text(self, decision: Decision, prompt: Panel, text: str) -> Events:
        """Yes, no, or the words of a button."""
        if prompt.name in (shared.CONFLICT, shared.CHANGES):
            return shared.on_text(decision, prompt, text)
        label = decision.label(text)
        if label == "button.carry_over" or decision.agrees(text):
            return _taken(decision)
        if label == "button.carry_not" or decision.refuses(text):
            return _left(decision)
        return (Asked("again"),)

    def on_tap(self, decision: Decision, prompt: Panel, tap: CallbackData) -> Events | None:
        """Taking them over, or not."""
        if prompt.name in (shared.CONFLICT, shared.CHANGES):
            return shared.on_tap(decision, prompt, tap)
        match acted(tap):
            case ("carry", _):
                return _taken(decision)
            case ("afresh", _):
                return _left(decision)
            case _:
                return None

    def on_upload(self, decision: Decision, prompt: Panel, upload: Upload) -> Events:
        """Nothing is wanted here."""
        return ()


def on_earlier(decision: Decision, found: Discovered) -> Events:
    """What was found of the person's own, in so far as it is of the company and not answered yet."""
    session, pages = decision.session, _pages(decision.session)
    by_id = decision.edition.questionnaire.by_id
    fits = {
        key: value
        for key, value in found.data["answers"].items()
        if (name := key.partition(".")[0]) in by_id
        and by_id[name].page in pages
        and name not in session.answers
    }
    return (Entered(EARLIER, {**found.data, "answers": fits}),) if fits else ()


def carried(session: Session) -> bool:
    """Whether answers were taken over: they were looked through when they were offered."""
    return (_found(session) or {}).get("decided") == TAKEN


def _found(session: Session) -> Mapping[str, Any] | None:
    """What was found for the company that is this session's now."""
    found: Mapping[str, Any] | None = session.entries.get(EARLIER)
    same = found and found["ubn"] == session.values().get(session.company_question)
    return found if same else None


def _pages(session: Session) -> tuple[int, ...]:
    return MEMBER_PAGES if session.alliance.seat else LEADER_PAGES


def _in_order(situation: Situation, answers: Mapping[str, Answer]) -> Iterator[tuple[str, Answer]]:
    for question in situation.questionnaire.ask_order:
        if question.id in answers:
            yield question.id, answers[question.id]


def _taken(decision: Decision) -> Events:
    """The answers, and with them what the registers say of the same company. The pages of a member's form count as
    looked through: what is still asked is shown once more before it is handed over."""
    session, found = decision.session, _found(decision.session) or {}
    answers = thawed(found.get("answers", {}))
    situation = Situation(decision.definition, session)
    facts: list[Event] = [Entered(EARLIER, {"ubn": found["ubn"], "decided": TAKEN})]
    facts += [
        Answered(question, answer.value, dict(answer.texts), source=CARRIED)
        for question, answer in _in_order(situation, answers)
        if question not in session.answers
    ]
    looked = session.looked
    if looked and looked.record and not looked.choice and not looked.record.is_branch:
        facts.append(Recognised("taken"))
    if session.alliance.seat:
        facts += [Reviewed(page) for page in MEMBER_PAGES]
    taken = sum(isinstance(fact, Answered) for fact in facts)
    return (*facts, Remarked("earlier.taken", "done", {"n": str(taken)}))


def _left(decision: Decision) -> Events:
    found = _found(decision.session) or {}
    return (Entered(EARLIER, {"ubn": found["ubn"], "decided": LEFT}),)
