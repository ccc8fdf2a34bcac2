"""Rare characters and other scripts: drawn with the fallback fonts where those are installed, else marked 〓."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot import document
from flows.printable import characters_of, unprintable
from flows.printed import PrintedForm
from tests.bot import printed_samples as samples
from tests.bot.test_document import MADE_AT, squeezed

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
    assert unprintable(text, document.drawable(INSTALLED)) == ""
    pdf = document.render(form_with(text), made_at=MADE_AT, fonts=INSTALLED)
    page = squeezed(document.page_texts(pdf)[0])
    assert text in page
    assert "〓" not in page


def test_without_them_a_rare_character_prints_as_a_mark_and_stays_in_the_data() -> None:
    pdf = document.render(form_with("𡍼工業"), made_at=MADE_AT, carried='{"main_products": "𡍼工業"}')
    assert "〓工業" in squeezed(document.page_texts(pdf)[0])


@installed
def test_a_collection_is_read_like_a_font() -> None:
    found = next(INSTALLED.rglob("NotoSansCJK-Regular.ttc"))
    assert {ord(character) for character in "한國ひ"} <= characters_of(found.read_bytes())
