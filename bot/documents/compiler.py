"""From data to a PDF by a Typst template."""

import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst

from bot.documents.fonts import drawable, font_set
from bot.paths import TEMPLATES
from flows.document.charset import printable

_TYPST = threading.Lock()


@dataclass(frozen=True, slots=True)
class Template:
    """What a Typst file calls `function`: it draws a document from data. `folder` is in templates/, or an absolute
    path; `language` is that of the words the file reads."""

    folder: Path
    file: str
    function: str
    language: str = "zh-TW"

    def compiled(
        self,
        data: Mapping[str, Any],
        *,
        made_at: datetime,
        fonts: Path | None = None,
        verbatim: Mapping[str, Any] | None = None,
    ) -> bytes:
        """The document as a tagged PDF/A-3a and PDF/UA-1 file. `data` may hold dataclasses and is made printable,
        `verbatim` is handed on as it is. `made_at` has a time zone and whole seconds; the same data, moment and fonts
        give the same bytes. Blocks: call it through `asyncio.to_thread`.

        Raises RuntimeError (typst.TypstError) when the template and the data do not go together. The data is in the
        main file, as a string: as an input to the compiler, which any part of the template may ask for, it would make
        the compiler forget all it knows, at five times the cost of a form.
        """
        given = {**_plain(data, drawable(fonts)), **(verbatim or {}), "families": font_set(fonts).families}
        text = json.dumps(given, ensure_ascii=False).replace("\\", "\\\\").replace('"', '\\"')
        root, folder = _place(self.folder)
        main = f'#import "{folder}/{self.file}": {self.function}\n#{self.function}(json(bytes("{text}")))\n'
        with _TYPST:
            pdf = _compiler(fonts, self.language, root, folder).compile(
                main.encode(), format="pdf", pdf_standards=["a-3a", "ua-1"], timestamp=made_at
            )
        assert isinstance(pdf, bytes)
        return pdf


@cache
def _compiler(fonts: Path | None, language: str, root: Path, folder: str) -> typst.Compiler:
    """One compiler to a language and a folder of templates, used under a lock: a Typst compiler is not thread-safe."""
    known = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=sorted({str(path.parent) for path in font_set(fonts).files}),
    )
    return typst.Compiler(
        root=str(root), font_paths=known, sys_inputs={"language": language, "folder": folder}
    )


def _place(under: Path) -> tuple[Path, str]:
    """Where a template's paths begin, and where from there its folder is: templates/, or what it lies in elsewhere."""
    folder = TEMPLATES / under
    root = TEMPLATES if folder.is_relative_to(TEMPLATES) else folder.parent
    return root, f"/{folder.relative_to(root).as_posix()}"


def _plain(value: Any, drawn: frozenset[int]) -> Any:
    """Dataclasses, mappings and tuples as JSON takes them, with every string made printable."""
    if isinstance(value, str):
        return printable(value, drawn)
    if isinstance(value, Mapping):
        return {key: _plain(item, drawn) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(item, drawn) for item in value]
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name), drawn) for field in fields(value)}
    return value
