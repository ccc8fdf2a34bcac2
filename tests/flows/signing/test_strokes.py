"""Strokes as a browser sends them: bounded, on the pad, and doubted rather than forbidden."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.signing.strokes import MOST_POINTS, MOST_STROKES, looks_accidental, read_strokes

ONE = [[(0.1 + 0.08 * step, 0.5) for step in range(11)]]
"""「一」: a name of one straight stroke."""


def test_what_was_drawn_is_what_is_read() -> None:
    assert read_strokes(json.dumps(ONE)) == tuple(
        tuple((round(x, 4), y) for x, y in stroke) for stroke in ONE
    )
    assert read_strokes("[[[0.5, 0.25]]]") == (((0.5, 0.25),),), "a dot"
    assert read_strokes("[[[-3, 7]]]") == (((0.0, 1.0),),), "a finger that left the pad"


@pytest.mark.parametrize(
    "text",
    [
        "", "[]", "null", "{}", "7", '"x"', "[1]", "[[1]]", "[[[1]]]", "[[[1,2,3]]]", '[[["1","2"]]]', "[[[null,0]]]",
        "[[[true,false]]]", "[[[NaN,0]]]", "[[[Infinity,0]]]", "[[]]", "[" * 5000, '[[[0,0],["",0]]]',
        json.dumps([[[0, 0]]] * (MOST_STROKES + 1)),
        json.dumps([[[0, 0]] * (MOST_POINTS + 1)]),
    ],
)  # fmt: skip
def test_anything_else_is_nothing(text: str) -> None:
    assert read_strokes(text) == ()


@given(st.text() | st.recursive(st.none() | st.floats() | st.text(), st.lists, max_leaves=20).map(json.dumps))
def test_no_text_makes_points_beyond_the_pad(text: str) -> None:
    for stroke in read_strokes(text):
        assert stroke
        assert all(0 <= part <= 1 for point in stroke for part in point)


@pytest.mark.parametrize(
    ("strokes", "doubted"),
    [
        (ONE, False),
        (
            [[(0.2, 0.2), (0.8, 0.2)], [(0.5, 0.2), (0.5, 0.9)]],
            True,
        ),  # 丁 by two jumps of a slow browser: asked
        ([[(0.2 + 0.1 * n, 0.2) for n in range(7)], [(0.5, 0.2 + 0.1 * n) for n in range(7)]], False),
        ([[(0.5, 0.5)]], True),
        ([[(0.5, 0.5)] * 40], True),
        ([[(0.5, 0.5), (0.52, 0.5)] * 3], True),
    ],
)
def test_what_may_be_accidental_is_asked_about(
    strokes: list[list[tuple[float, float]]], doubted: bool
) -> None:
    assert looks_accidental([tuple(stroke) for stroke in strokes]) is doubted
