"""Single sheets: bent, in shadow, covered, dirty, hardly written on."""

from collections.abc import Iterator
from dataclasses import replace

from tests.scenes import surfaces
from tests.scenes.kinds import FIRST, UNSIGNED, Box, Case, one_photo
from tests.scenes.scanners import Scan
from tests.scenes.sheets import Sheet


def bent() -> Iterator[Case]:
    """Whole sheets that are not flat."""
    bends = {
        "curl 9": surfaces.curl(9),
        "curl 14": surfaces.curl(14),
        "curl 18": surfaces.curl(18),
        "curl across 12": surfaces.curl(12, along=90),
        "curl slanting 12": surfaces.curl(12, along=30),
        "hollow 10": surfaces.curl(-10),
        "lower edge up 25": surfaces.lifted(25),
        "fold 12": surfaces.folded(12),
        "fold 18": surfaces.folded(18),
        "fold upright 14": surfaces.folded(14, upright=True),
        "letter fold 10": surfaces.thirds(10),
        "damp 3": surfaces.waved(3),
        "crumpled 5": surfaces.crumpled(5),
        "crumpled 8": surfaces.crumpled(8, seed=9),
        "dog-ear 20": surfaces.dog_ear(20),
    }
    for name, surface in bends.items():
        yield one_photo(name, Sheet(marks=("company", "pen")), surface=surface, tilt=14)
        yield one_photo(f"{name}, unsigned", UNSIGNED, Box.EMPTY, surface, tilt=6, side=-8, table="dark")
    yield one_photo("barrel 10 %", Sheet(), barrel=0.1, view=360)
    yield one_photo("pincushion 6 %", Sheet(), barrel=-0.06, view=380)
    yield one_photo("barrel 10 %, unsigned", UNSIGNED, Box.EMPTY, barrel=0.1, view=360)
    yield one_photo("wide lens, close and steep", Sheet(marks=("own",)), distance=260, view=350, tilt=24)
    yield one_photo("first layout, curl 14", replace(FIRST, marks=("company",)), surface=surfaces.curl(14))


def shadowed() -> Iterator[Case]:
    """Light and what stands in it; empty fields above all."""
    for shadow in (
        "hard across field",
        "hard slanting",
        "hard upright",
        "deep hard",
        "blinds",
        "leaves",
        "telephone",
    ):
        yield one_photo(f"{shadow}, unsigned", UNSIGNED, Box.EMPTY, shadow=shadow)
        yield one_photo(
            f"{shadow}, first layout, unsigned",
            replace(UNSIGNED, layout="1"),
            Box.EMPTY,
            shadow=shadow,
            tilt=16,
        )
        yield one_photo(f"{shadow}, signed", Sheet(marks=("own", "ballpoint")), shadow=shadow)
    yield one_photo("wire, unsigned", UNSIGNED, Box.EMPTY, shadow="wire")
    yield one_photo("wire, signed", Sheet(marks=("pen",)), shadow="wire")
    yield one_photo(
        "hard shadow of warm lamp, unsigned", UNSIGNED, Box.EMPTY, shadow="hard slanting", warmth=0.7
    )
    yield one_photo("evening, unsigned", UNSIGNED, Box.EMPTY, light=0.42, grain=3, warmth=0.5)
    yield one_photo("evening, signed", Sheet(marks=("company",)), light=0.42, grain=3, warmth=0.5)
    yield one_photo("soft shadow, pencil", Sheet(marks=("pencil",)), Box.FAINT, shadow="soft")


def covered() -> Iterator[Case]:
    """Fingers."""
    yield one_photo("a pen on the field, unsigned", UNSIGNED, Box.EMPTY, finger="pen on the field")
    pen = one_photo(
        "a pen on the field, signed", Sheet(marks=("company",)), Box.ANY, finger="pen on the field"
    )
    yield replace(pen, dated=None)
    for finger in ("on the field", "across the field", "in the field", "at the corner"):
        yield one_photo(f"finger {finger}, unsigned", UNSIGNED, Box.EMPTY, finger=finger)
        yield one_photo(
            f"finger {finger}, hard shadow, unsigned",
            UNSIGNED,
            Box.EMPTY,
            finger=finger,
            shadow="hard upright",
        )
    yield one_photo("thumb on the edge, signed", Sheet(marks=("company",)), finger="thumb on the edge")
    hidden = one_photo("finger on the date, signed", Sheet(marks=("company", "own")), finger="at the corner")
    yield replace(hidden, dated=None)


def dirty() -> Iterator[Case]:
    """Folds pressed flat, dirt, paper that shows through: on empty fields, and beside a signature."""
    for dirt in (
        "crease",
        "upright crease",
        "specks",
        "coarse specks",
        "dust",
        "coffee",
        "shows through",
        "hair",
    ):
        dirty = replace(UNSIGNED, dirt=dirt, seed=5)
        yield one_photo(f"{dirt}, unsigned", dirty, Box.EMPTY)
        yield Case(f"{dirt}, scanned unsigned", Scan((replace(dirty, seed=6),)), Box.EMPTY, dated=False)
        if dirt not in ("coffee", "shows through"):
            bits = Scan((replace(dirty, seed=7),), mode="bits", dpi=300)
            name, code = f"{dirt}, scanned in black and white, unsigned", dirt != "coarse specks"
            yield Case(name, bits, Box.EMPTY, dated=False, code=code)
    yield one_photo("crease, signed", Sheet(marks=("ballpoint",), dirt="crease"))
    yield one_photo("coarse specks, signed", Sheet(marks=("own",), dirt="coarse specks"), code=False)
    yield one_photo("a dot", replace(UNSIGNED, marks=("dot",)), Box.EMPTY)
    yield one_photo("a pen put down", replace(UNSIGNED, marks=("touched",)), Box.EMPTY)


def faint() -> Iterator[Case]:
    """What is hardly seen."""
    for mark in ("faint company", "very faint company", "faint own", "faint round", "pencil", "faint pencil"):
        yield one_photo(f"{mark}, photo", Sheet(marks=(mark,)), Box.FAINT)
        yield Case(f"{mark}, scan", Scan((Sheet(marks=(mark,)),)), Box.FAINT)
    yield Case("pencil, black and white", Scan((Sheet(marks=("pencil",)),), mode="bits"), Box.FAINT)
    yield Case(
        "faint pencil, black and white",
        Scan((Sheet(marks=("faint pencil",)),), mode="bits", threshold=0.8),
        Box.FAINT,
    )
    yield Case("ballpoint, black and white", Scan((Sheet(marks=("ballpoint",)),), mode="bits"))
    yield one_photo("small, from afar", Sheet(marks=("small",)), view=420)
    yield one_photo("pencilled date", Sheet(marks=("own",), dated="pencil"))
