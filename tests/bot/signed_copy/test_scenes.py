"""Some of the pictures of tests/scenes, one of each kind; `python -m tests.scenes.report` makes and reads them all."""

import pytest

from tests.scenes.cases import CASES
from tests.scenes.report import outcome

ONE_OF_EACH_KIND = (
    "curl 14, unsigned",
    "crumpled 8",
    "hard slanting, first layout, unsigned",
    "finger on the field, unsigned",
    "coarse specks, scanned in black and white, unsigned",
    "pencil, black and white",
    "company 40 across the lower frame",
    "pages 2 and 1, unsigned",
    "mirrored",
    "top cut off",
)


@pytest.mark.parametrize("name", ONE_OF_EACH_KIND)
def test_a_picture_of_this_kind_is_judged_right(name: str) -> None:
    (case,) = (one for one in CASES if one.name == name)
    assert outcome(case).wrong == ()
