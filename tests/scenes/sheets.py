"""The sheets people print, sign and date: from the document to paper with ink on it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

import cv2
import numpy as np
import pypdfium2

from bot.signed_copy import layout as plan
from bot.signed_copy.layout import Area, PrintedPage
from tests.fixtures.forms import CASE, sheet
from tests.scenes import inks
from tests.scenes.dirt import DIRT
from tests.scenes.inks import PER_MM, Floats, Ink

LATEST = plan.LAYOUTS[-1].name
SIZE = (round(plan.PAGE_MM[0] * PER_MM), round(plan.PAGE_MM[1] * PER_MM))


@dataclass(frozen=True)
class Sheet:
    """One sheet of paper as it comes before a lens.

    `marks` names what is in the box (`_MARKS`), `dated` what was written for year, month and day. The printer may leave
    `unprinted` mm at each edge blank, print `higher` (mm), at another `size`, or without colour.
    """

    page: int = 1
    marks: tuple[str, ...] = ("pen",)
    dated: str = "pen"
    layout: str = LATEST
    case_number: str = CASE
    unprinted: float = 0.0
    higher: float = 0.0
    size: float = 1.0
    grey: bool = False
    dirt: str = ""
    seed: int = 1
    moved: tuple[float, float] = field(default=(0.0, 0.0))
    """By how much marks lie off the middle of their field, mm."""

    @property
    def printed(self) -> PrintedPage:
        """What is known of the page."""
        layout = next(layout for layout in plan.LAYOUTS if layout.name == self.layout)
        page = layout.page(self.page)
        assert page is not None
        return page


Mark = Callable[[Sheet, np.random.Generator], list[Ink]]


@cache
def _drawn(layout: str, page: int, case_number: str) -> Floats:
    pdf, index = sheet(layout, page, case_number)
    with pypdfium2.PdfDocument(pdf) as opened:
        drawn = opened[index].render(scale=PER_MM * 25.4 / 72).to_numpy()[:, :, :3]
    return np.asarray(cv2.resize(drawn, SIZE, interpolation=cv2.INTER_AREA) / 255, np.float32)


def paper(one: Sheet) -> Floats:
    """The sheet, 0 to 1, blue, green, red."""
    chance = np.random.default_rng(one.seed)
    page = _printed(one)
    if one.page in (0, 1):
        for mark in one.marks:
            for ink in _MARKS[mark](one, chance):
                inks.put_on(page, ink)
        for ink in _dates(one, chance):
            inks.put_on(page, ink)
    if one.dirt:
        DIRT[one.dirt](page, one.printed, chance)
    return page


def _printed(one: Sheet) -> Floats:
    page = _drawn(one.layout, one.page, one.case_number).copy()
    if one.grey:
        page[:] = (page @ np.array((0.11, 0.59, 0.30), np.float32))[:, :, None]
    if one.size != 1 or one.higher:
        middle = np.array(SIZE) / 2
        shift = middle - one.size * middle - (0, one.higher * PER_MM)
        move = np.array(((one.size, 0, shift[0]), (0, one.size, shift[1])), np.float32)
        page = np.asarray(
            cv2.warpAffine(page, move, SIZE, flags=cv2.INTER_AREA, borderValue=(1, 1, 1)), np.float32
        )
    if one.unprinted:
        edge = round(one.unprinted * PER_MM)
        page[:edge] = page[-edge:] = page[:, :edge] = page[:, -edge:] = 1
    return page * np.array((0.955, 0.97, 0.975), np.float32)  # paper is not quite white


def _at(one: Sheet, field: Area, amount: Floats, colour: inks.Colour, dx: float = 0, dy: float = 0) -> Ink:
    height, width = (side / PER_MM for side in amount.shape)
    x, y = field.middle
    left, top = x + dx + one.moved[0] - width / 2, y + dy + one.moved[1] - height / 2 - one.higher
    return Ink(amount, left, top, colour)


def _dates(one: Sheet, chance: np.random.Generator) -> list[Ink]:
    if not one.dated:
        return []
    colour = {"pen": inks.BLACK, "blue": inks.BLUE, "pencil": inks.GRAPHITE}[one.dated]
    pen = {"pen": 0.5, "blue": 0.35, "pencil": 0.4}[one.dated]
    written = [
        _at(one, area, inks.digits(text, 4.5, pen, chance), colour)
        for area, text in zip(one.printed.dates, ("113", "5", "21"), strict=True)
    ]
    return [Ink(ink.amount, ink.left - one.moved[0], ink.top - one.moved[1], ink.colour) for ink in written]


def _signature(one: Sheet, chance: np.random.Generator, colour: inks.Colour, pen: float) -> list[Ink]:
    area = one.printed.fields[-1]
    wide = min(area.right - area.left - 6, 46)
    return [_at(one, area, inks.written(wide, 16, 3, pen, chance), colour)]


def _pen(one: Sheet, chance: np.random.Generator) -> list[Ink]:
    return _signature(one, chance, inks.BLACK, 0.6)


def _ballpoint(one: Sheet, chance: np.random.Generator) -> list[Ink]:
    return _signature(one, chance, inks.BLUE, 0.35)


def _small(one: Sheet, chance: np.random.Generator) -> list[Ink]:
    return [_at(one, one.printed.fields[-1], inks.written(16, 7, 3, 0.4, chance), inks.BLUE, dy=5)]


def _pencil(press: float) -> Mark:
    def draw(one: Sheet, chance: np.random.Generator) -> list[Ink]:
        (ink,) = _signature(one, chance, inks.GRAPHITE, 0.45)
        return [Ink(inks.pencilled(ink.amount, press, chance), ink.left, ink.top, ink.colour)]

    return draw


def _company_seal(side: float, *, carved: bool = False, strength: float = 1.0) -> Mark:
    def draw(one: Sheet, chance: np.random.Generator) -> list[Ink]:
        amount = (
            inks.square_seal("晨曦國際美學科技股份有限公司章印", side, carved=carved, chance=chance)
            * strength
        )
        return [_at(one, one.printed.fields[0], np.asarray(amount, np.float32), inks.CINNABAR)]

    return draw


def _own_seal(side: float, *, carved: bool = False, strength: float = 1.0) -> Mark:
    def draw(one: Sheet, chance: np.random.Generator) -> list[Ink]:
        amount = inks.square_seal("林志明印", side, carved=carved, chance=chance) * strength
        apart = 22 if len(one.printed.fields) == 1 else 0
        return [_at(one, one.printed.fields[-1], np.asarray(amount, np.float32), inks.CINNABAR, dx=apart)]

    return draw


def _round(across: float, strength: float = 1.0) -> Mark:
    def draw(one: Sheet, chance: np.random.Generator) -> list[Ink]:
        amount = inks.round_seal("晨曦國際美學科技股份有限公司", "專用章", across, chance) * strength
        return [_at(one, one.printed.fields[0], np.asarray(amount, np.float32), inks.CINNABAR)]

    return draw


def _dot(one: Sheet, _chance: np.random.Generator) -> list[Ink]:
    amount = np.zeros((14, 14), np.float32)
    cv2.circle(amount, (7, 7), 4, 1, -1, cv2.LINE_AA)
    return [_at(one, one.printed.fields[0], amount, inks.BLACK, dx=5, dy=4)]


def _touched(one: Sheet, chance: np.random.Generator) -> list[Ink]:
    """Where a pen was put down and taken up again."""
    return [_at(one, one.printed.fields[-1], inks.written(4, 3, 1, 0.3, chance)[:20, :30], inks.BLUE, dx=3)]


_MARKS = {
    "pen": _pen,
    "ballpoint": _ballpoint,
    "small": _small,
    "pencil": _pencil(0.8),
    "faint pencil": _pencil(0.5),
    "company": _company_seal(25),
    "company 40": _company_seal(40),
    "carved company": _company_seal(30, carved=True),
    "faint company": _company_seal(25, strength=0.28),
    "very faint company": _company_seal(25, strength=0.16),
    "own": _own_seal(14),
    "carved own": _own_seal(12, carved=True),
    "faint own": _own_seal(14, strength=0.3),
    "round": _round(36),
    "round 42": _round(42),
    "faint round": _round(36, strength=0.28),
    "dot": _dot,
    "touched": _touched,
}
