"""Where things are on the printed form: read from the layout.toml of each scheme that prints one to be signed."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.paths import TEMPLATES

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

    @property
    def counted(self) -> int:
        """How many pages the form has; what follows them is the annex."""
        return max(page.number for page in self.pages)

    def annex(self, number: int) -> PrintedPage:
        """A page of the annex, which has the frame of page 1 and no rules that are always there."""
        first = self.pages[0]
        return PrintedPage(number, first.frame, first.sides, (first.rules[0], first.rules[-1]))


def _read() -> Iterator[Layout]:
    for file in sorted(TEMPLATES.glob("*/document/layout.toml")):
        for table in tomllib.loads(file.read_text(encoding="utf-8"))["layouts"]:
            yield Layout(table["name"], _area(table["code"]), tuple(map(_page, table["pages"])))


def _page(table: Mapping[str, Any]) -> PrintedPage:
    left, right = table["sides"]
    return PrintedPage(
        table["number"],
        _area(table["frame"]),
        (float(left), float(right)),
        tuple(map(float, table["rules"])),
        tuple(map(_area, table.get("fields", ()))),
        tuple(map(_area, table.get("dates", ()))),
    )


def _area(sides: Sequence[float]) -> Area:
    """Whole numbers too: arrays made of them alone would be of integers."""
    return Area(*map(float, sides))


LAYOUTS = tuple(_read())
"""All that were ever printed, the oldest first, the present one last: none is ever removed."""


def has_code(number: int) -> bool:
    """Whether pages of that number have a QR code and rules to be known by; those of an annex have not."""
    return any(page.number == number for page in every_page())


def every_page() -> tuple[PrintedPage, ...]:
    """All pages of all layouts."""
    return tuple(page for layout in LAYOUTS for page in layout.pages)
