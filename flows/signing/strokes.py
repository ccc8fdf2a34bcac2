"""Strokes drawn with a finger or pen, as numbers: read from what a browser sends, and judged."""

import json
import math
from collections.abc import Sequence
from itertools import pairwise
from typing import TypeAlias

Stroke: TypeAlias = tuple[tuple[float, float], ...]
"""Points, x and y from 0 to 1 across and down the pad."""

PAD = (5.0, 2.0)
"""Width and height of the pad, in the same unit."""

MOST_STROKES = 200
MOST_POINTS = 6000
MOST_TEXT = 200_000
"""Characters of what a browser may send: the most points with room to spare."""

SHORTEST = 1.2
"""Heights of the pad: whoever draws less may have touched it by accident."""

FEWEST = 8
"""Points: as above."""


def read_strokes(text: str) -> tuple[Stroke, ...]:
    """The strokes of a JSON text, a list of lists of pairs; points beyond the pad lie on its edge.

    Empty for anything else, and for more than could have been drawn by hand.
    """
    if len(text) > MOST_TEXT:
        return ()
    try:
        given = json.loads(text)
        strokes = tuple(tuple((_inside(x), _inside(y)) for x, y in stroke) for stroke in given)
    except (ValueError, TypeError, RecursionError):
        return ()
    strokes = tuple(stroke for stroke in strokes if stroke)
    points = sum(map(len, strokes))
    return strokes if len(strokes) <= MOST_STROKES and points <= MOST_POINTS else ()


def looks_accidental(strokes: Sequence[Stroke]) -> bool:
    """Whether it is so little that the person should be asked whether it is meant: 「一」 is a name too."""
    return sum(map(_length, strokes)) < SHORTEST or sum(map(len, strokes)) < FEWEST


def _inside(value: object) -> float:
    """Four decimals: a hundredth of a millimetre on paper."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise ValueError("no number")
    return round(min(1.0, max(0.0, float(value))), 4)


def _length(stroke: Stroke) -> float:
    """In heights of the pad."""
    across = PAD[0] / PAD[1]
    return sum(math.hypot((x - last_x) * across, y - last_y) for (last_x, last_y), (x, y) in pairwise(stroke))
