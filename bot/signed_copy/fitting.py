"""Fits a printed page to the lines of a picture: exactly, whatever covers some of them, and when the paper is bent."""

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np

from bot.signed_copy import plan
from bot.signed_copy.outlines import Outline
from bot.signed_copy.shapes import ACROSS, DOWN, Shape, flattened, terms
from bot.signed_copy.stretches import SCALE, Floats, Lines, Stretches, look, unbroken

_CLOSER = (4.0, 2.5, 1.5)
"""How far around its place a rule is looked for, millimetres, step by step."""
_BOW = 9.0
"""How far the sides of the frame may be bowed between their corners, millimetres."""
_BENDING = ((2.5, 2, 2), (2.0, 3, 3), (1.5, ACROSS, DOWN), (1.2, ACROSS, DOWN))
"""As `_CLOSER` for a bent sheet, with the degrees of the polynomials across and down."""
_FLAT = 0.07
"""Share of rules seen beside their place up to which a sheet is taken to be flat."""
_REACHES = (60.0, 85.0, 115.0, 150.0, 190.0, 240.0, 300.0)
"""How far from the code rules are looked for, millimetres, when only it says where the page lies."""
_HIDDEN = 0.4
"""Share of one side of the frame that must be seen for the page to be whole."""
_MOST_LIKELY = 2


@dataclass(frozen=True)
class Fit:
    """A page found in a picture by its rules."""

    shape: Shape
    page: plan.PrintedPage
    seen: float
    """Share of its rules, as far as they lie in the picture, that were seen where they belong; 0 to 1."""
    elsewhere: float
    """Share of them that were seen, but beside their place."""
    hidden: bool
    """Whether most of one side of its frame was not seen."""


def fitted(lines: Lines, start: Shape, page: plan.PrintedPage) -> Fit:
    """The page fitted to `lines`, beginning at `start`; bent only if that explains more."""
    flat = start
    for window in _CLOSER:
        flat = _turned(flat, look(lines, flat, page, window))
    best = _judged(lines, flat, page)
    if best.elsewhere < _FLAT:
        return best
    for beginning in (start, flat):
        bent = _bowed(lines, beginning, page)
        for window, across, down in _BENDING:
            bent = _bent(bent, look(lines, bent, page, window), across, down)
        better = _judged(lines, bent, page)
        if better.seen > best.seen + 0.02:
            best = better
    return best


def grown(lines: Lines, start: Shape, page: plan.PrintedPage, anchor: plan.Area) -> Fit:
    """As `fitted` when `start` is right only near `anchor`: what is near is fitted first, what is far away last."""
    shape = start
    for reach in _REACHES:
        found = look(lines, shape, page, 3.0)
        near = np.linalg.norm(found.middles - np.array(anchor.middle), axis=1) < reach
        shape = _turned(shape, found.only(near), tilted=reach > _REACHES[1])
    return fitted(lines, shape, page)


def likely(outline: Outline, lines: Lines) -> Iterator[tuple[plan.PrintedPage, int]]:
    """Which pages the rules within an outline are most like, and by how many quarters they are turned."""
    width, height = 180, 252
    area = plan.Area(0, 0, width, height)
    square = plan.PrintedPage(0, area, (0, 0), ())
    shape = Outline(outline.corners, of_paper=False).shape(square, 0)
    flat = flattened(lines.contrast, shape, SCALE, cv2.BORDER_CONSTANT)[
        : round(height * SCALE), : round(width * SCALE)
    ]
    profiles = [unbroken(flat, across=across).mean(axis=1 if across else 0) for across in (True, False)]
    turned = (profiles[0], profiles[1], profiles[0][::-1], profiles[1][::-1])
    rated = [
        (_likeness(profile, page, of_paper=outline.of_paper), number, turn)
        for turn, profile in enumerate(turned)
        for number, page in enumerate(plan.every_page())
    ]
    pages = plan.every_page()
    yield from ((pages[number], turn) for _, number, turn in sorted(rated, reverse=True)[:_MOST_LIKELY])


