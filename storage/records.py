"""What goes into this room and comes out of it: frozen values, never rows.

Every datetime is timezone-aware; those that come out are in UTC. `Json` values must survive
`json.dumps` unchanged.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

Json = Mapping[str, Any]

Redact = Callable[[Sequence[Json]], Sequence[Json]]
"""A session's earlier events as they are to be kept from now on: as many, in the same order. Pure."""


@dataclass(frozen=True, slots=True)
class Identity:
    """One person as one bot account of one channel knows them."""

    channel: str
    account: str
    user: str


@dataclass(frozen=True, slots=True)
class NewJob:
    """Work to do after the commit. `case_number` is filled in for the jobs of a submission."""

    kind: str
    payload: Json
    run_after: datetime
    case_number: str | None = None


@dataclass(frozen=True, slots=True)
class ReplacementRequest:
    """What a submission asks for: the place of an earlier application, if that is still live by then.

    `asked` receives the number of the request and returns what the earlier applicant's journal is told; `waiting` is
    what the own journal is told when there is something to wait for; `jobs` are about the earlier application.
    """

    earlier: str
    asked: Callable[[int], Sequence[Json]]
    waiting: Sequence[Json]
    jobs: Callable[[int], Sequence[NewJob]]


@dataclass(frozen=True, slots=True)
class SettlementNotice:
    """What one side hears of a request that is settled: events for their journals, jobs about their application."""

    events: Sequence[Json]
    jobs: Sequence[NewJob] = ()


@dataclass(frozen=True, slots=True)
class Settlement:
    """A decision about one request (by its number) for the place of an application, and who is told what of it.

    `to_others` hear that they wait in vain, if any do. `by` is who decided; `overrules` that an earlier refusal does
    not count. `cause` are account and event id of what decided; `session` that of the applicant who did, whose own
    turn tells their journal."""

    earlier: str
    request: int
    allowed: bool
    by: str
    to_earlier: SettlementNotice
    to_new: SettlementNotice
    to_others: SettlementNotice
    cause: tuple[str, str]
    overrules: bool = False
    session: str = ""


@dataclass(frozen=True, slots=True)
class Submission:
    """A confirmed session about to become an application.

    `scheme` and `programme` are what is applied for; an empty `ubn` takes no place in the rule that a company has one
    live application in a programme. The application gets the next number of `series`, and `case_number` makes its case
    number of that: another one for each; pure.
    `seal` receives the case number and returns the events that name it. It runs inside the transaction,
    possibly more than once and with different numbers: it must be pure. If it raises, nothing is stored.
    `code` is the check code it gets beside the case number. `places` is how many the programme has; 0 is no limit.
    An `unproved` company is one that no register knows: staff decide about its place.
    `supersedes` asks for the place of an earlier application, if any. `revised`: it may be sent in again, and each
    time is kept.
    """

    scheme: str
    programme: str
    series: str
    case_number: Callable[[int], str]
    ubn: str
    company: str
    verdict: str
    language: str
    questionnaire: str
    answers: Json
    record: Json
    jobs: tuple[NewJob, ...]
    seal: Callable[[str], Sequence[Json]]
    code: str = ""
    places: int = 0
    unproved: bool = False
    supersedes: ReplacementRequest | None = None
    revised: bool = False


@dataclass(frozen=True, slots=True)
class SeatState:
    """How far a company's form in an alliance is after a turn; `invitation` is the hash of the code it came by, with
    the turn that takes the seat. One that is not `admitted` waits for the leader's word; `quiet` wants no reminders.
    `figures` and `form` are empty until the company has released them."""

    alliance: str
    programme: str
    ubn: str
    company: str
    done: int
    total: int
    page: int
    confirmed: bool
    changed: bool
    figures: Json
    form: Json
    gone: bool = False
    invitation: str = ""
    admitted: bool = True
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class SeatJoining:
    """The person of this session goes on in `session`; `told` makes what that is told of the number they have there."""

    session: str
    invitation: str
    told: Callable[[int], Sequence[Json]]


