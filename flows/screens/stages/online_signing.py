"""Signing online, asked for after submitting: who signs, where a code is mailed, the number typed back."""

import re
from collections.abc import Mapping
from datetime import timedelta

from flows.answers import parse
from flows.answers.base import Accepted
from flows.definitions.text import normal
from flows.events.conversation import Asked
from flows.events.event import Events
from flows.events.submitted.signing import (
    SignerAddressAsked,
    SigningNumberChecked,
    SigningNumberTyped,
    SigningRequested,
)
from flows.interface.known import SigningNumberKnown
from flows.screens.command_words import Command
from flows.screens.decision import Decision
from flows.signing.facts import ProofMethod
from flows.signing.request import LASTS

_NUMBER = re.compile(r"\d\d")

_TOPICS: Mapping[Command, Asked] = {
    Command.SIGN: Asked("sign"),
    Command.SIGN_PROBLEM: Asked("sign_problem"),
    Command.PRINTING: Asked("printing"),
    Command.PRINTER: Asked("printer"),
}
"""What each of these words asks for."""


def on_command(decision: Decision, said: Command) -> Events:
    """「線上簽名」, the two answers to who signs, the ways to print, and that something is wrong. All of it is for who
    applied: a link shows the application."""
    session = decision.session
    if not session.case_number:
        return (Asked("sign_later"),)
    if session.joined:
        return (Asked("sign_elsewhere"),)
    if session.superseded or session.replacement.refused:
        return (Asked("not_in_force"),)
    if session.revision and said in (Command.SIGN, Command.SIGN_SELF, Command.SIGN_OTHER):
        return (Asked("revision_first"),)
    match said:
        case Command.SIGN_SELF:
            return (_requested(decision, ProofMethod.CHAT),)
        case Command.SIGN_OTHER:
            return (SignerAddressAsked(),)
        case _:
            return (_TOPICS[said],)


def on_text(decision: Decision, text: str) -> Events:
    """A mailbox or a number, where one is waited for; () when the text is neither."""
    signing = decision.session.signing
    if signing.asks_address and "@" in normal(text):
        question = decision.edition.questionnaire.by_id[decision.edition.roles.question("contact.email")]
        outcome = parse(question, text, decision.reading(question))
        if isinstance(outcome, Accepted):
            return (_requested(decision, ProofMethod.MAIL, str(outcome.value)),)
        return (Asked("sign_address"),)
    requested = signing.requested
    if requested and requested.way == ProofMethod.CHAT and _NUMBER.fullmatch(normal(text)):
        return (SigningNumberTyped(),)
    return ()


def on_number(content: SigningNumberKnown) -> Events:
    """What came of the digits that were typed."""
    outcome = {True: "right", False: "wrong", None: "none"}[content.right]
    return (SigningNumberChecked(outcome),)


def _requested(decision: Decision, way: ProofMethod, address: str = "") -> SigningRequested:
    before = decision.session.signing.requested
    until = decision.now + LASTS - timedelta(microseconds=decision.now.microsecond)
    number = before.request + 1 if before else 1
    channel, language = decision.inbound.sender.channel, decision.session.language
    at, message = decision.now.isoformat(), decision.inbound.message if address else ""
    return SigningRequested(number, way.value, at, until.isoformat(), address, channel, language, message)
