"""The file behind the form: its signature field, tags, attachment, size and codes."""

import io
import re
import shutil
import subprocess
import zlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pikepdf
import pypdfium2
import pytest
import zxingcpp

from bot import documents
from flows.document.attachment import to_text
from tests.bot.documents.test_people import form_of, given
from tests.bot.documents.test_renderer import MADE_AT, SAMPLES, answers_of, made, on_paper
from tests.bot.documents.test_verification import DATA, plain
from tests.support.personas import NAMES as PERSONAS
from tests.support.printing import RENDERER
from tests.support.signed_copies.seals import signed_by_applicant

RED = (0xC8, 0x10, 0x2E)


def opened() -> pikepdf.Pdf:
    return pikepdf.Pdf.open(io.BytesIO(plain()))


def picture(pdf: bytes, scale: float, page: int = 0) -> np.ndarray:
    with pypdfium2.PdfDocument(pdf) as opened_pdf:
        return np.array(opened_pdf[page].render(scale=scale, rev_byteorder=True).to_numpy())


def elements(node: pikepdf.Object) -> Iterator[pikepdf.Dictionary]:
    """The structure elements under a node, in reading order."""
    if isinstance(node, pikepdf.Array):
        for kid in node:
            yield from elements(kid)
    elif isinstance(node, pikepdf.Dictionary) and ("/S" in node or "/K" in node):
        if "/S" in node:
            yield node
        yield from elements(node.get("/K", pikepdf.Array()))


def test_every_compressed_stream_of_the_file_really_is_one() -> None:
    """No bytes at all are no deflated data: printers' interpreters stop at them."""
    with opened() as pdf:
        streams = [item for item in pdf.objects if isinstance(item, pikepdf.Stream)]
        deflated = [one.read_raw_bytes() for one in streams if one.get("/Filter") == pikepdf.Name.FlateDecode]
    assert deflated
    for one in deflated:
        zlib.decompress(one)


def test_the_signature_field_fills_the_blank_of_the_red_box_to_the_point() -> None:
    """Judged by the pixels: the field ends where the red rules begin."""
    with opened() as pdf:
        (field,) = pdf.Root.AcroForm.Fields
        assert [str(field[key]) for key in ("/T", "/FT", "/Subtype")] == [
            "ApplicantSignature",
            "/Sig",
            "/Widget",
        ]
        assert field.objgen == pdf.pages[0].Annots[0].objgen
        left, bottom, right, top = (float(side) for side in field.Rect)
    scale = 4
    page = picture(plain(), scale)
    red = np.all(np.abs(page.astype(int) - RED) < 40, axis=2)
    height = page.shape[0]
    middle_y, middle_x = height - int((bottom + top) / 2 * scale), int((left + right) / 2 * scale)
    row, column = red[middle_y], red[:, middle_x]
    inner_left = np.flatnonzero(row[:middle_x]).max() / scale
    inner_right = (middle_x + np.flatnonzero(row[middle_x:]).min()) / scale
    inner_top = (height - np.flatnonzero(column[:middle_y]).max()) / scale
    inner_bottom = (height - middle_y - np.flatnonzero(column[middle_y:]).min()) / scale
    assert (left, right, top, bottom) == pytest.approx(
        (inner_left, inner_right, inner_top, inner_bottom), abs=1
    )
    assert right - left > 39 / 25.4 * 72, "beside the field for the company's seal"
    assert top - bottom > 37 / 25.4 * 72


def test_the_structure_tree_has_headings_table_headers_and_the_field() -> None:
    with opened() as pdf:
        kinds = [str(element.S) for element in elements(pdf.Root.StructTreeRoot)]
        assert kinds.count("/H1") == 1
        assert kinds.count("/H2") == 5
        assert kinds.count("/Form") == 1
        assert "/Link" not in kinds
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "zh-TW"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle


def spoken(element: pikepdf.Dictionary, texts: dict[int, dict[int, str]]) -> str:
    """The text under a structure element, as a screen reader has it."""
    kids = element.get("/K", pikepdf.Array())
    page = element.get("/Pg")
    found = []
    for kid in kids if isinstance(kids, pikepdf.Array) else (kids,):
        if isinstance(kid, pikepdf.Dictionary):
            found.append(spoken(kid, texts))
        elif page is not None:
            found.append(texts[page.objgen[0]].get(int(kid), ""))
    return "".join(found)


def marked_texts(pdf: bytes) -> dict[int, dict[int, str]]:
    """Object number of a page → identifier of marked content → its text."""
    texts: dict[int, dict[int, str]] = {}
    with pikepdf.Pdf.open(io.BytesIO(pdf)) as opened_pdf, pypdfium2.PdfDocument(pdf) as drawn:
        for page, sheet in zip(opened_pdf.pages, drawn, strict=True):
            by_id: dict[int, str] = {}
            text = sheet.get_textpage()
            for item in sheet.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT]):
                number = pypdfium2.raw.FPDFPageObj_GetMarkedContentID(item.raw)
                size = pypdfium2.raw.FPDFTextObj_GetText(item.raw, text.raw, None, 0)
                buffer = (pypdfium2.raw.FPDF_WCHAR * size)()
                pypdfium2.raw.FPDFTextObj_GetText(item.raw, text.raw, buffer, size)
                by_id[number] = by_id.get(number, "") + bytes(buffer).decode("utf-16-le").rstrip("\0")
            texts[page.obj.objgen[0]] = by_id
    return texts


