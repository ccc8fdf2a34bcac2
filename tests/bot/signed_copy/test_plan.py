"""The places on the page that photos are judged by are those of the form as it is printed."""

import pytest

from bot.signed_copy import plan
from tests.support.measured_plan import measured

REMEDY = (
    "the layout changed: put what `python -m tests.support.measured_plan` prints into bot/signed_copy/plan.py"
)


@pytest.mark.parametrize("page", [1, 2, 3])
def test_frame_code_and_signing_field_are_where_the_plan_says(page: int) -> None:
    wanted = {"frame": plan.frame_of(page), "code": plan.CODE}
    wanted |= {"field": plan.SIGNING_FIELD} if page == 1 else {}
    for name, area in measured(page).items():
        for found, planned in zip(area.corners(), wanted[name].corners(), strict=True):
            assert found == pytest.approx(planned, abs=0.3), f"{name}: {REMEDY}"
