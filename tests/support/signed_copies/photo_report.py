"""Takes every photo, reads it back and says how it went: `python -m tests.support.signed_copies.photo_report [FOLDER]`.

Prints the table of docs/signed-copy.md; with a folder, keeps each photo and its result there to look at.
"""

import io
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import cv2
import numpy as np
from PIL import Image

from bot.signed_copy import Page, ProblemCode, problems, read_pages
from tests.fixtures.forms import CASE
from tests.fixtures.photos import Floats, paper, photo
from tests.fixtures.shots import SHOTS, Shot
from tests.fixtures.signing import Pixels

_LIKE = 0.5
"""Correlation of the result's print with the sheet's; a page 2 mm astray or turned has less than 0.3."""


@dataclass(frozen=True)
class Outcome:
    """One photo, what came of it and how long it took."""

    shot: Shot
    content: bytes
    page: Page
    likeness: float
    seconds: float

    @property
    def told(self) -> tuple[ProblemCode, ...]:
        """What the applicant is told."""
        return tuple(problem.code for problem in problems([self.page], CASE))

    @property
    def placed(self) -> bool:
        """Case and page known, and the page upright and in its place."""
        known = (self.page.case_number, self.page.number) == (self.shot.case_number, self.shot.page)
        return known and self.likeness > _LIKE

    @property
    def right(self) -> bool:
        """Everything as it should be: told exactly what is amiss, nothing else; the red box judged right."""
        whole = self.placed or not self.shot.recognised or ProblemCode.CUT_OFF in self.shot.problems
        return whole and self.told == self.shot.problems and self.page.signature_ink in self.shot.ink


def only_page(content: bytes, index: int = 0) -> Page:
    """The one page of a picture that has one."""
    pages = read_pages(content, index)
    assert isinstance(pages, tuple), pages
    (page,) = pages
    return page


def outcome(shot: Shot) -> Outcome:
    """Takes one photo and reads it."""
    content = photo(shot)
    start = perf_counter()
    page = only_page(content)
    seconds = perf_counter() - start
    return Outcome(shot, content, page, _likeness(page.picture, shot), seconds)


def _likeness(jpeg: bytes, shot: Shot) -> float:
    """Correlation of dark places, both blurred to a millimetre, 1 for the same page in the same place."""
    result = np.asarray(Image.open(io.BytesIO(jpeg)).convert("L"), np.uint8)
    return float(np.corrcoef(_dark(result), _dark(paper(shot)[:, :, 1]))[0, 1])


def _dark(grey: Pixels) -> Floats:
    small = 255.0 - cv2.resize(grey, None, fx=1 / 3, fy=1 / 3, interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.GaussianBlur(small, (0, 0), 2), np.float32).ravel()


def table(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """The report as a Markdown table with its sums."""
    yield "| photo | MP | case and page | placed | red box | blur mm | paper | told | right | ms | KB |"
    yield "|---|---|---|---|---|---|---|---|---|---|---|"
    yield from (_line(outcome) for outcome in outcomes)
    readable = [
        one for one in outcomes if one.shot.recognised and ProblemCode.CUT_OFF not in one.shot.problems
    ]
    placed, right = sum(one.placed for one in readable), sum(one.right for one in outcomes)
    yield ""
    yield f"Readable photos with case recognised, upright and in place: {placed} of {len(readable)}. "
    yield f"Photos with every judgement right: {right} of {len(outcomes)}."


def _line(one: Outcome) -> str:
    shot, page = one.shot, one.page
    cells = (
        shot.name,
        f"{shot.size[0] * shot.size[1] / 1e6:.1f}",
        f"{page.case_number} p{page.number}" if page.case_number else "–",
        f"{one.likeness:.2f}",
        f"{page.signature_ink.value} {page.ink_mm2:.0f} mm²",
        f"{page.blur_mm:.2f}",
        f"{page.brightness:.0f}",
        ", ".join(one.told) or "–",
        "yes" if one.right else "**no**",
        f"{one.seconds * 1000:.0f}",
        f"{len(page.picture) / 1000:.0f}",
    )
    return f"| {' | '.join(cells)} |"


def main() -> None:
    """Prints the table; keeps the pictures if told where."""
    outcomes = [outcome(shot) for shot in SHOTS]
    print("\n".join(table(outcomes)))
    if len(sys.argv) > 1:
        folder = Path(sys.argv[1])
        folder.mkdir(parents=True, exist_ok=True)
        for one in outcomes:
            stem = one.shot.name.replace(" ", "_").replace(",", "")
            (folder / f"{stem}.{one.shot.format.lower()}").write_bytes(one.content)
            (folder / f"{stem}-result.jpg").write_bytes(one.page.picture)


if __name__ == "__main__":
    main()
