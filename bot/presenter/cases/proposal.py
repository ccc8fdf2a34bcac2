"""How far the proposal of an alliance has come, in the words of those who take part in it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from bot.presenter.cases.days import short_day
from bot.presenter.context import clock
from flows.cases.proposal.events import (
    CorrectionAsked,
    CorrectionPlace,
    FailedPoint,
    ResultAnnounced,
    SlotAssigned,
)
from flows.cases.proposal.progress import Arrival, Progress
from flows.cases.stage import CaseState, Stage
from flows.definitions.programme import taipei_day
from flows.definitions.words import Words
from flows.interface.messages import Line, Tone

_WARNS = frozenset({Stage.CORRECTION, Stage.UNQUALIFIED})

_ANSWERED = frozenset({Stage.CONTRACT, Stage.MIDTERM, Stage.FINAL})
"""Where nothing is due any longer once the contract came back, or the milestone was accepted."""


def lines(state: CaseState, words: Words, today: date) -> list[Line]:
    """The stage with its day, and what comes next."""
    late = state.stage is Stage.PROPOSED and state.proposal and state.proposal.arrival is not Arrival.IN_TIME
    tone = Tone.WARN if state.stage in _WARNS or late else Tone.INFO
    return [
        Line(words.say("stage.label"), stage(state, words), tone=tone),
        Line(words.say("stage.next"), sentence(state, words, today), tone=tone),
    ]


def stage(state: CaseState, words: Words) -> str:
    """The word of the stage, and since when."""
    since = short_day(taipei_day(state.since), words.language)
    return words.say("proposal.since", stage=words.say(f"proposal_stage.{state.stage}"), day=since)


def sentence(state: CaseState, words: Words, today: date) -> str:
    """What comes next, and until when."""
    found = state.proposal or Progress()
    due = short_day(state.due, words.language) if state.due else ""
    key, facts = state.stage.value, {"due": due}
    if state.stage is Stage.PROPOSED:
        key = f"proposed_{found.arrival}"
        facts["at"] = clock(datetime.fromisoformat(found.paper.at)) if found.paper else ""
        facts["n"] = str(found.paper.copies) if found.paper else ""
    if state.stage is Stage.CORRECTION:
        facts |= {"n": str(len(found.places)), "list": places(found.places, words)}
        key = "correction_late" if state.overdue(today) else key
        key = key if found.places else "correction_others"
    if state.stage in _ANSWERED and state.due is None:
        key = f"{key}_given"
    if failed := found.failed:
        facts |= {"reasons": reasons_of(failed.points, words), "objection": failed.objection}
    if found.slot and isinstance(slot := found.slot.event, SlotAssigned):
        facts |= {"at": clock(datetime.fromisoformat(slot.start)), "place": slot.place}
    facts["position"] = _position(found)
    return words.say(f"proposal_next.{key}", **facts)


def seen_by(state: CaseState, seat: str) -> CaseState:
    """The state as the member with this session may know it: of what is to be mended its own places alone."""
    found = state.proposal
    asked = found.correction if found else None
    if found is None or asked is None or not isinstance(asked.event, CorrectionAsked):
        return state
    own = tuple(one for one in asked.event.places if one.seat == seat)
    seen = replace(asked, event=replace(asked.event, places=own))
    return replace(state, proposal=replace(found, correction=seen))


def places(found: Sequence[CorrectionPlace], words: Words) -> str:
    """What is to be mended, in the office's words."""
    return words.say("proposal.between").join(" ".join(one.line.split()) for one in found)


def reasons_of(points: Sequence[FailedPoint], words: Words) -> str:
    """Each point that is not met, and why."""
    said = (
        words.say("proposal.reason", point=words.say(f"qualification.{one.point}"), reason=one.reason)
        for one in points
    )
    return words.say("proposal.between").join(said)


def _position(found: Progress) -> str:
    result = found.latest.get(ResultAnnounced)
    return str(result.event.position) if result and isinstance(result.event, ResultAnnounced) else ""
