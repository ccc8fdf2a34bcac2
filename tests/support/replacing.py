"""Short ways to say, for tests of storage, that one application is to take the place of another."""

from dataclasses import replace
from typing import Any

from storage.records import NewJob, NewTurn, ReplacementRequest, Settlement, SettlementNotice
from tests.storage.make import NOW, SUBMISSION, session, turn

UBN = "12345675"
ENDED = {"is": "CaseEnded", "reason": "superseded"}
ASKED = {"is": "ReplacementAsked"}
WAITING = {"is": "ReplacementWaiting"}
SETTLED = {"is": "ReplacementSettled"}


def tell(kind: str) -> NewJob:
    """A job that tells somebody."""
    return NewJob(kind, {}, NOW)


def replacing(number: int, earlier: str, seq: int = 1, **more: Any) -> NewTurn:
    """Session `number` submits an application that is to take the place of that one."""
    asking = ReplacementRequest(
        earlier,
        lambda request: [ASKED | {"request": request}],
        [WAITING],
        lambda request: [tell(f"asked_{request}")],
    )
    return turn(number, seq, submission=replace(SUBMISSION, supersedes=asking, **more))


def joining(number: int, case_number: str, seq: int = 1) -> NewTurn:
    """Session `number` joins that application."""
    return turn(number, seq, joins=case_number)


def decision(earlier: str, *, allowed: bool, request: int = 1, **more: Any) -> Settlement:
    """Somebody decides about a request for the place of that one."""
    return Settlement(
        earlier,
        request,
        allowed,
        by=more.pop("by", "contact"),
        to_earlier=SettlementNotice([SETTLED, *([ENDED] if allowed else [])], [tell("told_earlier")]),
        to_new=SettlementNotice([SETTLED], [tell("told_new")]),
        to_others=SettlementNotice([SETTLED], [tell("told_other")]),
        cause=("link", f"{earlier} {request} {allowed}"),
        **more,
    )


def answering(number: int, earlier: str, seq: int, *, allowed: bool) -> NewTurn:
    """Session `number`, which made that application, answers."""
    settles = decision(earlier, allowed=allowed, session=session(number))
    return turn(number, seq, events=[{"is": "ReplacementAnswered"}], settles=settles)
