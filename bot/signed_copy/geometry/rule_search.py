"""Looks for the printed rules of a page, stretch by stretch, near where they should be in a picture."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from bot.signed_copy import layout
from bot.signed_copy.geometry.straightening import Shape, flattened
from bot.signed_copy.image_decoder import Pixels
from bot.signed_copy.qr_reader import Points

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

SCALE = 4.0
"""Pixels per millimetre at which rules are looked for."""
_SIDE = 2000
"""Longest side of the picture rules are looked for in: a thin one is a pixel wide there."""
_STRETCH_MM = 6.0
"""Length of rule that is looked at as one."""
_UNBROKEN_MM = 4.5
"""What runs straight for less is no rule: letters are smaller."""
_FAINTEST = 15
"""Contrast of a rule to the paper beside it, out of 255, below which it was not seen."""
_ABOVE_NOISE = 2.5
"""How much more than the grain of a picture taken in poor light a rule must be."""
_ASTRAY_MM = 0.7
"""How far from its place a stretch of rule may be seen and still belong there."""
_STEEP = 0.02
"""What a move of 3 mm in 100 from one rule to the next costs; a rule that is seen well gains 1."""


@dataclass(frozen=True)
class Lines:
    """A picture, shrunk by `scale`, as its thin dark lines: 255 is black on white, in any light."""

    contrast: Pixels
    scale: float


@dataclass(frozen=True)
class Stretches:
    """Pieces of rule: their middles on the page (mm), whether they run across, how far astray (mm), how well seen."""

    middles: Points
    level: Flags
    astray: Floats
    strength: Floats
    inside: Flags
    """Whether the stretch lies in the picture."""
    good: Flags
    """Whether it was seen at all."""

    @property
    def share(self) -> float:
        """How many of those in the picture were seen in their place."""
        right = self.good & (np.abs(self.astray) < _ASTRAY_MM)
        return float(right.sum() / max(self.inside.sum(), 1))

    def only(self, which: Flags) -> "Stretches":
        """Some of them."""
        return Stretches(
            self.middles[which],
            self.level[which],
            self.astray[which],
            self.strength[which],
            self.inside[which],
            self.good[which],
        )


def lines_of(colour: Pixels) -> Lines:
    """The lines of a picture as red light shows them: without red seals, which often lie across the frame."""
    scale = min(1.0, _SIDE / max(colour.shape[:2]))
    red = np.ascontiguousarray(colour[:, :, 2])
    small = np.asarray(cv2.resize(red, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)
    around = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((11, 11), np.uint8))
    return Lines(255 - np.asarray(cv2.divide(small, np.maximum(around, 1), scale=255), np.uint8), scale)


def look(lines: Lines, shape: Shape, page: layout.PrintedPage, window: float) -> Stretches:
    """Where within `window` mm each stretch of rule is seen best, rather near its place than far from it."""
    seen = _profiled(lines, shape, page, window)
    steps = (seen.strength.shape[1] - 1) // 2
    nearer = 1 - 0.3 * np.abs(np.arange(-steps, steps + 1)) / steps
    return _picked(seen, (seen.strength * nearer).argmax(axis=1))


def look_along(lines: Lines, shape: Shape, page: layout.PrintedPage, window: float) -> Stretches:
    """Where within `window` mm each stretch of rule is seen, if paper bends but does not jump: the rule before and the
    one behind must have moved alike. No rule is taken for the next one."""
    seen = _profiled(lines, shape, page, window)
    across = int(seen.level.sum()) // len(page.rules)
    parts = (
        (seen.strength[seen.level].reshape(len(page.rules), across, -1), np.array(page.rules), 2),
        (seen.strength[~seen.level].reshape(2, -1, seen.strength.shape[1]).transpose(1, 0, 2), None, 0),
    )
    best = []
    for strength, places, beside in parts:
        at = np.arange(len(strength)) * _STRETCH_MM if places is None else places
        ways = _ways(_blurred(strength, beside), np.diff(at))
        best.append(ways.ravel() if places is not None else ways.T.ravel())
    return _picked(seen, _highest(seen.strength, np.concatenate(best)))


@dataclass(frozen=True)
class _Profiles:
    """What is seen across each stretch of a page's rules, from far on one side to far on the other."""

    middles: Points
    level: Flags
    inside: Flags
    strength: Floats
    least: Floats
    """What must be seen for a rule to be there."""


def _profiled(lines: Lines, shape: Shape, page: layout.PrintedPage, window: float) -> _Profiles:
    flat = flattened(lines.contrast, shape, SCALE, cv2.BORDER_CONSTANT)
    middles, level = _stretches_of(page)
    steps = round(window * SCALE)
    across, down = unbroken(flat, across=True), unbroken(flat, across=False)
    strength = np.concatenate(
        (
            _profiles(across, middles[level], steps, down=True),
            _profiles(down, middles[~level], steps, down=False),
        )
    )
    pixels = shape.pixels(middles)
    inside = np.asarray(((pixels >= 0) & (pixels < np.array(lines.contrast.shape[::-1]))).all(axis=1))
    least = np.maximum(_FAINTEST, _ABOVE_NOISE * np.where(level, _noise(across), _noise(down)))
    return _Profiles(middles, level, inside, strength, np.asarray(least, np.float64))


