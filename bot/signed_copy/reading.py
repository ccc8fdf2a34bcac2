"""Reads one page: a photo, or a page of a PDF, into an upright clean A4 picture and what is seen on it."""

import cv2
import numpy as np

from bot.signed_copy import cleaning, decoding, measuring, plan, scans
from bot.signed_copy.checking import check
from bot.signed_copy.decoding import Pixels
from bot.signed_copy.kinds import Ink, MediaKind, Page, RefusalCode, Refused
from bot.signed_copy.placing import By, Placing, places
from bot.signed_copy.shapes import flattened

QUALITY = 80


def read_pages(content: bytes, index: int = 0) -> tuple[Page, ...] | Refused:
    """The pages in picture `index` (from 0; always 0 for a photo) of a file that may be anything; at least one.

    Several sheets side by side are several pages. Takes about half a second for a photo of 12 MP and blocks: call it
    in a pool. Raises IndexError when a PDF has no such page.
    """
    media = check(content, "")
    if isinstance(media, Refused):
        return media
    if media.kind is MediaKind.PDF:
        try:
            return _pages(scans.pixels_of(content, index))
        except scans.Unreadable:
            return Refused(RefusalCode.DAMAGED)
    try:
        colour = decoding.decoded(content, media.kind)
    except decoding.UNREADABLE:
        return Refused(RefusalCode.DAMAGED)
    return _pages(colour)


def _pages(colour: Pixels) -> tuple[Page, ...]:
    return tuple(_page(colour, placing) for placing in places(colour, _grey(colour)) or (None,))


def _page(colour: Pixels, placing: Placing | None) -> Page:
    straightened = (
        _fitted(colour) if placing is None else flattened(colour, placing.shape, plan.PIXELS_PER_MM)
    )
    clean, brightness = cleaning.cleaned(straightened)
    code = placing.code if placing else None
    printed = placing.page if placing else None
    blur = measuring.blur_mm(_grey(straightened))
    if code is None and blur > measuring.MOST_BLUR_MM:
        printed = None  # a page known by its rules alone must at least be sharp enough to be read
    judged = printed if placing and placing.by is not By.CODE and printed and printed.fields else None
    share = measuring.ink_share(clean, judged.fields) if judged else 0.0
    return Page(
        picture=decoding.jpeg(clean, QUALITY, plan.DPI),
        case_number=code.case_number if code else None,
        number=printed.number if printed else code.page if code else None,
        form_found=placing is not None and placing.by is By.FRAME,
        cut_off=placing is not None and placing.cut_off,
        blur_mm=blur,
        brightness=brightness,
        signature_ink=measuring.ink(share) if judged else Ink.UNSEEN,
        ink_share=share,
    )


def _grey(colour: Pixels) -> Pixels:
    return np.asarray(cv2.cvtColor(colour, cv2.COLOR_BGR2GRAY), np.uint8)


def _fitted(colour: Pixels) -> Pixels:
    width, height = plan.PAGE_PIXELS
    upright = np.rot90(colour) if colour.shape[1] > colour.shape[0] else colour
    scale = min(width / upright.shape[1], height / upright.shape[0])
    small = cv2.resize(np.ascontiguousarray(upright), None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    page = np.full((height, width, 3), 255, np.uint8)
    page[: small.shape[0], : small.shape[1]] = small[:height, :width]
    return page
