"""Several companies in one case: invitations, seats, what is sent in together; and what screens of its own keep and
say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from flows.answers.base import Texts, Value


@dataclass(frozen=True, slots=True)
class CodeGiven:
    """Somebody named an invitation code. The journal keeps that one was named, not which (flows/events/codec.py)."""

    code: str = ""


@dataclass(frozen=True, slots=True)
class InvitationsAsked:
    """Codes are wanted for companies of these numbers; "" stands for anybody."""

    companies: Sequence[str]


@dataclass(frozen=True, slots=True)
class InvitationsMade:
    """Codes were made, each for the company of that number, or for anybody (""). The journal keeps no code.
    `chats` is what a link to our chat begins with, by channel; `colleague`: it is for somebody of the same company."""

    until: str
    codes: Mapping[str, str] = field(default_factory=dict)
    chats: Mapping[str, str] = field(default_factory=dict)
    colleague: bool = False


@dataclass(frozen=True, slots=True)
class PageLinkAsked:
    """The leader wants to go on writing on the web page."""


@dataclass(frozen=True, slots=True)
class PageLinkMade:
    """A link to the web page was made, good until that instant (ISO). The journal keeps no link."""

    until: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class SeatTaken:
    """This session is the seat of a company in that alliance, by that invitation (its keyed hash). Unless `admitted`
    it waits for the leader's word: it came by a code that anybody may use."""

    alliance: str
    ubn: str
    invitation: str = ""
    admitted: bool = True


@dataclass(frozen=True, slots=True)
class MemberReminded:
    """The leader reminds a member, by the session of its seat."""

    seat: str


@dataclass(frozen=True, slots=True)
class SeatAdmitted:
    """The leader let a company in that waited, by the session of its seat."""

    seat: str


@dataclass(frozen=True, slots=True)
class Admitted:
    """The company of this session was let in by the leader."""


@dataclass(frozen=True, slots=True)
class SeatLeft:
    """The company of this session is no longer in the alliance."""


@dataclass(frozen=True, slots=True)
class SeatRemoved:
    """The leader took a company out of the alliance, by the session of its seat."""

    seat: str


@dataclass(frozen=True, slots=True)
class SendAsked:
    """The leader wants it sent; the request reached us at that instant (ISO)."""

    at: str


@dataclass(frozen=True, slots=True)
class ProposalSent:
    """It was sent in, this revision of it, at that instant (ISO)."""

    case_number: str
    revision: int
    at: str


@dataclass(frozen=True, slots=True)
class ProposalWithdrawn:
    """What was sent in was taken back."""

    case_number: str
    at: str


@dataclass(frozen=True, slots=True)
class MailCodeAsked:
    """A code to prove the project's mail address is to be mailed; they are counted from 1."""

    number: int


@dataclass(frozen=True, slots=True)
class MailCodeTyped:
    """Six digits were typed; not which."""


@dataclass(frozen=True, slots=True)
class FileArrived:
    """A file was sent for this part of the proposal: the channel's pointer to it, and its name."""

    part: str
    ref: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class PictureAsked:
    """The leader wants to see a part of its work as a picture: board, kpi or schedule."""

    part: str


@dataclass(frozen=True, slots=True)
class PictureMade:
    """It was drawn: `file` is its SHA-256 in hex, `url` an expiring link that no journal holds."""

    part: str
    file: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Entered:
    """An entry has this value now: plain JSON that only the scheme reads; None takes it away."""

    place: str
    value: Any = None


@dataclass(frozen=True, slots=True)
class Remarked:
    """Something to say once: a phrase of the scheme with what fills its gaps; `tone` as in interface/messages.py."""

    phrase: str
    tone: str = "info"
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LeadOffered:
    """The leader asks a member, by the session of its seat, to lead from now on; empty takes that back."""

    seat: str


@dataclass(frozen=True, slots=True)
class LeadAsked:
    """The company of this session is asked to lead; unless `open` it is asked no longer."""

    open: bool = True


@dataclass(frozen=True, slots=True)
class LeadAnswered:
    """The company of this session agreed to lead, or did not."""

    agreed: bool


@dataclass(frozen=True, slots=True)
class LeadRefused:
    """The company that was asked to lead does not want to."""


@dataclass(frozen=True, slots=True)
class CompanyReplaced:
    """This session is another company's and its people's from now on: the lead of an alliance went over, and two
    companies took each other's place. `answers` (flat, with their `sources`), `skipped` and `entries` are what the one
    that came had given in its own; `gone` are the questions of which nothing stays. `version` and `at` are those of the
    consent of its people, whose names are `people` by their numbers."""

    gone: Sequence[str]
    answers: Mapping[str, Any]
    sources: Mapping[str, Any] = field(default_factory=dict)
    skipped: Sequence[str] = ()
    entries: Mapping[str, Any] = field(default_factory=dict)
    language: str = ""
    version: str = ""
    at: str = ""
    people: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LeaderNamed:
    """Another company leads the alliance of this seat: its name."""

    company: str


