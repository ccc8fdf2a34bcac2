"""Is a PDF one of our documents with nothing but signatures added? Compared object by object with the original."""

import io
import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Any

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from bot.documents.active_content import ACTIVE, DOES, acts, kind_of
from bot.documents.postprocess import SIGNATURE_FIELD
from bot.documents.preview import Box, looks


class Difference(StrEnum):
    """What a file has that its original has not, besides signatures; told in words by bot/cli/verify.py."""

    BYTES = "bytes"
    """It does not begin with the original's bytes, or no careful reader can make sense of what follows them."""
    PAGES = "pages"
    """Pages, or anything they are drawn with, were changed, added or taken away."""
    FIELDS = "fields"
    """Something lies on a page that did not, or the signature field is another one."""
    FILES = "files"
    """The attached data was changed, or other files are attached."""
    ACTIONS = "actions"
    """The file does something when it is opened or looked at."""
    DETAILS = "details"
    """Anything else."""
    LOOKS = "looks"
    """A page looks different, whatever it is that makes it so."""


_MOST_REVISIONS = 8
"""Signing takes one, a time stamp or what proves a certificate another."""
_END = re.compile(rb"%%EOF[ \t]*\r?\n?")
_AROUND = 2.0
"""Points around the signature field in which its outline may smear."""

_ROOT = frozenset(("/AcroForm", "/DSS", "/Extensions", "/Metadata", "/Perms", "/Version"))
"""What signing changes in the catalogue; `/DSS` and `/Extensions` are for proving certificates (ETSI EN 319 142-1)."""
_FORM = frozenset(("/DA", "/DR", "/Fields", "/SigFlags"))
_FIELD = frozenset(("/AP", "/DA", "/DR", "/F", "/Lock", "/M", "/MK", "/V"))
_UNSEEN = _FIELD | {"/FT", "/P", "/Rect", "/Subtype", "/T", "/TU", "/Type"}
_INFO = frozenset(("/ModDate", "/Producer"))
_TITLES = "{http://purl.org/dc/elements/1.1/}"
_FLAGS = frozenset((4, 4 | 128))
"""Annotation flags of the signature field: printed, and locked once it is signed (ISO 32000-1, 12.5.3)."""


def differences(pdf: bytes, original: bytes) -> tuple[Difference, ...]:
    """What `pdf` is besides `original` with signatures; empty when that is all it is.

    Every revision is looked at, since each may be what somebody signed. A signature may fill the field of the form;
    others may lie nowhere on a page. Blocks for about half a second.
    """
    if not pdf.startswith(original):
        return (Difference.BYTES,)
    added = pdf[len(original) :]
    ends = [end.end() for end in _END.finditer(added)]
    if len(ends) > _MOST_REVISIONS or added[ends[-1] if ends else 0 :].strip():
        return (Difference.BYTES,)
    found: set[Difference] = set()
    try:
        with _read(original) as before:
            for end in ends:
                with _read(original + added[:end]) as after:
                    found |= set(_differing(before, after))
            areas = [_widened(_box(_field(before)))] if ends else []
        if ends and not found and looks(pdf, areas) != looks(original, areas):
            found.add(Difference.LOOKS)
    except Exception:  # a file made on purpose may fail in any way, and is then not ours with a signature
        found.add(Difference.BYTES)
    return tuple(one for one in Difference if one in found)


def _read(pdf: bytes) -> Pdf:
    """Read as strictly as can be: what one program repairs, another may repair differently."""
    return Pdf.open(io.BytesIO(pdf), attempt_recovery=False, suppress_warnings=True)


def _differing(before: Pdf, after: Pdf) -> Iterator[Difference]:
    old, new = _objects(before), _objects(after)
    if after.get_warnings() or after.is_encrypted or "/XRefStm" in after.trailer:
        yield Difference.BYTES
    if after.trailer.Root.objgen != before.trailer.Root.objgen:
        yield Difference.PAGES
        return
    yield from _catalogue(before.Root, after.Root)
    yield from _form(before, after)
    yield from _pages(before, after)
    if not _same_titles(before, after):
        yield Difference.DETAILS
    changed = {key for key, text in old.items() if new.get(key) != text}
    for key in changed - _judged(before):
        yield Difference.FILES if kind_of(before.get_object(key)) in ACTIVE else Difference.PAGES
    if any(_now_acts(before.get_object(key), after.get_object(key)) for key in changed & set(new)):
        yield Difference.ACTIONS
    if any(acts(after.get_object(key)) for key in set(new) - set(old)):
        yield Difference.ACTIONS


def _objects(pdf: Pdf) -> dict[tuple[int, int], tuple[bytes, bytes]]:
    """Every object as it is written, without those that only hold others."""
    return {
        item.objgen: (
            (item.stream_dict.unparse(resolved=True), item.read_raw_bytes())
            if isinstance(item, Stream)
            else (item.unparse(resolved=True), b"")
        )
        for item in pdf.objects
        if isinstance(item, Object) and kind_of(item) not in ("/ObjStm", "/XRef")
    }


