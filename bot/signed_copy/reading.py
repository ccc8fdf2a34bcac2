"""Reads one page: a photo, or a page of a PDF, into an upright clean A4 picture and what is seen on it."""

import cv2
import numpy as np

from bot.signed_copy import cleaning, decoding, measuring, plan, scans
from bot.signed_copy.checking import check
from bot.signed_copy.decoding import Pixels
from bot.signed_copy.kinds import Ink, MediaKind, Page, RefusalCode, Refused
from bot.signed_copy.placing import By, Placing, place

QUALITY = 80


def read_page(content: bytes, index: int = 0) -> Page | Refused:
    """Page `index` (from 0; always 0 for a photo) of a file that may be anything.

    Takes about half a second for a photo of 12 MP and blocks: call it in a pool. Raises IndexError when a PDF
    has no such page.
    """
    media = check(content, "")
    if isinstance(media, Refused):
        return media
    if media.kind is MediaKind.PDF:
        try:
            return _page(scans.pixels_of(content, index))
        except scans.Unreadable:
            return Refused(RefusalCode.DAMAGED)
    try:
        colour = decoding.decoded(content, media.kind)
    except decoding.UNREADABLE:
        return Refused(RefusalCode.DAMAGED)
    return _page(colour)


def _page(colour: Pixels) -> Page:
    grey = _grey(colour)
    placing = place(colour, grey)
    straightened = _straightened(colour, placing)
    clean, brightness = cleaning.cleaned(straightened)
    code = placing.code if placing else None
    page = code.layout.page(code.page) if code and placing and placing.by is not By.CODE else None
    visible = page is not None and page.fields != ()
    share = measuring.ink_share(clean, page.fields) if page and visible else 0.0
    return Page(
        picture=decoding.jpeg(clean, QUALITY, plan.DPI),
        case_number=code.case_number if code else None,
        number=code.page if code else None,
        form_found=placing is not None and placing.by is By.FRAME,
        cut_off=placing is not None and placing.cut_off,
        blur_mm=measuring.blur_mm(_grey(straightened)),
        brightness=brightness,
        signature_ink=measuring.ink(share) if visible else Ink.UNSEEN,
        ink_share=share,
    )


def _grey(colour: Pixels) -> Pixels:
    return np.asarray(cv2.cvtColor(colour, cv2.COLOR_BGR2GRAY), np.uint8)


def _straightened(colour: Pixels, placing: Placing | None) -> Pixels:
    """The page at 200 dpi; the whole picture, fitted in, when no page is made out."""
    if placing is None:
        return _fitted(colour)
    enlarge = np.diag((plan.PIXELS_PER_MM, plan.PIXELS_PER_MM, 1.0))
    page = cv2.warpPerspective(
        colour,
        enlarge @ placing.matrix,
        plan.PAGE_PIXELS,
        flags=cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REPLICATE,
    )
    return np.asarray(page, np.uint8)


def _fitted(colour: Pixels) -> Pixels:
    width, height = plan.PAGE_PIXELS
    upright = np.rot90(colour) if colour.shape[1] > colour.shape[0] else colour
    scale = min(width / upright.shape[1], height / upright.shape[0])
    small = cv2.resize(np.ascontiguousarray(upright), None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    page = np.full((height, width, 3), 255, np.uint8)
    page[: small.shape[0], : small.shape[1]] = small[:height, :width]
    return page
