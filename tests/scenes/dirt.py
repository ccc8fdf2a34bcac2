"""What happens to paper: folds, toner, dust, coffee, and what shows through from behind."""

from collections.abc import Callable

import cv2
import numpy as np

from bot.signed_copy import layout
from bot.signed_copy.layout import PrintedPage
from tests.scenes.inks import PER_MM, Floats

Dirt = Callable[[Floats, PrintedPage, np.random.Generator], None]


def _crease(page: Floats, printed: PrintedPage, chance: np.random.Generator) -> None:
    """A fold pressed flat again, through the middle of the field: the toner cracked, a shade on one side."""
    y = printed.fields[0].middle[1] + chance.uniform(-4, 4)
    _crack(page, (0, y), (210, y + chance.uniform(-3, 3)), chance)


def _upright_crease(page: Floats, printed: PrintedPage, chance: np.random.Generator) -> None:
    x = printed.fields[0].middle[0] + chance.uniform(-4, 4)
    _crack(page, (x, 0), (x + chance.uniform(-2, 2), 297), chance)


def _crack(
    page: Floats, start: tuple[float, float], end: tuple[float, float], chance: np.random.Generator
) -> None:
    along = np.linspace(0, 1, 400)[:, None]
    path = np.array(start) + along * (np.array(end) - start)
    path += np.cumsum(chance.normal(0, 0.02, path.shape), axis=0)
    dark, light = np.zeros(page.shape[:2], np.float32), np.zeros(page.shape[:2], np.float32)
    points = np.round(path * PER_MM).astype(np.int32)
    cv2.polylines(dark, [points], False, 1, 3, cv2.LINE_AA)
    cv2.polylines(light, [points + 4], False, 1, 5, cv2.LINE_AA)
    shade = cv2.GaussianBlur(dark, (0, 0), 12)
    page *= (1 - 0.3 * dark - 0.5 * shade / max(float(shade.max()), 1e-6) * 0.12)[:, :, None]
    page += (0.05 * light)[:, :, None]


def _specks(size_mm: float, share: float) -> Dirt:
    def spread(page: Floats, _printed: PrintedPage, chance: np.random.Generator) -> None:
        """Toner, dust on the glass: everywhere on the page alike."""
        count = round(share * layout.PAGE_MM[0] * layout.PAGE_MM[1])
        spots = np.zeros(page.shape[:2], np.float32)
        for x, y in chance.random((count, 2)) * page.shape[1::-1]:
            radius = max(size_mm * PER_MM / 2 * chance.lognormal(0, 0.35), 0.7)
            axes = (round(radius * 8), round(radius * 8 * chance.uniform(0.6, 1)))
            cv2.ellipse(
                spots,
                (round(x * 8), round(y * 8)),
                axes,
                chance.uniform(0, 180),
                0,
                360,
                1,
                -1,
                cv2.LINE_AA,
                3,
            )
        page *= (1 - 0.8 * spots)[:, :, None]

    return spread


def _stained(page: Floats, printed: PrintedPage, chance: np.random.Generator) -> None:
    """Coffee: a wide ring with soft edges, and a spot of water."""
    x, y = printed.fields[0].middle
    ring = np.zeros(page.shape[:2], np.float32)
    cv2.circle(ring, (round((x + 12) * PER_MM), round((y - 4) * PER_MM)), 380, 1, 45)
    ring = np.asarray(cv2.GaussianBlur(ring, (0, 0), 9), np.float32)
    page *= 1 - ring[:, :, None] * np.array((0.3, 0.2, 0.12), np.float32) * chance.uniform(0.7, 0.9)


def _shows_through(page: Floats, _printed: PrintedPage, _chance: np.random.Generator) -> None:
    """The back of the sheet, or the next one below thin paper."""
    below = cv2.GaussianBlur(np.roll(page, 200, axis=0)[:, ::-1].copy(), (0, 0), 6)
    page *= 0.86 + 0.14 * below


def _hair(page: Floats, printed: PrintedPage, chance: np.random.Generator) -> None:
    """A hair on the glass, curled."""
    x, y = printed.fields[0].middle
    along = np.linspace(0, 1, 300)
    path = np.column_stack(
        (x - 18 + 36 * along, y + 9 * np.sin(5 * along + chance.uniform(0, 3)) * (1.2 - along))
    )
    hair = np.zeros(page.shape[:2], np.float32)
    cv2.polylines(hair, [np.round(path * PER_MM * 8).astype(np.int32)], False, 1, 1, cv2.LINE_AA, 3)
    page *= (1 - 0.75 * hair)[:, :, None]


DIRT = {
    "hair": _hair,
    "crease": _crease,
    "upright crease": _upright_crease,
    "specks": _specks(0.5, 0.006),
    "coarse specks": _specks(1.1, 0.004),
    "dust": _specks(0.25, 0.02),
    "coffee": _stained,
    "shows through": _shows_through,
}
