"""Where things are on the printed form, in millimetres from the top left corner of the A4 page.

These numbers repeat templates/document/; tests/support/measured_plan.py measures them on a rendered form.
"""

from dataclasses import dataclass

DPI = 200
PAGE_MM = (210.0, 297.0)
PAGE_PIXELS = (1654, 2339)
PIXELS_PER_MM = DPI / 25.4


@dataclass(frozen=True)
class Area:
    """A rectangle in millimetres."""

    left: float
    top: float
    right: float
    bottom: float

    def corners(self) -> tuple[tuple[float, float], ...]:
        """Top left, top right, bottom right, bottom left."""
        return (
            (self.left, self.top),
            (self.right, self.top),
            (self.right, self.bottom),
            (self.left, self.bottom),
        )

    def within(self, margin: float) -> "Area":
        """The area without a margin on every side; a negative margin widens it."""
        return Area(self.left + margin, self.top + margin, self.right - margin, self.bottom - margin)

    def slices(self) -> tuple[slice, slice]:
        """The rows and columns of this area in a picture of the page."""
        left, top, right, bottom = (
            round(side * PIXELS_PER_MM) for side in (self.left, self.top, self.right, self.bottom)
        )
        return slice(max(top, 0), bottom), slice(max(left, 0), right)


SHEET = Area(0, 0, *PAGE_MM)
CODE = Area(179.0, 5.0, 195.0, 21.0)
FIRST_FRAME = Area(14.82, 35.37, 195.18, 287.0)
NEXT_FRAME = Area(14.82, 24.11, 195.18, 287.0)
SIGNING_FIELD = Area(41.3, 256.5, 115.7, 285.4)


def frame_of(number: int) -> Area:
    """The black frame around page `number` (from 1), to the outer edge of its line."""
    return FIRST_FRAME if number == 1 else NEXT_FRAME
