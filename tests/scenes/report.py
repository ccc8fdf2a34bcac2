"""Makes, reads and judges every picture of tests/scenes/cases.py: `python -m tests.scenes.report [FOLDER] [NAME]`.

Prints the table of docs/signed-copy.md; with a folder, keeps each picture and its results there to look at; with a
part of a name, only those.
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

from bot.signed_copy import Ink, Media, Page, ProblemCode, Refused, check, problems, read_pages
from bot.signed_copy.layout import PAGE_PIXELS
from tests.scenes.cases import CASES
from tests.scenes.inks import Floats
from tests.scenes.kinds import Box, Case
from tests.scenes.sheets import Sheet, paper

_LIKE = 0.75
"""Correlation of the result's print with the sheet's; a page 2 mm astray or turned has less than 0.4."""
_REFUSING = {ProblemCode.CUT_OFF, ProblemCode.NO_FORM_FOUND, ProblemCode.BLURRED, ProblemCode.TOO_DARK}


@dataclass(frozen=True)
class Outcome:
    """A picture and what was made of it."""

    case: Case
    content: bytes
    pages: tuple[Page, ...]
    likeness: tuple[float, ...]
    """Of each page found that is one of the sheets, in the order of the sheets."""
    seconds: float

    @property
    def told(self) -> tuple[str, ...]:
        """What the applicant is told."""
        return tuple(problem.code.value for problem in problems(self.pages, self.case.sheets[0].case_number))

    @property
    def signing(self) -> Page | None:
        """The page with the box."""
        return next((page for page in self.pages if page.number in (0, 1)), None)

    @property
    def taken_as_signed(self) -> bool:
        """Whether an empty box was called signed: the worst that can be said."""
        return self.case.box is Box.EMPTY and any(page.signature_ink is Ink.SIGNED for page in self.pages)

    @property
    def refused(self) -> bool:
        """Whether a whole and readable sheet was refused."""
        known = sorted(page.number for page in self.pages if page.number is not None)
        wanted = sorted(sheet.page for sheet in self.case.sheets)
        bad = (
            known != wanted
            or min(self.likeness, default=0) < _LIKE
            or any(code in self.told for code in _REFUSING)
        )
        return self.case.whole and bad

    @property
    def wrong(self) -> tuple[str, ...]:
        """What was not as it should be."""
        case, page = self.case, self.signing
        return tuple(
            name
            for name, holds in (
                ("taken as signed", self.taken_as_signed),
                ("refused", self.refused),
                ("box", case.whole and page is not None and page.signature_ink not in case.box.value),
                ("date", case.whole and page is not None and case.dated not in (None, page.dated)),
                ("code", case.code and any(page.case_number is None for page in self.pages)),
                ("nothing said", not case.whole and not any(code in self.told for code in _REFUSING)),
            )
            if holds
        )


def outcome(case: Case) -> Outcome:
    """One picture, made and read."""
    content = case.content()
    start = perf_counter()
    pages = tuple(_read(content))
    seconds = perf_counter() - start
    by_number = {page.number: page for page in pages}
    likeness = tuple(
        _likeness(by_number[sheet.page], sheet) for sheet in case.sheets if sheet.page in by_number
    )
    return Outcome(case, content, pages, likeness, seconds)


def _read(content: bytes) -> Iterator[Page]:
    media = check(content, "")
    assert isinstance(media, Media), media
    for index in range(media.pages):
        found = read_pages(content, index)
        assert not isinstance(found, Refused), found
        yield from found


def _likeness(page: Page, sheet: Sheet) -> float:
    result = np.asarray(Image.open(io.BytesIO(page.picture)).convert("L"), np.float32) / 255
    wanted = cv2.resize(paper(sheet).mean(axis=2), PAGE_PIXELS, interpolation=cv2.INTER_AREA)
    move = round(sheet.higher * PAGE_PIXELS[1] / 297)
    return float(
        np.corrcoef(_dark(np.roll(result, -move, axis=0)), _dark(np.asarray(wanted, np.float32)))[0, 1]
    )


def _dark(grey: Floats) -> Floats:
    small = 1 - cv2.resize(grey, None, fx=1 / 3, fy=1 / 3, interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.GaussianBlur(small[20:-20, 35:-35], (0, 0), 2), np.float32).ravel()


HEAD = "| picture | pages | placed | box | date | told | wrong | ms |\n|---|---|---|---|---|---|---|---|"


def sums(outcomes: Sequence[Outcome]) -> str:
    """What it comes to."""
    empty = [one for one in outcomes if one.case.box is Box.EMPTY]
    whole = [one for one in outcomes if one.case.whole]
    called = sum(one.signing is not None and one.signing.signature_ink is Ink.EMPTY for one in empty)
    return (
        f"Empty boxes taken as signed: {sum(one.taken_as_signed for one in empty)} of {len(empty)} "
        f"(called empty: {called}, the others doubtful).\n"
        f"Whole sheets refused or out of place: {sum(one.refused for one in whole)} of {len(whole)}.\n"
        f"Pictures with everything right: {sum(not one.wrong for one in outcomes)} of {len(outcomes)}."
    )


def _line(one: Outcome) -> str:
    pages = ", ".join(f"{page.number}{'' if page.case_number else ' (code unread)'}" for page in one.pages)
    page = one.signing
    cells = (
        one.case.name,
        pages,
        ", ".join(f"{like:.2f}" for like in one.likeness) or "–",
        f"{page.signature_ink.value} {page.ink_mm2:.0f} mm²" if page else "–",
        ("seen" if page.dated else "not seen") if page else "–",
        ", ".join(one.told) or "–",
        f"**{', '.join(one.wrong)}**" if one.wrong else "–",
        f"{one.seconds * 1000:.0f}",
    )
    return f"| {' | '.join(cells)} |"


def main() -> None:
    """Prints the table; keeps the pictures if told where."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    part = sys.argv[2] if len(sys.argv) > 2 else ""
    outcomes = []
    print(HEAD)
    for case in CASES:
        if part in case.name:
            outcomes.append(outcome(case))
            print(_line(outcomes[-1]), flush=True)
            if folder:
                _keep(outcomes[-1], folder)
    print(f"\n{sums(outcomes)}")


def _keep(one: Outcome, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    stem = one.case.name.replace(" ", "_").replace(",", "").replace("%", "percent")
    kind = getattr(one.case.picture, "format", "JPG").lower()
    (folder / f"{stem}.{kind}").write_bytes(one.content)
    for number, page in enumerate(one.pages):
        (folder / f"{stem}-result-{number}.jpg").write_bytes(page.picture)


if __name__ == "__main__":
    main()
