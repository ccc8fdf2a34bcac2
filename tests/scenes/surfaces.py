"""Paper as a body: how high above the table each point of a sheet lies, in millimetres."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Heights = NDArray[np.float64]
Surface = Callable[[Heights, Heights], Heights]
"""From points on the sheet (x 0 to 210, y 0 to 297 mm) to their height."""


def flat(x: Heights, y: Heights) -> Heights:
    """A sheet on a table."""
    return 0 * x + 0 * y


def curl(rise: float, *, along: float = 0.0) -> Surface:
    """Bent like a tile, highest in the middle; `along` turns its axis (degrees, 0: from top to bottom)."""

    def surface(x: Heights, y: Heights) -> Heights:
        across = (x - 105) * np.cos(np.deg2rad(along)) + (y - 148.5) * np.sin(np.deg2rad(along))
        half = 105 * abs(np.cos(np.deg2rad(along))) + 148.5 * abs(np.sin(np.deg2rad(along)))
        return np.asarray(rise * (1 - (across / half) ** 2))

    return surface


def lifted(rise: float) -> Surface:
    """A lower edge that stands up from the table, as of a sheet that was rolled."""
    return lambda x, y: np.asarray(rise * np.clip((y - 150) / 147, 0, 1) ** 2 + 0 * x)


def folded(rise: float, at: float = 0.5, *, upright: bool = False) -> Surface:
    """A roof: one sharp fold, across the sheet at a share of its height, or down it."""

    def surface(x: Heights, y: Heights) -> Heights:
        share = x / 210 if upright else y / 297
        return np.asarray(rise * np.where(share < at, share / at, (1 - share) / (1 - at)))

    return surface


def thirds(rise: float) -> Surface:
    """Folded twice, as for an envelope: a wave with sharp turns."""
    return lambda x, y: np.asarray(rise * np.abs(((y / 99) % 2) - 1) + 0 * x)


def waved(rise: float, length: float = 120.0) -> Surface:
    """Paper that was damp."""
    return lambda x, y: np.asarray(
        rise * np.sin(2 * np.pi * (x + 0.4 * y) / length) * np.sin(2 * np.pi * y / 260)
    )


def crumpled(rise: float, seed: int = 3) -> Surface:
    """Crumpled up and smoothed again: facets between creases in all directions."""
    chance = np.random.default_rng(seed)
    creases = [(chance.uniform(0, np.pi), chance.uniform(45, 110), chance.uniform(0, 1)) for _ in range(7)]

    def surface(x: Heights, y: Heights) -> Heights:
        height = np.zeros_like(x)
        for angle, length, phase in creases:
            along = (x * np.cos(angle) + y * np.sin(angle)) / length + phase
            height += np.abs(((along) % 2) - 1) / len(creases)
        return np.asarray(rise * 2 * height)

    return surface


def dog_ear(rise: float, size: float = 40.0) -> Surface:
    """The upper left corner bent up."""
    return lambda x, y: np.asarray(rise * np.clip(1 - (x + y) / size, 0, 1))
