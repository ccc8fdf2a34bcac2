"""Which phrases the chat's sources may say by keys made up while speaking: what fills the gap of each such key."""

from collections.abc import Mapping

from flows.cases.consultant_events import BEST_RATING, RATINGS
from flows.cases.consultation import Step
from flows.cases.events import REASONS
from flows.cases.proposal.events import MILESTONES, OUTCOMES
from flows.cases.proposal.progress import Arrival
from flows.cases.requests import DataRequestKind
from flows.cases.stage import DIAGNOSIS_OPEN, PROPOSAL_STAGES, Stage
from flows.definitions.programme import Window
from flows.definitions.questionnaire import Kind
from flows.events.submitted.submission import WITHDRAW
from flows.interface.inbound import Media
from flows.interface.notifications import About
from flows.registry import Source
from flows.rules.verdict import State
from flows.screens.command_words import Command
from flows.screens.contribution.words import ALL, EACH, LEAVE, NONE, TAKE
from flows.screens.handover.words import CHANNELS
from flows.session.submitted.signed_copy import PROBLEMS, REFUSALS, CopyState

_PROPOSAL = {stage.value for stage in PROPOSAL_STAGES | {Stage.WITHDRAWN}}
_PROPOSAL_NEWS = {
    "paper_in",
    "paper_faults",
    "paper_late",
    "paper_accepted",
    "paper_rejected",
    "correct",
    "correction_closed",
    "qualified",
    "unqualified",
}
_OUTCOME_NEWS = {
    *(*OUTCOMES, *MILESTONES, "slot", "slot_soon", "slot_today", "moved_up", "contract", "contract_signed"),
    *("contract_failed", "accepted", "revoked", "mend", "concluded"),
}
_BY_STEP = frozenset({Stage.MATCHING, Stage.VISIT, Stage.ADVICE})
"""Stages of which the next step is told, not the stage."""

_VISIT_NEWS = {
    *("accepted", "offered", "fixed", "moved", "cancelled", "released"),
    *("tomorrow", "pick_due", "receipt_due"),
}

SHOWN = frozenset(
    {
        "help",
        "human",
        "about",
        "language",
        "review",
        "status",
        "reading",
        "seals",
        "again",
        "case_ask",
        "colleague",
        "device",
        "sign_address",
        "sign",
        "sign_problem",
        "printing",
        "printer",
    }
)
"""Topics answered by a page of their own or by showing the present prompt: they need no note."""

ENGINE_CODES: Mapping[Kind, frozenset[str]] = {
    Kind.BOOLEAN: frozenset({"must_agree"}),
    Kind.MULTI_CHOICE: frozenset({"none_chosen", "too_many"}),
    Kind.RANKING: frozenset({"none_chosen", "too_many"}),
    Kind.TABLE: frozenset({"no_rows", "too_many_rows"}),
}
"""Refusals of the engine itself (flows/screens/answering.py), besides `any.required`."""

_NOT_IN_MENU = frozenset(
    {Command.CHANGE, Command.CHINESE, Command.ENGLISH, Command.ABOUT, Command.PRINTING}
    | {Command.PRINTER, Command.SIGN, Command.SIGN_SELF, Command.SIGN_OTHER, Command.SIGN_PROBLEM}
)
"""Commands Telegram's menu leaves out."""

PAGES = frozenset(f"{page}.{part}" for page in ("help", "human") for part in ("title", "body"))
"""Pages one can ask for (bot/presenter/pages.py, `topic`)."""

CODED = frozenset(
    {"intent.*.*", "reject.*.*", "reject.any.*", "doubt.*.*", "doubt.any.*", "button.*", "button.same_*"}
)
"""Shapes whose keys are listed by kind, or said by name."""


TOPIC_BUTTON = "button.about_"
"""What one may ask about a programme: a scheme has the topics that it lists."""

_SIGN = {
    *("who", "self", "address", "other", "off", "printing", "printer", "problem"),
    *("number_right", "number_wrong", "number_none"),
}
"""Pages about signing online (bot/presenter/cases/signing.py)."""

_ENDS = set(CHANNELS)

_CLAIMS = {"unknown", "same", "slow"}

_HANDOVER_PAGES = {
    *("choices", "nowhere", "here", "elsewhere", "gone"),
    *(f"wait_{end}" for end in CHANNELS),
}
"""Pages about going on elsewhere (bot/presenter/handover/screens.py)."""

CLOSED = {window.value for window in Window if window is not Window.OPEN}

_REQUESTS = {WITHDRAW, *(kind.value for kind in DataRequestKind)}
_REQUEST_NEWS = {"granted", "declined", "extended"}