def test_a_screen_reader_says_each_label_as_the_heading_of_its_answer() -> None:
    form, texts = SAMPLES["exporter"](), marked_texts(plain())
    rows = []
    with opened() as pdf:
        for row in elements(pdf.Root.StructTreeRoot):
            if row.S == "/TR":
                cells = [cell for cell in elements(row.K) if cell.S in ("/TH", "/TD")]
                rows.append([(str(cell.S), on_paper(spoken(cell, texts))) for cell in cells])
                for cell in cells:
                    scopes = [str(part.Scope) for part in cell.get("/A", ()) if "/Scope" in part]
                    assert bool(scopes) == (cell.S == "/TH")
    headings = {text for row in rows for kind, text in row if kind == "/TH"}
    for question in form.questions.values():
        assert any(on_paper(question.label) in heading for heading in headings), question.id
    (company,) = (row for row in rows if any("統一編號" in text for _, text in row))
    assert [kind for kind, _ in company] == ["/TH", "/TD", "/TH", "/TD"]
    assert company[1][1] == "12345675"
    (scored,) = (row for row in rows if row[0][1].startswith("線上銷售"))
    assert [kind for kind, _ in scored] == ["/TH"] + ["/TD"] * 5


def test_no_stream_is_called_deflated_and_is_not() -> None:
    with opened() as pdf:
        for item in pdf.objects:
            if isinstance(item, pikepdf.Stream) and item.get("/Filter") == "/FlateDecode":
                zlib.decompress(item.read_raw_bytes())


def test_the_tag_of_the_field_leads_to_it_and_it_says_what_it_is() -> None:
    with opened() as pdf:
        (form,) = (element for element in elements(pdf.Root.StructTreeRoot) if element.S == "/Form")
        field = pdf.Root.AcroForm.Fields[0]
        assert form.K.Obj.objgen == field.objgen
        assert "企業授權主管" in str(field.TU)
        assert "/N" in field.AP


def test_the_data_is_attached_with_its_relationship() -> None:
    with opened() as pdf:
        (attached,) = pdf.Root.AF
        assert attached.AFRelationship == "/Data"
        assert attached.EF.F.Subtype == "/application/json"
        assert "機器可讀" in str(attached.Desc)
        assert list(pdf.attachments) == ["application.json"]
        assert pdf.attachments["application.json"].get_file().read_bytes().decode() == to_text(DATA)


def test_every_page_prints_the_beginning_of_the_digest() -> None:
    for page in documents.page_texts(plain()):
        assert re.search(rf"資料 SHA-256：{DATA['sha256'][:12]}\b", page)


def test_the_file_is_small() -> None:
    assert len(plain()) <= 249_000
    assert len(made("maximal")) <= 275_000


def test_each_page_has_a_code_of_16_mm_that_a_photo_of_the_whole_page_can_read() -> None:
    """900 pixels to the width of the page are what a chat app leaves of a photo, and less."""
    for number in range(3):
        page = picture(plain(), 900 / 595, number)
        (code,) = zxingcpp.read_barcodes(page)
        assert code.text == f"113-0042 p{number + 1} f2"
        corners = code.position
        side = (corners.top_right.x - corners.top_left.x) / 900 * 210
        assert side == pytest.approx(16, abs=0.8)
        quiet = int(2.9 / 210 * 900)
        top, bottom, left, right = (
            corners.top_left.y, corners.bottom_left.y, corners.top_left.x, corners.top_right.x,
        )  # fmt: skip
        around = page[top - quiet : bottom + quiet, left - quiet : right + quiet].copy()
        around[quiet - 2 : -quiet + 2, quiet - 2 : -quiet + 2] = 255
        assert around.min() > 200, "something is printed in the quiet zone"


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not installed")
@pytest.mark.parametrize("name", [*SAMPLES, *PERSONAS])
def test_poppler_finds_the_answers_too(name: str, tmp_path: Path) -> None:
    form = SAMPLES[name]() if name in SAMPLES else form_of(given(name))
    (tmp_path / "form.pdf").write_bytes(RENDERER.render(form, made_at=MADE_AT))
    ran = subprocess.run(
        ["pdftotext", "-raw", "form.pdf", "-"], cwd=tmp_path, capture_output=True, check=True
    )
    text = on_paper(ran.stdout.decode())
    for question in form.questions.values():
        assert on_paper(question.label) in text, question.id
        assert all(on_paper(answer) in text for answer in answers_of(question)), question.id


def test_the_preview_shows_a_signature_that_is_seen_on_the_page() -> None:
    signed = signed_by_applicant(plain(), shown="SIGNED")
    assert documents.preview(signed) != documents.preview(plain())