def _likeness(profile: Floats, page: plan.PrintedPage, *, of_paper: bool) -> float:
    """How much more of a profile's lines is where the page has rules than elsewhere."""
    area = plan.SHEET if of_paper else page.frame
    places = (np.array(page.rules) - area.top) / (area.bottom - area.top) * (len(profile) - 1)
    reach = round(len(profile) * 0.01)
    wide = cv2.dilate(profile.astype(np.float32).reshape(1, -1), np.ones((1, 2 * reach + 1), np.uint8))[0]
    return float((wide[np.round(places).astype(int)].mean() - wide.mean()) / (wide.std() + 1e-6))


def _judged(lines: Lines, shape: Shape, page: plan.PrintedPage) -> Fit:
    found = look(lines, shape, page, 1.2)
    x, y = found.middles.T
    sides = (
        *(found.only(found.level & (y == rule)) for rule in (page.rules[0], page.rules[-1])),
        *(found.only(~found.level & (x == side)) for side in page.sides),
    )
    elsewhere = float(found.good.sum() / max(found.inside.sum(), 1)) - found.share
    return Fit(shape, page, found.share, elsewhere, min(side.share for side in sides) < _HIDDEN)


def _bowed(lines: Lines, shape: Shape, page: plan.PrintedPage) -> Shape:
    """`shape` bent as the frame is: between its sides the rules lie as if drawn on rubber."""
    return _bent(shape, look(lines, shape, page, _BOW, frame_only=True), 2, 1, aside=3)


def _turned(shape: Shape, found: Stretches, *, tilted: bool = True) -> Shape:
    """`shape` corrected by what was found, also in its perspective unless not `tilted`."""
    x, y = found.middles.T / 100
    zero, one = np.zeros_like(x), np.ones_like(x)
    for_x = np.column_stack([one, x, y, zero, zero, zero, x * x, x * y])
    for_y = np.column_stack([zero, zero, zero, one, x, y, x * y, y * y])
    design = np.where(found.level[:, None], for_y, for_x)
    known = _solved(design if tilted else design[:, :6], found, found.astray, ridge=1e-3)
    if known is None:
        return shape
    a = np.zeros(8)
    a[: len(known)] = known
    across = (1 + a[1] / 100, a[2] / 100, a[0])
    down = (a[4] / 100, 1 + a[5] / 100, a[3])
    return Shape(shape.matrix @ np.array((across, down, (-a[6] / 1e4, -a[7] / 1e4, 1))), shape.bend)


def _bent(shape: Shape, found: Stretches, across: int, down: int, *, aside: int | None = None) -> Shape:
    """`shape` with its bend corrected by what was found, by polynomials of these degrees; `aside`, if it is another
    one, is that down the page of moves across."""
    basis = terms(found.middles)
    i, j = np.divmod(np.arange(basis.shape[1]), DOWN + 1)
    wanted = ((i <= 1) & (j <= (down if aside is None else aside)), (i <= across) & (j <= down))
    bend = np.zeros((basis.shape[1], 2)) if shape.bend is None else shape.bend.copy()
    for axis, which in enumerate((~found.level, found.level)):  # only the frame's sides tell of moves across
        part = found.only(which)
        values = basis[which] @ bend[:, axis] + part.astray
        solved = _solved(basis[which][:, wanted[axis]], part, values, ridge=0.3)
        if solved is not None:
            bend[:, axis] = 0.0
            bend[wanted[axis], axis] = solved
    return Shape(shape.matrix, bend)


def _solved(design: Floats, found: Stretches, values: Floats, ridge: float) -> Floats | None:
    """Coefficients that explain `values`; what does not fit counts ever less, so that a seal or a finger on a rule
    does not pull it. None when too few stretches are seen."""
    good = found.good
    if good.sum() < 3 * design.shape[1]:
        return None
    design, wanted, trust = design[good], values[good], np.minimum(found.strength[good], 0.5)
    weight: Floats = trust
    solved: Floats = np.zeros(design.shape[1])
    for _ in range(6):
        normal = design.T @ (design * weight[:, None]) + ridge * np.eye(design.shape[1])
        solved = np.asarray(np.linalg.solve(normal, design.T @ (weight * wanted)))
        left = wanted - design @ solved
        spread = max(1.5 * float(np.median(np.abs(left))), 0.15)
        weight = trust / (1 + (left / (2 * spread)) ** 2) ** 2
    return solved
