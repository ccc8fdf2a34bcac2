"""The printed form as a PDF, its previews and its text: everything that draws or reads a document."""

from bot.documents.comparison import Difference, differences, field_box
from bot.documents.fonts import drawable
from bot.documents.postprocess import SIGNATURE_FIELD
from bot.documents.preview import Unreadable, looks, page_count, page_texts, preview
from bot.documents.renderer import Renderer

__all__ = [
    "SIGNATURE_FIELD",
    "Difference",
    "Renderer",
    "Unreadable",
    "differences",
    "drawable",
    "field_box",
    "looks",
    "page_count",
    "page_texts",
    "preview",
]
