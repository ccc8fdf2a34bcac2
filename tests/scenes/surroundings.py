"""What is around a sheet: the table below it, and what stands between it and the lamp."""

import numpy as np

from tests.scenes.inks import Floats, Points


def edge(distance: Points, soft: float) -> Points:
    """From 0 to 1 where a distance turns positive, over `soft` mm."""
    return np.asarray(1 / (1 + np.exp(-np.clip(distance / soft * 4, -40, 40))))


SHADOWS = {
    "soft": lambda x, y: 0.3 * edge(x + 0.5 * y - 40, 60),
    "telephone": lambda x, y: 0.4 * edge(60 - np.abs(x - 20), 8) * edge(90 - np.abs(y - 70), 8),
    "hard across field": lambda x, y: 0.35 * edge(y - 118 - 0.08 * x, 1.2),
    "hard slanting": lambda x, y: 0.4 * edge(0.8 * x + 0.6 * (y - 122), 1.0),
    "hard upright": lambda x, y: 0.38 * edge(x + 30 - 0.02 * y, 0.8),
    "deep hard": lambda x, y: 0.6 * edge(y - 112 + 0.05 * x, 1.5),
    "wire": lambda x, y: 0.4 * edge(1.3 - np.abs(0.3 * x - y + 120), 0.6),
    "blinds": lambda x, y: 0.3 * edge(np.sin((y + 0.3 * x) / 9), 0.12),
    "leaves": lambda x, y: (
        0.35 * edge(np.sin(x / 13 + 1.3 * np.sin(y / 17)) * np.sin(y / 11 + np.sin(x / 19)) - 0.25, 0.15)
    ),
}
"""How much light each spot of the table (mm from the middle of the picture) is short of."""

FINGERS = {
    "on the field": (-20.0, 122.0, 75.0, 200.0, 8.0),
    "across the field": (30.0, 120.0, 10.0, 300.0, 9.0),
    "thumb on the edge": (-92.0, 60.0, 190.0, 200.0, 10.0),
    "at the corner": (88.0, 132.0, 40.0, 200.0, 8.0),
    "pen on the field": (-10.0, 120.0, 60.0, 120.0, 4.5),
    "in the field": (-5.0, 118.0, 100.0, 250.0, 7.0),
}
"""Where a finger's tip is, which way it comes from (degrees), how long and half how thick it is, mm."""


def table(name: str, spots: Points, chance: np.random.Generator) -> Floats:
    """What lies under the sheets."""
    x, y = spots[:, :, 0], spots[:, :, 1]
    match name:
        case "wood":
            rings = (
                np.sin(x / 2.3 + 2.2 * np.sin(y / 61) + 0.7 * np.sin(x / 17)) * 0.5
                + np.sin(x / 0.9 + y / 40) * 0.2
            )
            tone = np.array((0.24, 0.40, 0.58)) * (1 + 0.16 * rings)[:, :, None]
        case "dark":
            tone = np.array((0.11, 0.11, 0.12)) * (1 + 0.05 * np.sin(x / 3))[:, :, None]
        case "white":
            tone = np.array((0.90, 0.91, 0.92)) * (1 + 0.01 * np.sin(x / 9) * np.sin(y / 7))[:, :, None]
        case "stone":
            tone = np.array((0.62, 0.64, 0.66)) * (1 + 0.12 * chance.normal(0, 1, x.shape))[:, :, None]
        case "cloth":
            weave = ((np.floor(x / 22) + np.floor(y / 22)) % 2)[:, :, None]
            tone = np.where(weave > 0, (0.78, 0.80, 0.82), (0.55, 0.30, 0.22)) * np.ones(3)
        case "newspaper":
            lines = ((y % 4.2) < 2.2) & ((x % 62) < 56) & (np.sin(x * 2.9 + np.floor(y / 4.2) * 5.1) > -0.55)
            tone = np.where(lines[:, :, None], 0.34, 0.80) * np.array((0.88, 0.95, 1.0))
        case _:
            grid = ((x % 12) < 0.6) | ((y % 12) < 0.6)
            tone = np.where(grid[:, :, None], 0.25, 0.7) * np.array((0.8, 1.0, 0.85))
    return np.asarray(tone, np.float32)
