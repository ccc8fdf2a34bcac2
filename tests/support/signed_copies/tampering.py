"""Ways to change a document of ours in a revision of its own, or in the very revision that signs it."""

import io
from collections.abc import Callable
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_string as words
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from bot.documents.comparison import Difference
from tests.support.signed_copies.seals import signed_by_applicant, signed_once

_g: Any = generic  # untyped
ArrayObject, DictionaryObject, IndirectObject = _g.ArrayObject, _g.DictionaryObject, _g.IndirectObject
NameObject, NumberObject, StreamObject = _g.NameObject, _g.NumberObject, _g.StreamObject
Writer = IncrementalPdfFileWriter
Change = Callable[[Writer], None]

BOX = (300, 560, 500, 600)
"""Over the paid-in capital, in points."""


def name(text: str) -> Any:
    return NameObject(f"/{text}")


def dictionary(**entries: Any) -> Any:
    return DictionaryObject({name(key): value for key, value in entries.items()})


def numbers(*values: float) -> Any:
    return ArrayObject([NumberObject(value) for value in values])


def script() -> Any:
    return dictionary(S=name("JavaScript"), JS=words("app.alert(1)"))


def page(writer: Writer, number: int = 0) -> Any:
    return writer.root["/Pages"]["/Kids"][number]


def put(writer: Writer, holder: Any, key: str, value: Any) -> None:
    """Set an entry of an indirect object in the revision being written."""
    holder[name(key)] = value
    writer.mark_update(holder.container_ref)


def drawing(writer: Writer, content: bytes = b"1 g 0 0 200 40 re f 0 g 0 0 90 30 re f") -> Any:
    form = StreamObject(stream_data=content)
    form.update(dictionary(Type=name("XObject"), Subtype=name("Form"), BBox=numbers(0, 0, 200, 40)))
    return writer.add_object(form)


def note(writer: Writer, **entries: Any) -> Any:
    """Something that lies on page 1."""
    common = dictionary(
        Type=name("Annot"), Rect=numbers(*BOX), F=NumberObject(4), AP=dictionary(N=drawing(writer))
    )
    common.update(dictionary(**entries))
    lying = writer.add_object(common)
    first = page(writer)
    put(writer, first, "Annots", ArrayObject([*first["/Annots"], lying]))
    return lying


def overprinted(writer: Writer) -> None:
    first = page(writer)
    more = writer.add_object(StreamObject(stream_data=b"1 g 300 560 200 40 re f"))
    put(writer, first, "Contents", ArrayObject([first.raw_get("/Contents"), more]))


def stream_replaced(writer: Writer, stream: Any, content: bytes) -> None:
    """The same object, other bytes."""
    reference = stream.container_ref
    changed = StreamObject(stream_data=content)
    changed.update(
        {key: stream.raw_get(key) for key in stream if key not in ("/Length", "/Filter", "/DecodeParms")}
    )
    changed.container_ref = reference
    writer.objects[(reference.generation, reference.idnum)] = changed


def content_replaced(writer: Writer) -> None:
    content = page(writer, 1)["/Contents"]
    whole = content[0] if isinstance(content, ArrayObject) else content
    stream_replaced(writer, whole, whole.data + b"\n1 g 0 0 600 800 re f")


def attached(writer: Writer) -> Any:
    """The file specification of application.json."""
    return writer.root["/AF"][0]


def data_replaced(writer: Writer) -> None:
    stream_replaced(writer, attached(writer)["/EF"]["/F"], b'{"answers": {}}')


def file_of(writer: Writer) -> Any:
    program = StreamObject(stream_data=b"MZ")
    program.update(dictionary(Type=name("EmbeddedFile")))
    held = dictionary(F=writer.add_object(program))
    return writer.add_object(dictionary(Type=name("Filespec"), F=words("invoice.exe"), EF=held))


def file_attached(writer: Writer) -> None:
    files = writer.root["/Names"]["/EmbeddedFiles"] if "/Names" in writer.root else DictionaryObject()
    listed = ArrayObject([*files.get("/Names", ()), words("invoice.exe"), file_of(writer)])
    tree = writer.add_object(dictionary(Names=listed))
    put(writer, writer.root, "Names", dictionary(EmbeddedFiles=tree))


def page_added(writer: Writer) -> None:
    pages = writer.root["/Pages"]
    at = pages.container_ref.idnum, pages.container_ref.generation
    one = dictionary(Type=name("Page"), Parent=IndirectObject(*at, writer), MediaBox=numbers(0, 0, 595, 842))
    put(writer, pages, "Kids", ArrayObject([*pages["/Kids"], writer.add_object(one)]))
    put(writer, pages, "Count", NumberObject(4))


def page_taken(writer: Writer) -> None:
    pages = writer.root["/Pages"]
    put(writer, pages, "Kids", ArrayObject(list(pages["/Kids"])[:2]))
    put(writer, pages, "Count", NumberObject(2))


def pages_swapped(writer: Writer) -> None:
    kids = list(writer.root["/Pages"]["/Kids"])
    put(writer, writer.root["/Pages"], "Kids", ArrayObject([kids[0], kids[2], kids[1]]))


def fonts_remapped(writer: Writer) -> None:
    """Every glyph one further: the text stays, what is seen does not."""
    for font in page(writer)["/Resources"]["/Font"].values():
        drawn = font.get_object()["/DescendantFonts"][0]
        table = b"".join((number + 1).to_bytes(2, "big") for number in range(3000))
        put(writer, drawn, "CIDToGIDMap", writer.add_object(StreamObject(stream_data=table)))


def field(writer: Writer) -> Any:
    return writer.root["/AcroForm"]["/Fields"][0]


