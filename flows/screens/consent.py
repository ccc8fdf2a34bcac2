"""The beginning: the personal-data notice, and the words and buttons that work before it is agreed to."""

from flows.events.consent import Consented, Declined, LanguageChosen, NoticeShown
from flows.events.conversation import Asked
from flows.events.event import Events
from flows.interface.callback_data import Verb, decode
from flows.screens import about, applications
from flows.screens.decision import Turn, is_open, refused
from flows.screens.intents import Command


def tapped(turn: Turn, data: str) -> Events:
    """What a tap means before consent. The consent button carries the notice's version: it proves it was shown,
    so it counts even where nothing is remembered of this person."""
    pressed = decode(data)
    if pressed is None:
        return ()
    match pressed.verb:
        case Verb.CONSENT if pressed.first == turn.programme.notice_version:
            return agree(turn)
        case Verb.CONSENT:
            return (NoticeShown(),)
        case Verb.DECLINE:
            return (Declined(),)
        case Verb.LANGUAGE if pressed.first in turn.edition.words:
            return (LanguageChosen(pressed.first),)
        case Verb.COMMAND if pressed.first in set(Command):
            return commanded(turn, Command(pressed.first))
        case Verb.ABOUT:
            return about.tapped(pressed.first)
        case Verb.APPLICATION if turn.session.ordinal > 1:
            return applications.tapped(pressed.first)
        case _:
            return ()


def agree(turn: Turn) -> Events:
    """Agreed to the notice of this version, now; not while the programme is closed."""
    if not is_open(turn):
        return (refused(turn),)
    return (Consented(turn.programme.notice_version, turn.now.isoformat()),)


def commanded(turn: Turn, said: Command) -> Events:
    """The words that work before consent."""
    match said:
        case Command.START:
            return (NoticeShown(),) if is_open(turn) else (Asked("again"),)
        case Command.CHINESE | Command.ENGLISH:
            return (LanguageChosen(said.value),)
        case Command.HELP | Command.HUMAN | Command.LANGUAGE | Command.ABOUT:
            return (Asked(said.value),)
        case Command.APPLICATIONS if turn.session.ordinal > 1:
            return (Asked(said.value),)
        case _:
            return (Asked("consent_first"),)
