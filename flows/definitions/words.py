"""Words: everything a person reads, by key, in one language. Engine and questionnaire speak only in codes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from flows.definitions.questionnaire import Question

Table = Mapping[str, Any]
Facts = Mapping[str, object]


def _no_more() -> Facts:
    return {}


class _Facts(dict[str, object]):
    """Facts for placeholders; `others` are asked for those that are not there. A person is better served by a sentence
    with a gap than by no answer at all."""

    def __init__(self, facts: Facts, others: Callable[[], Facts] = _no_more) -> None:
        super().__init__(facts)
        self._others = others

    def __missing__(self, key: str) -> object:
        return self._others().get(key, "")


@dataclass(frozen=True, eq=False)
class Words:
    """One language: `question` words from the questionnaire's folder, `phrases` from templates/shared/chat.

    `also` are further names of options, `synonyms` those that came after publishing, `together` words for several
    options at once, `combinations` options that often go together, `guidance` a longer help; `rephrased` is what the
    chat says, since publishing, in place of a question's published help and rows, which the form goes on printing."""

    language: str
    questions: Mapping[str, Mapping[str, str]]
    lists: Mapping[str, str]
    phrases: Mapping[str, str]
    also: Mapping[str, Mapping[str, tuple[str, ...]]]
    synonyms: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    together: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    combinations: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    guidance: Mapping[str, str] = field(default_factory=dict)
    rephrased: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def in_chat(self, year: int) -> "Words":
        """These words as the chat says them in that ROC year: 「114 年（去年）」 for 「申請年度－1」."""
        return _in_chat(self, year)

    def say(self, key: str, **facts: object) -> str:
        """The phrase of that key with its placeholders filled, unknown ones left empty. KeyError if there is none."""
        return self.filled(key, facts)

    def filled(self, key: str, facts: Facts, others: Callable[[], Facts] = _no_more) -> str:
        """As `say`, with the facts in a mapping; `others` gives those that are not among them, if any is needed."""
        phrase = self.phrases[key]
        return phrase.format_map(_Facts(facts, others)) if "{" in phrase or "}" in phrase else phrase

    def has(self, key: str) -> bool:
        """Whether there is a phrase of that key."""
        return key in self.phrases

    def of(self, question: str, part: str) -> str:
        """A question's `label`, `short`, `help`, `example` or `unit`; empty when it has none."""
        return self.questions[question].get(part, "")

    def option(self, question: str, option: str) -> str:
        """An option's label."""
        return self.questions[question][f"options.{option}"]

    def brief(self, question: str, option: str) -> str:
        """An option's label where room is short (at most 20 graphemes by lint)."""
        return self.questions[question].get(f"brief.{option}") or self.option(question, option)

    def row(self, question: str, row: str) -> str:
        """A matrix row's label."""
        return self.questions[question][f"rows.{row}"]

    def step(self, question: str, step: str) -> str:
        """The label of a step on a scale."""
        return self.questions[question][f"scale.{step}"]

    def column(self, question: str, column: str) -> str:
        """A table column's label."""
        return self.questions[question][f"columns.{column}"]

    def page(self, page: int) -> str:
        """A page's title."""
        return self.phrases[f"pages.{page}"]

    def group(self, group: str) -> str:
        """The title of a group of options; empty for none."""
        return self.phrases[f"groups.{group}"] if group else ""


@lru_cache(maxsize=64)
def _in_chat(words: Words, year: int) -> Words:
    """There are as many as languages of editions in the years a process sees; every turn asks for one."""
    years = _Facts(
        {"last_year": year - 1, "year_before": year - 2}
        | {"last_year_ad": year + 1910, "year_before_ad": year + 1909}
    )
    said = {
        question: {
            **words.questions[question],
            **{part: text.format_map(years) for part, text in parts.items()},
        }
        for question, parts in words.rephrased.items()
    }
    return replace(words, questions={**words.questions, **said})


def read_words(
    questionnaire: Sequence[Question],
    lists: Mapping[str, str],
    words: Table,
    chat: Sequence[Table],
    guidance: Table = MappingProxyType({}),
) -> Words:
    """Words from the questionnaire's words file, the chat's, of which later ones go before earlier ones, and what was
    written beside the questionnaire since it was published; `lists` maps question ids to list names."""
    questions: dict[str, Mapping[str, str]] = {}
    for question in questionnaire:
        own = words.get("question", {}).get(question.id, {})
        name = lists.get(question.id, "")
        flat = {f"options.{key}": text for key, text in words.get("lists", {}).get(name, {}).items()}
        flat |= {f"brief.{key}": text for key, text in words.get("lists_brief", {}).get(name, {}).items()}
        flat |= flatten({key: part for key, part in own.items() if key != "also"})
        questions[question.id] = flat
    also = {
        question.id: _joined(
            words.get("lists_also", {}).get(lists.get(question.id, ""), {}),
            words.get("question", {}).get(question.id, {}).get("also", {}),
        )
        for question in questionnaire
    }
    synonyms = {
        question.id: _joined(
            guidance.get("lists_also", {}).get(lists.get(question.id, ""), {}),
            guidance.get("also", {}).get(question.id, {}),
        )
        for question in questionnaire
    }
    together = {
        question.id: _joined(
            guidance.get("lists_together", {}).get(lists.get(question.id, ""), {}),
            guidance.get("together", {}).get(question.id, {}),
        )
        for question in questionnaire
    }
    phrases: dict[str, str] = {}
    for spoken in chat:
        phrases |= flatten(spoken)
    phrases |= flatten(
        {part: words[part] for part in ("pages", "groups", "checks", "review") if part in words}
    )
    helps = {str(name): str(text) for name, text in guidance.get("help", {}).items()}
    said = {str(name): flatten(parts) for name, parts in guidance.get("question", {}).items()}
    combined = {
        str(name): tuple(tuple(map(str, options)) for options in several)
        for name, several in guidance.get("combinations", {}).items()
    }
    return Words(
        str(words["language"]), questions, lists, phrases, also, synonyms, together, combined, helps, said
    )


def _joined(*tables: Table) -> dict[str, tuple[str, ...]]:
    """The lists of several tables, key by key, one behind the other."""
    joined: dict[str, tuple[str, ...]] = {}
    for table in tables:
        for key, texts in table.items():
            joined[key] = (*joined.get(key, ()), *map(str, texts))
    return joined


def flatten(table: Table, prefix: str = "") -> dict[str, str]:
    """Nested tables as dotted keys: {"a": {"b": "x"}} becomes {"a.b": "x"}. Lists join their lines."""
    flat: dict[str, str] = {}
    for key, part in table.items():
        if isinstance(part, Mapping):
            flat |= flatten(part, f"{prefix}{key}.")
        else:
            flat[f"{prefix}{key}"] = "\n".join(part) if isinstance(part, list) else str(part)
    return flat


def names(question: Question, languages: Sequence[Words]) -> dict[str, tuple[str, ...]]:
    """Every way of saying each option or scale step of a question, in all languages."""
    spoken: dict[str, tuple[str, ...]] = {}
    for option in question.options:
        texts: dict[str, None] = {}
        for words in languages:
            for text in (words.option(question.id, option.id), words.brief(question.id, option.id)):
                texts[text] = None
            texts |= dict.fromkeys(words.also[question.id].get(option.id, ()))
        spoken[option.id] = tuple(texts)
    for step in question.scale:
        spoken[step] = tuple(dict.fromkeys(words.step(question.id, step) for words in languages))
    return spoken
