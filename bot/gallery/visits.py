"""The screens of the gallery about a submitted case's visit and advice: what is told unasked, and what is answered."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from bot.presenter import submission
from bot.presenter.cases import case_answers, visit_news
from bot.presenter.cases.visit_news import Topic, VisitNotice
from bot.presenter.context import Context
from flows.cases.consultant_events import (
    AdviceReceived,
    AdviceReleased,
    ConsultantAssigned,
    ConsultantEvent,
    OtherTimesAsked,
    TimesProposed,
    VisitFixed,
    VisitHeld,
)
from flows.cases.consultation import consultation
from flows.cases.events import RecordedEvent, ReviewPassed
from flows.cases.stage import Awaits, CaseState, Stage
from flows.events.submitted.submission import CaseAnswered
from flows.interface.messages import Attachment, Message

_LINK = "https://meet.example/" + "a" * 60


def of_the_visit(context: Context, attachment: Attachment) -> Iterator[tuple[str, Message]]:
    """Every one of them."""
    starts = [context.now + timedelta(days=days) for days in (12, 13, 14)]
    offered = TimesProposed(tuple(one.isoformat() for one in starts), 90, True, _LINK, "")
    fixed = VisitFixed(starts[0].isoformat(), 90, False, "1 Example Road, Taipei", "u@example.org")
    told = (AdviceReleased("0" * 64, "advice.pdf"),)
    at = _Steps(context)
    pick, agreed = at(offered), at(offered, fixed)
    yield "consultant found", at.news(Topic.ACCEPTED, at())
    yield "times offered", at.news(Topic.OFFERED, pick)
    yield "visit agreed", at.news(Topic.FIXED, agreed)
    yield "visit moved", at.news(Topic.MOVED, agreed)
    yield "visit cancelled", at.news(Topic.CANCELLED, agreed)
    yield "visit given up", at.news(Topic.ENDED, agreed)
    yield "visit tomorrow", at.news(Topic.TOMORROW, agreed)
    sent = at(offered, fixed, VisitHeld("x"), *told)
    yield "advice", visit_news.message(context, VisitNotice(Topic.RELEASED, sent.consulted), attachment)
    closed = at(offered, fixed, VisitHeld("x"), *told, AdviceReceived())
    yield "status with times", submission.status(at.context(pick))
    for name, state, answer in (
        ("time taken", pick, CaseAnswered("pick", "3", "1")),
        ("time agreed", agreed, CaseAnswered("pick", "3", "1")),
        ("other times", at(offered, OtherTimesAsked()), CaseAnswered("others")),
        ("received", closed, CaseAnswered("received")),
        ("rated", closed, CaseAnswered("rate", "process", "5")),
    ):
        messages = case_answers.answered(at.context(state), answer)
        yield from ((f"{name} {number}", one) for number, one in enumerate(messages, 1))


class _Steps:
    """A case of which these events are known, after a consultant was asked."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def __call__(self, *events: ConsultantEvent) -> CaseState:
        now = self._context.now
        known = (ReviewPassed(), ConsultantAssigned("a@example.org", "A. Nonymous"), *events)
        acts = [RecordedEvent(number, now, "", event) for number, event in enumerate(known, 1)]
        found = consultation(acts)
        return CaseState(
            Stage.VISIT, Awaits.APPLICANT, now, (now + timedelta(days=3)).date(), consulted=found
        )

    def context(self, state: CaseState) -> Context:
        """What speaking of it needs."""
        return replace(self._context, case=replace(self._context.case, state=state))

    def news(self, topic: Topic, state: CaseState) -> Message:
        """What is told unasked."""
        before = state.consulted.visit
        notice = VisitNotice(topic, state.consulted, state.due, before, "—")
        return visit_news.message(self._context, notice)
