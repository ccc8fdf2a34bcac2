"""What a look-up of the 統一編號 leads to: a card to decide on, answers out of the register, answers that leave."""

from collections.abc import Iterator, Mapping
from typing import ClassVar

from flows.answers import parse
from flows.answers.base import Accepted, Doubtful, Texts, Value
from flows.answers.parsing.option_list import FREE_TEXT_MAX
from flows.definitions.questionnaire import Kind, Question
from flows.definitions.roles import Roles
from flows.events.answering import Answered, Dropped
from flows.events.company import registry
from flows.events.company.registry import Recognised
from flows.events.conversation import Asked
from flows.events.event import Events
from flows.interface.callback_data import CallbackData, Verb
from flows.interface.known import LookedUp
from flows.registry import Found, NotFound, Record, Unavailable, autofill
from flows.registry.codec import to_json
from flows.screens.answering import outcome_events
from flows.screens.base import Situation
from flows.screens.decision import Decision, answer_event
from flows.screens.prompts import RegisterCard
from flows.session.path import applies, is_settled
from flows.session.state import Session

REGISTER = "register"
"""The source of answers taken from a register."""

CARRIED = "carried"
"""The source of answers taken over from another application of the same person for the same company. What a register
says is newer, and leaves with the company's number like these."""

REGISTRATION = "company.registration"
"""The role of the question for the kind of company."""

TAKE, RETYPE, BY_HAND, HEAD_OFFICE = "take", "retype", "hand", "head"
"""What the buttons of the card ask for."""

_UNCLEAR: Events = (Asked("register_choice"),)


def on_lookup(decision: Decision, looked: LookedUp) -> Events:
    """The outcome of a look-up, unless the person has moved on to another number meanwhile."""
    session = decision.session
    answer, known = session.answers.get(session.company_question), session.looked
    if (
        decision.session.case_number
        or answer is None
        or answer.value != looked.ubn
        or (known and known.record)
    ):
        return ()
    match looked.outcome:
        case Found():
            return (registry.LookedUp(looked.ubn, "found", to_json(looked.outcome.record)),)
        case NotFound():
            return (registry.LookedUp(looked.ubn, "not_found"),)
        case Unavailable():
            return (registry.LookedUp(looked.ubn, "unavailable", reason=looked.outcome.reason.value),)


class CardScreen:
    """Asks whether what the registers know is the person's company."""

    prompt: ClassVar[type[RegisterCard]] = RegisterCard

    def due(self, situation: Situation) -> RegisterCard | None:
        """Once a record was found for the present 統一編號, until the person has decided about it."""
        session = situation.session
        looked, ubn = session.looked, session.answers.get(session.company_question)
        waiting = looked and not looked.choice and ubn and ubn.value == looked.ubn
        return RegisterCard(looked.record) if looked and looked.record and waiting else None

    def on_text(self, decision: Decision, prompt: RegisterCard, text: str) -> Events:
        """Yes, no, the words of a button, or another 統一編號."""
        label = decision.label(text)
        if label == "button.register_hand":
            return _chosen(decision, prompt, BY_HAND)
        if decision.agrees(text) or label == "button.register_head":
            return _chosen(decision, prompt, HEAD_OFFICE if prompt.record.is_branch else TAKE) or _UNCLEAR
        if decision.refuses(text) or label == "button.register_retype":
            return _chosen(decision, prompt, RETYPE)
        question = decision.edition.questionnaire.by_id[decision.session.company_question]
        outcome = parse(question, text, decision.reading(question))
        understood = isinstance(outcome, Accepted | Doubtful)
        return outcome_events(decision, question, outcome, text) if understood else _UNCLEAR

    def on_tap(self, decision: Decision, prompt: RegisterCard, tap: CallbackData) -> Events | None:
        """A button drawn for this company."""
        ours = tap.verb is Verb.REGISTER and tap.second == prompt.record.ubn
        return _chosen(decision, prompt, tap.first) if ours else None


def _chosen(decision: Decision, prompt: RegisterCard, choice: str) -> Events:
    """A button of the card. A branch is no enterprise of its own: its head office may be taken instead."""
    head_office = prompt.record.head_office
    match choice:
        case "take" if not prompt.record.is_branch:
            return (Recognised("taken"),)
        case "hand":
            return (Recognised("by_hand"),)
        case "retype":
            return (Recognised("not_mine"),)
        case "head" if head_office:
            question = decision.edition.questionnaire.by_id[decision.session.company_question]
            return (answer_event(decision, question, head_office, {}),)
        case _:
            return ()


def drop_registry_answers(after: Session) -> Events:
    """Answers out of a register leave with the 統一編號 they belong to."""
    if after.record:
        return ()
    return tuple(
        Dropped(question, REGISTER) for question, answer in after.answers.items() if answer.source == REGISTER
    )


def drop_carried_answers(before: Session, after: Session) -> Events:
    """So do answers taken over for a company, once the number is another's."""
    was, now = (each.values().get(each.company_question) for each in (before, after))
    if was in (None, now):
        return ()
    return tuple(
        Dropped(question, CARRIED) for question, answer in after.answers.items() if answer.source == CARRIED
    )


def fill_from_registry(decision: Decision, after: Session) -> Events:
    """Every open question the accepted record answers. What the person answered stays as it is."""
    if after.record is None or after.looked is None or after.looked.choice != "taken" or after.case_number:
        return ()
    as_of = after.record.fetched_on.isoformat()
    return tuple(
        Answered(question.id, value, texts, source=REGISTER, as_of=as_of)
        for question, value, texts in _told(decision, after.record)
        if (not is_settled(question, after) or _carried(question, after))
        and applies(question, after.values())
    )


def _carried(question: Question, session: Session) -> bool:
    answer = session.answers.get(question.id)
    return answer is not None and answer.source == CARRIED


def company_types(roles: Roles) -> Mapping[str, str]:
    """The option that says each kind of company the registers know."""
    return {meaning: option for option, meaning in roles.meanings.get(REGISTRATION, {}).items()}


def _told(decision: Decision, record: Record) -> Iterator[tuple[Question, Value, Texts]]:
    values = autofill(record, company_types(decision.edition.roles))
    for question in decision.edition.questionnaire.ask_order:
        value = values.get(question.autofill)
        if value is None:
            continue
        option = question.option(value) if isinstance(value, str) else None
        note = record.type_note[:FREE_TEXT_MAX]
        if option and option.free_text:
            if note:
                yield question, value, {option.id: note}
        elif _fits(question, value):
            yield question, value, {}


def _fits(question: Question, value: Value) -> bool:
    """Whether a value is one the question would take from the person too."""
    limits = question.limits
    match value:
        case str() if question.kind is Kind.TEXT:
            return limits.min_length <= len(value) <= limits.max_length
        case str() if question.options:
            return question.option(value) is not None
        case int():
            return limits.minimum <= value <= limits.maximum
        case _:
            return True