GAPS: dict[str, set[str]] = {
    "ask.ticked_*": {"all", "limited", "some"},
    "link.*": {"call", "page"},
    "button.move_*": _ENDS,
    "button.proposal_*": {ALL, EACH, NONE, TAKE, LEAVE},
    "colleague.*": {"off"},
    "colleague.*_title": {"off"},
    "colleague.closed_*": {"revoked", "missed"},
    "handover.where_*": _ENDS,
    "handover.open_*": _ENDS,
    "handover.*": {"cancelled", "expired", *_HANDOVER_PAGES},
    "handover.*_title": _HANDOVER_PAGES,
    "handover.back_by_*": {"owner", "end"},
    "handover.claim_*": _CLAIMS,
    "handover.claim_*_title": _CLAIMS,
    "news.*": {about.value for about in About},
    "news_title.*": {about.value for about in About},
    "command.*": {command.value for command in Command} - _NOT_IN_MENU,
    "replacement_consent.*": {"not_in_force", "waits", "status_waits", "status_refused", "status_allowed"},
    "places.*_state": {"held", "granted", "refused"},
    "copy.online_*": {"drawn", "seals"},
    "copy.online_by_*": {"chat", "mail"},
    "copy.*": {"fine", "look_again"},
    "copy.problem.*": set(PROBLEMS),
    "copy.state.*": {state.value for state in CopyState},
    "copy.remedy.*": set(PROBLEMS),
    "copy.refused.*": set(REFUSALS),
    "extra.*.title": {"reading", "seals"},
    "extra.*.body": {"reading", "seals"},
    "extra.*.failed": {"reading", "seals"},
    "extra.*.caption": {"reading", "seals"},
    "extra.*.file_name": {"reading", "seals"},
    "language.*": {"zh", "en"},
    "misplaced.*": {media.value for media in Media},
    "places.*": {"full", "waiting"},
    "places.*_title": {"full", "waiting"},
    "progress.*": {"editing", "eligibility", "label", "signing"},
    "register.*": {"not_found", "unavailable"},
    "register.source_*": {source.value for source in Source},
    "case_news.*": {
        "approved",
        "asked",
        "revision",
        "refused",
        "withdrawn",
        "reopened",
        "answered",
        "approved_now",
        *_REQUEST_NEWS,
        *_PROPOSAL_NEWS,
    },
    "case_news_title.*": {
        *("approved", "asked", "revision", "refused", "withdrawn", "reopened", "answered"),
        *_REQUEST_NEWS,
        *_PROPOSAL_NEWS,
    },
    "request.*": _REQUESTS,
    "request.*_title": _REQUESTS,
    "request.*_line": {kind.value for kind in DataRequestKind},
    "missing.*": set(REASONS) - {"other"},
    "stage.next_*": {*(stage.value for stage in DIAGNOSIS_OPEN), "doubtful"},
    "proposal_stage.*": _PROPOSAL,
    "proposal_next.*": {
        *(_PROPOSAL - {Stage.PROPOSED.value}),
        *(f"proposed_{arrival}" for arrival in Arrival),
        "correction_late",
        "correction_others",
        *(f"{stage}_given" for stage in (Stage.CONTRACT, Stage.MIDTERM, Stage.FINAL)),
    },
    "paper_fault.*": {"copies", "seals", "annex"},
    "outcome_news.*": _OUTCOME_NEWS,
    "outcome_news_title.*": _OUTCOME_NEWS,
    "milestone.*": set(MILESTONES),
    "qualification.*": {"eligible", "complete", "conform"},
    "stage.*": {
        *(stage.value for stage in (DIAGNOSIS_OPEN - _BY_STEP) | {Stage.REFUSED, Stage.WITHDRAWN}),
        "doubtful",
    },
    "step.*": {*(step.value for step in Step), "pick_again", "visit_to_move", "visit_over"},
    "rating.*": set(RATINGS),
    "rating.*_short": set(RATINGS),
    "rating.value_*": {str(value) for value in range(1, BEST_RATING + 1)},
    "visit_news.*": {*_VISIT_NEWS, "ended"},
    "visit_news_title.*": _VISIT_NEWS,
    "stage.*_joined": {Stage.SUPPLEMENT.value, Stage.REFUSED.value},
    "stage.step_*": {"apply", "check", "match", "visit", "advice"},
    "sign.*": _SIGN,
    "sign.*_title": _SIGN,
    "status.*": {
        "document_ready",
        "document_waiting",
        "staff",
        "applicant",
        "copy_received",
        "copy_online",
        "copy_to_confirm",
        "copy_confirmed",
        "failed",
        "withheld_address",
        "withheld_person",
        "copy_missing",
        "signed",
    },
    "submit.*": {*(state.value for state in State), "company", "contact", "email", "signatory"},
    "tasks.*": {"done", "partly", "open"},
    "tasks.signing_*": {"open", "now"},
    "upgrade.*": {"anew", "new", "left", "year", "must", "edition"},
    "upgrade.*_title": {"year", "must", "edition"},
    "verdict.*": {state.value for state in State if state is not State.NOT_ELIGIBLE},
    "welcome.*": CLOSED,
    "welcome.*_title": CLOSED,
}
"""What fills the gap of a key made up while speaking; the questionnaire's own are added below."""
