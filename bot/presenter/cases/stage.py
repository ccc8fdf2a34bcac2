"""The stage of a case in the applicant's words: the five steps, and one sentence on what comes next."""

from collections.abc import Sequence
from datetime import date

from bot.presenter.cases import consultation, proposal, requests
from bot.presenter.cases.days import short_day
from flows.cases.events import CaseRefused, RevisionAsked, SupplementAsked
from flows.cases.stage import OPEN, Awaits, CaseState, Stage
from flows.definitions.words import Words
from flows.interface.messages import Line, Tone

STEPS = ("apply", "check", "match", "visit", "advice")
"""The five steps of the programme: `stage.step_<step>`."""

_AT = {
    Stage.SIGNING: 0,
    Stage.REVIEW: 1,
    Stage.SUPPLEMENT: 1,
    Stage.MATCHING: 2,
    Stage.VISIT: 3,
    Stage.ADVICE: 4,
    Stage.DONE: len(STEPS),
}
"""The step a stage belongs to; what is closed is at none."""


def lines(state: CaseState, words: Words, today: date, *, joined: bool) -> list[Line]:
    """The steps and the sentence; to who has joined nothing of the reasons is told. Nothing where another line says
    that the application is not in force, or no longer."""
    if state.stage in (Stage.SUPERSEDED, Stage.NOT_IN_FORCE):
        return []
    if state.proposal and not state.frozen:
        return [*proposal.lines(state, words, today), *([] if joined else requests.lines(state, words))]
    tone = Tone.WARN if state.awaits is Awaits.APPLICANT or state.stage is Stage.REFUSED else Tone.INFO
    frozen = state.frozen and state.stage in OPEN
    said = words.say("stage.frozen") if frozen else sentence(state, words, today, joined=joined)
    now = Line(words.say("stage.label"), said, tone=tone)
    asked = [] if joined else requests.lines(state, words)
    if state.stage not in _AT:
        return [now, *asked]
    steps = Line(words.say("stage.steps"), _steps(_AT[state.stage], words))
    return [steps, now, *([] if frozen else _next(state, words)), *asked]


def _next(state: CaseState, words: Words) -> list[Line]:
    """What comes after the present stage, and who does it."""
    key = f"stage.next_{_named(state)}"
    return [Line(words.say("stage.next"), words.say(key))] if words.has(key) else []


def _named(state: CaseState) -> str:
    """The stage as its words call it: a copy whose signature is looked at is no longer awaited."""
    return "doubtful" if state.stage is Stage.SIGNING and state.doubtful else state.stage.value


def sentence(state: CaseState, words: Words, today: date, *, joined: bool = False) -> str:
    """What comes next, and until when."""
    if state.stage in (Stage.MATCHING, Stage.VISIT, Stage.ADVICE, Stage.DONE):
        return consultation.sentence(state, words, today)
    key = _named(state)
    if joined and state.reason and state.stage in (Stage.SUPPLEMENT, Stage.REFUSED):
        return words.say(f"stage.{key}_joined")
    if state.awaits is Awaits.OFFICE and state.overdue(today):
        return words.say("stage.late")
    due = short_day(state.due, words.language) if state.due else ""
    match state.reason.event if state.reason else None:
        case SupplementAsked(reasons, _, note):
            return words.say(f"stage.{key}", due=due, what=what_is_missing(reasons, note, words))
        case RevisionAsked(questions, _, _):
            return words.say("stage.revision", due=due, count=len(questions))
        case CaseRefused(reason, until):
            due = short_day(date.fromisoformat(until), words.language)
            return words.say(f"stage.{key}", due=due, what=reason)
    return words.say(f"stage.{key}", due=due)


def what_is_missing(reasons: Sequence[str], note: str, words: Words) -> str:
    """The ready reasons, then the office's own words."""
    named = [words.say(f"missing.{reason}") for reason in reasons if reason != "other"]
    return words.say("missing.between").join([*named, *([" ".join(note.split())] if note.strip() else [])])


def _steps(present: int, words: Words) -> str:
    marks = ("✔", "●", "○")
    named = (
        f"{marks[(step >= present) + (step > present)]} {words.say(f'stage.step_{name}')}"
        for step, name in enumerate(STEPS)
    )
    return words.say("stage.between").join(named)
