"""Office machines: flatbed, feeder and copier, and the files they make."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from zlib import crc32

import cv2
import numpy as np
from PIL import Image

from bot.signed_copy import layout
from tests.scenes.inks import PER_MM, Floats
from tests.scenes.sheets import Sheet, paper


@dataclass(frozen=True)
class Scan:
    """Sheets through a scanner: `dpi`, `mode` (colour, grey, bits, 16), how askew (degrees), turned by quarters."""

    sheets: Sequence[Sheet] = (Sheet(),)
    dpi: int = 200
    mode: str = "colour"
    askew: float = 0.4
    quarters: int = 0
    lid: float = 1.0
    """How bright what is beyond the sheet is: 1 is a white lid, 0 a black one or none."""
    threshold: float = 0.62
    fed_high: float = 0.0
    """By how much (mm) the sheet went in too far: what lies above is not scanned."""
    format: str = "PDF"
    quality: int = 80


def scan(one: Scan, name: str) -> bytes:
    """The file; all its sheets in it, or the first where a format has no pages."""
    chance = np.random.default_rng(crc32(name.encode()))
    pages = [_page(one, sheet, chance) for sheet in one.sheets]
    target = io.BytesIO()
    first, rest = pages[0], pages[1:]
    match one.format:
        case "PDF":
            how = {} if one.mode == "bits" else {"quality": one.quality}
            first.save(target, "PDF", resolution=one.dpi, save_all=True, append_images=rest, **how)
        case "TIFF":
            packed = "group4" if one.mode == "bits" else "tiff_lzw"
            first.save(
                target, "TIFF", compression=packed, save_all=True, append_images=rest, dpi=(one.dpi, one.dpi)
            )
        case "WEBP":
            first.save(target, "WEBP", quality=one.quality)
        case "PNG":
            first.save(target, "PNG", compress_level=1)
        case _:
            first.save(target, "JPEG", quality=one.quality)
    return target.getvalue()


def _page(one: Scan, sheet: Sheet, chance: np.random.Generator) -> Image.Image:
    size = (round(layout.PAGE_MM[0] / 25.4 * one.dpi), round(layout.PAGE_MM[1] / 25.4 * one.dpi))
    scale = one.dpi / 25.4 / PER_MM
    texture = paper(sheet)
    if scale < 1:
        texture = np.asarray(cv2.GaussianBlur(texture, (0, 0), 0.45 / scale), np.float32)
    turn = cv2.getRotationMatrix2D((size[0] / 2, size[1] / 2), one.askew, scale)
    middle = turn[:, :2] @ (np.array(texture.shape[1::-1]) / 2)
    turn[:, 2] = np.array(size) / 2 - middle - (0, one.fed_high / 25.4 * one.dpi)
    seen = cv2.warpAffine(texture, turn, size, flags=cv2.INTER_LINEAR, borderValue=(one.lid,) * 3)
    seen = seen * 1.03 + chance.normal(0, 0.008, seen.shape)
    pixels = np.asarray(np.clip(np.rot90(seen, one.quarters), 0, 1), np.float32)
    return _toned(pixels, one)


def _toned(pixels: Floats, one: Scan) -> Image.Image:
    grey = pixels @ np.array((0.11, 0.59, 0.30), np.float32)
    match one.mode:
        case "bits":
            return Image.fromarray(grey > one.threshold)
        case "grey":
            return Image.fromarray(np.asarray(grey * 255, np.uint8))
        case "16":
            return Image.fromarray(np.asarray(grey * 65535, np.uint16))
        case _:
            return Image.fromarray(np.ascontiguousarray(np.asarray(pixels[:, :, ::-1] * 255, np.uint8)))
