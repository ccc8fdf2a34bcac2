"""The form on paper: amounts in one piece, sizes that can be read, and nothing that a copy in black and white loses."""

import ctypes
import re
from dataclasses import replace

import pypdfium2
import pypdfium2.raw
import pytest

from bot import documents
from flows.document.model import PrintedCriterion
from tests.bot.documents import samples
from tests.bot.documents.test_renderer import MADE_AT, made
from tests.support.printing import RENDERER

AMOUNTS = (
    "新臺幣 35,000,000 元（3,500 萬元）",
    "新臺幣 999,999,999,999 元（9,999 億 9,999.9999 萬元）",
    "新臺幣 100,000,001 元（1 億又 1 元）",
    "新臺幣 1,234,567,890 元（12 億 3,456.789 萬元）",
    "NT$35,000,000 (3,500 萬元)",
)


@pytest.mark.parametrize("amount", AMOUNTS)
def test_no_figure_is_torn_from_its_unit(amount: str) -> None:
    form = samples.exporter()
    where = ("paid_in_capital", "annual_revenue")
    questions = {name: replace(form.questions[name], text=amount) for name in where}
    years = form.questions["export_revenue_2y"]
    questions["export_revenue_2y"] = replace(
        years, rows=tuple(replace(row, text=amount) for row in years.rows)
    )
    texts = {
        name: replace(form.questions[name], text=f"想在一年內把營業額提高到{amount}")
        for name in ("main_products",)
    }
    changed = replace(
        form,
        questions={**form.questions, **questions, **texts},
        verdict=replace(
            form.verdict, criteria=(PrintedCriterion(met=True, text=amount), *form.verdict.criteria[1:])
        ),
    )
    lines = [
        line.strip()
        for page in documents.page_texts(RENDERER.render(changed, made_at=MADE_AT))
        for line in page.splitlines()
    ]
    figure, bracket = re.split(r" ?(?=[（(])", amount, maxsplit=1)
    assert sum(figure in line for line in lines) == 6
    assert sum(bracket in line for line in lines) == 6


def letters(pdf: bytes) -> list[tuple[str, float]]:
    """Every visible letter with its size in points."""
    found = []
    with pypdfium2.PdfDocument(pdf) as opened:
        for page in opened:
            text = page.get_textpage()
            for at in range(text.count_chars()):
                letter = chr(pypdfium2.raw.FPDFText_GetUnicode(text.raw, at))
                if letter.strip():
                    found.append((letter, round(pypdfium2.raw.FPDFText_GetFontSize(text.raw, at), 1)))
    return found


def test_nothing_is_printed_smaller_than_7_points() -> None:
    smallest = {name: min(size for _, size in letters(made(name))) for name in ("exporter", "maximal")}
    assert smallest["exporter"] >= 6.9
    assert smallest["maximal"] >= 6.2, "the digits of ranks beyond 20 are smaller than their lines"


def test_a_long_address_of_a_page_is_broken_in_the_reading_copy_rather_than_shrunk() -> None:
    form = samples.exporter()
    website = replace(form.questions["website"], text=("https://" + "abcdefgh-" * 22)[:200])
    copy = RENDERER.reading_copy(
        replace(form, questions={**form.questions, "website": website}), made_at=MADE_AT
    )
    printed = letters(copy)
    at = "".join(letter for letter, _ in printed).index(website.text)
    assert min(size for _, size in printed[at : at + len(website.text)]) >= 7


def test_nothing_vanishes_in_black_and_white() -> None:
    """Every letter and rule is dark enough for a copy of one bit, at half of white; shades may go."""
    for name in ("exporter", "non_exporter"):
        with pypdfium2.PdfDocument(made(name)) as pdf:
            for page in pdf:
                for item in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT]):
                    assert luminance(item) < 100
                for item in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_PATH]):
                    width = ctypes.c_float()
                    pypdfium2.raw.FPDFPageObj_GetStrokeWidth(item.raw, width)
                    fill, stroke = ctypes.c_int(), ctypes.c_int()
                    pypdfium2.raw.FPDFPath_GetDrawMode(item.raw, fill, stroke)
                    if stroke.value:
                        assert width.value >= 0.39
                        assert luminance(item, stroke=True) < 100


def luminance(item: pypdfium2.PdfObject, *, stroke: bool = False) -> float:
    """How bright an object is, 0 to 255."""
    channels = [ctypes.c_uint() for _ in range(4)]
    get = pypdfium2.raw.FPDFPageObj_GetStrokeColor if stroke else pypdfium2.raw.FPDFPageObj_GetFillColor
    assert get(item.raw, *channels)
    red, green, blue = (channel.value for channel in channels[:3])
    return 0.299 * red + 0.587 * green + 0.114 * blue