def _judged(pdf: Pdf) -> set[tuple[int, int]]:
    """The objects that signing may change, in ways looked at one by one."""
    form = pdf.Root.AcroForm
    held = [pdf.Root, form, form.Fields, _field(pdf), pdf.trailer.Info, pdf.Root.Metadata]
    for page in pdf.pages:
        held += [page.obj, page.obj.get("/Annots", page.obj)]
    return {item.objgen for item in held if item.is_indirect}


def field_box(pdf: Pdf) -> Box | None:
    """Where the signature field of our form lies on its page, None if a document has none."""
    form = pdf.Root.get("/AcroForm")
    fields = form.get("/Fields") if isinstance(form, Dictionary) else None
    for one in fields if isinstance(fields, Array) else ():
        if isinstance(one, Dictionary) and str(one.get("/T", "")) == SIGNATURE_FIELD:
            return _box(one)
    return None


def _field(pdf: Pdf) -> Object:
    return next(one for one in pdf.Root.AcroForm.Fields if str(one.get("/T", "")) == SIGNATURE_FIELD)


def _changed(before: Object, after: Object) -> set[str]:
    """The keys whose values differ; what a reference points to is another object's matter."""
    keys = set(before.keys()) | set(after.keys())
    return {key for key in keys if _written(before.get(key)) != _written(after.get(key))}


def _written(value: Any) -> Any:
    return value.unparse() if isinstance(value, Object) else (type(value), value)


def _catalogue(before: Object, after: Object) -> Iterator[Difference]:
    for key in _changed(before, after) - _ROOT:
        yield Difference.FILES if key in ("/AF", "/Names") else Difference.DETAILS
    if set(after.get("/Perms", Dictionary()).keys()) - {"/DocMDP"}:
        yield Difference.DETAILS


def _form(before: Pdf, after: Pdf) -> Iterator[Difference]:
    old, new = before.Root.AcroForm, after.Root.AcroForm
    if _changed(old, new) - _FORM or not _only_unseen_added(old.Fields, new.Fields):
        yield Difference.FIELDS
    field, signed = _field(before), _field(after)
    changed = _changed(field, signed)
    if changed - _FIELD or int(signed.get("/F", 0)) not in _FLAGS or not _appearance_fits(signed):
        yield Difference.FIELDS
    if changed and not _is_signature(signed.get("/V")):
        yield Difference.FIELDS


def _appearance_fits(field: Object) -> bool:
    """One appearance and no other for the mouse; readers clip it to the field."""
    looks_like = field.get("/AP", Dictionary())
    return set(looks_like.keys()) == {"/N"} and isinstance(looks_like.N, Stream)


def _is_signature(value: Object | None) -> bool:
    return isinstance(value, Dictionary) and "/ByteRange" in value and "/Contents" in value


def _pages(before: Pdf, after: Pdf) -> Iterator[Difference]:
    if len(before.pages) != len(after.pages):
        yield Difference.PAGES
    for was, now in zip(before.pages, after.pages, strict=False):
        if was.obj.objgen != now.obj.objgen or _changed(was.obj, now.obj) - {"/Annots"}:
            yield Difference.PAGES
        if not _only_unseen_added(was.obj.get("/Annots", Array()), now.obj.get("/Annots", Array())):
            yield Difference.FIELDS


def _only_unseen_added(before: Object, after: Object) -> bool:
    """Whether a list of fields or annotations still begins as it did, and goes on with signatures nobody sees."""
    old, new = [one.objgen for one in before], [one.objgen for one in after]
    return new[: len(old)] == old and all(_is_unseen(one) for one in list(after)[len(old) :])


def _is_unseen(item: Object) -> bool:
    if set(item.keys()) - _UNSEEN or str(item.get("/FT", "")) != Name.Sig:
        return False
    left, bottom, right, top = (float(side) for side in item.Rect)
    return (left, bottom) == (right, top) and _is_signature(item.get("/V"))


def _same_titles(before: Pdf, after: Pdf) -> bool:
    """Whether the document still calls itself what it did; programs that sign add their own name and the time."""
    same = not _changed(before.trailer.Info, after.trailer.Info) - _INFO
    was, now = before.open_metadata(), after.open_metadata()  # entered, they would be written anew
    names = {name for name in (*was, *now) if name.startswith(_TITLES)}
    return same and all(was.get(name) == now.get(name) for name in names)


def _now_acts(before: Object, after: Object) -> bool:
    """Whether an object that was changed does something by what was changed of it."""
    if not (isinstance(before, Dictionary | Stream) and isinstance(after, Dictionary | Stream)):
        return acts(after)
    changed = _changed(before, after)
    values = [after[key] for key in changed if key in after]
    return bool(changed & DOES) or any(acts(one) for one in values if isinstance(one, Object))


def _box(field: Object) -> Box:
    left, bottom, right, top = (float(side) for side in field.Rect)
    return left, bottom, right, top


def _widened(box: Box) -> Box:
    left, bottom, right, top = box
    return left - _AROUND, bottom - _AROUND, right + _AROUND, top + _AROUND
