"""The state of a session: everything the engine knows of one applicant. What changes it is in
flows/session/evolve.py."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from flows.answers.base import Value
from flows.contribution.state import Contributions
from flows.events.answering import Doubted
from flows.events.consent import BEFORE_ROLES
from flows.events.conversation import Inquired
from flows.events.upgrade import UpgradeOffered
from flows.handover.state import Handover
from flows.registry import Record
from flows.session.alliance import Part
from flows.session.answers import Answer, Draft
from flows.session.company.company_claim import Claim
from flows.session.company.registry import Looked, unproved
from flows.session.company.replacement import Replacement
from flows.session.people import People
from flows.session.places import Place
from flows.session.submitted.asked import Revision
from flows.session.submitted.copy_parts import Arrival, CopyPart
from flows.session.submitted.signed_copy import CopyDraft
from flows.session.submitted.signing import Signing


@dataclass(frozen=True)
class Session:
    """Everything the engine knows.

    `programme` is the id of the one it began under, `company_question` that of the question for the company's number,
    `ordinal` counts the person's applications from 1,
    `another` is set while they are beginning a further one;
    `joined` that the case is one somebody else of the company made, `superseded` that another took its place;
    `focus` is the question being changed, `""` when moving forward; `paused` that the last reply asked nothing.
    `inquiry` is what was asked last, while its words may still be taken as an answer.
    `with_staff`: since when (ISO) staff answer in this chat, "" while the bot does; `staff_finished`: they have said
    that they are done, and the person has not written since.
    `upgrade` is the last offer to move on, `upgrade_step` what came of it: "", "notice" or "declined".
    `asks_office`: what is typed next is a question to the office. `requesting` is what the person wants of their
    submitted application and has not confirmed (RequestBegun). `revision` is what it asks to answer again,
    `revision_number` counts the answers that were submitted.
    `rejected` has each question's last message that could not be taken; `unsent` messages taken back unseen;
    `entries` what the scheme keeps beside answers; `alliance` the part the company has in one, `people` who fill it in
    together."""

    questionnaire: str
    language: str
    programme: str = ""
    ordinal: int = 1
    company_question: str = BEFORE_ROLES
    another: bool = False
    started: bool = False
    notice_shown: bool = False
    declined: bool = False
    consent_version: str = ""
    consent_at: str = ""
    answers: Mapping[str, Answer] = field(default_factory=dict)
    skipped: frozenset[str] = frozenset()
    drafts: Mapping[str, Draft] = field(default_factory=dict)
    doubt: Doubted | None = None
    focus: str = ""
    tries: Mapping[str, int] = field(default_factory=dict)
    rejected: Mapping[str, str] = field(default_factory=dict)
    unsent: frozenset[str] = frozenset()
    verdict: tuple[str, ...] = ()
    reviewed: frozenset[int] = frozenset()
    confirmed: frozenset[str] = frozenset()
    looked: Looked | None = None
    place: Place = field(default_factory=Place)
    applied: str = ""
    claim: Claim = field(default_factory=Claim)
    erasing: bool = False
    handover: Handover = field(default_factory=Handover)
    contributions: Contributions = field(default_factory=Contributions)
    paused: bool = False
    inquiry: Inquired | None = None
    with_staff: str = ""
    staff_finished: bool = False
    upgrade: UpgradeOffered | None = None
    upgrade_step: str = ""
    joined: bool = False
    superseded: bool = False
    replacement: Replacement = field(default_factory=Replacement)
    case_number: str = ""
    submitted_at: str = ""
    arrivals: tuple[Arrival, ...] = ()
    parts: tuple[CopyPart, ...] = ()
    copy: CopyDraft | None = None
    copies: int = 0
    copy_at: str = ""
    signing: Signing = field(default_factory=Signing)
    entries: Mapping[str, Any] = field(default_factory=dict)
    alliance: Part = field(default_factory=Part)
    people: People = field(default_factory=People)
    asks_office: bool = False
    requesting: str = ""
    revision: Revision | None = None
    revision_number: int = 1

    @property
    def drawn_for(self) -> str:
        """What the data of this application's buttons names, so that those of another one are not taken for it, nor
        those that were drawn while another end held it."""
        if epoch := self.handover.epoch:
            return f"{self.questionnaire}/{self.ordinal}/{epoch}"
        return self.questionnaire if self.ordinal == 1 else f"{self.questionnaire}/{self.ordinal}"

    @property
    def consented(self) -> bool:
        """Whether the personal-data notice was agreed to; before that nothing is stored."""
        return bool(self.consent_version)

    @property
    def record(self) -> Record | None:
        """The company's record in the registers, once the person has said that it is theirs."""
        looked, ubn = self.looked, self.answers.get(self.company_question)
        mine = looked and looked.choice and ubn and ubn.value == looked.ubn
        return looked.record if looked and mine else None

    @property
    def unproved(self) -> bool:
        """Whether no register knows the company: staff decide about its place, where places are limited."""
        answer = self.answers.get(self.company_question)
        return unproved(self.looked, answer.value if answer else None)

    @cached_property
    def _values(self) -> Mapping[str, Value]:
        return {question: answer.value for question, answer in self.answers.items()}

    def values(self) -> Mapping[str, Value]:
        """The answers' values by question id."""
        return self._values


def replace(session: Session, **changes: object) -> Session:
    """The session with these fields changed, as dataclasses.replace would give it at several times the cost:
    this runs a few times in every turn, and for every event when a session is read back."""
    changed = object.__new__(Session)
    state = vars(changed)
    state.update(vars(session))
    state.pop("_values", None)
    state.update(changes)
    return changed
