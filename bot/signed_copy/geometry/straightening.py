"""How a page lies in a picture: bent as paper, then seen in perspective."""

from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from bot.signed_copy import layout
from bot.signed_copy.image_decoder import Pixels
from bot.signed_copy.qr_reader import Points

ACROSS, DOWN = 4, 6
"""Polynomial degrees of a bent sheet, across and down the page: a fold in three is described within a millimetre."""
_NODES = (64, 90)
"""Points across and down at which a bent page is worked out; between them it is straight."""
_CREASES = (14, 20)
"""Points across and down at which creases are described: every 14 mm."""
_REACH = np.array(((14.0, 5.0), (196.0, 292.0)))
"""Where on the page bends are described (mm); beyond, the paper goes on as it is there."""


@dataclass(frozen=True)
class Shape:
    """Where each point of the page is in the picture."""

    matrix: Points
    """Takes millimetres on the page to pixels."""
    bend: Points | None = None
    """By how many millimetres (x, y) bending moves what is printed: coefficients of `terms`."""
    creases: Points | None = None
    """By how many millimetres (x, y) it is moved besides, at each of `nodes()`: what no polynomial describes."""

    def pixels(self, points: Points) -> Points:
        """Points on the page, in millimetres, taken to the picture."""
        return projected(self.matrix, points + self.moved(points))

    def moved(self, points: Points) -> Points:
        """By how many millimetres (x, y) what is printed there is moved, as the sheet is not flat."""
        move = np.zeros_like(points)
        if self.bend is not None:
            move += terms(points) @ self.bend
        if self.creases is not None:
            move += _interpolated(self.creases, points)
        return move


def projected(matrix: Points, points: Points) -> Points:
    """Points taken through a perspective matrix."""
    spread = np.column_stack([points, np.ones(len(points))]) @ matrix.T
    return np.asarray(spread[:, :2] / spread[:, 2:])


def terms(points: Points) -> Points:
    """The polynomials of a bend at each point: a row to a point, Legendre's, so that each stands for itself."""
    low, high = _REACH
    u, v = (2 * (np.clip(points, low, high) - low) / (high - low) - 1).T
    across = np.polynomial.legendre.legvander(u, ACROSS)
    down = np.polynomial.legendre.legvander(v, DOWN)
    return np.asarray((across[:, :, None] * down[:, None, :]).reshape(len(points), -1))


def nodes() -> Points:
    """The points at which creases are described, row by row (mm)."""
    low, high = _REACH
    across, down = np.meshgrid(*(np.linspace(low[axis], high[axis], _CREASES[axis]) for axis in (0, 1)))
    return np.column_stack([across.ravel(), down.ravel()])


def _interpolated(values: Points, points: Points) -> Points:
    """Values between nodes, by the nearest four."""
    low, high = _REACH
    share = np.clip((points - low) / (high - low), 0, 1) * (np.array(_CREASES) - 1)
    before = np.minimum(share.astype(int), np.array(_CREASES) - 2)
    (x, y), (right, under) = before.T, (share - before).T[:, :, None]
    grid = values.reshape(_CREASES[1], _CREASES[0], 2)
    above = grid[y, x] * (1 - right) + grid[y, x + 1] * right
    below = grid[y + 1, x] * (1 - right) + grid[y + 1, x + 1] * right
    return np.asarray(above * (1 - under) + below * under)


def flattened(picture: Pixels, shape: Shape, scale: float, border: int = cv2.BORDER_REPLICATE) -> Pixels:
    """The whole page, flat and upright, at `scale` pixels per millimetre."""
    size = (round(layout.PAGE_MM[0] * scale), round(layout.PAGE_MM[1] * scale))
    if shape.bend is None and shape.creases is None:
        matrix = shape.matrix @ np.diag((1 / scale, 1 / scale, 1))
        flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
        return np.asarray(
            cv2.warpPerspective(picture, matrix, size, flags=flags, borderMode=border), np.uint8
        )
    x, y = _page_map(shape, size, scale)
    return np.asarray(cv2.remap(picture, x, y, cv2.INTER_LINEAR, borderMode=border), np.uint8)


def _page_map(
    shape: Shape, size: tuple[int, int], scale: float
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """For each pixel of the page its place in the picture: worked out at nodes, in between by straight lines."""
    columns, rows = (np.linspace(0, side - 1, nodes) for side, nodes in zip(size, _NODES, strict=True))
    across, down = np.meshgrid(columns, rows)
    pixels = shape.pixels(np.column_stack([across.ravel(), down.ravel()]) / scale).astype(np.float32)
    right, left = _between(size[0], _NODES[0]), _between(size[1], _NODES[1])
    x, y = (left @ pixels[:, axis].reshape(_NODES[1], _NODES[0]) @ right.T for axis in (0, 1))
    return np.asarray(x, np.float32), np.asarray(y, np.float32)


@cache
def _between(length: int, nodes: int) -> NDArray[np.float32]:
    """Weights of `nodes` points for each of `length` evenly spread between the first and the last."""
    at = np.linspace(0, nodes - 1, length)
    before = np.minimum(at.astype(int), nodes - 2)
    weights = np.zeros((length, nodes), np.float32)
    rows = np.arange(length)
    weights[rows, before] = 1 - (at - before)
    weights[rows, before + 1] = at - before
    return weights
