"""The proposal book of an alliance and its label, from contents that are words and numbers already
(flows/schemes/alliance/book)."""

import json
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.documents.compiler import Compiler, printable_data
from bot.documents.fonts import font_set
from bot.documents.postprocess import finished, with_row_headings
from bot.documents.qr_code import code

BOOK, SUMMARY, LABEL = "main.typ", "summary.typ", "label.typ"
DIGEST = 16
"""Characters of the digest that the cover shows, for telling paper and upload apart at a glance."""
_PAGE = b"/Type/Page/"


@dataclass(frozen=True, slots=True)
class Pictures:
    """What people prepared elsewhere, as pictures made in the sandbox: pages of files as PNG, images in the text."""

    prose: Sequence[bytes] = ()
    registration: Sequence[bytes] = ()
    images: Mapping[int, bytes] = field(default_factory=dict)
    """JPEG pictures that stand in the text, by their number in the book."""


@dataclass(frozen=True, slots=True)
class Book:
    """A book: its PDF, on which page each part begins, how many pages there are."""

    pdf: bytes
    begins: Mapping[str, int]
    pages: int

    def pages_of_parts(self) -> dict[str, int]:
        """How many pages each part has, in order."""
        parts = sorted(self.begins.items(), key=lambda each: each[1])
        ends = [begin for _, begin in parts[1:]] + [self.pages + 1]
        return {name: end - begin for (name, begin), end in zip(parts, ends, strict=True)}


@dataclass(frozen=True)
class BookRenderer:
    """Prints alliances; `folder` is where their look lies."""

    folder: Path
    fonts: Path | None = None
    pictures: Pictures = field(default_factory=Pictures)

    def book(self, contents: Mapping[str, Any], made_at: datetime, carried: str = "") -> Book:
        """The book as a tagged PDF/A-3a and PDF/UA-1 file, `carried` attached as proposal.json (with its digest, of
        which the cover shows a part). The same contents, pictures, moment and fonts give the same bytes. Blocks:
        call it through `asyncio.to_thread`."""
        with tempfile.TemporaryDirectory() as place:
            compiler = self._prepared(Path(place), contents, carried)
            pdf = compiler.pdf(Path(place) / BOOK, made_at)
            begins = {each["part"]: int(each["page"]) for each in compiler.labelled("part")}
        return Book(finished(with_row_headings(pdf), ""), begins, pdf.count(_PAGE))

    def label(self, contents: Mapping[str, Any], made_at: datetime) -> bytes:
        """The label for the envelope: one A4 page."""
        return self._one(LABEL, contents, made_at)

    def summary_pages(self, contents: Mapping[str, Any], made_at: datetime) -> int:
        """How many pages the summary takes; it is to be one."""
        return self._one(SUMMARY, contents, made_at).count(_PAGE)

    def _one(self, document: str, contents: Mapping[str, Any], made_at: datetime) -> bytes:
        with tempfile.TemporaryDirectory() as place:
            compiler = self._prepared(Path(place), contents, "")
            return compiler.pdf(Path(place) / document, made_at)

    def _prepared(self, place: Path, contents: Mapping[str, Any], carried: str) -> Compiler:
        """A folder with everything the templates read, and a compiler that sees nothing else."""
        for file in (*self.folder.glob("*.typ"), *self.folder.glob("*.toml")):
            shutil.copy(file, place / file.name)
        extra: dict[str, Any] = {
            "families": font_set(self.fonts).families, "carried": carried, "qr": "",
            "digest": json.loads(carried)["sha256"][:DIGEST] if carried else "",
        }  # fmt: skip
        if contents["case"]:
            (place / "qr.svg").write_text(
                code(f"{contents['case']} r{contents['revision']} {extra['digest']}"), encoding="utf-8"
            )
            extra["qr"] = "qr.svg"
        for name in ("prose", "registration"):
            pictures: Sequence[bytes] = getattr(self.pictures, name)
            extra[f"{name}_pages"] = len(pictures)
            for number, picture in enumerate(pictures, 1):
                (place / f"{name}-{number}.png").write_bytes(picture)
        extra["images"] = [str(number) for number in self.pictures.images]
        for number, image in self.pictures.images.items():
            (place / f"image-{number}.jpg").write_bytes(image)
        printed = printable_data(contents, self.fonts) | extra
        (place / "contents.json").write_text(json.dumps(printed, ensure_ascii=False), encoding="utf-8")
        return Compiler(place, self.fonts)
