"""The printed form as a PDF, its previews and its text: everything that draws or reads a document."""

from bot.document.comparing import Difference, differences, field_box
from bot.document.finishing import SIGNATURE_FIELD
from bot.document.typesetting import COUNTED_PAGES, reading_copy, render, sealing_page
from bot.document.viewing import Unreadable, looks, page_count, page_texts, preview
from bot.fonts import drawable

__all__ = [
    "COUNTED_PAGES",
    "SIGNATURE_FIELD",
    "Difference",
    "Unreadable",
    "differences",
    "drawable",
    "field_box",
    "looks",
    "page_count",
    "page_texts",
    "preview",
    "reading_copy",
    "render",
    "sealing_page",
]
