"""A member is asked to lead: it agrees or not, before anything else."""

from flows.events.alliance import LeadAnswered, Remarked
from flows.events.conversation import Asked
from flows.events.event import Events
from flows.interface.callback_data import CallbackData
from flows.interface.panel import Phrase
from flows.schemes.alliance.screens.panels import acted, button
from flows.screens.base import Situation
from flows.screens.decision import Decision, is_open, refuse_event
from flows.screens.prompts import Panel

NAME = "lead"


def asked_to_lead(situation: Situation) -> Panel | None:
    """What leading means, and the question; None where nobody asks."""
    session = situation.session
    if not (session.alliance.asked and session.alliance.seat):
        return None
    invite = session.entries.get("invite", {})
    company = session.values().get(situation.definition.edition.roles.question("company.name"), "")
    facts = {"old": invite.get("leader", ""), "company": str(company), "alliance": invite.get("name", "")}
    buttons = (button("lead_yes", "lead_yes", primary=True), button("lead_no", "lead_no"))
    return Panel("join", NAME, Phrase("lead.asked_title", facts), Phrase("lead.asked", facts), (), buttons)


def on_text(decision: Decision, text: str) -> Events:
    """Yes or no, or the words of a button."""
    label = decision.label(text)
    if label == "button.lead_yes" or decision.agrees(text):
        return answered(decision, agreed=True)
    if label == "button.lead_no" or decision.refuses(text):
        return answered(decision, agreed=False)
    return (Asked("again"),)


def on_tap(decision: Decision, tap: CallbackData) -> Events | None:
    """Its buttons."""
    pressed = acted(tap)
    if pressed is None or pressed[0] not in ("lead_yes", "lead_no"):
        return None
    return answered(decision, agreed=pressed[0] == "lead_yes")


def answered(decision: Decision, *, agreed: bool) -> Events:
    """What was answered; after closing nobody takes over any more."""
    if not is_open(decision):
        return (refuse_event(decision),)
    told = Remarked("lead.taken" if agreed else "lead.left", "done")
    return (LeadAnswered(agreed), told)
