"""TOML text to a Scheme; every mistake a coded issue with its place and remedy."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any

from flows.cases.stage import CaseKind
from flows.definitions.edition import Edition
from flows.definitions.issues import Issue, Malformed
from flows.rules.rules import Rules
from flows.scheme.document_spec import DocumentSpec, Signature
from flows.scheme.form import Entry, Form, Stage
from flows.scheme.mail_loader import mail_specs, wrong_mails
from flows.scheme.scheme import Scheme

FILE = "scheme.toml"

_KEYS = {"key", "series", "entry", "unique", "topics", "forms", "mails", "letter_first", "case_kind"}
_FORM_KEYS = {"stages", "document", "entry"}
_ENDS = (Stage.SUBMIT, Stage.HAND_OVER, Stage.WORKSPACE)
"""Stages that are always due."""
_DOCUMENT_KEYS = {"pages", "language", "reading_copies", "sign"}
_KEY = re.compile(r"[a-z][a-z_]*")
_SERIES = re.compile(r"[A-Z]?")


def read_scheme(
    text: str, editions: Mapping[str, Mapping[str, Edition]], rules: Mapping[str, Rules], looks: str = ""
) -> Scheme:
    """A scheme from the text of its scheme.toml; `editions` are those of each form, by form and version, `rules` are
    by form: one for which there are none has no verdict and no checks; `looks` is the folder in which that of its
    documents lies, unless that is the one of its name beneath templates/.

    Raises Malformed with every mistake."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Malformed([Issue("not_toml", FILE, f"mend the syntax: {error}")]) from None
    mails = data.get("mails", ())
    documents = any("document" in form for form in data.get("forms", {}).values())
    if issues := [*_wrong(data), *_wrong_forms(data, editions), *wrong_mails(FILE, mails, documents)]:
        raise Malformed(issues)
    forms = {
        key: _form(key, looks or data["key"], table, editions[key], rules.get(key, Rules()))
        for key, table in data["forms"].items()
    }
    return Scheme(
        key=data["key"],
        series=data.get("series", ""),
        entry=Entry(data.get("entry", Entry.PUBLIC)),
        forms=forms,
        unique=tuple(data.get("unique", ())),
        topics=tuple(data.get("topics", ())),
        mails=mail_specs(mails),
        letter_first=bool(data.get("letter_first", False)),
        case_kind=CaseKind(data.get("case_kind", CaseKind.DIAGNOSIS)),
    )


def _form(
    key: str, looks: str, table: Mapping[str, Any], editions: Mapping[str, Edition], rules: Rules
) -> Form:
    document = _document(looks, table["document"]) if "document" in table else None
    entry = Entry(table.get("entry", Entry.PUBLIC))
    return Form(key, editions, rules, tuple(map(Stage, table["stages"])), document, entry)


def _document(looks: str, table: Mapping[str, Any]) -> DocumentSpec:
    return DocumentSpec(
        folder=f"{looks}/document",
        pages=table["pages"],
        language=table["language"],
        reading_copies=tuple(table.get("reading_copies", ())),
        sign=tuple(Signature(each["page"], each["field"]) for each in table.get("sign", ())),
    )


def _wrong(data: Mapping[str, Any]) -> Iterator[Issue]:
    yield from _unknown(FILE, data, _KEYS)
    if not _KEY.fullmatch(str(data.get("key", ""))):
        yield Issue("bad_key", f"{FILE}: key", "give the name of its folder: small letters and _")
    if not _SERIES.fullmatch(str(data.get("series", ""))):
        yield Issue("bad_series", f"{FILE}: series", "one capital letter, or nothing")
    yield from _not_one_of(f"{FILE}: case_kind", [data.get("case_kind", CaseKind.DIAGNOSIS)], CaseKind)
    yield from _not_one_of(f"{FILE}: entry", [data.get("entry", Entry.PUBLIC)], Entry)
    if not isinstance(data.get("forms"), dict) or not data["forms"]:
        yield Issue("no_forms", f"{FILE}: forms", "a scheme has at least one form: [forms.application]")


def _wrong_forms(data: Mapping[str, Any], editions: Mapping[str, Mapping[str, Edition]]) -> Iterator[Issue]:
    tables = data.get("forms")
    for key, table in tables.items() if isinstance(tables, dict) else ():
        place = f"{FILE}: forms.{key}"
        yield from _unknown(place, table, _FORM_KEYS)
        yield from _not_one_of(f"{place}.stages", table.get("stages", ()), Stage)
        yield from _not_one_of(f"{place}.entry", [table.get("entry", Entry.PUBLIC)], Entry)
        if not set(list(table.get("stages", ()))[-1:]) & set(_ENDS):
            yield Issue("no_end", place, f"name its stages, the last of them {', '.join(_ENDS)}")
        if not editions.get(key):
            yield Issue("no_editions", place, "put a questionnaire into a folder beneath editions/")
        if "document" in table:
            yield from _wrong_document(f"{place}.document", table["document"])


def _wrong_document(place: str, table: Mapping[str, Any]) -> Iterator[Issue]:
    yield from _unknown(place, table, _DOCUMENT_KEYS)
    pages = table.get("pages")
    if not isinstance(pages, int) or pages < 1:
        yield Issue("bad_pages", f"{place}.pages", "how many pages it has: at least 1")
        return
    if not isinstance(table.get("language"), str):
        yield Issue("no_language", f"{place}.language", "the language of the form that counts, such as zh-TW")
    for number, spot in enumerate(table.get("sign", ()), 1):
        if not isinstance(spot.get("field"), str) or spot.get("page") not in range(1, pages + 1):
            yield Issue(
                "bad_signature", f"{place}.sign {number}", f"a page from 1 to {pages} and a field's name"
            )


def _unknown(place: str, table: Mapping[str, Any], known: set[str]) -> Iterator[Issue]:
    for key in sorted(set(table) - known):
        yield Issue("unknown_key", place, f"{key}: remove it or correct its name")


def _not_one_of(place: str, names: Any, kind: type[StrEnum]) -> Iterator[Issue]:
    for name in names:
        if name not in set(map(str, kind)):
            yield Issue("unknown_name", place, f"{name}: there are {', '.join(map(str, kind))}")
