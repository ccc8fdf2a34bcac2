"""Reads one page: a photo, or a page of a PDF, into an upright clean A4 picture and what is seen on it."""

from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np

from bot.signed_copy import clean_up, image_decoder, layout, pdf_pages
from bot.signed_copy.file_check import check
from bot.signed_copy.geometry.page_position import PagePosition, PositionSource, places
from bot.signed_copy.geometry.straightening import flattened
from bot.signed_copy.image_decoder import Pixels
from bot.signed_copy.judgement import measure, signature_ink
from bot.signed_copy.model import MediaKind, Page, RefusalCode, Refused


def read_pages(content: bytes, index: int = 0) -> tuple[Page, ...] | Refused:
    """The pages in picture `index` (from 0) of a file that may be anything; at least one.

    Several sheets side by side are several pages. Takes about half a second for a photo of 12 MP and blocks: call it
    in a pool. Raises IndexError when a PDF has no such page.
    """
    media = check(content, "")
    if isinstance(media, Refused):
        return media
    if media.kind is MediaKind.PDF:
        try:
            return _pages(pdf_pages.pixels_of(content, index))
        except pdf_pages.Unreadable:
            return Refused(RefusalCode.DAMAGED)
    try:
        colour = image_decoder.decoded(content, media.kind, index)
    except image_decoder.UNREADABLE:
        return Refused(RefusalCode.DAMAGED)
    return _pages(colour)


def _pages(colour: Pixels) -> tuple[Page, ...]:
    found = places(colour, _grey(colour))
    if any(placing.code and placing.by is not PositionSource.FRAME for placing in found) and not _framed(
        found
    ):
        flipped = np.ascontiguousarray(colour[:, ::-1])
        turned = places(flipped, _grey(flipped))
        if _framed(turned):
            return tuple(replace(_page(flipped, placing), mirrored=True) for placing in turned)
    return tuple(_page(colour, placing) for placing in found or (None,))


def _framed(found: Sequence[PagePosition]) -> bool:
    """Whether a page was found by its code and its frame. A mirrored page's frame alone may pass for one."""
    return any(placing.code and placing.by is PositionSource.FRAME for placing in found)


def _page(colour: Pixels, placing: PagePosition | None) -> Page:
    straightened = (
        _fitted(colour) if placing is None else flattened(colour, placing.shape, layout.PIXELS_PER_MM)
    )
    clean, brightness = clean_up.cleaned(straightened)
    code = placing.code if placing else None
    printed = placing.page if placing else None
    blur = measure.blur_mm(straightened)
    if code is None and blur > measure.MOST_BLUR_MM:
        printed = None  # a page known by its rules alone must at least be sharp enough to be read
    seen = signature_ink.UNSEEN
    if placing and placing.by is not PositionSource.CODE and printed:
        seen = signature_ink.looked_at(straightened, _in_picture(printed, placing, colour))
    return Page(
        picture=image_decoder.jpeg(clean, image_decoder.QUALITY, layout.DPI),
        case_number=code.case_number if code else None,
        number=printed.number if printed else code.page if code else None,
        form_found=placing is not None and placing.by is PositionSource.FRAME,
        cut_off=placing is not None and placing.cut_off,
        blur_mm=blur,
        brightness=brightness,
        signature_ink=seen.ink,
        ink_mm2=seen.mm2,
        dated=seen.dated,
        revision=code.revision if code else 0,
    )


def _in_picture(printed: layout.PrintedPage, placing: PagePosition, colour: Pixels) -> layout.PrintedPage:
    """The page without those blanks that the picture does not show."""

    def shown(blank: layout.Area) -> bool:
        pixels = placing.shape.pixels(np.array(blank.corners()))
        return bool(((pixels > 0) & (pixels < np.array(colour.shape[1::-1]))).all())

    fields, dates = (tuple(filter(shown, blanks)) for blanks in (printed.fields, printed.dates))
    return replace(printed, fields=fields, dates=dates)


def _grey(colour: Pixels) -> Pixels:
    return np.asarray(cv2.cvtColor(colour, cv2.COLOR_BGR2GRAY), np.uint8)


def _fitted(colour: Pixels) -> Pixels:
    width, height = layout.PAGE_PIXELS
    upright = np.rot90(colour) if colour.shape[1] > colour.shape[0] else colour
    scale = min(width / upright.shape[1], height / upright.shape[0])
    small = cv2.resize(np.ascontiguousarray(upright), None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    page = np.full((height, width, 3), 255, np.uint8)
    page[: small.shape[0], : small.shape[1]] = small[:height, :width]
    return page
