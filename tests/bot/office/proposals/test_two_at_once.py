"""Of two who act on one proposal, or on one selection, the second is told what the first did, and nothing is done."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from flows.cases.proposal.events import MilestoneOpened, ResultAnnounced
from tests.bot.committee.committee import R
from tests.bot.office.opened_office import LIN, WANG, Office
from tests.bot.office.proposals.opened_alliance import CASE as PROPOSAL
from tests.bot.office.proposals.opened_alliance import alliance_office
from tests.bot.office.test_every_route import everything, reviewing, token
from tests.bot.proposals.alliances import PROGRAMME, Alliances


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Office]:
    async with alliance_office(tmp_path) as found:
        yield found


async def test_of_two_at_a_proposal_the_second_is_told_what_happened_and_keeps_what_was_typed(
    desk: Office,
) -> None:
    """Whatever the act, also where it could not be done any longer."""
    lin, wang = await desk.signed_in(LIN), await desk.signed_in(WANG)
    proposals = Alliances(desk, lin, wang)
    csrf, page, typed = await token(wang), f"/desk/{PROPOSAL}/proposal", "我打的"
    assert (await lin.press(page, f"{page}/point", point="eligible", tick="ended", note=""))[0] == 303
    for act, form in {
        "paper": {
            "at": "2024-03-06T16:00",
            "way": "hand",
            "copies": "2",
            "sealed": "2",
            "annex": "2",
            "revision": "1",
        },
        "late": {"accepted": "yes", "reason": typed},
        "point": {"point": "eligible", "note": typed},
        "passed": {},
        "failed": {"failed": "eligible", "reason_eligible": typed, "objection": typed},
        "gone": {"ubn": "00000002", "reason": typed},
    }.items():
        status, text, _ = await wang.go("POST", f"{page}/{act}", csrf=csrf, seen="0", **form)
        assert (status, "lin 查核" in text) == (409, True), act
        assert typed in text or typed not in form.values(), act
    page = f"/desk/{PROPOSAL}/outcome"
    for happened, forms in (
        (ResultAnnounced("reserve", 1), {"move_up": {"reason": typed}}),
        (ResultAnnounced("selected"), {"signed": {}, "failed": {"reason": typed}}),
        (MilestoneOpened("midterm", "2099-07-31"), {
            "milestone": {"milestone": "final", "due": "2098-12-31"}, "accept": {"milestone": "midterm"},
            "revoke": {"reason": typed}, "conclude": {},
        }),
    ):  # fmt: skip
        await proposals.append(PROPOSAL, happened)
        for act, form in forms.items():
            status, text, _ = await wang.go("POST", f"{page}/{act}", csrf=csrf, seen="0", **form)
            assert (status, "您打開頁面之後" in text) == (409, True), act
            assert typed in text or typed not in form.values(), act


async def test_of_two_at_a_selection_the_second_is_told_and_nothing_is_done(desk: Office) -> None:
    """Also where the act could not be done: that something happened comes first."""
    wang = await desk.signed_in(WANG)
    await reviewing(desk, wang)
    csrf, page, before = await token(wang), f"/desk/selection/{PROGRAMME}", await everything(desk)
    about: dict[str, object] = {"case": PROPOSAL, "reviewer": R[0], "reason": "我打的"}
    forms: dict[str, dict[str, object]] = {
        "cases": about,
        "invite": {
            "address": "r9@school.example",
            "name": "我打的",
            "since": "2026-01-01",
            "until": "2099-01-01",
        },
        "weights": {"reading": "B", "sure": "1"},
        "draw": {},
        "open": {},
        "recuse": about,
        "clear": about,
        "reopen": about,
        "remove": about,
        "chair": {"chair": LIN},
        "note": about | {"note": "我打的"},
        "close": {"method": "mean"},
        "release": about,
        "publish": {"sure": "1"},
    }
    for act, form in forms.items():
        status, text, _ = await wang.go("POST", f"{page}/{act}", csrf=csrf, seen="1", **form)
        assert (status, "有人剛剛做了別的動作" in text) == (409, True), (act, status)
    assert await everything(desk) == before
