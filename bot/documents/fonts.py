"""The fonts of the form: those in the project, and fallbacks for rare characters when they are installed."""

import mmap
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.documents.font_coverage import characters_of
from bot.paths import SHARED

FONTS = SHARED / "document" / "fonts"


@dataclass(frozen=True, slots=True)
class Fallback:
    """A family that may be installed: its name, and its files under their names in the Debian package."""

    family: str
    files: tuple[str, ...]


FAMILIES = ("Noto Sans TC", "Form Letters", "Form Symbols")
"""The families in templates/shared/document/fonts; they draw whatever they can."""

FALLBACKS = (
    Fallback("Noto Sans CJK TC", ("NotoSansCJK-Regular.ttc", "NotoSansCJK-Bold.ttc")),
    Fallback("Noto Sans Thai", ("NotoSansThai-Regular.ttf", "NotoSansThai-Bold.ttf")),
    Fallback("Noto Sans", ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf")),
    Fallback("HanaMinA", ("HanaMinA.ttf",)),
    Fallback("HanaMinB", ("HanaMinB.ttf",)),
)
"""In order of preference. Debian: fonts-noto-cjk (Korean, kana, more Han), fonts-noto-core (Thai, Cyrillic, Greek
and Latin beyond what Taiwan's fonts have), fonts-hanazono (rare Han of names; last, for its Thai is poor)."""


@dataclass(frozen=True, slots=True)
class FontSet:
    """Fonts to print with: families in order of preference, and their files."""

    families: tuple[str, ...]
    files: tuple[Path, ...]


@cache
def font_set(folder: Path | None) -> FontSet:
    """The project's fonts and what `folder` (searched with all its subfolders) has of the fallbacks."""
    shipped = tuple(sorted(FONTS.glob("*.ttf")))
    found = {path.name: path for path in sorted(folder.rglob("*.tt[fc]"))} if folder else {}
    present = [fallback for fallback in FALLBACKS if fallback.files[0] in found]
    return FontSet(
        FAMILIES + tuple(fallback.family for fallback in present),
        shipped + tuple(found[name] for fallback in present for name in fallback.files if name in found),
    )


@cache
def drawable(folder: Path | None = None) -> frozenset[int]:
    """Code points the fonts can draw; anything else prints as 〓. The first call reads the fonts: up to 0.5 s."""
    return frozenset().union(*map(_characters, font_set(folder).files))


def _characters(path: Path) -> frozenset[int]:
    """Mapped, not read: of a collection of 20 MB only the character table is wanted."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as font:
        return characters_of(font)
