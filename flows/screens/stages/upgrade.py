"""A draft begun under an older edition or an earlier year's programme: it may move on, or stay as it is.

Nothing is moved without a yes. Where the notice on personal data is another one, that yes is to the notice.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from flows.events.applications import AnotherBegun
from flows.events.conversation import Asked
from flows.events.event import Events
from flows.events.submitted.submission import Confirmed
from flows.events.upgrade import Upgraded, UpgradeDeclined, UpgradeNoticeShown, UpgradeOffered
from flows.handover.state import OWNER
from flows.interface.callback_data import CallbackData, Verb
from flows.scheme.carry_over import carried_over, dropped_drafts
from flows.scheme.definition import COMPANY, Definition
from flows.screens.base import Situation
from flows.screens.decision import Decision, is_open, takes_submission
from flows.screens.prompts import UpgradeCheck, UpgradeNotice
from flows.session.state import Session

MOVE, STAY, AGREE, NOT_AGREE = "move", "stay", "agree", "not_agree"
"""What its buttons say."""


def offered(decision: Decision, facts: Events, after: Session) -> Events:
    """The offer at the end of a turn: once there is something later, and again once there is no staying.

    What was said in this turn was said to the older edition, and counts there first. What colleagues were asked for
    comes in first as well."""
    new = decision.definition.successor
    if new is None or not after.consented or after.case_number or decision.inbound.lease != OWNER:
        return ()
    asked = after.contributions
    if after.erasing or after.paused or after.with_staff or asked.waiting or asked.open_at(decision.now):
        return ()
    if any(isinstance(fact, Confirmed | AnotherBegun) for fact in facts):
        return ()
    must = not takes_submission(decision)
    if not must and not is_open(
        decision
    ):  # in its grace period: a few minutes to send it, and no time for offers
        return ()
    offer = UpgradeOffered(new.edition.questionnaire.version, new.programme.id, must)
    known = after.upgrade
    again = known is not None and _same(known, new) and (known.must or not must)
    return () if again else (offer,)


def offered_again(decision: Decision, pressed: CallbackData | None = None, text: str = "") -> Events:
    """The offer once more for whoever has declined it and wants it after all, by its words or its old button; () for
    anything else."""
    wanted = decision.label(text) == "button.upgrade_move" if pressed is None else pressed.first == MOVE
    new, offer = decision.definition.successor, decision.session.upgrade
    if not wanted or new is None or offer is None or not _same(offer, new):
        return ()
    return (offer,) if decision.session.upgrade_step == "declined" else ()


@dataclass(frozen=True)
class UpgradeScreen:
    """The offer; whatever is no clear yes or no changes nothing."""

    prompt: ClassVar[type[UpgradeCheck]] = UpgradeCheck

    def due(self, situation: Situation) -> UpgradeCheck | None:
        """Once it was offered, until it is answered."""
        new, offer = situation.definition.successor, situation.session.upgrade
        if new is None or offer is None or not _same(offer, new) or situation.session.upgrade_step:
            return None
        return UpgradeCheck(carried_over(situation.definition, new, situation.session), offer.must)

    def on_text(self, decision: Decision, prompt: UpgradeCheck, text: str) -> Events:
        """Yes or no, or the words of a button."""
        if decision.agrees(text) or decision.label(text) == "button.upgrade_move":
            return _move(decision)
        if decision.refuses(text) or decision.label(text) == "button.upgrade_stay":
            return _stay(prompt)
        return (Asked("upgrade_only" if prompt.must else "upgrade_choice"),)

    def on_tap(self, decision: Decision, prompt: UpgradeCheck, tap: CallbackData) -> Events | None:
        """Its two buttons."""
        ways: dict[str, Callable[[], Events]] = {
            MOVE: lambda: _move(decision),
            STAY: lambda: _stay(prompt),
        }
        return ways[tap.first]() if tap.verb is Verb.UPGRADE and tap.first in ways else None


@dataclass(frozen=True)
class UpgradeNoticeScreen:
    """The notice of what the draft would move on to. Who does not agree is back at the offer; nothing has changed."""

    prompt: ClassVar[type[UpgradeNotice]] = UpgradeNotice

    def due(self, situation: Situation) -> UpgradeNotice | None:
        """Once somebody wants to move on to another notice."""
        new, offer = situation.definition.successor, situation.session.upgrade
        wanted = new is not None and offer is not None and _same(offer, new)
        return UpgradeNotice() if wanted and situation.session.upgrade_step == "notice" else None

    def on_text(self, decision: Decision, prompt: UpgradeNotice, text: str) -> Events:
        """Agreed, or not."""
        if decision.agrees(text):
            return _moved(decision)
        if decision.refuses(text):
            return _not_agreed(decision)
        return (Asked("consent_first"),)

    def on_tap(self, decision: Decision, prompt: UpgradeNotice, tap: CallbackData) -> Events | None:
        """Its two buttons; that to agree names the notice it stood under."""
        new = decision.definition.successor
        if tap.verb is not Verb.UPGRADE or new is None:
            return None
        match tap.first:
            case "agree" if tap.second == new.programme.notice_version:
                return _moved(decision)
            case "not_agree":
                return _not_agreed(decision)
            case _:
                return ()


UPGRADE_CHECK = UpgradeScreen()
UPGRADE_NOTICE = UpgradeNoticeScreen()


def _same(offer: UpgradeOffered, new: Definition) -> bool:
    return (offer.questionnaire, offer.programme) == (new.edition.questionnaire.version, new.programme.id)


def needs_consent(old: Definition, new: Definition, session: Session) -> bool:
    """Whether the notice agreed to is another one there: it names a programme, so that another year's always is."""
    return old.programme.id != new.programme.id or session.consent_version != new.programme.notice_version


def _move(decision: Decision) -> Events:
    new = decision.definition.successor
    if new is None:
        return ()
    asked = needs_consent(decision.definition, new, decision.session)
    return (UpgradeNoticeShown(),) if asked else _moved(decision)


def _stay(prompt: UpgradeCheck) -> Events:
    return (Asked("upgrade_only"),) if prompt.must else (UpgradeDeclined(),)


def _moved(decision: Decision) -> Events:
    """The draft moves; with the consent, where it was asked for."""
    old, new, session = decision.definition, decision.definition.successor, decision.session
    if new is None:
        return ()
    asked = session.upgrade_step == "notice"
    return (
        Upgraded(
            new.edition.questionnaire.version,
            new.programme.id,
            new.edition.roles.question(COMPANY),
            [*carried_over(old, new, session).gone, *dropped_drafts(old, new, session)],
            new.programme.notice_version if asked else "",
            decision.now.isoformat() if asked else "",
        ),
    )


def _not_agreed(decision: Decision) -> Events:
    """Back to the offer."""
    offer = decision.session.upgrade
    return (offer,) if offer else ()