@dataclass(frozen=True, slots=True)
class Exchanging:
    """Leader and member take each other's place: what both sessions are told, how their earlier events are kept, their
    seats then; what the other seats are told, the jobs about them; parts of the proposal whose files go."""

    to_leader: Sequence[Json]
    to_member: Sequence[Json]
    keep_of_leader: Redact
    keep_of_member: Redact
    leader: SeatState
    member: SeatState
    told: Sequence[Json]
    jobs: Callable[[str], Sequence[NewJob]]
    drops: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Exchange:
    """The company of this session is to lead that alliance. `decide` sees the events of the leader's session and of
    this one, inside the transaction; None is no change. Pure."""

    alliance: str
    decide: Callable[[Sequence[Json], Sequence[Json]], Exchanging | None]


@dataclass(frozen=True, slots=True)
class Resent:
    """What was sent in before, sent in anew."""

    case_number: str
    revision: int
    answers: Json
    record: Json
    jobs: tuple[NewJob, ...] = ()


@dataclass(frozen=True, slots=True)
class NewAnswers:
    """Answers in place of those an application has: what changes of its `record`, the `event` its stream is told."""

    case_number: str
    revision: int
    company: str
    verdict: str
    answers: Json
    record: Json
    event: Json
    jobs: tuple[NewJob, ...] = ()


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file of a case; `role` is a FileRole (storage/stored_names.py), or begins with one."""

    case_number: str
    role: str
    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class StoredCaseEvent:
    """An event of a case as it is stored: its number within the case from 1, when, who, and what."""

    number: int
    at: datetime
    who: str
    event: Json


@dataclass(frozen=True, slots=True)
class CaseConsultation:
    """Whose case it is, by the consultant's address, whether it counts among the ones they have, and the visit that is
    agreed on, if one is."""

    consultant: str
    open: bool
    starts_at: datetime | None = None
    ends_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class CaseSeen:
    """A case while nobody else can change it: its stream; and of the consultant's other cases that are open, how many
    there are and the visits that are agreed on, from when to when."""

    events: tuple[StoredCaseEvent, ...]
    open_cases: int = 0
    visits: tuple[tuple[datetime, datetime], ...] = ()


@dataclass(frozen=True, slots=True)
class CaseChange:
    """What is added to a case: events under the next numbers, jobs, a file by its SHA-256; and what then holds of its
    consultation, None when there is none. `released` gives up its place and its company's claim, False takes the claim
    again."""

    events: Sequence[StoredCaseEvent]
    jobs: Sequence[NewJob] = ()
    consultation: CaseConsultation | None = None
    files: Mapping[str, NewFile] = field(default_factory=dict)
    released: bool | None = None


ChangeCase = Callable[[CaseSeen], CaseChange | None]
"""Decides, inside the transaction, what a case becomes; None is no change. Pure."""


@dataclass(frozen=True, slots=True)
class NewTurn:
    """One handled message, to be appended.

    `seq` counts from 1 within the session. `account` and `event_id` name the platform's event, `message` that of the
    message with the answer. `identity` is set when this turn opens a session for a person: their `visit`, from 1.
    `redact` rewrites the session's earlier events, since the person took a message back. `joins` is the case it takes
    part in from now on; `settles` decides a request for the place of the one it made. `files`, by SHA-256, come to the
    case `case_number`; the files `drops` leave its roles that begin with `drops_from`. `leaves_place`: it needs no
    place nor turn in line any more. `sent` are signed copies, `revises` new answers, `asks` a question.
    `seat` is how far the company's form in an alliance is by now; `invitations` are codes for its companies, hash by
    number, good until `invited_until`; the sessions in `unseats` lose their seat in it and are told `unseated`,
    those in `admits` are let in and told `admitted`; `frees`: it is withdrawn, its companies may go elsewhere;
    `resent` is sent in anew; `tells` are events for other sessions of the alliance, `exchange` changes its leader;
    `joins_seat`: this person goes on in a colleague's session, `leaves_seat`: this person has this one no longer.
    `changes` is what it does to the stream of that case.
    """

    session: str
    seq: int
    account: str
    event_id: str
    at: datetime
    events: Sequence[Json]
    message: str | None = None
    identity: Identity | None = None
    visit: int = 1
    jobs: tuple[NewJob, ...] = ()
    submission: Submission | None = None
    redact: Redact | None = None
    joins: str = ""
    settles: Settlement | None = None
    case_number: str = ""
    files: Mapping[str, NewFile] = field(default_factory=dict)
    drops: frozenset[str] = frozenset()
    drops_from: str = ""
    leaves_place: bool = False
    sent: Sequence[Json] = ()
    seat: SeatState | None = None
    invitations: Mapping[str, str] = field(default_factory=dict)
    invited_until: datetime | None = None
    unseats: Sequence[str] = ()
    unseated: Sequence[Json] = ()
    admits: Sequence[str] = ()
    admitted: Sequence[Json] = ()
    frees: bool = False
    resent: Resent | None = None
    tells: Mapping[str, Sequence[Json]] = field(default_factory=dict)
    exchange: Exchange | None = None
    joins_seat: SeatJoining | None = None
    leaves_seat: Identity | None = None
    changes: ChangeCase | None = None
    revises: NewAnswers | None = None
    asks: Json | None = None


@dataclass(frozen=True, slots=True)
class ReplyMark:
    """The reply to turn `seq` has gone out; what it asks could first be seen at `at`, by the platform's clock."""

    seq: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Stored:
    """A session as the journal has it: its events in order, and the last `seq`.

    `visit` is the person's session count, 0 when no identity points here; `last_at` is when its last turn was stored.
    `mark` is the latest reply known to have gone out, `unseen` how many of the last events came with turns after it;
    `person` the number of whoever it was loaded for, among several.
    """

    session: str
    seq: int
    visit: int
    events: tuple[Json, ...]
    last_at: datetime | None = field(default=None, compare=False)
    mark: ReplyMark | None = field(default=None, compare=False)
    unseen: int = field(default=0, compare=False)
    person: int = 0


