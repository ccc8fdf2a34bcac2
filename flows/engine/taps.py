"""From a tapped button to facts. A tap names its question: on any other question it is offered as a change."""

from collections.abc import Mapping

from flows.answers.base import Accepted, Value
from flows.answers.values import choices
from flows.events.answering import Focused, Kept, Retyping
from flows.events.consent import LanguageChosen
from flows.events.conversation import Asked, OldTap
from flows.events.erasure import Erased
from flows.events.event import Events
from flows.events.review import Reviewed
from flows.interface.callback_data import CallbackData, Verb, decode
from flows.screens import (
    about,
    applications,
    replacement_request,
    signed_copy,
)
from flows.screens.answering import choose, copy_answer, outcome_events, take_candidate
from flows.screens.commands import on_command
from flows.screens.decision import Decision
from flows.screens.drafts import finish, toggle
from flows.screens.intents import Command
from flows.screens.prompts import (
    Applied,
    Ask,
    Doubt,
    EraseCheck,
    Full,
    NotEligible,
    Prompt,
    ReadyToSubmit,
    RegisterCard,
    Review,
    Warnings,
)
from flows.screens.stages import company_claim, places_full, registry_card
from flows.screens.stages.submit import claim_deemed, confirm_warnings, submit
from flows.session.path import applies

_ON_QUESTION = frozenset({Verb.ANSWER, Verb.TOGGLE, Verb.DONE, Verb.SAME, Verb.SUGGESTED, Verb.CANDIDATE})


def on_tap(decision: Decision, prompt: Prompt, data: str) -> Events:
    """What a tap means after consent."""
    tap = decode(data)
    if tap is None:
        return (Asked("old_button"),)
    if tap.verb is Verb.APPLICATION:
        return applications.on_tap(tap.first)
    if tap.version != decision.session.drawn_for:
        ours = tap.version.partition("/")[0] == decision.session.questionnaire
        return (Asked("other_application" if ours else "old_button"),)
    if tap.verb is Verb.COMMAND:
        return on_command(decision, prompt, Command(tap.first)) if tap.first in set(Command) else ()
    if tap.verb is Verb.ABOUT:
        return about.on_tap(tap.first)
    if tap.verb is Verb.LANGUAGE:
        return (LanguageChosen(tap.first),) if tap.first in decision.edition.words else ()
    if tap.verb is Verb.REPLACEMENT:
        return replacement_request.on_tap(prompt, tap)
    if decision.session.case_number and not decision.session.erasing:
        answer = signed_copy.on_tap(decision, tap)
        return (Asked("submitted"),) if answer is None else answer
    if tap.verb in _ON_QUESTION:
        return _on_question(decision, prompt, tap)
    return _elsewhere(decision, prompt, tap)


def _on_question(decision: Decision, prompt: Prompt, tap: CallbackData) -> Events:
    match prompt:
        case Doubt() if tap.verb is Verb.CANDIDATE and prompt.question.id == tap.first:
            return _candidate(decision, prompt, tap)
        case Ask() if prompt.question.id == tap.first and not (prompt.row and tap.third != prompt.row):
            return _on_current(decision, prompt, tap)
        case _:
            return _old(decision, tap)


def _on_current(decision: Decision, prompt: Ask, tap: CallbackData) -> Events:
    match tap.verb:
        case Verb.ANSWER:
            return choose(decision, prompt, tap.second, tap.third)
        case Verb.TOGGLE:
            return toggle(decision, prompt, tap.second)
        case Verb.DONE:
            return finish(decision, prompt)
        case Verb.SAME if prompt.same:
            return (copy_answer(decision, prompt, Accepted(prompt.same.value, prompt.same.texts)),)
        case Verb.SUGGESTED if prompt.suggested is not None:
            return outcome_events(decision, prompt.question, Accepted(prompt.suggested), "")
        case _:
            return ()


def _candidate(decision: Decision, prompt: Doubt, tap: CallbackData) -> Events:
    pending, index = decision.session.doubt, tap.second
    if pending is None or not index.isdecimal() or int(index) >= len(prompt.candidates):
        return ()
    return take_candidate(decision, pending, prompt.candidates[int(index)])


def _old(decision: Decision, tap: CallbackData) -> Events:
    """A double tap repeats what is already answered: nothing to say. Else a change is offered."""
    question = decision.edition.questionnaire.by_id.get(tap.first)
    if question is None or not applies(question, decision.session.values()):
        return (Asked("old_button"),)
    answer = decision.session.answers.get(question.id)
    being_changed = decision.session.focus == question.id
    if answer is None or being_changed or tap.verb not in (Verb.ANSWER, Verb.TOGGLE):
        return (Asked("again"),)
    return (Asked("again"),) if _repeats(answer.value, tap) else (OldTap(question.id),)


def _repeats(value: Value, tap: CallbackData) -> bool:
    """Whether an answer already says what was tapped: an option, or a matrix row's step."""
    if isinstance(value, Mapping):
        return str(value.get(tap.third, "")) == tap.second
    return tap.second in choices(value)


def _elsewhere(decision: Decision, prompt: Prompt, tap: CallbackData) -> Events:  # noqa: C901 - one case per verb
    match tap.verb, prompt:
        case Verb.EDIT, _:
            question = decision.edition.questionnaire.by_id.get(tap.first)
            known = question is not None and question.asked and applies(question, decision.session.values())
            return (Focused(tap.first),) if known else (Asked("old_button"),)
        case Verb.RETYPE, Doubt():
            return (Retyping(),)
        case Verb.REVIEWED, Review() if str(prompt.page) == tap.first:
            return (Reviewed(prompt.page),)
        case Verb.WARNINGS, Warnings():
            return confirm_warnings(prompt)
        case Verb.SUBMIT, ReadyToSubmit():
            return submit(decision)
        case Verb.ERASE, EraseCheck():
            return (Erased(),)
        case Verb.REGISTER | Verb.DEEMED, RegisterCard() | NotEligible():
            return _company(decision, prompt, tap)
        case Verb.QUEUE, Full():
            return places_full.queue(prompt)
        case Verb.CLAIM, Applied():
            return company_claim.on_tap(prompt, tap.first)
        case Verb.KEEP, EraseCheck():
            return (Kept(erasing=True),)
        case Verb.KEEP, _ if decision.session.focus:
            return (Kept(),)
        case _:
            return (Asked("again"),)


def _company(decision: Decision, prompt: RegisterCard | NotEligible, tap: CallbackData) -> Events:
    """Buttons about the company itself: whether a record is theirs, whether it is deemed an SME."""
    match tap.verb, prompt:
        case Verb.REGISTER, RegisterCard() if prompt.record.ubn == tap.second:
            return registry_card.on_tap(decision, prompt, tap.first)
        case Verb.DEEMED, NotEligible():
            return claim_deemed(decision, prompt)
        case _:
            return (Asked("again"),)
