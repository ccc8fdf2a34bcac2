"""What questions say of each other, and what the code looks up by id: conditions, copies, proposals, checks."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from flows.definitions.issues import Issue
from flows.definitions.questionnaire import Kind, Question, Questionnaire
from flows.lint.locations import STRUCTURE, at_question
from flows.schemes.diagnosis.checks import CHECKS
from flows.schemes.diagnosis.suggestions import SUGGESTIONS

NEEDED: Mapping[str, Kind] = MappingProxyType(
    {
        "ubn": Kind.UBN,
        "company_name": Kind.TEXT,
        "registration_type": Kind.SINGLE_CHOICE,
        "paid_in_capital": Kind.AMOUNT,
        "employee_count": Kind.NUMBER,
        "contact_name": Kind.TEXT,
        "contact_phone": Kind.PHONE,
        "contact_email": Kind.EMAIL,
        "declare_sme_truth": Kind.BOOLEAN,
        "consent_pdpa": Kind.BOOLEAN,
        "deemed_sme": Kind.BOOLEAN,
        "signatory_name": Kind.TEXT,
        "signatory_title": Kind.TEXT,
    }
)
"""Questions looked up by id: the verdict, one live application per company, mails, the signing block."""

_DECIDING = frozenset({Kind.SINGLE_CHOICE, Kind.MULTI_CHOICE, Kind.RANKING, Kind.BOOLEAN})


def links(questionnaire: Questionnaire) -> Iterator[Issue]:
    """Every name used somewhere names something fit for it."""
    yield from _needed(questionnaire)
    yield from _checks(questionnaire)
    earlier: dict[str, Question] = {}
    for question in questionnaire.ask_order:
        yield from _condition(question, earlier)
        yield from _copies(question, earlier)
        earlier[question.id] = question


def _needed(questionnaire: Questionnaire) -> Iterator[Issue]:
    for needed, kind in NEEDED.items():
        question = questionnaire.by_id.get(needed)
        if question is None:
            yield Issue(
                "needed", f"{STRUCTURE}: question {needed}", f"the service looks it up: add it as {kind}"
            )
        elif question.kind is not kind:
            yield Issue("needed", at_question(question, "kind"), f"the service reads it as {kind}")


def _checks(questionnaire: Questionnaire) -> Iterator[Issue]:
    for check in questionnaire.checks:
        place = f"{STRUCTURE}: checks: {check}"
        if check not in CHECKS:
            yield Issue("unknown_check", place, f"there are: {', '.join(CHECKS)}")
            continue
        missing = [name for name in CHECKS[check].questions if name not in questionnaire.by_id]
        if missing:
            yield Issue("check_without_question", place, f"remove it, or add: {', '.join(missing)}")


def _condition(question: Question, earlier: Mapping[str, Question]) -> Iterator[Issue]:
    if question.when is None:
        return
    place, deciding = at_question(question, "when"), earlier.get(question.when.question)
    if deciding is None:
        yield Issue(
            "condition_not_before", place, f"{question.when.question} must be a question asked before"
        )
        return
    if deciding.kind not in _DECIDING or not deciding.asked:
        yield Issue("condition_not_choice", place, f"{deciding.id} must be a choice that is asked")
    options = {option.id for option in deciding.options}
    if unknown := sorted(question.when.any_of - options):
        yield Issue("condition_option", place, f"{deciding.id} has no option {', '.join(unknown)}")
    if not question.when.any_of:
        yield Issue("condition_option", place, "any_of names no option: nobody would be asked")


def _copies(question: Question, earlier: Mapping[str, Question]) -> Iterator[Issue]:
    if question.same_as:
        source = earlier.get(question.same_as)
        if source is None or source.kind is not question.kind:
            remedy = f"{question.same_as} must be an earlier question of kind {question.kind}"
            yield Issue("same_as", at_question(question, "same_as"), remedy)
    if question.suggest and question.suggest not in SUGGESTIONS:
        remedy = f"there are: {', '.join(SUGGESTIONS)}"
        yield Issue("unknown_suggestion", at_question(question, "suggest"), remedy)
