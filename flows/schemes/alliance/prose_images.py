"""Images in typed prose: each stands in its section as a line of its own, such as ［圖1：說明］, and moves with it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

MOST_IMAGES, MOST_CAPTION = 3, 60
"""Images of a section, characters of what stands below one; constructed."""

_LINE = re.compile(r"[［\[]\s*[^\d\s：:]{1,8}\s*(\d{1,2})\s*(?:[：:](.*))?[］\]]")


@dataclass(frozen=True, slots=True)
class Image:
    """An image in a text: its number in the section, what is said below it, the SHA-256 of its file in hex."""

    number: int
    caption: str
    file: str


@dataclass(frozen=True, slots=True)
class IllustratedText:
    """A section: its lines, and the files that were sent for it by their number."""

    text: str
    images: Mapping[str, Any]

    @property
    def parts(self) -> Iterator[str | Image]:
        """Paragraphs and images in order. A line that names no image that was sent is a paragraph like any other."""
        for line in filter(str.strip, self.text.split("\n")):
            found = _LINE.fullmatch(line.strip())
            file = self.images.get(str(int(found[1]))) if found else None
            yield Image(int(found[1]), (found[2] or "").strip(), file["file"]) if found and file else line

    @property
    def placed(self) -> tuple[Image, ...]:
        """The images that stand in the text."""
        return tuple(part for part in self.parts if isinstance(part, Image))

    @property
    def length(self) -> int:
        """Characters written, images left aside."""
        return len("\n".join(part for part in self.parts if isinstance(part, str)))

    @property
    def uncaptioned(self) -> int:
        """The number of the first image that nothing is said of yet; 0 where there is none."""
        return next((image.number for image in self.placed if not image.caption), 0)

    @property
    def next_number(self) -> int:
        """The number of the next image; a number is used once, even when its image is gone from the text."""
        return max(map(int, self.images), default=0) + 1

    def with_line(self, line: str) -> str:
        """The text with another line at its end."""
        return f"{self.text}\n{line}" if self.text else line

    def captioned(self, number: int, line: str) -> str:
        """The text with the line of that image in the place of the one it has."""
        lines = self.text.split("\n")
        named = [found and int(found[1]) == number for found in map(_LINE.fullmatch, map(str.strip, lines))]
        return "\n".join(line if its_own else each for each, its_own in zip(lines, named, strict=True))


def illustrated(entries: Mapping[str, Any], section: str) -> IllustratedText:
    """A section as the entries of a workspace have it."""
    return IllustratedText(entries.get(f"prose.{section}") or "", entries.get(f"images.{section}") or {})