def _picked(seen: _Profiles, best: NDArray[np.int_]) -> Stretches:
    at, shift, height = _peaks(seen.strength, best)
    steps = (seen.strength.shape[1] - 1) // 2
    good = seen.inside & (height > seen.least)
    astray = (at - steps + shift) / SCALE
    return Stretches(seen.middles, seen.level, astray, height / 255, seen.inside, good)


def _blurred(strength: Floats, beside: int) -> Floats:
    """Each stretch with its neighbours in the same rule, so that letters count less than lines."""
    near = cv2.dilate(strength.reshape(-1, strength.shape[2]), np.ones((1, 5), np.uint8)).reshape(
        strength.shape
    )
    wide = np.asarray(np.pad(near, ((0, 0), (beside, beside), (0, 0)), mode="edge"), np.float64)
    count = strength.shape[1]
    shifted = [np.take(wide, range(shift, shift + count), axis=1) for shift in range(2 * beside + 1)]
    return np.asarray(np.mean(shifted, axis=0))


def _ways(strength: Floats, apart: Floats) -> NDArray[np.int_]:
    """The steps at which each row of stretches is seen best in all, where a move from one row to the next costs the
    more the steeper it is (Viterbi); rows, columns."""
    gain = np.minimum(strength / 90, 1.0)
    offsets = np.arange(gain.shape[2]) / SCALE
    moves = np.abs(offsets[:, None] - offsets[None, :])
    total, back = gain[0], []
    for row, gap in zip(gain[1:], apart, strict=True):
        cost = _STEEP * (moves / (0.03 * max(gap, 8.0))) ** 2
        come = total[:, :, None] - cost[None, :, :]
        back.append(come.argmax(axis=1))
        total = row + come.max(axis=1)
    way = [total.argmax(axis=1)]
    for step in reversed(back):
        way.append(np.take_along_axis(step, way[-1][:, None], axis=1)[:, 0])
    return np.array(way[::-1])


def _highest(strength: Floats, near: NDArray[np.int_]) -> NDArray[np.int_]:
    """The highest within half a millimetre of a step."""
    reach = np.clip(near[:, None] + np.arange(-2, 3), 0, strength.shape[1] - 1)
    rows = np.arange(len(near))
    return np.asarray(reach[rows, np.take_along_axis(strength, reach, axis=1).argmax(axis=1)])


def _noise(runs: Pixels) -> float:
    """What is seen of rules, 0 to 255, where most likely none are."""
    return float(np.median(runs[::5, ::5]))


def unbroken(flat: Pixels, *, across: bool) -> Pixels:
    """Only what runs on in one direction, across or down, on a page at `SCALE`; one pixel aside is still on."""
    long, mean = round(_UNBROKEN_MM * SCALE) | 1, round(_STRETCH_MM * SCALE / 2) | 1
    thick = cv2.dilate(flat, np.ones((3, 1) if across else (1, 3), np.uint8))
    straight = cv2.morphologyEx(thick, cv2.MORPH_OPEN, np.ones((1, long) if across else (long, 1), np.uint8))
    centred = np.minimum(straight, 2 * np.minimum(cv2.blur(flat, (1, 3) if across else (3, 1)), 127))
    return np.asarray(cv2.blur(centred, (mean, 3) if across else (3, mean)), np.uint8)


def _stretches_of(page: layout.PrintedPage) -> tuple[Points, Flags]:
    """The middles of all stretches of the page's rules, those that run across first, and which of them do."""
    frame, half = page.frame, _STRETCH_MM / 2
    across = np.arange(frame.left + half + 1, frame.right - half, _STRETCH_MM)
    down = np.arange(frame.top + half + 1, frame.bottom - half, _STRETCH_MM)
    level = [(x, y) for y in page.rules for x in across]
    upright = [(x, y) for x in page.sides for y in down]
    return np.array(level + upright, np.float64), np.arange(len(level) + len(upright)) < len(level)


def _profiles(picture: Pixels, middles: Points, steps: int, *, down: bool) -> Floats:
    """The pixels across each stretch, `steps` to both sides."""
    columns, rows = np.round(middles * SCALE).astype(int).T[:, :, None]
    offsets = np.arange(-steps, steps + 1)
    height, width = picture.shape
    y = np.clip(rows + offsets * down, 0, height - 1)
    x = np.clip(columns + offsets * (not down), 0, width - 1)
    return np.asarray(picture[y, x], np.float64)


def _peaks(strength: Floats, best: NDArray[np.int_]) -> tuple[NDArray[np.int_], Floats, Floats]:
    """The peak of each row to a fraction of a step, by a parabola, and its height."""
    at = np.clip(best, 1, strength.shape[1] - 2)
    rows = np.arange(len(at))
    before, here, after = (strength[rows, at + step] for step in (-1, 0, 1))
    curve = np.minimum(before - 2 * here + after, -1e-6)
    return at, np.clip((before - after) / (2 * curve), -1, 1), here
