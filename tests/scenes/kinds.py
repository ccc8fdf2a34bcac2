"""What a case is: a picture, and what is right to say of it."""

from dataclasses import dataclass, replace
from enum import Enum

from bot.signed_copy import Ink
from tests.scenes import surfaces
from tests.scenes.cameras import Lying, Scene, photo
from tests.scenes.scanners import Scan, scan
from tests.scenes.sheets import Sheet
from tests.scenes.surfaces import Surface


class Box(Enum):
    """What may be said of the box to sign in."""

    EMPTY = (Ink.EMPTY, Ink.MAYBE)
    SIGNED = (Ink.SIGNED,)
    FAINT = (Ink.SIGNED, Ink.MAYBE)
    ANY = tuple(Ink)


@dataclass(frozen=True)
class Case:
    """A picture, and what is right to say of it."""

    name: str
    picture: Scene | Scan
    box: Box = Box.SIGNED
    dated: bool | None = True
    code: bool = True
    """Whether the code can be read."""
    whole: bool = True
    """Whether all of each sheet that is printed is in the picture."""

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """The sheets in it."""
        if isinstance(self.picture, Scan):
            return tuple(self.picture.sheets)
        return tuple(lying.sheet for lying in self.picture.lying)

    def content(self) -> bytes:
        """The file as it is sent in."""
        make = scan if isinstance(self.picture, Scan) else photo
        return make(self.picture, self.name)  # type: ignore[arg-type]


UNSIGNED = Sheet(marks=(), dated="")
FIRST = Sheet(layout="1")
TWO = (2016, 1512)


def one_photo(
    name: str, sheet: Sheet, box: Box = Box.SIGNED, surface: Surface = surfaces.flat, **how: object
) -> Case:
    """One sheet in a photo; what is written in the date's place follows from the sheet."""
    code = bool(how.pop("code", True))
    whole = bool(how.pop("whole", True))
    scene = replace(Scene((Lying(sheet, surface=surface),)), **how)  # type: ignore[arg-type]
    return Case(name, scene, box, bool(sheet.dated), code, whole)
