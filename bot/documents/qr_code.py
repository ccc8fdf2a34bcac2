"""The QR code at the head of a page: what it says, and how it is drawn; the only importer of segno."""

import segno

LAYOUT = 2
"""Which layout of the form is printed now. A sheet says it, because sheets of earlier layouts still come back; where
things are on each stands in templates/diagnosis/document/layout.toml."""
SEALING_PAGE = 0
"""The page number of the sheet for seals, which stands before none of the form's pages and after none."""

_MASK = 2
"""Any of the eight may be used; to weigh them all against each other takes five times as long as the code."""

MOST_CODED = 9
"""The last page with a code, which has one digit for it: six pages of annex are more than was ever needed."""


def page_text(case_number: str, page: int, part: int = 0, revision: int = 1) -> str:
    """What the code of a page says: `113-0042 p1 f2`. The first layout said no `f1`.

    `part`, from 1, is which of the case's forms it is, where there are several: `113-A007 m3 p1 f2`. `revision` counts
    the answers that were submitted: `113-0042 r2 p1 f2` is of those that took the place of the first."""
    of_part = f" m{part}" if part else ""
    of_revision = f" r{revision}" if revision > 1 else ""
    return f"{case_number}{of_part}{of_revision} p{page} f{LAYOUT}"


def code(text: str) -> str:
    """`text` (see `page_text`) as a QR code in SVG: it tells a photographed page from the others.

    One path, one square to each dark module, without the quiet zone: the page leaves that.
    """
    modules = segno.make(text, error="m", micro=False, mask=_MASK).matrix
    squares = "".join(
        f"M{x} {y}h1v1h-1z" for y, line in enumerate(modules) for x, dark in enumerate(line) if dark
    )
    size = len(modules)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}"><path d="{squares}"/></svg>'
