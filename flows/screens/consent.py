"""The beginning: the personal-data notice, and the words and buttons that work before it is agreed to."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from flows.events.consent import Consented, Declined, LanguageChosen, NoticeShown, Started
from flows.events.conversation import Asked
from flows.events.event import Events
from flows.interface.callback_data import CallbackData, Verb
from flows.scheme.definition import COMPANY
from flows.screens import about, applications
from flows.screens.base import Situation
from flows.screens.command_words import Command
from flows.screens.commands import UNKNOWN, is_unknown
from flows.screens.decision import Decision, is_open, refuse_event
from flows.screens.prompts import NotAgreed, Notice, Welcome
from flows.screens.scheme_choice import undecided
from flows.session.state import Session

_COMMANDS = frozenset((
    Command.START, Command.RESTART, Command.CHINESE, Command.ENGLISH, Command.HELP, Command.HUMAN, Command.LANGUAGE,
    Command.ABOUT, Command.APPLICATIONS,
))  # fmt: skip
"""Words that work before consent; others wait for it."""


P = TypeVar("P", Welcome, Notice, NotAgreed)


@dataclass(frozen=True)
class ConsentScreen(Generic[P]):
    """One step of the beginning. All of them take the same words and buttons."""

    prompt: type[P]
    reached: Callable[[Session], bool]

    def due(self, situation: Situation) -> P | None:
        """Until the notice is agreed to."""
        session = situation.session
        return self.prompt() if not session.consented and self.reached(session) else None

    def on_text(self, decision: Decision, prompt: P, text: str) -> Events:
        """Words before consent."""
        return _said(decision, started(decision), text)

    def on_tap(self, decision: Decision, prompt: P, tap: CallbackData) -> Events:
        """Any button: those of questions mean nothing yet."""
        return started(decision) + _tapped(decision, tap)


NOT_AGREED = ConsentScreen(NotAgreed, lambda session: session.declined)
NOTICE = ConsentScreen(Notice, lambda session: session.notice_shown)
WELCOME = ConsentScreen(Welcome, lambda session: True)


def started(decision: Decision) -> Events:
    """What begins a session, unless it has begun, or it is still to be chosen what it is about."""
    session, programme = decision.session, decision.programme
    ours = session.questionnaire in decision.definition.form.editions
    begun = session.started and session.programme in ("", programme.id) and ours
    if begun or undecided(decision.definition, session):
        return ()
    version, company = decision.edition.questionnaire.version, decision.edition.roles.question(COMPANY)
    return (Started(version, session.language, programme.id, session.ordinal, company),)


def _tapped(decision: Decision, tap: CallbackData) -> Events:
    """The consent button carries the notice's version: it proves it was shown, so it counts even where nothing is
    remembered of this person."""
    match tap.verb:
        case Verb.CONSENT if tap.first == decision.programme.notice_version:
            return agree(decision)
        case Verb.CONSENT:
            return (NoticeShown(),)
        case Verb.DECLINE:
            return (Declined(),)
        case Verb.LANGUAGE if tap.first in decision.edition.words:
            return (LanguageChosen(tap.first),)
        case Verb.COMMAND if tap.first in set(Command):
            return on_command(decision, Command(tap.first))
        case Verb.ABOUT:
            return about.on_tap(decision, tap.first)
        case Verb.SCHEME if tap.first == decision.programme.id:
            return on_command(decision, Command.START)
        case Verb.APPLICATION if decision.session.ordinal > 1:
            return applications.on_tap(tap.first)
        case _:
            return ()


def _said(decision: Decision, start: Events, text: str) -> Events:
    """`start` is what begins the session, which is kept only with what is worth it."""
    session, said = decision.session, decision.command(text)
    if answer := about.on_text(decision, text):
        return start + answer
    if session.ordinal > 1 and (answer := applications.on_text(text)):
        return start + answer
    if not said and is_unknown(text):
        return (*start, *UNKNOWN)
    if session.notice_shown and decision.inbound.ahead and said is None:
        return (Asked("consent_first"),)  # it was written before the notice was seen
    if session.notice_shown and decision.agrees(text):
        return start + agree(decision)
    if session.declined and decision.agrees(text):
        return start + on_command(decision, Command.START)
    if session.notice_shown and decision.refuses(text):
        return (*start, Declined())
    if said in _COMMANDS:
        return start + on_command(decision, said)
    return start or (Asked("consent_first" if session.notice_shown else "again"),)


def agree(decision: Decision) -> Events:
    """Agreed to the notice of this version, now; not while the programme is closed."""
    if not is_open(decision):
        return (refuse_event(decision),)
    return (Consented(decision.programme.notice_version, decision.now.isoformat()),)


def on_command(decision: Decision, said: Command) -> Events:
    """The words that work before consent."""
    match said:
        case Command.START if undecided(decision.definition, decision.session):
            return (Asked("again"),)
        case Command.START:
            return (NoticeShown(),) if is_open(decision) else (Asked("again"),)
        case Command.CHINESE | Command.ENGLISH:
            return (LanguageChosen(said.value),)
        case Command.HELP | Command.HUMAN | Command.LANGUAGE | Command.ABOUT:
            return (Asked(said.value),)
        case Command.APPLICATIONS if decision.session.ordinal > 1:
            return (Asked(said.value),)
        case _:
            return (Asked("consent_first"),)