@dataclass(frozen=True, slots=True)
class StoredTurn:
    """A turn as the journal has it: its place in the session, the platform event it is of, its events in order."""

    seq: int
    event_id: str
    events: tuple[Json, ...]


@dataclass(frozen=True, slots=True)
class Application:
    """A submitted session. After erasure (`erased_at`) only the bare, impersonal facts remain.

    `superseded_by` is the application that replaced it, `supersedes` the one it replaced. `replaces` is the one whose
    place it asked for: `allowed` is None until that is settled. `asked_by` asks for its own now. `place`
    is "held", "granted" or "refused" where staff decide about one.
    """

    case_number: str
    session: str
    scheme: str
    programme: str
    ubn: str
    company: str
    verdict: str
    language: str
    questionnaire: str
    answers: Json
    record: Json
    submitted_at: datetime
    erased_at: datetime | None
    superseded_at: datetime | None = None
    superseded_by: str | None = None
    supersedes: str | None = None
    code: str = ""
    replaces: str | None = None
    allowed: bool | None = None
    asked_by: str | None = None
    place: str | None = None

    @property
    def waits(self) -> bool:
        """Whether it is not in force before somebody agrees."""
        return self.replaces is not None and self.allowed is None

    @property
    def refused(self) -> bool:
        """Whether it is not in force because nobody agreed."""
        return self.replaces is not None and self.allowed is False


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file with its content; `size` is in bytes, `sha256` in lower-case hex.

    `name` is None when the file was asked for by hash alone.
    """

    sha256: str
    name: str | None
    media_type: str
    size: int
    content: bytes
