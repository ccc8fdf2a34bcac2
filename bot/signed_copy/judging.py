"""What to tell people about the pages they sent, and which of several pictures of a page counts."""

from collections.abc import Iterator, Sequence

from bot.signed_copy.kinds import Ink, Page, Problem, ProblemCode
from bot.signed_copy.measuring import MOST_BLUR_MM

_LEAST_BRIGHTNESS = 55.0


def counting(pages: Sequence[Page]) -> dict[int, int]:
    """Page number → position of the picture that counts: the last one sent of that page."""
    return {page.number: position for position, page in enumerate(pages) if page.number is not None}


def problems(pages: Sequence[Page], case_number: str) -> tuple[Problem, ...]:
    """Everything worth telling, in the order of the pictures, then about the whole; empty when all is well.

    A picture has at most one problem, the one whose remedy helps most. A picture that a later one of the same
    page replaces is not judged.
    """
    counts = counting(pages).values()
    told = [
        problem
        for position, page in enumerate(pages)
        if page.number is None or position in counts
        if (problem := _of_picture(position, page, case_number))
    ]
    return (*told, *_of_whole(pages, case_number))


def _of_picture(position: int, page: Page, case_number: str) -> Problem | None:
    if page.case_number is not None and page.case_number != case_number:
        return Problem(ProblemCode.OTHER_CASE, position, page.case_number)
    checks = (
        (page.brightness < _LEAST_BRIGHTNESS, ProblemCode.TOO_DARK),
        (page.blur_mm > MOST_BLUR_MM, ProblemCode.BLURRED),
        (page.cut_off, ProblemCode.CUT_OFF),
        (page.number is None, ProblemCode.NO_FORM_FOUND),
    )
    return next((Problem(code, position) for holds, code in checks if holds), None)


def _of_whole(pages: Sequence[Page], case_number: str) -> Iterator[Problem]:
    counts = counting(pages).values()
    if any(page.altered and (page.number is None or at in counts) for at, page in enumerate(pages)):
        yield Problem(ProblemCode.NOT_ORIGINAL)
    ours = [page for page in pages if page.case_number == case_number]
    first = counting(ours).get(1)
    if first is None:
        if ours:
            yield Problem(ProblemCode.NOT_PAGE_1)
    elif ours[first].signature_ink is Ink.EMPTY:
        yield Problem(
            ProblemCode.RED_BOX_EMPTY, next(i for i, page in enumerate(pages) if page is ours[first])
        )
