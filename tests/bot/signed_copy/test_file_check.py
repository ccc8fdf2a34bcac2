"""What is taken is decided by the content; whatever could hurt is refused with its reason."""

import io
import struct
import zipfile
import zlib

import pikepdf
import pytest
from PIL import Image

from bot.signed_copy import Media, MediaKind, RefusalCode, Refused, check, read_pages
from bot.signed_copy.image_decoder import decoded
from bot.signed_copy.model import MOST_BYTES
from tests.fixtures.forms import form


def picture(kind: str, size: tuple[int, int] = (300, 400), mode: str = "RGB") -> bytes:
    target = io.BytesIO()
    Image.effect_noise(size, 90).convert(mode).save(target, kind)
    return target.getvalue()


def pdf(pages: int = 1, encryption: pikepdf.Encryption | None = None, *, linear: bool = False) -> bytes:
    target = io.BytesIO()
    with pikepdf.new() as made:
        for _ in range(pages):
            made.add_blank_page(page_size=(595, 842))
        made.save(target, encryption=encryption, linearize=linear)
    return target.getvalue()


def huge_png(width: int, height: int) -> bytes:
    """A PNG that says how large it is and then has next to nothing."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")


def pdf_with_picture(width: int, height: int) -> bytes:
    target = io.BytesIO()
    with pikepdf.new() as made:
        page = made.add_blank_page()
        image = made.make_stream(b"\0", Subtype=pikepdf.Name.Image, Type=pikepdf.Name.XObject)
        image.Width, image.Height = width, height
        page.add_resource(image, pikepdf.Name.XObject)
        made.save(target)
    return target.getvalue()


def zipped() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("page.txt", "%PDF-1.7")
    return target.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "media"),
    [
        (picture("JPEG"), "photo.jpg", Media(MediaKind.JPEG, 1)),
        (picture("JPEG", mode="L"), "grey.jpeg", Media(MediaKind.JPEG, 1)),
        (picture("JPEG", mode="CMYK"), "print.jpg", Media(MediaKind.JPEG, 1)),
        (picture("PNG"), "wrongly named.pdf", Media(MediaKind.PNG, 1)),
        (picture("PNG", mode="RGBA"), "screen.png", Media(MediaKind.PNG, 1)),
        (pdf(3), "scan", Media(MediaKind.PDF, 3)),
        (b"\xef\xbb\xbf\r\n" + pdf(), "scan.pdf", Media(MediaKind.PDF, 1)),
        (form(), "application.pdf", Media(MediaKind.PDF, 3)),
        (pdf(2, pikepdf.Encryption(owner="o", user="")), "locked.pdf", Media(MediaKind.PDF, 2)),
        (pdf() + b"\n% scanner" + bytes(2048), "trailer.pdf", Media(MediaKind.PDF, 1)),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_is_taken_by_its_content(content: bytes, name: str, media: Media) -> None:
    assert check(content, name) == media


@pytest.mark.parametrize(
    ("content", "code"),
    [
        pytest.param(b"MZ\x90\0" + b"%PDF-1.7" * 40, RefusalCode.UNKNOWN_KIND, id="program called PDF"),
        pytest.param(b"<svg xmlns='http://www.w3.org/2000/svg'/>", RefusalCode.UNKNOWN_KIND, id="SVG"),
        pytest.param(zipped(), RefusalCode.UNKNOWN_KIND, id="archive"),
        pytest.param(picture("GIF"), RefusalCode.UNKNOWN_KIND, id="GIF"),
        pytest.param(b"", RefusalCode.UNKNOWN_KIND, id="nothing"),
        pytest.param(b"\xff\xd8\xff" + bytes(MOST_BYTES), RefusalCode.TOO_LARGE, id="too many bytes"),
        pytest.param(picture("JPEG")[:-4000], RefusalCode.DAMAGED, id="JPEG cut short"),
        pytest.param(picture("PNG")[:-4000], RefusalCode.DAMAGED, id="PNG cut short"),
        pytest.param(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", RefusalCode.DAMAGED, id="HEIC cut short"),
        pytest.param(form()[:-4000], RefusalCode.DAMAGED, id="PDF cut short"),
        pytest.param(pdf(3, linear=True)[:-300], RefusalCode.DAMAGED, id="PDF for the web cut short"),
        pytest.param(b"%PDF-1.7\nstartxref\n0\n%%EOF", RefusalCode.DAMAGED, id="PDF without anything"),
        pytest.param(huge_png(9000, 9000), RefusalCode.TOO_MANY_PIXELS, id="81 MP"),
        pytest.param(huge_png(60000, 60000), RefusalCode.TOO_MANY_PIXELS, id="3,600 MP"),
        pytest.param(pdf(11), RefusalCode.TOO_MANY_PAGES, id="11 pages"),
        pytest.param(pdf_with_picture(20000, 20000), RefusalCode.TOO_MANY_PIXELS, id="400 MP in a PDF"),
        pytest.param(
            pdf(encryption=pikepdf.Encryption(owner="o", user="u")), RefusalCode.ENCRYPTED, id="password"
        ),
    ],
)
def test_is_refused_with_its_reason(content: bytes, code: RefusalCode) -> None:
    refusal = check(content, "signed.pdf")
    assert isinstance(refusal, Refused)
    assert refusal.code is code
    again = read_pages(content)
    assert isinstance(again, Refused)
    assert again.code is code


def test_no_garbage_makes_it_fall() -> None:
    for head in (b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"\0\0\0\x18ftypheic", b"%PDF-1.7\n"):
        for body in (bytes(200), bytes(range(256)) * 8, b"\xff" * 300, b"startxref\n9\n%%EOF"):
            assert isinstance(check(head + body, "x"), Refused)


def test_a_16_bit_grey_picture_keeps_its_greys() -> None:
    target = io.BytesIO()
    Image.linear_gradient("L").convert("I;16").point(lambda grey: grey * 257).save(target, "PNG")
    pixels = decoded(target.getvalue(), MediaKind.PNG)
    assert pixels[0].max() < 8
    assert pixels[-1].min() > 247
