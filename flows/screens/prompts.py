"""Everything a person can be shown, free of channel and language: one class per screen, with its data."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from flows.answers.base import Texts, Value
from flows.contribution.state import Proposal
from flows.definitions.questionnaire import Question
from flows.interface.panel import PanelButton, PanelLine, Said
from flows.registry import Record
from flows.rules.checks import Finding
from flows.rules.verdict import Verdict
from flows.scheme.carry_over import CarriedOver
from flows.screens.submitted.prompt import RequestCheck, RevisionCheck
from flows.session.answers import Answer
from flows.session.company.company_claim import Claim
from flows.session.submitted.signed_copy import CopyDraft


@dataclass(frozen=True, slots=True)
class Welcome:
    """What this is, who may apply, what to have at hand."""


@dataclass(frozen=True, slots=True)
class Notice:
    """The personal-data notice, with the choice to agree or not."""


@dataclass(frozen=True, slots=True)
class NotAgreed:
    """The notice was declined; nothing is kept; one may still agree."""


@dataclass(frozen=True, slots=True)
class UpgradeCheck:
    """The draft can move on to a later edition or programme: what of it would come along. `must`: it cannot stay."""

    carried: CarriedOver
    must: bool


@dataclass(frozen=True, slots=True)
class UpgradeNotice:
    """The notice on personal data of what the draft would move on to, with the choice to agree or not."""


@dataclass(frozen=True, slots=True)
class EraseCheck:
    """Really erase everything?"""


@dataclass(frozen=True, slots=True)
class Doubt:
    """An answer waits for confirmation of one of its readings."""

    question: Question
    kind: str
    code: str
    candidates: Sequence[Value]
    facts: dict[str, str]
    row: str
    texts: Texts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RegisterCard:
    """The registers know the 統一編號: is this your company?"""

    record: Record


@dataclass(frozen=True, slots=True)
class Ask:
    """One question (or one row of it) is asked.

    `awaiting` is the free-text option whose words are wanted; `current` the answer being changed; `ticked` the
    options taken so far; `rows` the table or matrix rows given so far; `same` and `suggested` are proposals;
    `tries` how often it was misunderstood."""

    question: Question
    row: str = ""
    awaiting: str = ""
    current: Answer | None = None
    ticked: tuple[str, ...] = ()
    draft: Value | None = None
    same: Answer | None = None
    suggested: Value | None = None
    tries: int = 0


@dataclass(frozen=True, slots=True)
class NotEligible:
    """The verdict with its reasons, what else there is, and how to correct an answer."""

    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Review:
    """The answers of one page, to be checked."""

    page: int
    rows: tuple[tuple[Question, Answer | None], ...]


@dataclass(frozen=True, slots=True)
class Warnings:
    """Findings of the cross-checks that nobody has confirmed yet."""

    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class ReadyToSubmit:
    """Everything is there; a last look, then send. `replaces` is the application it takes the place of, if any."""

    verdict: Verdict | None
    replaces: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """Submitted: the case number, the document, what happens next."""

    case_number: str


@dataclass(frozen=True, slots=True)
class Applied:
    """The company has applied already: how to go on, and nothing about who did."""

    claim: Claim = field(default_factory=Claim)


@dataclass(frozen=True, slots=True)
class Superseded:
    """Another application of the company has taken the place of the one this person made or joined."""


@dataclass(frozen=True, slots=True)
class Full:
    """Everything is answered, but there is no place; `position` in line from 1, or 0 when not in line."""

    position: int


@dataclass(frozen=True, slots=True)
class CopyCheck:
    """The prompt that shows a signed copy as it would be sent in: send it, or take the pictures again."""

    draft: CopyDraft


@dataclass(frozen=True, slots=True)
class ReplaceCheck:
    """Somebody asks for the place of this person's application: agree, or not."""

    request: int


@dataclass(frozen=True, slots=True)
class HandoverWait:
    """Offer `number` to go on elsewhere (`to`) waits until `until` (ISO) for the two digits that the new end shows."""

    number: int
    to: str
    until: str


@dataclass(frozen=True, slots=True)
class Proposals:
    """A colleague, or several, filled in these questions: take all, look at each, take none."""

    proposals: tuple[Proposal, ...]


@dataclass(frozen=True, slots=True)
class ProposalCheck:
    """One proposed answer beside the present one, and how many there are with it."""

    question: Question
    proposal: Proposal
    current: Answer | None
    left: int


@dataclass(frozen=True, slots=True)
class Panel:
    """A screen of a scheme's own: the stage it belongs to, its name, and what it says. Two of one name and `about`
    take the same text."""

    stage: str
    name: str
    title: Said
    body: Said = ""
    lines: tuple[PanelLine, ...] = ()
    buttons: tuple[PanelButton, ...] = ()
    about: str = ""


Prompt: TypeAlias = (
    Welcome | Notice | NotAgreed | EraseCheck | Doubt | RegisterCard | Ask | NotEligible | Review | Warnings
    | ReadyToSubmit | Receipt | Full | Applied | Superseded | CopyCheck | ReplaceCheck | HandoverWait
    | Proposals | ProposalCheck | UpgradeCheck | UpgradeNotice | RevisionCheck | RequestCheck
    | Panel
)  # fmt: skip

PromptIdentity: TypeAlias = tuple[str, ...]
"""What a typed text would be an answer to: two prompts of which this is the same may take the same text."""


def identity_of(prompt: Prompt) -> PromptIdentity:  # noqa: C901 - one case per prompt
    """The kind of prompt, and whatever of it makes another text the right one."""
    match prompt:
        case Ask():
            return ("Ask", prompt.question.id, prompt.row, prompt.awaiting)
        case Doubt():
            return ("Doubt", prompt.question.id, prompt.row, prompt.code, repr(list(prompt.candidates)))
        case RegisterCard():
            return ("RegisterCard", prompt.record.ubn)
        case Review():
            return ("Review", str(prompt.page))
        case Warnings():
            return ("Warnings", *(finding.fingerprint for finding in prompt.findings))
        case Applied():
            return ("Applied", repr(prompt))
        case CopyCheck():
            return ("CopyCheck", prompt.draft.file)
        case ReplaceCheck() | RevisionCheck():
            return (type(prompt).__name__, str(prompt.request))
        case Proposals():
            return ("Proposals", *(f"{each.author} {each.question}" for each in prompt.proposals))
        case ProposalCheck():
            return ("ProposalCheck", prompt.question.id, repr(prompt.proposal))
        case HandoverWait():
            return ("HandoverWait", str(prompt.number))
        case RequestCheck():
            return ("RequestCheck", prompt.kind)
        case Panel():
            return ("Panel", prompt.stage, prompt.name, prompt.about)
        case _:
            return (type(prompt).__name__,)


def question_of(identity: PromptIdentity) -> str:
    """The id of the question that was asked, or whose answer was doubted; empty where it was none."""
    return identity[1] if identity[0] in ("Ask", "Doubt") else ""
