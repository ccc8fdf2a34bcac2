"""What somebody wants of the application they submitted: to give it up, or something about their personal data."""

from collections.abc import Mapping
from typing import ClassVar

from flows.cases.requests import DataRequestKind
from flows.definitions.text import normal
from flows.events.conversation import Asked
from flows.events.erasure import EraseAsked
from flows.events.event import Events
from flows.events.submitted.submission import WITHDRAW, RequestBegun, RequestDropped, RequestMade
from flows.interface.callback_data import CallbackData, Verb
from flows.screens.base import Situation
from flows.screens.command_words import Command
from flows.screens.decision import Decision
from flows.screens.submitted.prompt import RequestCheck
from flows.session.state import Session

LONGEST_REQUEST = 1000
"""Characters of what is said with a request; what is longer is cut."""

SEND, DROP = "send", "drop"
"""The buttons of the screen."""

IN_WORDS = frozenset({DataRequestKind.COPY.value, DataRequestKind.CORRECT.value})
"""What is said in words may go with these; one needs them."""

_SENDS = frozenset({"button.request_send", "button.request_withdraw"})

KINDS: Mapping[Command, str] = {
    Command.WITHDRAW: WITHDRAW,
    Command.DATA_COPY: DataRequestKind.COPY.value,
    Command.CORRECTION: DataRequestKind.CORRECT.value,
    Command.STOP_USE: DataRequestKind.STOP.value,
    Command.ERASE: DataRequestKind.ERASE.value,
}
"""The words that begin one."""


def begun(session: Session, said: Command) -> Events:
    """What it means to ask for one of KINDS: before anything was submitted there is nothing to ask the office for."""
    kind = KINDS[said]
    if session.joined and said is not Command.ERASE:
        return (Asked("request_joined"),)
    if session.superseded or session.alliance.case_number:
        return (Asked("erase_submitted"),)
    if session.case_number and not session.joined:
        return (RequestBegun(kind),)
    if said is Command.WITHDRAW:
        return (Asked("withdraw_draft"), EraseAsked())
    return (EraseAsked(),) if said is Command.ERASE else (Asked("request_draft"),)


class RequestScreen:
    """Whatever does not clearly say yes changes nothing."""

    prompt: ClassVar[type[RequestCheck]] = RequestCheck

    def due(self, situation: Situation) -> RequestCheck | None:
        """Once something is wanted."""
        session = situation.session
        return RequestCheck(session.requesting) if session.requesting and not session.superseded else None

    def on_text(self, decision: Decision, prompt: RequestCheck, text: str) -> Events:
        """Yes, the words of a button, or what is to be corrected."""
        label = decision.label(text)
        if label == "button.request_drop" or decision.refuses(text):
            return (RequestDropped(),)
        agrees = label in _SENDS or decision.agrees(text)
        if agrees and prompt.kind != DataRequestKind.CORRECT:
            return (RequestMade(prompt.kind),)
        if prompt.kind in IN_WORDS and not agrees and len(normal(text)) > 1:
            return (RequestMade(prompt.kind, text.strip()[:LONGEST_REQUEST], decision.inbound.message),)
        return (Asked("request_words"),) if prompt.kind in IN_WORDS else (RequestDropped(),)

    def on_tap(self, decision: Decision, prompt: RequestCheck, tap: CallbackData) -> Events | None:
        """Its buttons, of this very request."""
        if tap.verb is not Verb.REQUEST or tap.second != prompt.kind:
            return None
        if tap.first == DROP:
            return (RequestDropped(),)
        correct = prompt.kind == DataRequestKind.CORRECT
        return (RequestMade(prompt.kind),) if tap.first == SEND and not correct else ()
