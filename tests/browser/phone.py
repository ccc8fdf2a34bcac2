"""Somebody with a phone in front of the page to sign on: draws, turns it, and where the ink has to be afterwards."""

import io
import os
from typing import Any

import numpy as np
import pypdfium2
import pytest
from playwright.async_api import ConsoleMessage, Page, ViewportSize, expect

from tests.browser.accessible import violations

PICTURES = os.environ.get("PICTURES", "")
"""A folder to keep screenshots in; empty for none."""

UPRIGHT: ViewportSize = {"width": 390, "height": 844}
LYING: ViewportSize = {"width": 844, "height": 390}
SMALL: ViewportSize = {"width": 667, "height": 375}
FIRST = [(0.08, 0.3), (0.3, 0.28), (0.2, 0.9), (0.14, 0.6), (0.36, 0.8)]
SECOND = [(0.45, 0.2), (0.9, 0.25), (0.55, 0.85), (0.92, 0.8)]
SLIP = [(0.1, 0.1), (0.9, 0.9)]


class Phone:
    """A page on a phone; any error of the page or its policy fails the test, but for those that say `expected`."""

    def __init__(self, page: Page, expected: str = "") -> None:
        self.page, self.shots, self._expected = page, 0, expected
        page.on("pageerror", lambda error: pytest.fail(str(error)))
        page.on("console", self._said)

    def _said(self, said: ConsoleMessage) -> None:
        if said.type == "error" and not (self._expected and self._expected in said.text):
            pytest.fail(said.text)

    async def shot(self, name: str) -> None:
        """A picture to be looked at, of a page that axe-core finds no fault with."""
        self.shots += 1
        assert await violations(self.page) == []
        if PICTURES:
            await self.page.screenshot(path=f"{PICTURES}/signing-{self.shots:02}-{name}.png")

    async def turn(self, size: ViewportSize) -> None:
        """Turn the phone: nothing needed is out of reach."""
        await self.page.set_viewport_size(size)
        for button in ("#undo", "#clear", ".bar button:last-child", "canvas"):
            await expect(self.page.locator(button)).to_be_in_viewport(ratio=0.95)

    async def draw(self, points: list[tuple[float, float]]) -> None:
        """A stroke, in shares of the pad."""
        box = await self.page.locator("canvas").bounding_box()
        assert box
        mouse, at = (
            self.page.mouse,
            [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in points],
        )
        await mouse.move(*at[0])
        await mouse.down()
        for x, y in at[1:]:
            await mouse.move(x, y, steps=4)
        await mouse.up()

    async def inked(self) -> int:
        """How many points of the pad are inked."""
        return int(
            await self.page.evaluate(
                "() => { const c = document.querySelector('canvas');"
                " const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;"
                " let n = 0; for (let i = 3; i < d.length; i += 4) n += d[i] > 0; return n; }"
            )
        )


def overlap(pdf: bytes, strokes: list[list[Any]]) -> float:
    """How much of the strokes is inked on page 1, where the field is."""
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    document.init_forms()
    scale, page = 4, document[0]
    pixels = np.asarray(page.render(scale=scale).to_numpy())[:, :, :3].astype(int)
    left, right, top = 267.02 + 4, 380.41 - 4, page.get_height() - 144.48
    width = right - left
    room = 107.63 - 22 - 6
    start = top + 3 + (room - width / 2.5) / 2
    hit = total = 0
    for stroke in strokes:
        for x, y in stroke:
            column, row = round((left + x * width) * scale), round((start + y * width / 2.5) * scale)
            around = pixels[row - 3 : row + 4, column - 3 : column + 4]
            total += 1
            hit += bool((around.sum(axis=2) < 450).any())
    document.close()
    return hit / total
