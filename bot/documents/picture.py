"""A template that is no form as a PNG picture."""

from pathlib import Path

import typst

from bot.documents.fonts import FONTS

PPI = 72.0
"""At this resolution a point of the template is a pixel of the picture."""


def picture(template: Path, **inputs: str) -> bytes:
    """The one page of a Typst template as PNG, a pixel for each point; it may read the files beside it, and `inputs`.

    Blocks for about a tenth of a second. Raises RuntimeError (typst.TypstError) for a faulty template.
    """
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
    compiler = typst.Compiler(str(template), root=str(template.parent), font_paths=fonts, sys_inputs=inputs)
    drawn = compiler.compile(format="png", ppi=PPI)
    assert isinstance(drawn, bytes)
    return drawn
