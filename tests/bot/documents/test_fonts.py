"""Rare characters and other scripts: drawn with the fallback fonts where those are installed, else marked 〓."""

from dataclasses import replace
from pathlib import Path

import pypdfium2
import pypdfium2.raw
import pytest

from bot import documents
from bot.documents.font_coverage import characters_of
from flows.document.charset import unprintable
from flows.document.model import PrintedForm
from tests.bot.documents import samples
from tests.bot.documents.test_renderer import MADE_AT, every_sample, made, squeezed
from tests.support.printing import RENDERER

INSTALLED = Path("/usr/share/fonts")
SCRIPTS = {
    "rare names": "𡍼𠊎𪚥",
    "Japanese": "ひらがなカタカナ々",
    "Korean": "한국어회사",
    "Thai": "ภาษาไทยที่นี่",
    "Vietnamese": "CôngtyTráchnhiệmhữuhạnĐặng",
}
NEEDED = ("NotoSansCJK-Regular.ttc", "HanaMinA.ttf", "HanaMinB.ttf", "NotoSansThai-Regular.ttf")
installed = pytest.mark.skipif(
    any(not list(INSTALLED.rglob(name)) for name in NEEDED), reason="the fallback fonts are not installed"
)


def form_with(text: str) -> PrintedForm:
    form = samples.exporter()
    return replace(
        form,
        questions={**form.questions, "main_products": replace(form.questions["main_products"], text=text)},
    )


@installed
@pytest.mark.parametrize("text", SCRIPTS.values(), ids=SCRIPTS.keys())
def test_with_the_fallback_fonts_every_script_is_drawn(text: str) -> None:
    assert unprintable(text, documents.drawable(INSTALLED)) == ""
    pdf = RENDERER.render(form_with(text), made_at=MADE_AT, fonts=INSTALLED)
    page = squeezed(documents.page_texts(pdf)[0])
    assert text in page
    assert "〓" not in page


NAMES = (
    "Łukasz Żółć",
    "Škoda Dvořák",
    "Ğüneş Şirketi",
    "Ångström Æsir",
    "Ελλάδα ά ΐ",
    "Ольга Їжак",
    "Đặng Thị Ước",
    "€ ₩",
)


@pytest.mark.parametrize("name", NAMES)
def test_names_in_letters_with_marks_greek_and_cyrillic_need_no_further_font(name: str) -> None:
    assert unprintable(name, documents.drawable()) == ""
    page = squeezed(documents.page_texts(RENDERER.render(form_with(name), made_at=MADE_AT))[0])
    assert squeezed(name) in page
    assert "〓" not in page


def test_without_them_a_rare_character_prints_as_a_mark_and_stays_in_the_data() -> None:
    pdf = RENDERER.render(form_with("𡍼工業"), made_at=MADE_AT, carried='{"main_products": "𡍼工業"}')
    assert "〓工業" in squeezed(documents.page_texts(pdf)[0])


@installed
def test_a_collection_is_read_like_a_font() -> None:
    found = next(INSTALLED.rglob("NotoSansCJK-Regular.ttc"))
    assert {ord(character) for character in "한國ひ"} <= characters_of(found.read_bytes())


@every_sample
def test_all_fonts_are_embedded(name: str) -> None:
    fonts = set()
    with pypdfium2.PdfDocument(made(name)) as pdf:
        for page in pdf:
            for item in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT]):
                font = pypdfium2.raw.FPDFTextObj_GetFont(item.raw)
                fonts.add(pypdfium2.raw.FPDFFont_GetIsEmbedded(font))
    assert fonts == {1}
