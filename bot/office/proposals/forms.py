"""The forms about a proposal: what somebody filled in, and the event it becomes."""

from collections.abc import Callable, Mapping
from datetime import datetime

from bot.office.proposals.correction import asked
from bot.office.sessions import PostedForm
from flows.cases.proposal import events as e
from flows.definitions.programme import TAIPEI


def _paper(form: PostedForm) -> e.ProposalEvent:
    return e.PaperReceived(
        moment_of(form.get("at")), form.get("way"), form.number("copies") or 0, _count(form, "sealed"),
        _count(form, "annex"), _count(form, "revision"), form.get("postmark").strip(), form.number("corrects") or 0,
    )  # fmt: skip


def _count(form: PostedForm, name: str) -> int:
    """A number of the form; one that is missing is none that is allowed."""
    found = form.number(name)
    return -1 if found is None else found


def _late(form: PostedForm) -> e.ProposalEvent:
    return e.LatePaperDecided(form.get("accepted") == "yes", _text(form, "reason"))


def _point(form: PostedForm) -> e.ProposalEvent:
    return e.PointChecked(form.get("point"), form.fields.get("tick", ()), _text(form, "note"))


def _failed(form: PostedForm) -> e.ProposalEvent:
    reasons = {point: _text(form, f"reason_{point}") for point in form.fields.get("failed", ())}
    failed = tuple(e.FailedPoint(point, reason) for point, reason in reasons.items())
    return e.QualificationFailed(failed, _text(form, "objection"))


def _gone(form: PostedForm) -> e.ProposalEvent:
    return e.MemberGone(form.get("ubn").strip(), _text(form, "reason"))


FORMS: Mapping[str, Callable[[PostedForm], e.ProposalEvent]] = {
    "paper": _paper,
    "late": _late,
    "point": _point,
    "passed": lambda _form: e.QualificationPassed(),
    "failed": _failed,
    "gone": _gone,
    "correct": asked,
    "closed": lambda form: e.CorrectionClosed(_text(form, "reason")),
}
"""What each form becomes, by the end of its address."""


def moment_of(text: str) -> str:
    """A moment as browsers send it (2024-03-06T14:05), in Taipei, as ISO with its offset; as it was typed where it is
    none."""
    try:
        return datetime.fromisoformat(text.strip()).replace(tzinfo=TAIPEI).isoformat()
    except ValueError:
        return text


def _text(form: PostedForm, name: str) -> str:
    return form.get(name).replace("\r\n", "\n").strip()
