"""Which scheme a newcomer applies to, where several are open: by its button, by its number, by its name.

Nothing begins before one is chosen. Until a notice is agreed to, another may still be chosen; the button that agrees
to a notice chooses the scheme whose notice it is.
"""

from collections.abc import Iterator
from dataclasses import replace

from flows.answers.parsing.invitation_code import named_code
from flows.definitions.text import normal
from flows.interface.callback_data import CallbackData, Verb, decode, encode
from flows.interface.inbound import Content, Tap, Text
from flows.scheme.definition import Definition
from flows.session.state import Session


def chosen(definition: Definition, session: Session, content: Content) -> tuple[Definition, Content]:
    """What a message before consent is decided under, with the message; a name or a number becomes the tap it stands
    for. A chosen definition offers nothing else."""
    guest = _guest(definition, content)
    if guest is not None:
        return replace(guest, offered=(), guests=definition.guests), content
    for number, each in enumerate(definition.offered, 1):
        begin = encode(Verb.SCHEME, "", each.programme.id)
        match content:
            case Tap(data) if _chooses(decode(data), each):
                return replace(each, offered=()), content
            case Text(text) if normal(text) in _names(each) or (
                text.strip() == str(number) and not session.started
            ):
                return replace(each, offered=()), Tap(begin)
            case _:
                pass
    return definition, content


def _guest(definition: Definition, content: Content) -> Definition | None:
    """What somebody with an invitation code begins with; None for whoever names none."""
    coded = isinstance(content, Text) and named_code(content.text)
    return next(iter(definition.guests), None) if coded else None


def undecided(definition: Definition, session: Session) -> bool:
    """Whether a scheme has to be chosen first."""
    return bool(definition.offered) and not session.started


def _chooses(tap: CallbackData | None, definition: Definition) -> bool:
    if tap is None:
        return False
    if tap.verb is Verb.CONSENT:
        return tap.version.partition("/")[0] == definition.edition.questionnaire.version
    return tap.verb is Verb.SCHEME and tap.first == definition.programme.id


def _names(definition: Definition) -> Iterator[str]:
    """What it is called in each language."""
    return (normal(words["service"]) for words in definition.programme.words.values())
