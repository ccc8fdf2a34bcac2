"""Whether a document is genuine and unaltered: every way of tampering is told apart, and the tool says so."""

import io
import json
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from bot.cli.main import main
from bot.documents.seal import SEAL_FIELD, Seal, load_seal
from bot.documents.verification import Finding, inspect
from flows.document.attachment import DIGEST, PREFIX, application_data, to_text
from tests.bot.documents import samples
from tests.bot.documents.test_renderer import MADE_AT
from tests.support.printing import RENDERER
from tests.support.signed_copies.seals import key_pair, signed_by_applicant

DATA = application_data(
    "113-0042",
    ("113.1", "ab" * 32),
    (113, "計畫"),
    {"ubn": "12345675", "company_name": "晨曦國際美學科技股份有限公司", "brand_names": "𡍼"},
    ("eligible", ("capital_within",)),
    {"consent": {"version": "113-1", "at": "2024-05-20T08:50:00+08:00"}},
    MADE_AT.isoformat(),
)


@cache
def plain() -> bytes:
    form = replace(samples.exporter(), digest=DATA[DIGEST][:PREFIX])
    return RENDERER.render(form, made_at=MADE_AT, carried=to_text(DATA))


@pytest.fixture(scope="module")
def seal(tmp_path_factory: pytest.TempPathFactory) -> Seal:
    return load_seal(*key_pair(tmp_path_factory.mktemp("seal"), "執行單位"))


@pytest.fixture(scope="module")
def sealed(seal: Seal) -> bytes:
    return seal.sealed(plain(), MADE_AT)


def flipped(pdf: bytes) -> bytes:
    place = pdf.index(b"stream\n") + 100
    return pdf[:place] + bytes([pdf[place] ^ 1]) + pdf[place + 1 :]


def resaved(pdf: bytes, **options: Any) -> bytes:
    out = io.BytesIO()
    with pikepdf.Pdf.open(io.BytesIO(pdf)) as opened:
        opened.save(out, **options)
    return out.getvalue()


def encrypted(pdf: bytes, user: str) -> bytes:
    return resaved(pdf, encryption=pikepdf.Encryption(owner="owner", user=user))


def appended(pdf: bytes) -> bytes:
    """A revision that writes over the page, as pyHanko's own writer appends it."""
    from pyhanko.pdf_utils import generic

    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    words = writer.add_object(generic.StreamObject(stream_data=b"0 0 200 200 re f"))
    page = writer.root["/Pages"]["/Kids"][0]
    page["/Contents"] = generic.ArrayObject([page.raw_get("/Contents"), words])
    writer.mark_update(page.container_ref)
    out = io.BytesIO()
    writer.write(out)  # type: ignore[no-untyped-call]
    return out.getvalue()


def appended_unseen(pdf: bytes) -> bytes:
    """A revision that changes nothing on the pages."""
    from pyhanko.pdf_utils import generic

    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    writer.root["/Hidden"] = generic.NameObject("/Yes")
    writer.update_root()  # type: ignore[no-untyped-call]
    out = io.BytesIO()
    writer.write(out)  # type: ignore[no-untyped-call]
    return out.getvalue()


def without_data(pdf: bytes) -> bytes:
    out = io.BytesIO()
    with pikepdf.Pdf.open(io.BytesIO(pdf)) as opened:
        del opened.attachments["application.json"]
        opened.save(out)
    return out.getvalue()


def other_data() -> bytes:
    """Printed and attached do not agree: made with our own template, but from other data."""
    return RENDERER.render(samples.exporter(), made_at=MADE_AT, carried=to_text(DATA))


TAMPERED: list[tuple[str, Callable[[bytes], bytes], Finding]] = [
    ("one flipped byte", flipped, Finding.FLIPPED),
    ("a flipped byte at the end", lambda pdf: pdf[:-30] + b"9" + pdf[-29:], Finding.FLIPPED),
    ("an appended revision", appended, Finding.APPENDED),
    ("an appended revision that nobody sees", appended_unseen, Finding.APPENDED),
    ("saved again", resaved, Finding.RESAVED),
    ("saved again by a linearizer", lambda pdf: resaved(pdf, linearize=True), Finding.RESAVED),
    ("data taken out", without_data, Finding.DATA_MISSING),
    ("encrypted", lambda pdf: encrypted(pdf, user="u"), Finding.ENCRYPTED),
    ("encrypted, opens without a password", lambda pdf: encrypted(pdf, user=""), Finding.ENCRYPTED),
    ("not a PDF", lambda _: b"GIF89a", Finding.NOT_PDF),
    ("cut off", lambda pdf: pdf[:5000], Finding.NOT_PDF),
]  # fmt: skip


