"""In words: what happened to an alliance's proposal, as its leader is told."""

from collections.abc import Mapping
from datetime import date, datetime

from bot.presenter.cases.days import short_day
from bot.presenter.cases.proposal import places, reasons_of
from bot.presenter.context import Context, clock
from flows.cases.events import CaseEvent
from flows.cases.proposal import events as e
from flows.definitions.words import Words

COPIES = 2
"""Copies of the book on paper (slides of 113, line 408)."""

_NAMES: Mapping[type, str] = {
    e.CorrectionAsked: "correct",
    e.CorrectionClosed: "correction_closed",
    e.QualificationPassed: "qualified",
    e.QualificationFailed: "unqualified",
}
"""The words of an act: `case_news.<name>` and `case_news_title.<name>`."""


def proposal_said(context: Context, event: CaseEvent) -> tuple[str, dict[str, str]] | None:
    """The name of its words and what they name; None for what is no event of a proposal that is told here."""
    words = context.words
    match event:
        case e.PaperReceived():
            closes = context.programme.closes
            late = datetime.fromisoformat(event.at) >= closes
            name = "paper_late" if late else "paper_in"
            faults = _faults(event, words)
            if faults and not late:
                name = "paper_faults"
            told = {"n": str(event.copies), "at": clock(datetime.fromisoformat(event.at)), "what": faults}
            return name, told
        case e.LatePaperDecided(accepted, reason):
            return "paper_accepted" if accepted else "paper_rejected", {"what": reason}
        case e.CorrectionAsked(asked, due):
            told = {"n": str(len(asked)), "due": _day(due, words), "what": places(asked, words)}
        case e.CorrectionClosed(reason):
            told = {"what": reason}
        case e.QualificationFailed(points, objection):
            told = {"what": reasons_of(points, words), "objection": objection}
        case e.QualificationPassed():
            told = {}
        case _:
            return None
    return _NAMES[type(event)], told


def _faults(event: e.PaperReceived, words: Words) -> str:
    """What is wrong with the paper, and how to mend it."""
    found = {
        "copies": event.copies < COPIES,
        "seals": event.sealed < event.copies,
        "annex": event.annex < event.copies,
    }
    return words.say("proposal.between").join(
        words.say(f"paper_fault.{name}") for name, is_so in found.items() if is_so
    )


def _day(text: str, words: Words) -> str:
    return short_day(date.fromisoformat(text), words.language)
