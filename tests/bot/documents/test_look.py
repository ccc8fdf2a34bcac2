"""How the form looks: its pages beside pictures that were looked at and found good.

After a change of layout made on purpose: `python -m tests.bot.test_document_look` writes the pictures anew; look at
them before they are committed.
"""

import numpy as np
import pypdfium2
import pytest
from numpy.typing import NDArray
from PIL import Image

from tests.bot.documents.test_renderer import made
from tests.fixtures.forms import sealing_page
from tests.support.paths import FIXTURES

GOLDEN = FIXTURES / "golden"
SCALE = 1.0
"""72 dpi: enough to see every rule and every line of text move."""
NOTICEABLE = 48
"""Of 255 grey levels. Versions of the rasteriser smooth edges differently, by less."""
MOST = 0.002
"""Share of the pixels that may differ noticeably: a single character at most."""

PAGES = [*(("exporter", page) for page in range(3)), ("non_exporter", 0), ("sealing", 0)]


def grey(name: str, page: int) -> NDArray[np.uint8]:
    with pypdfium2.PdfDocument(sealing_page() if name == "sealing" else made(name)) as pdf:
        return np.array(pdf[page].render(scale=SCALE, grayscale=True).to_numpy(), np.uint8).reshape(842, -1)


@pytest.mark.parametrize(("name", "page"), PAGES)
def test_a_page_looks_as_it_did(name: str, page: int) -> None:
    with Image.open(GOLDEN / f"{name}-{page + 1}.png") as file:
        golden = np.array(file.convert("L"), np.int16)
    now = grey(name, page)
    assert now.shape == golden.shape
    share = np.mean(np.abs(now - golden) > NOTICEABLE)
    assert share <= MOST, f"{share:.2%} of the pixels differ: see the head of this file"


if __name__ == "__main__":
    for name, page in PAGES:
        Image.fromarray(grey(name, page) >> 4 << 4).quantize(16).save(
            GOLDEN / f"{name}-{page + 1}.png", optimize=True
        )
