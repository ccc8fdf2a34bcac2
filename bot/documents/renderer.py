"""From the printed form to a PDF: hands its data to the template."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from bot.documents.compiler import Template
from bot.documents.postprocess import finished, with_row_headings
from bot.documents.qr_code import MOST_CODED, SEALING_PAGE, code, page_text
from bot.paths import TEMPLATES
from flows.document.model import PrintedForm
from flows.scheme.document_spec import DocumentSpec

_PAGE = b"/Type/Page/"
"""What a page begins with in a compiled document, whose structure is not compressed."""


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
        `asyncio.to_thread`. Raises RuntimeError when the
        template and the data do not go together: a question is missing, or its words do not fit their place.
        """

        def drawn(pages: int) -> bytes:
            extra = {"qr": _codes(form, range(1, pages + 1)), "carried": carried}
            return self._compiled("sheets", form, extra, made_at, fonts, self.spec.language)

        pdf = drawn(self.spec.pages)
        pages = pdf.count(_PAGE)
        whole = pdf if pages == self.spec.pages else drawn(min(pages, MOST_CODED))
        return finished(whole, _field_name(self.spec) if self.spec.sign else "")

    def sealing_page(self, form: PrintedForm, *, made_at: datetime, fonts: Path | None = None) -> bytes:
        """A page for seals too large for page 1 (用印頁): case, company and what is declared, and two large fields.

        Who signs it signs the application. One tagged A4 page with a code of its own; otherwise as `render`.
        """
        extra = {"qr": _codes(form, [SEALING_PAGE]), "carried": ""}
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
        """What the template calls `document`, as a PDF."""
        data = {field.name: getattr(form, field.name) for field in fields(form)}
        template = Template(Path(self.spec.folder), "form.typ", document, language)
        return with_row_headings(template.compiled(data, made_at=made_at, fonts=fonts, verbatim=extra))


@cache
def _field_name(spec: DocumentSpec) -> str:
    """What the field to sign is called, for those who hear the form read to them."""
    words = tomllib.loads(
        (TEMPLATES / spec.folder / f"words.{spec.language}.toml").read_text(encoding="utf-8")
    )
    name: str = words["signature_field"]
    return name


def _codes(form: PrintedForm, pages: Iterable[int]) -> list[str]:
    """The codes of these pages; a draft has none."""
    if not form.case_number:
        return []
    return [code(page_text(form.case_number, page, revision=form.revision)) for page in pages]
