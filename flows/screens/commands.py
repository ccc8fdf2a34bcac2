"""What the words that always work do, and 「修改 12」."""

import re
from collections.abc import Mapping

from flows.answers import parse
from flows.answers.base import Accepted, Incomplete
from flows.answers.parsing.doubts import is_said_again
from flows.events.answering import Drafted, Focused, Kept, Retyping, Skipped
from flows.events.applications import AnotherBegun
from flows.events.consent import LanguageChosen
from flows.events.conversation import Asked, Paused, Returned
from flows.events.event import Events
from flows.events.review import ReviewOpened
from flows.rules.verdict import State
from flows.screens.command_words import Command, bare_number
from flows.screens.decision import Decision, reject_event
from flows.screens.drafts import carriers
from flows.screens.prompts import Ask, Doubt
from flows.screens.stages import online_signing
from flows.screens.submitted.request import begun
from flows.session.answers import without
from flows.session.path import applies, next_question, previous_question
from flows.session.state import Session

UNKNOWN = (Asked("unknown_command"), Asked("help"))
"""「/foo」 is a command to people, whatever is asked; nothing that is asked here begins so."""

_LANGUAGES = (Command.ENGLISH, Command.CHINESE)
_SLASH_COMMAND = re.compile(r"/[^\W\d]\w{1,31}(?:@\w+)?(?:\s.*)?", re.S)
"""A command as Telegram marks them, and the same in Chinese; one nobody knows is a call for help."""


def is_unknown(text: str) -> bool:
    """Whether a text has the form of a command; asked once no known one was found in it."""
    return _SLASH_COMMAND.fullmatch(text.strip()) is not None


def is_answer(decision: Decision, said: Command, text: str) -> bool:
    """「英文」 typed where an option's words are wanted is an answer, not a wish to switch languages; so is 「語言」
    where an option is called that, and 「客服」 as a title is at least asked about."""
    prompt = decision.prompt
    if not isinstance(prompt, Ask) or text.lstrip().startswith("/"):
        return False
    if prompt.awaiting:
        return said in _LANGUAGES
    if is_said_again(prompt.question, text):
        return True
    question = prompt.question
    named = said in (*_LANGUAGES, Command.LANGUAGE) and question.options
    return bool(named) and isinstance(
        parse(question, text, decision.reading(question)), Accepted | Incomplete
    )


def change(decision: Decision, number: int) -> Events:
    """「修改 12」: go back to that question, if it applies."""
    question = decision.edition.questionnaire.by_number.get(number)
    if decision.session.revision:
        return revise(decision, question.id if question else "")
    if decision.session.case_number:
        return (Asked("submitted"),)
    if question is None or not applies(question, decision.session.values()):
        return (Asked("no_such_number"),)
    return (Focused(question.id),)


def revise(decision: Decision, question: str) -> Events:
    """Go back to a question while some are answered again: to no others."""
    revision, session = decision.session.revision, decision.session
    known = revision and revision.takes(question, session.answers)
    return (Focused(question),) if known else (Asked("revision_only"),)


def agreed_or_changed(decision: Decision, text: str, agreed: Events, otherwise: Asked) -> Events:
    """On a page to check: yes agrees, where one can; a bare number changes that question."""
    if agreed and decision.agrees(text):
        return agreed
    number = bare_number(text)
    return change(decision, number) if number is not None else (otherwise,)


def on_command(decision: Decision, said: Command) -> Events:  # noqa: C901 - one case a word
    """A word that always works."""
    match said:
        case Command.START:
            return (Returned(),)
        case Command.BACK:
            return _back(decision)
        case Command.SKIP:
            return _skip(decision)
        case Command.CHANGE | Command.REVIEW:
            return _review(decision)
        case Command.STATUS if decision.definition.form.own.status:
            return decision.definition.form.own.status
        case Command.PAUSE:
            return _pause(decision.session)
        case Command.CHINESE | Command.ENGLISH:
            return (LanguageChosen(said.value),)
        case Command.ERASE | Command.WITHDRAW | Command.DATA_COPY | Command.CORRECTION | Command.STOP_USE:
            return begun(decision.session, said)
        case Command.READING | Command.SEALS:
            return _extra_document(decision, said)
        case (
            Command.SIGN
            | Command.SIGN_SELF
            | Command.SIGN_OTHER
            | Command.SIGN_PROBLEM
            | Command.PRINTING
            | Command.PRINTER
        ):
            return online_signing.on_command(decision, said)
        case Command.RESTART:
            return _restart(decision.session)
        case Command.ANOTHER:
            return (AnotherBegun(),)
        case (
            Command.APPLICATIONS
            | Command.STATUS
            | Command.HELP
            | Command.LANGUAGE
            | Command.HUMAN
            | Command.ABOUT
            | Command.DEVICE
        ):
            return (Asked(said.value),)


