"""Where things are on the printed form, in millimetres from the top left corner of the A4 page.

Sheets of an earlier layout come back for months. The numbers repeat templates/diagnosis/document/ as it is or was;
tests/support/signed_copies/measured_plan.py measures them on a rendered form.
"""

from dataclasses import dataclass

DPI = 200
PAGE_MM = (210.0, 297.0)
PAGE_PIXELS = (1654, 2339)
PIXELS_PER_MM = DPI / 25.4

COUNTED_PAGES = 3
"""Pages of the form in every layout, as scheme.toml says; what follows them is the annex."""


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

    @property
    def middle(self) -> tuple[float, float]:
        """The point in its middle."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def within(self, margin: float) -> "Area":
        """The area without a margin on every side; a negative margin widens it."""
        return Area(self.left + margin, self.top + margin, self.right - margin, self.bottom - margin)

    def slices(self, scale: float = PIXELS_PER_MM) -> tuple[slice, slice]:
        """The rows and columns of this area in a picture of the page of `scale` pixels per millimetre."""
        left, top, right, bottom = (
            round(side * scale) for side in (self.left, self.top, self.right, self.bottom)
        )
        return slice(max(top, 0), bottom), slice(max(left, 0), right)


SHEET = Area(0, 0, *PAGE_MM)
SEALING_PAGE = 0
"""The number of the sheet for seals (用印頁), which is signed in place of page 1."""


@dataclass(frozen=True)
class PrintedPage:
    """One page as it is printed: where the lines are that it is found by, and where people write."""

    number: int
    """As its QR code has it: from 1, or SEALING_PAGE."""
    frame: Area
    """The black frame, to the outer edge of its line."""
    sides: tuple[float, float]
    """Middles of the frame's left and right line."""
    rules: tuple[float, ...]
    """Middles of all lines that run from one side of the frame to the other, its own top and bottom with them."""
    fields: tuple[Area, ...] = ()
    """Blank between the lines of the box to sign in: for a signature or seal, the company's seal first where it has a
    field of its own. One of them used is enough."""
    dates: tuple[Area, ...] = ()
    """Blank before 年, 月 and 日, between the lines: where the date is written by hand."""


@dataclass(frozen=True)
class Layout:
    """A form as it was printed from some day on."""

    name: str
    """As the QR codes have it (`f2`); those of the first have no name."""
    code: Area
    """The QR code of every page, without its quiet zone."""
    pages: tuple[PrintedPage, ...]

    def page(self, number: int) -> PrintedPage | None:
        """The page of that number, if there is one."""
        return next((page for page in self.pages if page.number == number), None)

    def annex(self, number: int) -> PrintedPage:
        """A page of the annex, which has the frame of page 1 and no rules that are always there."""
        first = self.pages[0]
        return PrintedPage(number, first.frame, first.sides, (first.rules[0], first.rules[-1]))


LAYOUTS: tuple[Layout, ...] = (
    Layout(
        "1",
        code=Area(179.0, 5.0, 195.0, 21.0),
        pages=(
            PrintedPage(
                1,
                frame=Area(14.81, 35.38, 195.19, 287),
                sides=(14.94, 195.06),
                rules=(
                    *(35.53, 41.03, 49.41, 62.09, 69.53, 80.09, 87.91, 95.72, 103.09, 122.25, 135.41),
                    *(143.22, 150.66, 162.97, 169.78, 174.41, 180.53, 186.69, 192.84, 198.97, 205.16),
                    *(210.59, 222.28, 231.59, 255.03, 286.84),
                ),
                fields=(Area(41.31, 256.5, 115.69, 285.38),),
                dates=(
                    Area(142.93, 275.94, 156.21, 285.38),
                    Area(159.25, 275.94, 172.35, 285.38),
                    Area(175, 275.94, 189.04, 285.38),
                ),
            ),
            PrintedPage(
                2,
                frame=Area(14.81, 24.12, 195.19, 287),
                sides=(14.94, 195.06),
                rules=(
                    *(24.25, 30.91, 44.09, 57.34, 105.78, 132.16, 140.97, 159.72, 169.59, 193.84, 205.38),
                    *(233.97, 286.88),
                ),
            ),
            PrintedPage(
                3,
                frame=Area(14.81, 24.12, 195.19, 287),
                sides=(14.94, 195.06),
                rules=(
                    *(24.25, 29.59, 40.09, 44.62, 49.16, 53.69, 58.22, 62.75, 67.28, 71.84, 76.34),
                    *(102.78, 109.84, 132.72, 149.34, 156.59, 163.47, 168.72, 191.62, 211.66, 234.59),
                    *(261, 268.22, 275.47, 286.88),
                ),
            ),
        ),
    ),
    Layout(
        "2",
        code=Area(179.0, 8.0, 195.0, 24.0),
        pages=(
            PrintedPage(
                1,
                frame=Area(14.81, 27.12, 195.19, 285.44),
                sides=(14.94, 195.06),
                rules=(
                    *(27.25, 32.72, 40.91, 53.09, 60.47, 71.09, 78.66, 86.28, 93.47, 112.47, 124.84),
                    *(132.44, 139.84, 152.41, 159.22, 163.84, 169.84, 175.81, 181.81, 187.81, 193.78),
                    *(199.22, 211.97, 221.28, 244.88, 285.25),
                ),
                fields=(
                    Area(38.31, 246.38, 88.12, 283.81),
                    Area(94.31, 246.38, 134.12, 283.81),
                ),
                dates=(
                    Area(156.45, 275, 165.71, 283.81),
                    Area(168.42, 275, 177.52, 283.81),
                    Area(179.89, 275, 189.83, 283.81),
                ),
            ),
            PrintedPage(
                2,
                frame=Area(14.81, 27.12, 195.19, 285.44),
                sides=(14.94, 195.06),
                rules=(
                    *(27.25, 33.28, 45.28, 57.28, 103.22, 130.16, 139.16, 158.62, 169.09, 193.59, 204.56),
                    *(233.53, 285.31),
                ),
            ),
            PrintedPage(
                3,
                frame=Area(14.81, 27.12, 195.19, 285.44),
                sides=(14.94, 195.06),
                rules=(
                    *(27.25, 32.72, 42.72, 46.81, 50.94, 55.06, 59.16, 63.28, 67.41, 71.53, 75.66),
                    *(100.91, 107.91, 129.78, 146.16, 153.34, 160.12, 165.53, 187.41, 204.78, 226.66),
                    *(251.91, 259.09, 266.28, 276.06, 285.31),
                ),
            ),
            PrintedPage(
                0,
                frame=Area(14.81, 27.12, 195.19, 285.44),
                sides=(14.94, 195.06),
                rules=(27.31, 51.28, 63.28, 75.28, 93.28, 141.28, 285.25),
                fields=(
                    Area(17.25, 159.38, 112.88, 237.12),
                    Area(113.12, 159.38, 192.75, 237.12),
                ),
                dates=(
                    Area(138.38, 266.12, 152.92, 283),
                    Area(156.12, 266.12, 170.46, 283),
                    Area(173.26, 266.12, 188.59, 283),
                ),
            ),
        ),
    ),
)
"""All that were ever printed, the oldest first, the present one last: none is ever removed."""


def has_code(number: int) -> bool:
    """Whether pages of that number have a QR code and rules to be known by; those of an annex have not."""
    return any(page.number == number for page in every_page())


def every_page() -> tuple[PrintedPage, ...]:
    """All pages of all layouts."""
    return tuple(page for layout in LAYOUTS for page in layout.pages)
