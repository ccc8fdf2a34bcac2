"""Fits a printed page to the lines of a picture: exactly, whatever covers some of them, and when the paper is bent."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import cv2
import numpy as np

from bot.signed_copy import layout
from bot.signed_copy.geometry.page_outline import Outline
from bot.signed_copy.geometry.rule_search import SCALE, Floats, Lines, Stretches, look, look_along, unbroken
from bot.signed_copy.geometry.straightening import DOWN, Shape, flattened, nodes, terms

_CLOSER = (4.0, 2.5, 1.5)
"""How far around its place a rule is looked for, millimetres, step by step."""
_BOW = 9.0
"""How far from its place bent paper may show a rule, millimetres."""
_CREASING = (2.5, 1.5)
"""As `_CLOSER`, for what is left when a bent sheet is roughly described."""
_FLAT = (0.03, 0.2)
"""Share of rules seen beside their place, and how far beside it they are seen in the middle (mm), up to which a sheet
is taken to be flat and the lens to be good."""
_SEEN = 0.85
"""Share of each side of the frame that is seen in its place if the page lies as it should."""
_NEAR_MM = 13.0
"""How far around a point creases are told by the rules (standard deviation)."""
_REACHES = (60.0, 85.0, 115.0, 150.0, 190.0, 240.0, 300.0)
"""How far from the code rules are looked for, millimetres, when only it says where the page lies."""
_HIDDEN = 0.4
"""Share of one side of the frame that must be seen for the page to be whole."""
_MOST_LIKELY = 3
_LOOSE = 0.004
"""Share of the page's height by which rules may be moved for a first look (standard deviation)."""
_CLEAR = 40
"""Contrast, out of 255, from which on a line is a line, however black."""


@dataclass(frozen=True)
class Fit:
    """A page found in a picture by its rules."""

    shape: Shape
    page: layout.PrintedPage
    seen: float
    """Share of its rules, as far as they lie in the picture, that were seen where they belong; 0 to 1."""
    inner: float
    """The same of the rules within its frame, which tell one page from another."""
    elsewhere: float
    """Share of them that were seen, but beside their place."""
    astray: float
    """How far from their place those seen are in the middle, millimetres."""
    side: float
    """Share of that side of its frame of which least was seen in its place."""
    hidden: bool
    """Whether most of one side of its frame was not seen at all."""

    @property
    def merit(self) -> tuple[float, float]:
        """What makes one fit better than another: rules and all sides of the frame, then exactness."""
        return round(self.seen + 0.5 * self.side, 3), -self.astray


def fitted(lines: Lines, start: Shape, page: layout.PrintedPage) -> Fit:
    """The page fitted to `lines`, beginning at `start`; bent only if that explains more."""
    flat = start
    for window in _CLOSER:
        flat = _turned(flat, look(lines, flat, page, window))
    best = _judged(lines, flat, page)
    if best.elsewhere < _FLAT[0] and best.astray < _FLAT[1] and best.side > _SEEN:
        return best
    for beginning in (flat, start):
        found = look_along(lines, beginning, page, _BOW)
        bent = _bent(beginning, found)
        for window in _CREASING:
            bent = _creased(bent, look(lines, bent, page, window))
        better = _judged(lines, bent, page)
        if better.merit > best.merit:
            best = better
        if best.elsewhere < _FLAT[0] and best.side > _SEEN:
            break
    return best


def grown(lines: Lines, start: Shape, page: layout.PrintedPage, anchor: layout.Area) -> Fit:
    """As `fitted` when `start` is right only near `anchor`: what is near is fitted first, what is far away last."""
    shape = start
    for reach in _REACHES:
        found = look(lines, shape, page, 3.0)
        near = np.linalg.norm(found.middles - np.array(anchor.middle), axis=1) < reach
        shape = _turned(shape, found.only(near), tilted=reach > _REACHES[1])
    return fitted(lines, shape, page)


def likely(outline: Outline, lines: Lines) -> Iterator[tuple[layout.PrintedPage, int]]:
    """Which pages the rules within an outline are most like, and by how many quarters they are turned."""
    width, height = 180, 252
    area = layout.Area(0, 0, width, height)
    square = layout.PrintedPage(0, area, (0, 0), ())
    shape = Outline(outline.corners, of_paper=False).shape(square, 0)
    flat = flattened(lines.contrast, shape, SCALE, cv2.BORDER_CONSTANT)[
        : round(height * SCALE), : round(width * SCALE)
    ]
    profiles = [unbroken(flat, across=across).mean(axis=1 if across else 0) for across in (True, False)]
    turned = (profiles[0], profiles[1], profiles[0][::-1], profiles[1][::-1])
    rated = [
        (_likeness(profile, page, of_paper=outline.of_paper), number, turn)
        for turn, profile in enumerate(turned)
        for number, page in enumerate(layout.every_page())
    ]
    pages = layout.every_page()
    yield from ((pages[number], turn) for _, number, turn in sorted(rated, reverse=True)[:_MOST_LIKELY])


