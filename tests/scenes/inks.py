"""What people put on paper: seals with carved characters, handwriting, pencil, dates; as light that is let through."""

from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from bot.documents.fonts import FONTS

PER_MM = 8
"""Pixels per millimetre of all sheets."""
Floats = NDArray[np.float32]
Points = NDArray[np.float64]
Colour = tuple[float, float, float]
"""Share of blue, green and red light that full ink lets through."""

CINNABAR: Colour = (0.28, 0.16, 0.82)
BLACK: Colour = (0.12, 0.11, 0.11)
BLUE: Colour = (0.62, 0.25, 0.14)
GRAPHITE: Colour = (0.42, 0.42, 0.42)


@dataclass(frozen=True)
class Ink:
    """How much ink lies where (0 to 1), its top left corner on the sheet in millimetres, and its colour."""

    amount: Floats
    left: float
    top: float
    colour: Colour


def put_on(sheet: Floats, ink: Ink) -> None:
    """Ink on a sheet (0 to 1, blue, green, red): it takes light away, twice where it lies twice."""
    height, width = ink.amount.shape
    top, left = round(ink.top * PER_MM), round(ink.left * PER_MM)
    rows, columns = slice(max(top, 0), top + height), slice(max(left, 0), left + width)
    part = sheet[rows, columns]
    amount = ink.amount[max(-top, 0) :, max(-left, 0) :][: part.shape[0], : part.shape[1], None]
    part *= 1 - amount * (1 - np.array(ink.colour, np.float32))


@cache
def _font(size: int, *, bold: bool = True) -> ImageFont.FreeTypeFont:
    name = "NotoSansTC-Bold.ttf" if bold else "NotoSansTC-Regular.ttf"
    return ImageFont.truetype(str(FONTS / name), size)


def square_seal(text: str, side: float, *, carved: bool, chance: np.random.Generator) -> Floats:
    """A square seal of `side` mm: red characters in a border, or, `carved`, paper-white ones on red."""
    pixels = round(side * PER_MM)
    picture = Image.new("L", (pixels, pixels), 0)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((2, 2, pixels - 3, pixels - 3), outline=255, width=max(round(side * 0.4), 5))
    rows = int(np.ceil(np.sqrt(len(text))))
    cell = (pixels - 20) / rows
    for index, letter in enumerate(text):
        column, row = rows - 1 - index // rows, index % rows
        place = (10 + (column + 0.5) * cell, 10 + (row + 0.5) * cell)
        draw.text(place, letter, fill=255, font=_font(round(cell * 0.92)), anchor="mm")
    amount = np.asarray(np.asarray(picture) / 255, np.float32)
    if carved:
        amount = np.asarray(1 - amount, np.float32)
        amount[[0, 1, -1, -2]] = amount[:, [0, 1, -1, -2]] = 1
    return pressed(amount, chance)


def round_seal(ring: str, middle: str, across: float, chance: np.random.Generator) -> Floats:
    """A round seal of `across` mm with characters around its rim."""
    pixels = round(across * PER_MM)
    picture = Image.new("L", (pixels, pixels), 0)
    draw = ImageDraw.Draw(picture)
    draw.ellipse((2, 2, pixels - 3, pixels - 3), outline=255, width=round(across * 0.25))
    size = round(pixels * 0.13)
    for index, letter in enumerate(ring):
        angle = np.pi * (1.15 + 1.7 * index / max(len(ring) - 1, 1)) - np.pi / 2 - 0.35 * np.pi + np.pi / 2
        at = (pixels / 2 + 0.36 * pixels * np.cos(angle), pixels / 2 + 0.36 * pixels * np.sin(angle))
        draw.text(at, letter, fill=255, font=_font(size), anchor="mm")
    draw.text((pixels / 2, pixels / 2), middle, fill=255, font=_font(round(size * 1.3)), anchor="mm")
    return pressed(np.asarray(np.asarray(picture) / 255, np.float32), chance)


