"""From the printed form to a PDF: hands its data to the template; the only importer of Typst."""

import json
import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst

from bot.documents.fonts import drawable, font_set
from bot.documents.postprocess import finished, with_row_headings
from bot.documents.qr_code import MOST_CODED, SEALING_PAGE, code, page_text
from bot.paths import TEMPLATES
from flows.document.charset import printable
from flows.document.model import PrintedForm
from flows.scheme.document_spec import DocumentSpec

_PAGE = b"/Type/Page/"
"""What a page begins with in a compiled document, whose structure is not compressed."""
_TYPST = threading.Lock()
_FIELD_TOOLTIP = "企業授權主管簽名 Signature of the authorised manager"


@dataclass(frozen=True, slots=True)
class Renderer:
    """Prints the forms of one scheme: `spec` says where their look lies, how many pages are theirs, in which language
    they count. `form` must be in the language it is printed in."""

    spec: DocumentSpec

    def render(
        self, form: PrintedForm, *, made_at: datetime, carried: str = "", fonts: Path | None = None
    ) -> bytes:
        """The form as a tagged PDF/A-3a and PDF/UA-1 file: its A4 pages, and an annex if an answer is too long.

        `carried` is the JSON text to attach as application.json, `fonts` a folder with fallback fonts. `made_at`
        must carry a time zone; the same form, data, moment and fonts give the same bytes. Takes about 40 ms once
        warm, twice that with an annex (whose pages are only known then), and blocks: call it through
        `asyncio.to_thread`. Raises RuntimeError (typst.TypstError) when the
        template and the data do not go together: a question is missing, or its words do not fit their place.
        """

        def drawn(pages: int) -> bytes:
            extra = {"qr": _codes(form.case_number, range(1, pages + 1)), "carried": carried}
            return self._compiled("sheets", form, extra, made_at, fonts, self.spec.language)

        pdf = drawn(self.spec.pages)
        pages = pdf.count(_PAGE)
        whole = pdf if pages == self.spec.pages else drawn(min(pages, MOST_CODED))
        return finished(whole, _FIELD_TOOLTIP if self.spec.sign else "")

    def sealing_page(self, form: PrintedForm, *, made_at: datetime, fonts: Path | None = None) -> bytes:
        """A page for seals too large for page 1 (用印頁): case, company and what is declared, and two large fields.

        Who signs it signs the application. One tagged A4 page with a code of its own; otherwise as `render`.
        """
        extra = {"qr": _codes(form.case_number, [SEALING_PAGE]), "carried": ""}
        return self._compiled("sealing-sheet", form, extra, made_at, fonts, self.spec.language)

    def reading_copy(self, form: PrintedForm, *, made_at: datetime, fonts: Path | None = None) -> bytes:
        """The form in the words of its reading copy, for reading only: it says so on each page and has no place to
        sign. Otherwise as `render`."""
        language = self.spec.reading_copies[0]
        return self._compiled("sheets", form, {"qr": [], "carried": ""}, made_at, fonts, language)

    def _compiled(
        self,
        document: str,
        form: PrintedForm,
        extra: Mapping[str, Any],
        made_at: datetime,
        fonts: Path | None,
        language: str,
    ) -> bytes:
        """What the template calls `document`, as a PDF.

        The data is in the main file, as a string: as an input to the compiler, which any part of the template may ask
        for, it would make the compiler forget all it knows, at five times the cost of a form.
        """
        data = _plain(form, drawable(fonts)) | extra
        look = _Look(*_place(self.spec), "form.typ", document, language)
        return with_row_headings(_typeset(look, data, made_at, fonts))


def signing_page(
    document: str, data: Mapping[str, Any], *, made_at: datetime, fonts: Path | None = None
) -> bytes:
    """What online.typ calls `document`: what fills the signature field, or the record of a signing.

    A tagged PDF/A-3a file, the same for the same data and moment; blocks and raises as `render`.
    """
    look = _Look(TEMPLATES, "/shared/document", "online.typ", document, "zh-TW")
    return _typeset(look, _plain(data, drawable(fonts)), made_at, fonts)


@dataclass(frozen=True, slots=True)
class _Look:
    """A template in a folder beneath a root, the name in it of what to print, and the language of its words."""

    root: Path
    folder: str
    template: str
    document: str
    language: str


def _typeset(look: _Look, data: Mapping[str, Any], made_at: datetime, fonts: Path | None) -> bytes:
    """What a template makes of the data."""
    given = {**data, "families": font_set(fonts).families}
    text = json.dumps(given, ensure_ascii=False).replace("\\", "\\\\").replace('"', '\\"')
    name = look.document
    main = f'#import "{look.folder}/{look.template}": {name}\n#{name}(json(bytes("{text}")))\n'
    with _TYPST:
        pdf = _compiler(fonts, look.language, look.root, look.folder).compile(
            main.encode(), format="pdf", pdf_standards=["a-3a", "ua-1"], timestamp=made_at
        )
    assert isinstance(pdf, bytes)
    return pdf


def _codes(case_number: str, pages: Iterable[int]) -> list[str]:
    """The codes of these pages; a draft has none."""
    return [code(page_text(case_number, page)) for page in pages] if case_number else []


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


def _place(spec: DocumentSpec) -> tuple[Path, str]:
    """Where a template's paths begin, and where from there its folder is: templates/, or what it lies in elsewhere."""
    folder = TEMPLATES / spec.folder
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
