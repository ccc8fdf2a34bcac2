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
from flows.interface.callback_data import Pressed, Verb, decode
from flows.screens import about, applications, company_claim, places_full, replacement_request, signed_copy
from flows.screens.commands import commanded
from flows.screens.decision import Turn
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
from flows.screens.question import candidate, choose, copied, taken
from flows.screens.registry_card import chosen
from flows.screens.submit import confirm_warnings, deemed, submit
from flows.session.path import applies

_ON_QUESTION = frozenset({Verb.ANSWER, Verb.TOGGLE, Verb.DONE, Verb.SAME, Verb.SUGGESTED, Verb.CANDIDATE})


def tapped(turn: Turn, prompt: Prompt, data: str) -> Events:
    """What a tap means after consent."""
    pressed = decode(data)
    if pressed is None:
        return (Asked("old_button"),)
    if pressed.verb is Verb.APPLICATION:
        return applications.tapped(pressed.first)
    if pressed.version != turn.session.drawn_for:
        ours = pressed.version.partition("/")[0] == turn.session.questionnaire
        return (Asked("other_application" if ours else "old_button"),)
    if pressed.verb is Verb.COMMAND:
        return commanded(turn, prompt, Command(pressed.first)) if pressed.first in set(Command) else ()
    if pressed.verb is Verb.ABOUT:
        return about.tapped(pressed.first)
    if pressed.verb is Verb.LANGUAGE:
        return (LanguageChosen(pressed.first),) if pressed.first in turn.edition.words else ()
    if pressed.verb is Verb.REPLACEMENT:
        return replacement_request.tapped(prompt, pressed)
    if turn.session.case_number and not turn.session.erasing:
        answer = signed_copy.tapped(turn, pressed)
        return (Asked("submitted"),) if answer is None else answer
    if pressed.verb in _ON_QUESTION:
        return _on_question(turn, prompt, pressed)
    return _elsewhere(turn, prompt, pressed)


def _on_question(turn: Turn, prompt: Prompt, pressed: Pressed) -> Events:
    match prompt:
        case Doubt() if pressed.verb is Verb.CANDIDATE and prompt.question.id == pressed.first:
            return _candidate(turn, prompt, pressed)
        case Ask() if prompt.question.id == pressed.first and not (
            prompt.row and pressed.third != prompt.row
        ):
            return _on_current(turn, prompt, pressed)
        case _:
            return _old(turn, pressed)


def _on_current(turn: Turn, prompt: Ask, pressed: Pressed) -> Events:
    match pressed.verb:
        case Verb.ANSWER:
            return choose(turn, prompt, pressed.second, pressed.third)
        case Verb.TOGGLE:
            return toggle(turn, prompt, pressed.second)
        case Verb.DONE:
            return finish(turn, prompt)
        case Verb.SAME if prompt.same:
            return (copied(turn, prompt, Accepted(prompt.same.value, prompt.same.texts)),)
        case Verb.SUGGESTED if prompt.suggested is not None:
            return taken(turn, prompt.question, Accepted(prompt.suggested), "")
        case _:
            return ()


def _candidate(turn: Turn, prompt: Doubt, pressed: Pressed) -> Events:
    pending, index = turn.session.doubt, pressed.second
    if pending is None or not index.isdecimal() or int(index) >= len(prompt.candidates):
        return ()
    return candidate(turn, pending, prompt.candidates[int(index)])


def _old(turn: Turn, pressed: Pressed) -> Events:
    """A double tap repeats what is already answered: nothing to say. Else a change is offered."""
    question = turn.edition.questionnaire.by_id.get(pressed.first)
    if question is None or not applies(question, turn.session.values()):
        return (Asked("old_button"),)
    answer = turn.session.answers.get(question.id)
    being_changed = turn.session.focus == question.id
    if answer is None or being_changed or pressed.verb not in (Verb.ANSWER, Verb.TOGGLE):
        return (Asked("again"),)
    return (Asked("again"),) if _repeats(answer.value, pressed) else (OldTap(question.id),)


def _repeats(value: Value, pressed: Pressed) -> bool:
    """Whether an answer already says what was tapped: an option, or a matrix row's step."""
    if isinstance(value, Mapping):
        return str(value.get(pressed.third, "")) == pressed.second
    return pressed.second in choices(value)


def _elsewhere(turn: Turn, prompt: Prompt, pressed: Pressed) -> Events:  # noqa: C901 - one case per verb
    match pressed.verb, prompt:
        case Verb.EDIT, _:
            question = turn.edition.questionnaire.by_id.get(pressed.first)
            known = question is not None and question.asked and applies(question, turn.session.values())
            return (Focused(pressed.first),) if known else (Asked("old_button"),)
        case Verb.RETYPE, Doubt():
            return (Retyping(),)
        case Verb.REVIEWED, Review() if str(prompt.page) == pressed.first:
            return (Reviewed(prompt.page),)
        case Verb.WARNINGS, Warnings():
            return confirm_warnings(prompt)
        case Verb.SUBMIT, ReadyToSubmit():
            return submit(turn)
        case Verb.ERASE, EraseCheck():
            return (Erased(),)
        case Verb.REGISTER | Verb.DEEMED, RegisterCard() | NotEligible():
            return _company(turn, prompt, pressed)
        case Verb.QUEUE, Full():
            return places_full.queue(prompt)
        case Verb.CLAIM, Applied():
            return company_claim.tapped(prompt, pressed.first)
        case Verb.KEEP, EraseCheck():
            return (Kept(erasing=True),)
        case Verb.KEEP, _ if turn.session.focus:
            return (Kept(),)
        case _:
            return (Asked("again"),)


def _company(turn: Turn, prompt: RegisterCard | NotEligible, pressed: Pressed) -> Events:
    """Buttons about the company itself: whether a record is theirs, whether it is deemed an SME."""
    match pressed.verb, prompt:
        case Verb.REGISTER, RegisterCard() if prompt.record.ubn == pressed.second:
            return chosen(turn, prompt, pressed.first)
        case Verb.DEEMED, NotEligible():
            return deemed(turn, prompt)
        case _:
            return (Asked("again"),)
