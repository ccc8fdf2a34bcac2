"""The chat's phrases: what is said has words in every language, what has words is said, gaps are the same."""

from collections.abc import Iterator, Mapping
from string import Formatter

from flows.answers import KINDS
from flows.definitions.edition import Edition
from flows.definitions.issues import Issue
from flows.definitions.questionnaire import Cell, Kind, Question, Questionnaire
from flows.definitions.words import Words
from flows.lint.locations import at_phrase
from flows.lint.phrase_families import CLOSED, CODED, ENGINE_CODES, GAPS, PAGES, SHOWN, TOPIC_BUTTON
from flows.lint.phrase_usage import Spoken
from flows.rules.rules import Rules


def phrases(edition: Edition, rules: Rules, said: Spoken) -> Iterator[Issue]:
    """Phrases that are missing, said by nobody, empty, malformed, or with other gaps in another language."""
    families = _families(edition, rules, said)
    for shape, at in said.shapes.items():
        if shape not in families and shape not in CODED:
            yield Issue(
                "undeclared", f"{at}: {shape}", "list the keys it can become in flows/lint/phrase_families.py"
            )
    members = {key: shape for shape, keys in families.items() for key in keys}
    wanted = {**members, **said.keys}
    for language, words in edition.words.items():
        for key, at in wanted.items():
            if key not in words.phrases:
                yield Issue("missing_words", at_phrase(language, key), f"write it: said as {at}")
        yield from _codes(language, words, edition.questionnaire)
        known = {*wanted, *_possible_codes(), *_copies(edition.questionnaire), *_places(edition)}
        for key in sorted(set(words.phrases) - known):
            yield Issue("unused_words", at_phrase(language, key), "remove it: nothing says it")
        for key in (key for key, text in words.phrases.items() if not text.strip()):
            yield Issue("missing_words", at_phrase(language, key), "write it")
    yield from _gaps(edition.words)


def _families(edition: Edition, rules: Rules, said: Spoken) -> dict[str, frozenset[str]]:
    """Every key that each shape found in the source can become."""
    questionnaire, intents = edition.questionnaire, {intent.name for intent in edition.intents}
    written = {key for words in edition.words.values() for key in words.phrases}
    topics = {key.removeprefix(TOPIC_BUTTON) for key in written if key.startswith(TOPIC_BUTTON)}
    groups = {option.group for question in questionnaire.questions for option in question.options} - {""}
    gaps = GAPS | {
        "about.*": topics,
        "button.about_*": topics,
        "checks.*": set(questionnaire.checks),
        "groups.*": groups,
        "reason.*": set(map(str, rules.reasons)),
        "intent.*.asks": intents,
        "intent.*.says": intents,
        "note.*": (set(said.topics) - SHOWN) | CLOSED,
        "pages.*": {str(page) for page in range(1, questionnaire.pages + 1)},
    }
    families = {
        shape: frozenset(shape.replace("*", gap) for gap in fills)
        for shape, fills in gaps.items()
        if shape in said.shapes
    }
    return families | {"a page": PAGES}


def _codes(language: str, words: Words, questionnaire: Questionnaire) -> Iterator[Issue]:
    """Refusals and doubts need words for their kind or for any."""
    used = {kind for question in questionnaire.questions if question.asked for kind in _read_as(question)}
    wanted = {("reject", "any", "required")}
    for kind in used:
        refusals = KINDS[kind].rejects | ENGINE_CODES.get(kind, frozenset())
        wanted |= {("reject", kind.value, code) for code in refusals}
        wanted |= {("doubt", kind.value, code) for code in KINDS[kind].doubts}
    for what, name, code in sorted(wanted):
        if not (words.has(f"{what}.{name}.{code}") or words.has(f"{what}.any.{code}")):
            place = at_phrase(language, f"{what}.{name}.{code}")
            yield Issue("missing_words", place, f"write it, or {what}.any.{code} for every kind")


def _read_as(question: Question) -> frozenset[Kind]:
    """The kinds whose parsers read a question's answer: its rows and the words beside an option have their own."""
    rows = {Kind.AMOUNT} if question.cell is Cell.AMOUNT else set()
    words = {Kind.TEXT} if any(option.free_text for option in question.options) else set()
    return frozenset({question.kind, *rows, *words})


def _possible_codes() -> frozenset[str]:
    """Keys of all kinds, asked here or not: the chat's phrases serve every questionnaire."""
    keys = {"reject.any.required", "doubt.any.unprintable", "doubt.any.taken_back", "doubt.any.intent"}
    for kind, reader in KINDS.items():
        for code in reader.rejects | ENGINE_CODES.get(kind, frozenset()):
            keys |= {f"reject.{kind}.{code}", f"reject.any.{code}"}
        keys |= {f"doubt.{name}.{code}" for code in reader.doubts for name in (kind, "any")}
    return frozenset(keys)


def _places(edition: Edition) -> frozenset[str]:
    """The answers to what people ask, for where they are when they ask it."""
    places = ("submitted", "submitted_signing", "signing", "here", "optional", "before", "limited")
    return frozenset(f"intent.{intent.name}.{place}" for intent in edition.intents for place in places)


def _copies(questionnaire: Questionnaire) -> frozenset[str]:
    """Labels of the button that copies an answer, where one is wanted instead of the answer itself."""
    return frozenset(
        f"button.same_{question.same_as}" for question in questionnaire.questions if question.same_as
    )


def _gaps(languages: Mapping[str, Words]) -> Iterator[Issue]:
    """{placeholders} of each phrase, compared with the first language's."""
    first: dict[str, frozenset[str]] = {}
    for language, words in languages.items():
        for key, text in words.phrases.items():
            gaps = _placeholders(text)
            if gaps is None:
                yield Issue(
                    "bad_braces", at_phrase(language, key), "write {name}; a brace itself is {{ or }}"
                )
            elif first.setdefault(key, gaps) != gaps:
                different = ", ".join(sorted(first[key] ^ gaps))
                yield Issue(
                    "gaps_differ", at_phrase(language, key), f"one language has it, another not: {different}"
                )


def _placeholders(text: str) -> frozenset[str] | None:
    try:
        gaps = [gap for _, gap, _, _ in Formatter().parse(text) if gap is not None]
    except ValueError:
        return None
    return frozenset(gaps) if all(gap.isidentifier() for gap in gaps) else None
