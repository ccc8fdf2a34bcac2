"""The PDF that goes out: upright A4 pages in order, small enough, nothing lost and nothing foreign in it."""

import io
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import numpy as np
import pikepdf
import pypdfium2
import pytest
from PIL import Image

from bot.documents import page_texts, preview
from bot.signed_copy import (
    Assembled,
    Ink,
    Page,
    Problem,
    ProblemCode,
    RefusalCode,
    Refused,
    assemble,
    problems,
)
from bot.signed_copy.model import MOST_RESULT_BYTES
from tests.fixtures.forms import CASE, form
from tests.fixtures.photos import photo
from tests.fixtures.shots import OTHER_CASE, Shot
from tests.fixtures.signing import Mark
from tests.support.signed_copies.photo_report import only_page


@cache
def page(name: str, number: int = 1, mark: Mark = Mark.PEN, case_number: str = CASE) -> Page:
    return only_page(photo(Shot(name, page=number, mark=mark, case_number=case_number, tilt=0.15)))


def assembled(pages: Sequence[Page]) -> Assembled:
    result = assemble(pages, form(), CASE)
    assert isinstance(result, Assembled)
    return result


def numbers(pdf: bytes) -> list[int | None]:
    """The page numbers in the QR codes of a PDF's pages, each upright A4."""
    with pypdfium2.PdfDocument(pdf) as opened:
        sizes = [tuple(round(side) for side in sheet.get_size()) for sheet in opened]
        turns = [sheet.get_rotation() for sheet in opened]
    assert set(sizes) == {(595, 842)}
    assert set(turns) == {0}
    seen = [only_page(pdf, index) for index in range(len(sizes))]
    return [one.number for one in seen]


def test_page_1_alone_is_completed_with_the_unsigned_pages_as_they_are() -> None:
    result = assembled([page("first")])
    assert result.sent_pages == (1,)
    assert numbers(result.pdf) == [1, 2, 3]
    texts = page_texts(result.pdf)
    assert texts[0].strip() == ""
    assert texts[1:] == page_texts(form())[1:]
    assert len(result.pdf) < 1_500_000
    assert preview(result.pdf).startswith(b"\x89PNG")


def test_pages_sent_in_any_order_come_out_in_theirs() -> None:
    result = assembled([page("third", 3), page("first"), page("second", 2)])
    assert result.sent_pages == (1, 2, 3)
    assert numbers(result.pdf) == [1, 2, 3]
    assert "".join(page_texts(result.pdf)).strip() == ""


def test_a_later_photo_of_a_page_replaces_the_earlier() -> None:
    empty, full = page("empty", mark=Mark.NOTHING), page("full", mark=Mark.BOTH)
    assert problems([empty, full], CASE) == ()
    assert problems([full, empty], CASE) == (Problem(ProblemCode.RED_BOX_EMPTY, 1),)
    assert assembled([empty, full]).pdf == assembled([full]).pdf


def test_the_same_pages_give_the_same_bytes() -> None:
    assert assembled([page("first")]).pdf == assembled([page("first")]).pdf


def test_without_page_1_or_with_a_page_of_another_case_nothing_is_assembled() -> None:
    second, foreign = page("second", 2), page("foreign", case_number=OTHER_CASE)
    assert assemble([second], form(), CASE) == Refused(RefusalCode.NO_PAGE_1)
    assert problems([second], CASE) == (Problem(ProblemCode.NOT_PAGE_1),)
    refused = assemble([page("first"), foreign], form(), CASE)
    assert refused == Refused(RefusalCode.OTHER_CASE, {"case_number": OTHER_CASE})
    assert problems([page("first"), foreign], CASE) == (Problem(ProblemCode.OTHER_CASE, 1, OTHER_CASE),)


def test_a_page_whose_number_cannot_be_read_is_told_and_not_lost() -> None:
    stray = replace(page("second", 2), number=None, case_number=None)
    assert problems([page("first"), stray], CASE) == (Problem(ProblemCode.NO_FORM_FOUND, 1),)
    with pypdfium2.PdfDocument(assembled([stray, page("first")]).pdf) as opened:
        assert len(opened) == 4


