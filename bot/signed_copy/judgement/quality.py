"""What to tell people about the pages they sent, and which of several pictures of a page counts."""

from collections.abc import Iterator, Sequence

from bot.signed_copy import layout
from bot.signed_copy.judgement.measure import MOST_BLUR_MM
from bot.signed_copy.model import Ink, Page, Problem, ProblemCode

_LEAST_BRIGHTNESS = 55.0
SIGNING = (1, layout.SEALING_PAGE)
"""The pages with a box to sign in: page 1, or the sheet for seals in its place."""


def counting(pages: Sequence[Page]) -> dict[int, int]:
    """Page number → position of the picture that counts: the last one sent of that page."""
    return {page.number: position for position, page in enumerate(pages) if page.number is not None}


def problems(pages: Sequence[Page], case_number: str) -> tuple[Problem, ...]:
    """Everything worth telling, in the order of the pictures, then about the whole; empty when all is well.

    Of what a picture lacks the one thing is told whose remedy helps most. A picture that a later one of the same
    page replaces is not judged.
    """
    counts = counting(pages).values()
    judged = [(at, page) for at, page in enumerate(pages) if page.number is None or at in counts]
    told = [problem for at, page in judged for problem in _of_picture(at, page, case_number)]
    return (*told, *_of_whole(pages, case_number))


def _of_picture(position: int, page: Page, case_number: str) -> Iterator[Problem]:
    if page.case_number is not None and page.case_number != case_number:
        yield Problem(ProblemCode.OTHER_CASE, position, page.case_number)
        return
    if lacking := _lacking(page):
        yield Problem(lacking, position)
    if page.mirrored:
        yield Problem(ProblemCode.MIRRORED, position)
    if page.case_number is None and page.number is not None and layout.has_code(page.number):
        yield Problem(ProblemCode.CODE_UNREAD, position)


def _lacking(page: Page) -> ProblemCode | None:
    """What makes a picture hard to read, the worst first."""
    checks = (
        (page.brightness < _LEAST_BRIGHTNESS, ProblemCode.TOO_DARK),
        (page.blur_mm > MOST_BLUR_MM, ProblemCode.BLURRED),
        (page.cut_off, ProblemCode.CUT_OFF),
        (page.number is None, ProblemCode.NO_FORM_FOUND),
    )
    return next((code for holds, code in checks if holds), None)


def _of_whole(pages: Sequence[Page], case_number: str) -> Iterator[Problem]:
    """About the signature: on page 1 or on the sheet for seals, wherever more of it is seen."""
    current = counting(pages).values()
    if any(page.altered and (page.number is None or at in current) for at, page in enumerate(pages)):
        yield Problem(ProblemCode.NOT_ORIGINAL)
    positions = [at for at, page in enumerate(pages) if page.case_number in (None, case_number)]
    counts = counting([pages[at] for at in positions])
    signing = [positions[counts[number]] for number in SIGNING if number in counts]
    if not signing:
        if counts:
            yield Problem(ProblemCode.NOT_PAGE_1)
        return
    best = min(signing, key=lambda at: _ORDER.index(pages[at].signature_ink))
    match pages[best].signature_ink:
        case Ink.EMPTY:
            yield Problem(ProblemCode.RED_BOX_EMPTY, best)
        case Ink.MAYBE:
            yield Problem(ProblemCode.RED_BOX_DOUBTFUL, best)
    looked_for = pages[best].signature_ink is not Ink.EMPTY and not _lacking(pages[best])
    if looked_for and not pages[best].dated:
        yield Problem(ProblemCode.DATE_NOT_SEEN, best)


_ORDER = (Ink.SIGNED, Ink.MAYBE, Ink.EMPTY, Ink.UNSEEN)
