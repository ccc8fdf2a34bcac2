"""The end of the form: findings confirmed, the verdict turned round, the application confirmed."""

from datetime import datetime

from flows.events.event import Events
from flows.events.review import WarningsConfirmed
from flows.events.submission import Confirmed
from flows.screens.decision import Decision, answer_event, is_open, refuse_event
from flows.screens.prompts import NotEligible, Warnings


def claim_deemed(decision: Decision, prompt: NotEligible) -> Events:
    """The company is too large, but says that it is deemed an SME (Article 6): staff decide."""
    if not prompt.verdict.appeal:
        return ()
    return (answer_event(decision, decision.edition.questionnaire.by_id[prompt.verdict.appeal], "yes", {}),)


def confirm_warnings(prompt: Warnings) -> Events:
    """The person stands by the answers the findings name."""
    return (WarningsConfirmed([finding.fingerprint for finding in prompt.findings]),)


def submit(decision: Decision) -> Events:
    """Confirmed, unless the programme is not open at this moment; who began in time has a grace period."""
    begun = datetime.fromisoformat(decision.session.consent_at)
    graced = decision.programme.grace_until(begun, decision.now)
    return (Confirmed(),) if is_open(decision) or graced else (refuse_event(decision),)
