"""The QR code at the head of a page; the only importer of segno."""

import segno

_MASK = 2
"""Any of the eight may be used; to weigh them all against each other takes five times as long as the code."""


def code(text: str) -> str:
    """`text` (`113-0042 p1`) as a QR code in SVG: it tells a photographed page from the others.

    One path, one square to each dark module, without the quiet zone: the page leaves that.
    """
    modules = segno.make(text, error="m", micro=False, mask=_MASK).matrix
    squares = "".join(
        f"M{x} {y}h1v1h-1z" for y, line in enumerate(modules) for x, dark in enumerate(line) if dark
    )
    size = len(modules)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}"><path d="{squares}"/></svg>'
