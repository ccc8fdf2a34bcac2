"""What questions say of each other and what they are said to mean: roles, conditions, copies, proposals, checks."""

from collections.abc import Iterator, Mapping, Set

from flows.answers.parsing.cue_words import Subject
from flows.definitions.edition import Edition
from flows.definitions.issues import Issue
from flows.definitions.questionnaire import Kind, Question, Questionnaire
from flows.definitions.roles import FILE
from flows.lint.locations import STRUCTURE, at_question
from flows.rules.rules import Need, Rules

_DECIDING = frozenset({Kind.SINGLE_CHOICE, Kind.MULTI_CHOICE, Kind.RANKING, Kind.BOOLEAN})


def links(edition: Edition, rules: Rules) -> Iterator[Issue]:
    """Every name used somewhere names something fit for it."""
    questionnaire = edition.questionnaire
    yield from _roles(edition, rules.needs)
    yield from _checks(questionnaire, rules)
    yield from _combinations(edition)
    earlier: dict[str, Question] = {}
    for question in questionnaire.ask_order:
        yield from _condition(question, earlier)
        yield from _copies(question, earlier)
        yield from _suggestion(question, rules)
        earlier[question.id] = question


def _roles(edition: Edition, needs: Mapping[str, Need]) -> Iterator[Issue]:
    """Every role the rules need is played by a question of the right kind, and every question named there exists."""
    by_id, roles = edition.questionnaire.by_id, edition.roles
    for name in sorted(roles.named() - set(by_id)):
        yield Issue("unknown_question", f"{FILE}: {name}", "there is no such question: correct its id")
    for name, subject in roles.subjects.items():
        if subject not in set(Subject):
            yield Issue(
                "unknown_subject", f"{FILE}: subjects.{subject}", f"{name}: there are {', '.join(Subject)}"
            )
    for role, need in needs.items():
        question = by_id.get(roles.question(role))
        if question is None:
            remedy = f"name the question, of kind {need.kind}, that has this role"
            yield Issue("needed", f"{FILE}: roles.{role}", remedy)
        elif question.kind is not need.kind:
            yield Issue("needed", at_question(question, "kind"), f"as {role} it is read as {need.kind}")
        elif need.meanings:
            yield from _meanings(role, question, roles.meanings.get(role, {}), need.meanings)


def _combinations(edition: Edition) -> Iterator[Issue]:
    """Options offered together exist, in a question that takes several, and none of them excludes the others."""
    for language, words in edition.words.items():
        for name, combinations in words.combinations.items():
            question = edition.questionnaire.by_id.get(name)
            place = f"guidance.{language}.toml: combinations.{name}"
            if question is None or question.kind is not Kind.MULTI_CHOICE:
                yield Issue("unknown_question", place, "name a question of kind multi_choice")
                continue
            known = {option.id for option in question.options if not (option.exclusive or option.free_text)}
            for combination in combinations:
                fits = 2 <= len(set(combination)) == len(combination) <= question.limits.max_items
                if not fits or not known.issuperset(combination):
                    remedy = (
                        f"{'+'.join(combination)}: name two or more of its options, none that stands alone"
                    )
                    yield Issue("unknown_option", place, remedy)


def _meanings(role: str, question: Question, meant: Mapping[str, str], known: Set[str]) -> Iterator[Issue]:
    place, options = f"{FILE}: meanings.{role}", {option.id for option in question.options}
    for option in sorted(options - set(meant)):
        yield Issue("no_meaning", place, f"{option}: say what it means: {', '.join(sorted(known))}")
    for option in sorted(set(meant) - options):
        yield Issue("unknown_option", place, f"{question.id} has no option {option}")
    for meaning in sorted(set(meant.values()) - known):
        yield Issue("unknown_meaning", place, f"{meaning}: there are {', '.join(sorted(known))}")


def _checks(questionnaire: Questionnaire, rules: Rules) -> Iterator[Issue]:
    for check in questionnaire.checks:
        place = f"{STRUCTURE}: checks: {check}"
        if check not in rules.checks:
            yield Issue("unknown_check", place, f"there are: {', '.join(rules.checks)}")
            continue
        missing = [name for name in rules.checks[check].questions if name not in questionnaire.by_id]
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


def _suggestion(question: Question, rules: Rules) -> Iterator[Issue]:
    if question.suggest and question.suggest not in rules.suggestions:
        remedy = f"there are: {', '.join(rules.suggestions)}"
        yield Issue("unknown_suggestion", at_question(question, "suggest"), remedy)