def _pause(session: Session) -> Events:
    return (Asked("submitted"),) if session.case_number and not session.revision else (Paused(),)


def _restart(session: Session) -> Events:
    """Begin anew: nothing is thrown away for a word; the ways to do so are offered."""
    return (Asked("submitted"),) if session.case_number else (Asked("restart"),)


_EXTRA_DOCUMENTS: Mapping[Command, tuple[Asked, Asked, Asked, Asked]] = {
    Command.READING: (
        Asked("reading_none"), Asked("reading_elsewhere"), Asked("reading"), Asked("reading_later"),
    ),
    Command.SEALS: (Asked("seals_none"), Asked("seals_elsewhere"), Asked("seals"), Asked("seals_later")),
}  # fmt: skip
"""What it means to ask for a further paper: where there is none, as a colleague who joined, once the application is
submitted, and before."""


def _extra_document(decision: Decision, asked: Command) -> Events:
    """A further paper of the application is for who applied: it carries personal data as the form does. A form that is
    not signed has no sheet for seals, and one in a single language no reading copy."""
    session, document = decision.session, decision.definition.form.document
    none, elsewhere, now, later = _EXTRA_DOCUMENTS[asked]
    if document is None or not (document.reading_copies if asked is Command.READING else document.sign):
        return (none,)
    if session.joined:
        return (elsewhere,)
    return (now,) if session.case_number else (later,)


def _review(decision: Decision) -> Events:
    """All answers again: the review itself when everything is answered, a list of what there is before that."""
    if decision.session.revision:
        return (Asked("revision_only"),)
    if decision.session.case_number:
        return (Asked("submitted"),)
    open_question = next_question(decision.edition.questionnaire, decision.session, signing=False)
    verdict = decision.definition.verdict(decision.session)
    ended = verdict is not None and verdict.state is State.NOT_ELIGIBLE
    return (Asked("review"),) if open_question or ended else (ReviewOpened(),)


def _back(decision: Decision) -> Events:
    """To the question before; within a matrix or table to the row before."""
    prompt, revision = decision.prompt, decision.session.revision
    if decision.session.case_number and not revision:
        return (Asked("submitted"),)
    if isinstance(prompt, Doubt):
        return (Retyping(),)
    if isinstance(prompt, Ask) and prompt.awaiting:
        ticked: list[str] = [option for option in prompt.ticked if option != prompt.awaiting]
        return (Drafted(prompt.question.id, list(ticked), messages=carriers(decision, prompt.question)),)
    if isinstance(prompt, Ask) and prompt.draft and prompt.row:
        given = list(prompt.draft.items()) if isinstance(prompt.draft, dict) else []
        messages = without(carriers(decision, prompt.question), [row for row, _ in given[-1:]])
        return (Drafted(prompt.question.id, dict(given[:-1]), messages=messages),)
    current = prompt.question.id if isinstance(prompt, Ask) else ""
    if revision:
        seen = [one for one in revision.questions if one not in revision.left and one != current]
        return (Focused(seen[-1]),) if seen else (Asked("no_back"),)
    before = previous_question(decision.edition.questionnaire, decision.session, current)
    return (Focused(before.id),) if before else (Asked("no_back"),)


def _skip(decision: Decision) -> Events:
    prompt = decision.prompt
    if not isinstance(prompt, Ask):
        return (Asked("nothing_to_skip"),)
    if prompt.current is not None and decision.session.focus:
        return (Kept(),)
    if prompt.question.required:
        return (reject_event(decision, prompt.question, "any", "required", ""),)
    return (Skipped(prompt.question.id),)