@dataclass(frozen=True, slots=True)
class AllianceEnding:
    """The leader ends the alliance at that instant (ISO); empty takes that back."""

    at: str


@dataclass(frozen=True, slots=True)
class AllianceEnded:
    """The alliance is no more; the answers of its companies stay their own."""


@dataclass(frozen=True, slots=True)
class ColleagueInvited:
    """A code is wanted by which somebody else of the same company fills in this very form."""


@dataclass(frozen=True, slots=True)
class ColleagueJoined:
    """This person goes on in the session of their company's seat, by that invitation (its keyed hash)."""

    seat: str
    name: str
    invitation: str


@dataclass(frozen=True, slots=True)
class PersonSeated:
    """One more person of the company has this session, since that moment (ISO): number, what they call themselves, the
    version of the notice they agreed to."""

    number: int
    name: str
    at: str
    version: str = ""


@dataclass(frozen=True, slots=True)
class PersonLeft:
    """The person of that number has this session no longer; the company's answers stay."""

    number: int


@dataclass(frozen=True, slots=True)
class Conflicted:
    """An answer was given that somebody else had changed since it was looked at: it waits beside that one."""

    question: str
    value: Value
    texts: Texts = field(default_factory=dict)
    by: str = ""


@dataclass(frozen=True, slots=True)
class ConflictSettled:
    """One of both answers was chosen; the other one is gone."""


@dataclass(frozen=True, slots=True)
class CorrectionOpened:
    """The office asks to mend what was sent in, until the end of the day `due` (ISO): by place a line in its own words;
    `seats` are the sessions of members that mend something too. `request` is the number of what it did in the case."""

    request: int
    lines: Mapping[str, str]
    due: str
    seats: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class CorrectionEnded:
    """Nothing of this session is to be mended any longer."""


AllianceEvent: TypeAlias = (
    CodeGiven | InvitationsAsked | InvitationsMade | PageLinkAsked | PageLinkMade | SeatTaken | MemberReminded
    | SeatAdmitted | Admitted | SeatLeft | SeatRemoved | SendAsked | ProposalSent | ProposalWithdrawn
    | MailCodeAsked | MailCodeTyped | FileArrived | PictureAsked | PictureMade | Entered | Remarked
    | LeadOffered | LeadAsked | LeadAnswered | LeadRefused | CompanyReplaced | LeaderNamed | AllianceEnding
    | AllianceEnded | ColleagueInvited | ColleagueJoined | PersonSeated | PersonLeft | Conflicted | ConflictSettled
    | CorrectionOpened | CorrectionEnded
)  # fmt: skip

EVENTS: Mapping[str, type[AllianceEvent]] = {
    "CodeGiven": CodeGiven,
    "InvitationsAsked": InvitationsAsked,
    "InvitationsMade": InvitationsMade,
    "PageLinkAsked": PageLinkAsked,
    "PageLinkMade": PageLinkMade,
    "SeatTaken": SeatTaken,
    "MemberReminded": MemberReminded,
    "SeatAdmitted": SeatAdmitted,
    "Admitted": Admitted,
    "SeatLeft": SeatLeft,
    "SeatRemoved": SeatRemoved,
    "SendAsked": SendAsked,
    "ProposalSent": ProposalSent,
    "ProposalWithdrawn": ProposalWithdrawn,
    "MailCodeAsked": MailCodeAsked,
    "MailCodeTyped": MailCodeTyped,
    "FileArrived": FileArrived,
    "PictureAsked": PictureAsked,
    "PictureMade": PictureMade,
    "Entered": Entered,
    "Remarked": Remarked,
    "LeadOffered": LeadOffered,
    "LeadAsked": LeadAsked,
    "LeadAnswered": LeadAnswered,
    "LeadRefused": LeadRefused,
    "CompanyReplaced": CompanyReplaced,
    "LeaderNamed": LeaderNamed,
    "AllianceEnding": AllianceEnding,
    "AllianceEnded": AllianceEnded,
    "ColleagueInvited": ColleagueInvited,
    "ColleagueJoined": ColleagueJoined,
    "PersonSeated": PersonSeated,
    "PersonLeft": PersonLeft,
    "Conflicted": Conflicted,
    "ConflictSettled": ConflictSettled,
    "CorrectionOpened": CorrectionOpened,
    "CorrectionEnded": CorrectionEnded,
}
"""Each by the name it is stored under, which never changes."""