def _likeness(profile: Floats, page: layout.PrintedPage, *, of_paper: bool) -> float:
    """How alike the lines of a profile and the rules of a page lie: correlation, 1 when nothing differs."""
    area = layout.SHEET if of_paper else page.frame
    places = (np.array(page.rules) - area.top) / (area.bottom - area.top) * (len(profile) - 1)
    comb = np.zeros((1, len(profile)), np.float32)
    comb[0, np.round(places).astype(int)] = 1
    blur = (0, 0), len(profile) * _LOOSE
    seen = np.minimum(profile, _CLEAR).astype(np.float32).reshape(1, -1)
    one, other = (cv2.GaussianBlur(cv2.GaussianBlur(lines, *blur), *blur) for lines in (seen, comb))
    if not one.any() or np.ptp(one) == 0:
        return 0.0
    return float(np.corrcoef(one[0], other[0])[0, 1])


def _judged(lines: Lines, shape: Shape, page: layout.PrintedPage) -> Fit:
    found = look(lines, shape, page, 1.2)
    x, y = found.middles.T
    sides = (
        *(found.only(found.level & (y == rule)) for rule in (page.rules[0], page.rules[-1])),
        *(found.only(~found.level & (x == side)) for side in page.sides),
    )
    elsewhere = float(found.good.sum() / max(found.inside.sum(), 1)) - found.share
    astray = float(np.median(np.abs(found.astray[found.good]))) if found.good.any() else 0.0
    hidden = min(float(side.good.mean()) for side in sides) < _HIDDEN
    side = min(side.share for side in sides)
    inner = found.only(found.level & (y > page.rules[0]) & (y < page.rules[-1])).share
    return Fit(shape, page, found.share, inner, elsewhere, astray, side, hidden)


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
    return replace(shape, matrix=shape.matrix @ np.array((across, down, (-a[6] / 1e4, -a[7] / 1e4, 1))))


def _bent(shape: Shape, found: Stretches) -> Shape:
    """`shape` bent as what was found is, by polynomials."""
    basis = terms(found.middles)
    straight = np.arange(basis.shape[1]) < 2 * (DOWN + 1)  # only the frame's sides tell of moves across
    bend = np.zeros((basis.shape[1], 2))
    for axis, which, wanted in ((0, ~found.level, straight), (1, found.level, straight | True)):
        part = found.only(which)
        solved = _solved(basis[which][:, wanted], part, part.astray, ridge=0.3)
        if solved is not None:
            bend[wanted, axis] = solved
    return replace(shape, bend=bend)


def _creased(shape: Shape, found: Stretches) -> Shape:
    """`shape` moved at each node as the rules near it are; across the page as the sides left and right of it are."""
    points = nodes()
    creases = np.zeros_like(points) if shape.creases is None else shape.creases.copy()
    creases[:, 1] += _near(points, found.only(found.level), (_NEAR_MM, _NEAR_MM))
    middle = float(np.mean(found.middles[~found.level, 0]))
    left, right = (
        _near(
            points, found.only(~found.level & (which * (found.middles[:, 0] - middle) > 0)), (1e3, _NEAR_MM)
        )
        for which in (-1, 1)
    )
    share = (points[:, 0] - points[:, 0].min()) / np.ptp(points[:, 0])
    creases[:, 0] += left * (1 - share) + right * share
    return replace(shape, creases=creases)


def _near(points: Floats, found: Stretches, reach: tuple[float, float]) -> Floats:
    """How far astray stretches near each point are, as most of them agree; little where few are near."""
    good = found.good
    middles, astray = found.middles[good], found.astray[good]
    away = (points[:, None, :] - middles[None, :, :]) / reach
    weight = np.exp(-0.5 * (away**2).sum(axis=2)) * np.minimum(found.strength[good], 0.5)
    for _ in range(2):
        moved: Floats = (weight @ astray) / (weight.sum(axis=1) + 0.3)
        here = (weight * moved[:, None]).sum(axis=0) / np.maximum(weight.sum(axis=0), 1e-6)
        weight = weight / (1 + ((astray - here) / 0.6) ** 2) ** 2
    return moved


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
