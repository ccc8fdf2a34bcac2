"""From data and templates to PDFs and pictures; the only importer of Typst."""

import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import typst

from bot.documents.fonts import drawable, font_set
from bot.paths import TEMPLATES
from flows.definitions.languages import CHINESE
from flows.document.charset import printable

Document = TypeVar("Document", Path, bytes)
"""A document by its file, or its text."""

_TYPST = threading.Lock()


class Compiler:
    """Typst with the fonts of the project and of `fonts`, none of the machine's own; templates see what is in `root`,
    and `inputs`. Not thread-safe, and it blocks. What it compiles raises RuntimeError (typst.TypstError) when a
    template is faulty or goes not together with its data."""

    def __init__(
        self, root: Path, fonts: Path | None = None, inputs: Mapping[str, str] | None = None
    ) -> None:
        self._typst = typst.Compiler(root=str(root), font_paths=_known(fonts), sys_inputs=dict(inputs or {}))

    def pdf(self, document: Document, made_at: datetime) -> bytes:
        """A document as a tagged PDF/A-3a and PDF/UA-1 file. `made_at` has a time zone and
        whole seconds; the same document, moment and fonts give the same bytes."""
        pdf = self._typst.compile(document, format="pdf", pdf_standards=["a-3a", "ua-1"], timestamp=made_at)
        assert isinstance(pdf, bytes)
        return pdf

    def png(self, document: Path, ppi: float) -> bytes:
        """The one page of a document as a PNG picture, `ppi` pixels for an inch."""
        drawn = self._typst.compile(document, format="png", ppi=ppi)
        assert isinstance(drawn, bytes)
        return drawn

    def labelled(self, label: str) -> list[Any]:
        """What the document compiled last keeps as metadata under a label, in its order."""
        values: list[Any] = json.loads(self._typst.query(f"<{label}>", field="value"))
        return values


@dataclass(frozen=True, slots=True)
class Template:
    """What a Typst file calls `function`: it draws a document from data. `folder` is in templates/, or an absolute
    path; `language` is that of the words the file reads."""

    folder: Path
    file: str
    function: str
    language: str = CHINESE

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
        given = {**printable_data(data, fonts), **(verbatim or {}), "families": font_set(fonts).families}
        text = json.dumps(given, ensure_ascii=False).replace("\\", "\\\\").replace('"', '\\"')
        root, folder = _place(self.folder)
        main = f'#import "{folder}/{self.file}": {self.function}\n#{self.function}(json(bytes("{text}")))\n'
        with _TYPST:
            return _shared(fonts, self.language, root, folder).pdf(main.encode(), made_at)


def printable_data(data: Mapping[str, Any], fonts: Path | None) -> dict[str, Any]:
    """Data as JSON takes it, dataclasses among it, with whatever the fonts cannot draw made printable."""
    drawn = drawable(fonts)
    return {key: _plain(value, drawn) for key, value in data.items()}


@cache
def _shared(fonts: Path | None, language: str, root: Path, folder: str) -> Compiler:
    """One compiler to a language and a folder of templates, used under the lock; it remembers what it has compiled."""
    return Compiler(root, fonts, {"language": language, "folder": folder})


@cache
def _known(fonts: Path | None) -> typst.Fonts:
    """These fonts and those of the project, read once."""
    paths = sorted({str(path.parent) for path in font_set(fonts).files})
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=paths)


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
