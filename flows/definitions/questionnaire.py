"""The model of a questionnaire: a versioned, immutable definition made of pages, questions and options.

Structure only: every word a person reads lives in the words files (see flows/definitions/words.py).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property


class Kind(StrEnum):
    """What sort of answer a question takes; each kind has one parser in flows/answers/."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    UBN = "ubn"
    DATE = "date"
    NUMBER = "number"
    AMOUNT = "amount"
    PERCENT = "percent"
    ADDRESS = "address"
    URL = "url"
    PHONE = "phone"
    EMAIL = "email"
    SINGLE_CHOICE = "single_choice"
    MULTI_CHOICE = "multi_choice"
    RANKING = "ranking"
    BOOLEAN = "boolean"
    MATRIX = "matrix"
    TABLE = "table"


class Cell(StrEnum):
    """What one row of a matrix takes: an amount in TWD, or a step on the question's scale."""

    AMOUNT = "amount"
    SCALE = "scale"


class Section(StrEnum):
    """When a question is asked: eligibility first, then the pages, the signing block after the review."""

    ELIGIBILITY = "eligibility"
    PAGES = "pages"
    SIGNING = "signing"


@dataclass(frozen=True, slots=True)
class Option:
    """One choice. An exclusive option clears the others; a free-text option asks for a few words more."""

    id: str
    exclusive: bool = False
    free_text: bool = False
    group: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table question; `year` columns hold a ROC year, the others text of `max_length`."""

    id: str
    year: bool = False
    max_length: int = 60


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of an answer: characters for text, TWD or units for numbers, items for lists and tables."""

    min_length: int = 1
    max_length: int = 200
    minimum: int = 0
    maximum: int = 10**12
    decimals: int = 0
    min_items: int = 1
    max_items: int = 99


@dataclass(frozen=True, slots=True)
class Condition:
    """A question applies when the answer of an earlier `question` names one of `any_of` options."""

    question: str
    any_of: frozenset[str]


@dataclass(frozen=True, slots=True)
class Question:
    """One question as defined; `number` is what people see and type (修改 12), 0 in the signing block.

    `autofill` names the register's field that can answer it, `same_as` the question whose answer may be
    copied, `suggest` a computed proposal (a suggestion of the scheme's rules). `asked` is false for what
    is settled elsewhere:
    consent at the start, the date by hand, a method with one choice. `subject` is what words are asked for, so that
    words that cannot be it are asked about; roles.toml says it."""

    id: str
    kind: Kind
    page: int
    number: int
    section: Section = Section.PAGES
    required: bool = True
    options: tuple[Option, ...] = ()
    rows: tuple[str, ...] = ()
    cell: Cell | None = None
    scale: tuple[str, ...] = ()
    columns: tuple[Column, ...] = ()
    when: Condition | None = None
    limits: Limits = field(default_factory=Limits)
    autofill: str = ""
    same_as: str = ""
    suggest: str = ""
    must_be_true: bool = False
    allows_none: bool = False
    confirm_zero: bool = False
    asked: bool = True
    subject: str = ""

    @property
    def is_scale(self) -> bool:
        """Whether this is a matrix answered step by step on a scale."""
        return self.kind is Kind.MATRIX and self.cell is Cell.SCALE

    def option(self, option_id: str) -> Option | None:
        """The option of that id, or None."""
        return next((option for option in self.options if option.id == option_id), None)


@dataclass(frozen=True)
class Questionnaire:
    """A published version: questions in printed order, the checks it uses, its notice version."""

    version: str
    pages: int
    questions: tuple[Question, ...]
    checks: tuple[str, ...]
    digest: str

    @cached_property
    def by_id(self) -> Mapping[str, Question]:
        """Questions by their id."""
        return {question.id: question for question in self.questions}

    @cached_property
    def by_number(self) -> Mapping[int, Question]:
        """Numbered questions by the number people see."""
        return {question.number: question for question in self.questions if question.number}

    @cached_property
    def ask_order(self) -> tuple[Question, ...]:
        """Questions in the order they are asked: eligibility, then the pages, then the signing block."""
        rank = {Section.ELIGIBILITY: 0, Section.PAGES: 1, Section.SIGNING: 2}
        return tuple(sorted(self.questions, key=lambda question: rank[question.section]))

    @cached_property
    def before_signing(self) -> tuple[Question, ...]:
        """The questions asked before the review, in order."""
        return tuple(q for q in self.ask_order if q.asked and q.section is not Section.SIGNING)

    @cached_property
    def signing(self) -> tuple[Question, ...]:
        """The questions asked after the review, in order."""
        return tuple(q for q in self.ask_order if q.asked and q.section is Section.SIGNING)

    @cached_property
    def conditional(self) -> tuple[Question, ...]:
        """The questions that apply only after certain answers."""
        return tuple(q for q in self.questions if q.when)

    @cached_property
    def outcomes(self) -> Mapping[str, Sequence[Sequence[str]]]:
        """For each question others depend on, one sample answer for every distinct effect an answer can have."""
        deciders = {q.when.question: self.by_id[q.when.question] for q in self.conditional if q.when}
        return {id_: _effects(question, self._conditions_on(id_)) for id_, question in deciders.items()}

    def _conditions_on(self, question: str) -> list[Condition]:
        return [q.when for q in self.conditional if q.when and q.when.question == question]


def _effects(question: Question, conditions: Sequence[Condition]) -> list[list[str]]:
    single = {
        tuple(option.id in condition.any_of for condition in conditions): option.id
        for option in question.options
    }
    if question.kind not in (Kind.MULTI_CHOICE, Kind.RANKING):
        return [[option] for option in single.values()]
    samples: dict[tuple[bool, ...], list[str]] = {}
    for effect, option in single.items():
        for known, sample in [*samples.items(), ((False,) * len(conditions), [])]:
            merged = tuple(a or b for a, b in zip(effect, known, strict=True))
            samples.setdefault(merged, [*sample, option])
    return list(samples.values())
