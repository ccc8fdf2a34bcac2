"""Photos of tests/fixtures/shots.py come back upright, their case recognised, and are judged as people would.

One of each kind; `python -m tests.support.signed_copies.photo_report` takes and reads them all.
"""

import cv2
import numpy as np
import pytest

from bot.signed_copy import Ink, Media, MediaKind, ProblemCode, check, problems
from tests.fixtures.forms import CASE
from tests.fixtures.photos import photo
from tests.fixtures.shots import SHOTS, Shot
from tests.fixtures.signing import Mark
from tests.support.paths import FIXTURES
from tests.support.signed_copies.photo_report import only_page, outcome

HEIC = FIXTURES / "signed_page_1.heic"


ONE_OF_EACH_KIND = {
    "steep",
    "leaning -20 degrees",
    "turned 90, EXIF says so",
    "EXIF is wrong",
    "deep shadow, warm light",
    "dim room",
    "Telegram, held at an angle",
    "12 megapixels, shadow, turned",
    "a thumb, on other papers, in shadow",
    "edges of the sheet cut, form whole",
    "wavy sheet",
    "PDF of a scan, upside down",
    "page 3, upside down",
    "not signed, dim and noisy",
    "another case",
    "left side cut off",
    "blurred",
    "nearly dark",
}


@pytest.mark.parametrize(
    "shot", [shot for shot in SHOTS if shot.name in ONE_OF_EACH_KIND], ids=lambda shot: shot.name
)
def test_a_photo_is_straightened_recognised_and_judged(shot: Shot) -> None:
    seen = outcome(shot)
    assert seen.told == shot.problems
    assert seen.page.signature_ink in shot.ink
    if shot.recognised:
        assert (seen.page.case_number, seen.page.number) == (shot.case_number, shot.page)
    if shot.recognised and ProblemCode.CUT_OFF not in shot.problems:
        assert seen.likeness > 0.85, "upright and every line in its place"
    assert len(seen.page.picture) < 1_500_000


def test_a_heic_photo_of_a_telephone_is_read() -> None:
    """Made from a photo of this generator with `convert photo.jpg -quality 30 photo.heic` (ImageMagick)."""
    content = HEIC.read_bytes()
    assert check(content, "IMG_0042.HEIC") == Media(MediaKind.HEIC, 1)
    page = only_page(content)
    assert (page.case_number, page.number) == (CASE, 1)
    assert [problem.code for problem in problems([page], CASE)] == [ProblemCode.DATE_NOT_SEEN], (
        "none is on it"
    )


def test_stamps_stay_red_and_paper_turns_white() -> None:
    page = only_page(photo(Shot("warm", mark=Mark.SQUARE_STAMP, warmth=0.5, shade=0.4)))
    picture = cv2.imdecode(np.frombuffer(page.picture, np.uint8), cv2.IMREAD_COLOR)
    assert picture is not None
    blue, green, red = (picture[:, :, channel].astype(int) for channel in range(3))
    reddish = (red > 120) & (green < red - 60) & (blue < red - 60)
    assert reddish[2000:2250, 300:900].mean() > 0.05
    assert np.median(picture) == 255


def test_a_picture_without_any_form_is_told_so() -> None:
    plain = np.full((1600, 1200, 3), (90, 140, 60), np.uint8)
    cv2.circle(plain, (600, 800), 300, (20, 200, 240), -1)
    encoded = cv2.imencode(".jpg", plain)[1].tobytes()
    page = only_page(encoded)
    assert (page.case_number, page.number, page.signature_ink) == (None, None, Ink.UNSEEN)
    assert [problem.code for problem in problems([page], CASE)] in (
        [ProblemCode.NO_FORM_FOUND],
        [ProblemCode.BLURRED],
    )


def test_the_same_photo_gives_the_same_page() -> None:
    content = photo(SHOTS[0])
    assert only_page(content) == only_page(content)
