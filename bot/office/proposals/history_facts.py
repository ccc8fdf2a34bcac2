"""What the history of a case says of an alliance's proposal, beside who did it."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from bot.office.rendering import day
from bot.presenter.context import clock
from flows.cases.events import CaseEvent
from flows.cases.proposal import events as e


def proposal_facts(event: CaseEvent, words: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The gaps of its sentence, in Chinese."""
    said = words["proposal"]
    match event:
        case e.ProposalSentAgain(revision, changed) | e.CorrectionReceived(revision, changed):
            count = said["entered"]["changed"].format(count=len(changed)) if changed else ""
            yield from (("number", str(revision)), ("what", count))
        case e.PaperReceived():
            yield "what", received(event, said)
        case e.LatePaperDecided(accepted, reason):
            yield "what", said["entered"]["accepted" if accepted else "rejected"].format(reason=reason)
        case e.PointChecked(point, ticks, note):
            named = said["ticks"].get(point, {})
            done = "、".join(str(named.get(one, one)) for one in ticks) or said["nothing"]
            yield from (("point", str(said["points"].get(point, point))), ("what", f"{done}　{note}".strip()))
        case e.CorrectionAsked(places, due):
            yield from (("what", "；".join(one.line for one in places)), ("due", _day(due)))
        case e.MemberGone(ubn, reason):
            yield from (("number", ubn), ("what", reason))
        case e.QualificationFailed(points):
            named = said["points"]
            yield "what", "；".join(f"{named.get(one.point, one.point)}：{one.reason}" for one in points)
        case _:
            yield from _from_meeting(event, said)


def _from_meeting(event: CaseEvent, said: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    match event:
        case e.SlotAssigned(start, _, place):
            yield "what", f"{clock(datetime.fromisoformat(start))} {place}"
        case e.SlotAnswered(attends, speakers, note):
            named = "、".join(filter(None, (*speakers, note)))
            text = said["entered"]["attends" if attends else "declines"]
            yield "what", text.format(speakers=f"（{named}）" if named else "")
        case e.QuestionNoted(text):
            yield "what", text
        case e.PresentationHeld(present):
            yield "what", said["entered"]["present" if present else "absent"]
        case e.ResultAnnounced(outcome, position):
            yield "what", said["outcomes"][outcome].format(position=position)
        case e.ContractSent(_, name, due):
            yield from (("what", name), ("due", _day(due)))
        case e.SlidesReplaced(_, name) | e.ContractReturned(_, name):
            yield "what", name
        case e.MilestoneOpened() | e.EvidenceReceived() | e.MilestoneAccepted():
            yield from _of_milestone(event, said["milestones"][event.milestone])
        case (
            e.CorrectionClosed(reason)
            | e.ReserveMovedUp(reason)
            | e.ContractFailed(reason)
            | e.SupportRevoked(reason)
        ):
            yield "what", reason
        case _:
            return


def _of_milestone(
    event: e.MilestoneOpened | e.EvidenceReceived | e.MilestoneAccepted, milestone: str
) -> Iterator[tuple[str, str]]:
    match event:
        case e.MilestoneOpened(_, due):
            yield from (("what", milestone), ("due", _day(due)))
        case e.EvidenceReceived(_, _, _, name, note):
            yield from (("point", milestone), ("what", "　".join(filter(None, (name, note)))))
        case e.MilestoneAccepted():
            yield "what", milestone


def received(event: e.PaperReceived, said: Mapping[str, Any]) -> str:
    """What arrived, in a line."""
    entered = said["entered"]
    revision = (
        said["revision"].format(number=event.revision) if event.revision else entered["unknown_revision"]
    )
    postmark = entered["postmark"].format(day=_day(event.postmark)) if event.postmark else said["no_postmark"]
    return str(entered["paper"]).format(
        at=clock(datetime.fromisoformat(event.at)), way=said["ways"].get(event.way, event.way), copies=event.copies,
        sealed=event.sealed, annex=event.annex, revision=revision, postmark=postmark,
    )  # fmt: skip


def _day(text: str) -> str:
    return day(date.fromisoformat(text))