def pressed(amount: Floats, chance: np.random.Generator) -> Floats:
    """Ink as a stamp leaves it: uneven over the seal, grainy, soft at the edges, a little turned."""
    height, width = amount.shape
    slow = cv2.resize(
        chance.random((4, 4)).astype(np.float32), (width, height), interpolation=cv2.INTER_CUBIC
    )
    grain = cv2.GaussianBlur(chance.random((height, width)).astype(np.float32), (0, 0), 1.5)
    spread = np.asarray(cv2.GaussianBlur(amount, (0, 0), 0.8), np.float32)
    uneven = np.clip(0.75 + 0.35 * slow, 0, 1) * np.clip((grain - 0.3) * 5, 0.35, 1)
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), float(chance.normal(0, 3)), 1)
    wide = cv2.copyMakeBorder(
        (spread * uneven).astype(np.float32), 20, 20, 20, 20, cv2.BORDER_CONSTANT, value=0
    )
    turn[:, 2] += 20
    return np.asarray(cv2.warpAffine(wide, turn, (width + 40, height + 40)), np.float32)


def written(width: float, height: float, letters: int, pen_mm: float, chance: np.random.Generator) -> Floats:
    """A name written by hand into `width` by `height` mm: strokes that swell and taper, some running on."""
    amount = np.zeros((round(height * PER_MM), round(width * PER_MM)), np.float32)
    cell = width / letters
    for letter in range(letters):
        pen = np.array((cell * (letter + 0.3), height * 0.3))
        for _ in range(int(chance.integers(4, 8))):
            if chance.random() < 0.7:
                pen = np.array(
                    (cell * (letter + chance.uniform(0.12, 0.8)), height * chance.uniform(0.12, 0.8))
                )
            way = chance.normal(0, 1, 2) * (cell * 0.35, height * 0.28)
            pen = _stroke(amount, pen, way, pen_mm, chance)
    return np.asarray(cv2.GaussianBlur(amount, (0, 0), 0.7), np.float32)


def _stroke(
    amount: Floats,
    start: NDArray[np.float64],
    way: NDArray[np.float64],
    pen_mm: float,
    chance: np.random.Generator,
) -> NDArray[np.float64]:
    bow = chance.normal(0, 0.25) * np.array((-way[1], way[0]))
    along = np.linspace(0, 1, max(round(float(np.linalg.norm(way)) * PER_MM), 4))[:, None]
    path = start + along * way + 4 * along * (1 - along) * bow
    limits = np.array(amount.shape[::-1]) / PER_MM - 0.5
    path = np.clip(path, 0.5, limits)
    swell = chance.uniform(0.6, 1.2)
    for (x, y), t in zip(path, along.ravel(), strict=True):
        radius = max(pen_mm * (0.6 + 0.5 * np.sin(np.pi * min(t * 1.3, 1)) * swell) * PER_MM / 2, 0.6)
        cv2.circle(
            amount, (round(x * PER_MM * 8), round(y * PER_MM * 8)), round(radius * 8), 1, -1, cv2.LINE_AA, 3
        )
    return np.asarray(path[-1])


def pencilled(amount: Floats, press: float, chance: np.random.Generator) -> Floats:
    """Handwriting as a pencil leaves it: only on the ridges of the paper."""
    tooth = cv2.GaussianBlur(chance.random(amount.shape).astype(np.float32), (0, 0), 0.9)
    tooth = (tooth - tooth.min()) / np.ptp(tooth)
    return np.asarray(amount * np.clip((tooth - 0.5 + 0.5 * press) * 4, 0, 1) * press, np.float32)


def digits(text: str, tall: float, pen_mm: float, chance: np.random.Generator) -> Floats:
    """A number written by hand, `tall` mm high: printed figures, leaning and shaky."""
    pixels = round(tall * PER_MM)
    picture = Image.new("L", (pixels * len(text), round(pixels * 1.4)), 0)
    draw = ImageDraw.Draw(picture)
    for index, letter in enumerate(text):
        place = (index * pixels * 0.62 + pixels * 0.3, pixels * 0.7 + chance.normal(0, 2))
        draw.text(
            place,
            letter,
            fill=255,
            font=_font(pixels, bold=False),
            anchor="mm",
            stroke_width=round(pen_mm * 2),
        )
    lean = np.array(((1, -0.18, 0.12 * pixels), (0.03, 1, 0)), np.float32)
    return np.asarray(cv2.warpAffine(np.asarray(picture, np.float32) / 255, lean, picture.size), np.float32)
