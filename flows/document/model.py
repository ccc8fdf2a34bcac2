"""What the printed form says: plain data between the answers and the document engine.

Everything that depends on the questionnaire, the programme or the answers is here, already in words. Words of
the layout itself (section headings, page numbers, 不適用) live in templates/diagnosis/document/words.zh-TW.toml.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Source(StrEnum):
    """Where an answer came from; one taken from the public register is marked ※ on paper."""

    APPLICANT = "applicant"
    REGISTER = "register"


class PrintedState(StrEnum):
    """The verdict as printed; `needs_staff` adds a line that asks the executing body to confirm."""

    ELIGIBLE = "eligible"
    NOT_ELIGIBLE = "not_eligible"
    NEEDS_STAFF = "needs_staff"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class PrintedOption:
    """One option; every option is printed, ticked or not.

    `rank` is 1, 2, 3 … in a ranking and 0 elsewhere; `text` is what was written beside a free-text option;
    `group` is the heading under which options stand together (東南亞), empty when the list has none.
    """

    id: str
    label: str
    ticked: bool = False
    rank: int = 0
    free_text: bool = False
    text: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """One row of a matrix: `score` is the id of the step ticked on the scale, `text` a value in words."""

    id: str
    label: str
    score: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class PrintedStep:
    """One step of a matrix's scale, a column on paper."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class PrintedQuestion:
    """One question and its answer.

    `number` and `label` as in the questionnaire; `applies` is False for a hidden question, which prints as
    不適用. Which of the others are used follows from the kind: `text` for a value already put in words
    (民國 98 年 5 月 1 日, 5,000,000 元), `options` for choices and rankings, `rows` and `scale` for a matrix,
    `columns` (headings) and `table` (rows of cells in the same order) for a table. `same_as_other`: left out because
    the answer is that of another question (同登記地址).
    """

    id: str
    number: int
    label: str
    applies: bool = True
    text: str = ""
    options: tuple[PrintedOption, ...] = ()
    rows: tuple[PrintedRow, ...] = ()
    scale: tuple[PrintedStep, ...] = ()
    columns: tuple[str, ...] = ()
    table: tuple[tuple[str, ...], ...] = ()
    source: Source = Source.APPLICANT
    same_as_other: bool = False


@dataclass(frozen=True, slots=True)
class PrintedCriterion:
    """One criterion, with the answer it rests on in words (5,000,000 元). One that does not `apply` is printed as a
    remark instead of with a box to tick."""

    met: bool = False
    text: str = ""
    applies: bool = True


@dataclass(frozen=True, slots=True)
class PrintedVerdict:
    """The eligibility box: the criteria in the order the rules give them, and the reasons by name."""

    state: PrintedState = PrintedState.OPEN
    criteria: tuple[PrintedCriterion, ...] = ()
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PrintedSigning:
    """The signing block: the two statements with their ticks, and who signs.

    `notice` is the condensed personal-data notice (個人資料保護法第 8 條); there is room for about 330
    full-width characters. `consented_on` is the day of consent in words. Signature and date stay blank for
    the pen.
    """

    declaration: str
    declared: bool
    notice: str
    consent: str
    consented: bool
    consented_on: str = ""
    signatory_name: str = ""
    signatory_title: str = ""


@dataclass(frozen=True, slots=True)
class PrintedProgramme:
    """The programme as named on paper; `email` is where the signed scan goes, `year` the ROC year."""

    year: int
    name: str
    host: str
    executor: str
    contact_name: str
    contact_phone: str
    email: str


@dataclass(frozen=True, slots=True)
class PrintedForm:
    """The whole form. An empty `case_number` means a draft, and the paper says so on every page.

    `register_asked_on` is the day the answers marked ※ came from the register; empty when there are none.
    `digest` is the beginning of the SHA-256 of the data the file carries, printed at the foot of each page.
    `check_code` stands beside the case number; empty on forms made before there was one. `revision` counts the answers
    that were submitted; the first ones say nothing of it.
    """

    title: str
    case_number: str
    programme: PrintedProgramme
    questions: Mapping[str, PrintedQuestion]
    verdict: PrintedVerdict
    signing: PrintedSigning
    register_asked_on: str = ""
    digest: str = ""
    check_code: str = ""
    revision: int = 1


def printed_ids(template_text: str) -> frozenset[str]:
    """Ids of the questions a template prints, from its `field("id")` calls.

    The template names ids in no other way, so the linter can prove that no question is left off the paper.
    The signing block is not among them: it is printed from `PrintedSigning`.
    """
    return frozenset(re.findall(r'\bfield\("([a-z][a-z0-9_]*)"\)', template_text))
