"""A template that is no form as a PNG picture."""

from pathlib import Path

from bot.documents.compiler import Compiler

PPI = 72.0
"""At this resolution a point of the template is a pixel of the picture."""


def picture(template: Path, **inputs: str) -> bytes:
    """The one page of a Typst template as PNG, a pixel for each point; it may read the files beside it, and `inputs`.

    Blocks for about a tenth of a second. Raises RuntimeError for a faulty template.
    """
    return Compiler(template.parent, inputs=inputs).png(template, PPI)