def test_a_document_as_made_is_intact() -> None:
    report = inspect(plain())
    assert report.finding is Finding.INTACT
    assert report.data == DATA
    assert report.seal is None


def test_a_line_end_that_a_mail_program_added_is_no_revision() -> None:
    assert inspect(plain() + b"\r\n").finding is Finding.INTACT


def test_a_sealed_document_is_genuine(sealed: bytes, seal: Seal) -> None:
    report = inspect(sealed, seal.certificates[0])
    assert report.finding is Finding.SEALED
    assert report.seal is not None
    assert "執行單位" in report.seal.signer


@pytest.mark.parametrize(
    ("tamper", "finding"), [row[1:] for row in TAMPERED], ids=[row[0] for row in TAMPERED]
)
@pytest.mark.parametrize("with_seal", [False, True])
def test_tampering_is_told_apart(
    tamper: Callable[[bytes], bytes], finding: Finding, with_seal: bool, sealed: bytes, seal: Seal
) -> None:
    tampered = tamper(sealed if with_seal else plain())
    assert inspect(tampered, seal.certificates[0]).finding is finding


@pytest.mark.parametrize("with_seal", [False, True])
def test_the_applicant_may_sign_and_it_stays_genuine(with_seal: bool, sealed: bytes, seal: Seal) -> None:
    signed = signed_by_applicant(sealed if with_seal else plain(), shown="SIGNED")
    report = inspect(signed, seal.certificates[0] if with_seal else None)
    assert report.finding is (Finding.SEALED if with_seal else Finding.INTACT)
    assert report.applicant is not None
    assert report.applicant.holds
    assert inspect(flipped(signed)).finding is Finding.FLIPPED
    assert inspect(appended(signed)).finding is Finding.APPENDED


def test_a_seal_of_somebody_else_is_told(sealed: bytes, tmp_path: Path) -> None:
    ours = load_seal(*key_pair(tmp_path, "本單位"))
    assert inspect(sealed, ours.certificates[0]).finding is Finding.OTHER_SEAL


def test_data_that_is_not_what_was_printed_is_told() -> None:
    assert inspect(other_data()).finding is Finding.DATA_CHANGED


def test_a_file_of_others_is_told() -> None:
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(out)
    assert inspect(out.getvalue()).finding is Finding.FOREIGN


def test_the_command_says_it_in_both_languages_and_by_its_exit_code(
    tmp_path: Path, sealed: bytes, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    codes = {}
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/none.db")
    for name, content in {
        "good": plain(),
        "sealed": sealed,
        "bad": flipped(sealed),
        "foreign": b"GIF89a",
    }.items():
        (tmp_path / name).write_bytes(content)
        codes[name] = main(["inspect", name])
    said = capsys.readouterr().out
    assert codes == {"good": 0, "sealed": 2, "bad": 1, "foreign": 2}
    assert not (tmp_path / "none.db").exists(), "looking creates nothing"
    for words in (
        "113-0042",
        "晨曦國際美學科技",
        "𡍼",
        DATA[DIGEST],
        "看不出變更",
        "不能證明由本系統製作",
        "whose is not known here",
    ):
        assert words in said
    assert "已遭變更" in said
    assert "Not a readable PDF" in said


def test_the_seal_is_a_certification_that_allows_filling_in(sealed: bytes) -> None:
    with pikepdf.Pdf.open(io.BytesIO(sealed)) as pdf:
        field = next(field for field in pdf.Root.AcroForm.Fields if str(field.T) == SEAL_FIELD)
        assert [float(side) for side in field.Rect] == [0, 0, 0, 0]
        assert field.V.SubFilter == "/ETSI.CAdES.detached"
        assert field.V.M == "D:20240520090000+08'00'"
        assert int(pdf.Root.Perms.DocMDP.Reference[0].TransformParams.P) == 2


def test_the_data_has_its_digest_and_its_form() -> None:
    again = json.loads(to_text(DATA))
    assert again == DATA
    assert again["provenance"]["ubn"] == {"source": "applicant"}