def form_entry(key: str, value: Any) -> Change:
    return lambda writer: put(writer, writer.root["/AcroForm"], key, value)


def field_entry(key: str, value: Any) -> Change:
    return lambda writer: put(writer, field(writer), key, value)


def page_entry(key: str, value: Any, at: int = 0) -> Change:
    return lambda writer: put(writer, page(writer, at), key, value)


def root_entry(key: str, value: Any) -> Change:
    return lambda writer: put(writer, writer.root, key, value)


def second_look(writer: Writer) -> None:
    put(writer, field(writer), "AP", dictionary(N=drawing(writer, b""), R=drawing(writer)))


def widget(writer: Writer) -> None:
    lying, form = note(writer, Subtype=name("Widget"), FT=name("Tx"), T=words("x")), writer.root["/AcroForm"]
    put(writer, form, "Fields", ArrayObject([*form["/Fields"], lying]))


def other_catalogue(writer: Writer) -> None:
    """A catalogue of its own, in the place of ours."""
    copied = DictionaryObject({key: writer.root.raw_get(key) for key in writer.root})
    copied[name("OpenAction")] = script()
    writer._root = writer.add_object(copied)


def titled(writer: Writer) -> None:
    put(writer, writer.trailer_view["/Info"], "Title", words("核定通知"))


def scripts_by_name(writer: Writer) -> None:
    names = DictionaryObject(writer.root.get("/Names", DictionaryObject()))
    names[name("JavaScript")] = dictionary(Names=ArrayObject([words("go"), script()]))
    put(writer, writer.root, "Names", names)


D = Difference
CHANGES: dict[str, tuple[Change, Difference]] = {
    "words printed over": (overprinted, D.PAGES),
    "a content stream replaced": (content_replaced, D.PAGES),
    "a page added": (page_added, D.PAGES),
    "a page taken away": (page_taken, D.PAGES),
    "pages swapped": (pages_swapped, D.PAGES),
    "glyphs remapped": (fonts_remapped, D.PAGES),
    "cut by a CropBox": (page_entry("CropBox", numbers(0, 0, 595, 600)), D.PAGES),
    "another MediaBox": (page_entry("MediaBox", numbers(0, 0, 595, 700), 2), D.PAGES),
    "turned": (page_entry("Rotate", NumberObject(180), 1), D.PAGES),
    "another scale": (page_entry("UserUnit", NumberObject(2)), D.PAGES),
    "a widget over the capital": (widget, D.FIELDS),
    "a stamp": (lambda w: note(w, Subtype=name("Stamp")), D.FIELDS),
    "free text": (lambda w: note(w, Subtype=name("FreeText"), Contents=words("x")), D.FIELDS),
    "a redaction": (lambda w: note(w, Subtype=name("Redact")), D.FIELDS),
    "a link": (lambda w: note(w, Subtype=name("Link"), A=dictionary(S=name("URI"), URI=words("http://x"))), D.ACTIONS),
    "a file as an annotation": (lambda w: note(w, Subtype=name("FileAttachment"), FS=file_of(w)), D.ACTIONS),
    "the field enlarged": (field_entry("Rect", numbers(0, 0, 595, 842)), D.FIELDS),
    "the field moved": (field_entry("Rect", numbers(116, 500, 328, 583)), D.FIELDS),
    "the field hidden": (field_entry("F", NumberObject(2)), D.FIELDS),
    "the field said otherwise": (field_entry("TU", words("x")), D.FIELDS),
    "a second look under the mouse": (second_look, D.FIELDS),
    "data replaced": (data_replaced, D.FILES),
    "a file attached": (file_attached, D.FILES),
    "a file beside a page": (lambda w: put(w, page(w), "AF", ArrayObject([file_of(w)])), D.PAGES),
    "a script at opening": (root_entry("OpenAction", script()), D.ACTIONS),
    "a program at opening": (root_entry("OpenAction", dictionary(S=name("Launch"), F=words("cmd"))), D.ACTIONS),
    "scripts of the catalogue": (root_entry("AA", dictionary(WC=script())), D.ACTIONS),
    "scripts by name": (scripts_by_name, D.FILES),
    "a script of a page": (page_entry("AA", dictionary(O=script())), D.ACTIONS),
    "a script of the field": (field_entry("AA", dictionary(E=script())), D.ACTIONS),
    "an action of the field": (field_entry("A", script()), D.ACTIONS),
    "an XFA form": (form_entry("XFA", words("x")), D.FIELDS),
    "an order of calculation": (form_entry("CO", ArrayObject()), D.FIELDS),
    "layers": (root_entry("OCProperties", dictionary(OCGs=ArrayObject(), D=DictionaryObject())), D.DETAILS),
    "another catalogue": (other_catalogue, D.PAGES),
    "another title": (titled, D.DETAILS),
}  # fmt: skip
"""What was changed, how, and as what it must be told at least."""

UNDONE_BY_SIGNING = {"a second look under the mouse"}
"""What programs that sign put right in the same revision."""


def _changing(pdf: bytes, change: Change) -> Writer:
    writer = Writer(io.BytesIO(pdf))
    change(writer)
    return writer


def written(pdf: bytes, change: Change) -> bytes:
    """The change as a revision of its own."""
    out = io.BytesIO()
    _changing(pdf, change).write(out)  # type: ignore[no-untyped-call]
    return out.getvalue()


def changed(pdf: bytes, change: Change, when: str) -> bytes:
    """Changed `before` signing, `in` the revision that signs, `after` it; or never signed, with no word for when."""
    if when == "in":
        return signed_by_applicant(_changing(pdf, change))
    only_changed = written(signed_once(pdf) if when == "after" else pdf, change)
    return signed_by_applicant(only_changed) if when == "before" else only_changed
