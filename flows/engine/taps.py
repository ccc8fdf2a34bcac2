"""From a tapped button to facts: buttons that work anywhere, those of the screen, those of screens that are gone."""

from collections.abc import Mapping

from flows.answers.base import Value
from flows.answers.values import choices
from flows.events.answering import Focused
from flows.events.consent import LanguageChosen
from flows.events.conversation import Asked, OldTap
from flows.events.event import Events
from flows.events.submitted.submission import CaseAnswered
from flows.interface.callback_data import TOGETHER, CallbackData, Verb, decode
from flows.screens import about, applications, inquiries
from flows.screens.command_words import Command
from flows.screens.commands import on_command, revise
from flows.screens.contribution import inviting
from flows.screens.decision import Decision
from flows.screens.every_screen import own_screen, screen_of
from flows.screens.handover import offering
from flows.screens.prompts import Panel
from flows.screens.stages.upgrade import offered_again
from flows.session.path import applies

_OPTIONS = frozenset({Verb.ANSWER, Verb.TOGGLE, Verb.FINISH})
_ON_QUESTION = _OPTIONS | {Verb.DONE, Verb.SAME, Verb.SUGGESTED, Verb.CANDIDATE}
_ON_COPY = frozenset({Verb.COPY_SEND, Verb.COPY_DROP})


def on_tap(decision: Decision, data: str) -> Events:  # noqa: C901 - one case a verb
    """What a tap means after consent."""
    tap = decode(data)
    if tap is None:
        return (Asked("old_button"),)
    if tap.verb is Verb.APPLICATION:
        return applications.on_tap(tap.first)
    if tap.verb is Verb.HANDOVER:
        return offering.on_tap(tap)
    if tap.version != decision.session.drawn_for:
        return (_drawn_for_another(decision, tap.version),)
    match tap.verb:
        case Verb.COMMAND:
            return on_command(decision, Command(tap.first)) if tap.first in set(Command) else ()
        case Verb.ABOUT:
            return about.on_tap(decision, tap.first)
        case Verb.COLLEAGUE:
            return inviting.on_tap(decision, tap)
        case Verb.INQUIRE:
            return inquiries.on_tap(decision, tap.first)
        case Verb.CASE:
            said = CaseAnswered(tap.first, tap.second, tap.third)
            return (said,) if decision.session.case_number else (Asked("old_button"),)
        case Verb.LANGUAGE:
            return (LanguageChosen(tap.first),) if tap.first in decision.edition.words else ()
        case _:
            events = _answered(decision, tap)
            return _off_screen(decision, tap) if events is None else events


def _drawn_for_another(decision: Decision, version: str) -> Asked:
    """What a button is of that was not drawn for this application as it is held now."""
    questionnaire, _, which = version.partition("/")
    if questionnaire != decision.session.questionnaire:
        return Asked("old_button")
    ours = (which.partition("/")[0] or "1") == str(decision.session.ordinal)
    return Asked("other_end") if ours else Asked("other_application")


def _off_screen(decision: Decision, tap: CallbackData) -> Events:
    """A button that is not on the screen (any more). One of a question offers to change its answer."""
    if tap.verb is Verb.REPLACEMENT:
        return (Asked("replace_settled"),)
    if tap.verb is Verb.UPGRADE and (again := offered_again(decision, tap)):
        return again
    if decision.session.revision and tap.verb is Verb.EDIT:
        return revise(decision, tap.first)
    if decision.session.revision:
        return (Asked("again"),)
    if decision.session.case_number and not decision.session.erasing:
        return (Asked("again" if tap.verb in _ON_COPY else "submitted"),)
    if tap.verb in _ON_QUESTION:
        return _old(decision, tap)
    if tap.verb is Verb.EDIT:
        question = decision.edition.questionnaire.by_id.get(tap.first)
        known = question is not None and question.asked and applies(question, decision.session.values())
        return (Focused(tap.first),) if known else (Asked("old_button"),)
    return (Asked("again"),)


def _answered(decision: Decision, tap: CallbackData) -> Events | None:
    """What a button of the screen shown means; None when it is not one of its own."""
    prompt = decision.prompt
    if isinstance(prompt, Panel):
        return own_screen(decision.definition.form, prompt).on_tap(decision, prompt, tap)
    return screen_of(prompt).on_tap(decision, prompt, tap)


def _old(decision: Decision, tap: CallbackData) -> Events:
    """A double tap repeats what is already answered: nothing to say. Else a change is offered."""
    question = decision.edition.questionnaire.by_id.get(tap.first)
    if question is None or not applies(question, decision.session.values()):
        return (Asked("old_button"),)
    answer = decision.session.answers.get(question.id)
    being_changed = decision.session.focus == question.id
    if answer is None or being_changed or tap.verb not in _OPTIONS:
        return (Asked("again"),)
    return (Asked("again"),) if _repeats(answer.value, tap) else (OldTap(question.id),)


def _repeats(value: Value, tap: CallbackData) -> bool:
    """Whether an answer already says what was tapped: options, or a matrix row's step."""
    if isinstance(value, Mapping):
        return str(value.get(tap.third, "")) == tap.second
    return set(tap.second.split(TOGETHER)) <= set(choices(value))