def scan(turn: int = 0, note: str = "") -> bytes:
    """The form itself come back as a PDF: signed on the screen with a drawn line, or turned."""
    with pikepdf.open(io.BytesIO(form())) as pdf:
        first = pdf.pages[0]
        if turn:
            first.rotate(turn, relative=False)
        if note:
            drawing = pdf.make_stream(b"4 w 0 0 0 RG 10 10 m 60 50 l 90 10 l 140 55 l 180 20 l S")
            drawing.update(
                pikepdf.Dictionary(Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 200, 70])
            )
            ink = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Ink, F=4)
            ink.update(
                pikepdf.Dictionary(Rect=[120, 40, 320, 110], AP=pikepdf.Dictionary(N=drawing), Contents=note)
            )
            first.obj.Annots = pikepdf.Array([*first.obj.get("/Annots", []), pdf.make_indirect(ink)])
        pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        target = io.BytesIO()
        pdf.save(target)
    return target.getvalue()


def test_a_pdf_signed_on_the_screen_is_mailed_as_the_pictures_that_were_judged() -> None:
    seen = [only_page(scan(note="signed"), index) for index in range(3)]
    pages = [one for one in seen if isinstance(one, Page)]
    assert pages[0].signature_ink is Ink.SIGNED
    assert problems(pages, CASE) == (Problem(ProblemCode.DATE_NOT_SEEN, 0),)
    result = assembled(pages)
    assert result.sent_pages == (1, 2, 3)
    again = only_page(result.pdf)
    assert again.signature_ink is Ink.SIGNED
    assert b"JavaScript" not in result.pdf
    with pikepdf.open(io.BytesIO(result.pdf)) as opened:
        assert "/OpenAction" not in opened.Root


def drawn_on_by_a_viewer() -> bytes:
    """The form with ink that says where it goes but not how it looks: programs that print it draw it or do not."""
    with pikepdf.open(io.BytesIO(form())) as pdf:
        ink = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Ink, F=4, C=[0, 0, 0])
        line = [130, 50, 180, 90, 220, 50, 260, 95, 310, 60]
        ink.update(pikepdf.Dictionary(Rect=[120, 40, 320, 110], InkList=[line], BS=pikepdf.Dictionary(W=4)))
        pdf.pages[0].obj.Annots.append(pdf.make_indirect(ink))
        target = io.BytesIO()
        pdf.save(target)
    return target.getvalue()


def test_what_was_looked_at_is_what_is_mailed_however_a_viewer_drew_it() -> None:
    seen = only_page(drawn_on_by_a_viewer())
    again = only_page(assembled([seen]).pdf)
    assert again.signature_ink is seen.signature_ink


def test_a_page_brings_nothing_but_its_looks() -> None:
    with pikepdf.open(io.BytesIO(form())) as pdf:
        page = pdf.pages[0]
        harm = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        file = pdf.make_stream(b"MZ", Type=pikepdf.Name.EmbeddedFile)
        spec = pdf.make_indirect(
            pikepdf.Dictionary(Type=pikepdf.Name.Filespec, EF=pikepdf.Dictionary(F=file))
        )
        page.obj.AA, page.obj.AF, page.obj.PieceInfo = pikepdf.Dictionary(O=harm), [spec], spec
        page.obj.Contents.AF = [spec]
        for image in page.resources.get("/XObject", {}).values():
            image.AF = [spec]
        target = io.BytesIO()
        pdf.save(target)
    seen = only_page(target.getvalue())
    result = assembled([seen]).pdf
    with pikepdf.open(io.BytesIO(result)) as opened:
        held = [
            str(key)
            for one in opened.objects
            if isinstance(one, pikepdf.Dictionary | pikepdf.Stream)
            for key in one
        ]
    assert not {"/JS", "/AA", "/AF", "/EF", "/PieceInfo"} & set(held)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_pdf_scan_that_lies_on_its_side_or_head_is_turned(turn: int) -> None:
    seen = only_page(scan(turn=turn))
    assert numbers(assembled([seen]).pdf) == [1, 2, 3]


def test_too_large_pages_are_made_smaller_until_the_mail_can_carry_them() -> None:
    chance = np.random.default_rng(7)
    target = io.BytesIO()
    noise = chance.integers(0, 255, (2339, 1654, 3), np.uint8)
    Image.fromarray(noise).save(target, "JPEG", quality=95, subsampling=0)
    heavy = replace(page("first"), picture=target.getvalue())
    pages = [replace(heavy, number=number) for number in (1, 2, 3)]
    assert sum(len(one.picture) for one in pages) > MOST_RESULT_BYTES
    assert len(assembled(pages).pdf) <= MOST_RESULT_BYTES
