"""The printed form as a PDF, its previews and its text: everything that draws or reads a document."""

from bot.documents.comparison import Difference, differences, field_box
from bot.documents.fonts import drawable
from bot.documents.postprocess import SIGNATURE_FIELD
from bot.documents.preview import Unreadable, looks, page_count, page_texts, preview
from bot.documents.renderer import COUNTED_PAGES, reading_copy, render, sealing_page

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
