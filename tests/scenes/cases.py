"""All pictures of this generator: those of single.py, seals, printers' margins, several sheets, ways of offices."""

from collections.abc import Iterator
from dataclasses import replace

from tests.scenes.cameras import Lying, Scene
from tests.scenes.kinds import FIRST, TWO, UNSIGNED, Box, Case, one_photo
from tests.scenes.scanners import Scan
from tests.scenes.sheets import Sheet
from tests.scenes.single import bent, covered, dirty, faint, shadowed


def _sealed() -> Iterator[Case]:
    """Seals: large, across the frame, carved."""
    for mark in ("company 40", "carved company", "round 42"):
        yield one_photo(f"{mark} across the lower frame", Sheet(marks=(mark, "own"), moved=(0, 16)))
        yield one_photo(f"{mark} across the upper lines", Sheet(marks=(mark,), moved=(-12, -18)), tilt=18)
    yield one_photo(
        "first layout, company 40 across the frame", replace(FIRST, marks=("company 40",), moved=(-30, 14))
    )
    yield one_photo(
        "first layout, round 42 at the corner", replace(FIRST, marks=("round 42",), moved=(-34, 12)), tilt=15
    )
    yield one_photo("seal across, printed grey", Sheet(marks=("company 40",), moved=(0, 15), grey=True))
    yield Case(
        "seal across, black and white",
        Scan((Sheet(marks=("company 40",), moved=(0, 15)),), mode="bits", dpi=300),
    )
    yield one_photo("carved own", Sheet(marks=("carved own",)))
    yield one_photo("carved pair", Sheet(marks=("carved company", "carved own")), table="cloth")
    yield one_photo("sheet for seals", Sheet(page=0, marks=("company 40", "own")))
    yield one_photo("sheet for seals, unsigned", replace(UNSIGNED, page=0), Box.EMPTY)
    yield one_photo("seals, no date", Sheet(marks=("company", "own"), dated=""))


def _clipped() -> Iterator[Case]:
    """Printers that leave the margins blank, sheets fed too far: the code is not on the paper."""
    yield one_photo("margins 6.35, first layout", replace(FIRST, unprinted=6.35), code=False)
    yield one_photo("margins 6.35", Sheet(unprinted=6.35))
    yield one_photo("margins 12.7", Sheet(unprinted=12.7), code=False)
    yield one_photo("margins 12.7, unsigned", replace(UNSIGNED, unprinted=12.7), Box.EMPTY, code=False)
    yield one_photo("printed 9 mm high", Sheet(marks=("company",), higher=9), code=False)
    yield one_photo("printed at 94 %", Sheet(size=0.94))
    yield Case("fed 14 mm high", Scan((Sheet(marks=("company",)),), fed_high=14), code=False)
    yield Case("fed 14 mm high, page 2", Scan((Sheet(page=2),), fed_high=14), Box.ANY, None, code=False)
    yield Case("margins 8, first layout, scan", Scan((replace(FIRST, unprinted=8),), mode="grey"), code=False)


def _several() -> Iterator[Case]:
    """Several sheets in one picture."""
    side_by_side = {"x": 112.0}
    first, second, third = Sheet(marks=("company", "own")), Sheet(page=2), Sheet(page=3)
    for name, left, right, box in (
        ("1 and 2", first, second, Box.SIGNED),
        ("2 and 1", second, first, Box.SIGNED),
        ("2 and 1, unsigned", second, UNSIGNED, Box.EMPTY),
        ("1 of the first layout and 3", replace(FIRST, marks=("round",)), replace(FIRST, page=3), Box.SIGNED),
    ):
        lying = (Lying(left, x=-side_by_side["x"]), Lying(right, x=side_by_side["x"]))
        dated = bool(left.dated if left.page == 1 else right.dated)
        yield Case(f"pages {name}", Scene(lying, size=TWO, view=480), box, dated)
    three = (Lying(first, x=-220), Lying(second), Lying(third, x=220, turn=2))
    yield Case("three pages", Scene(three, size=(4032, 3024), view=690, distance=640))
    askew = (Lying(first, x=-118, turn=4), Lying(second, x=116, turn=-5, y=8))
    yield Case("two askew", Scene(askew, size=TWO, view=500, table="stone"))
    fan = (Lying(third, x=60, y=-40, turn=0), Lying(first, x=-60, y=20, turn=0))
    yield Case("page 1 on top of page 3", Scene(fan, size=(3024, 3024), view=460), whole=False)


def _others() -> Iterator[Case]:
    """Ways of telephones and offices."""
    yield one_photo("mirrored", Sheet(), mirrored=True)
    yield one_photo("on newspaper", Sheet(marks=("own",)), table="newspaper", roll=-7)
    yield one_photo("on squared paper", Sheet(), table="squares", roll=5)
    yield one_photo("white table", Sheet(marks=("ballpoint",)), table="white")
    yield one_photo("upside down", Sheet(marks=("company",)), roll=178)
    yield one_photo("on its side", Sheet(), roll=-88, size=TWO, view=340)
    yield one_photo("12 MP", Sheet(marks=("company", "ballpoint")), size=(3024, 4032), grain=0.7)
    yield one_photo("Telegram", Sheet(marks=("ballpoint",)), size=(960, 1280), quality=78)
    yield one_photo(
        "frame whole, paper cut", Sheet(), view=276, aim=(0, 3), tilt=0, side=0, roll=0.3, code=False
    )
    yield one_photo("bottom cut off", Sheet(), aim=(0, -70), view=300, whole=False, box=Box.ANY)
    yield one_photo("right side cut off", Sheet(), aim=(-55, 0), whole=False, code=False, box=Box.ANY)
    yield one_photo("top cut off", Sheet(), aim=(0, 60), view=300, whole=False, code=False, box=Box.ANY)
    yield Case("grey scan of all pages", Scan((Sheet(), Sheet(page=2), Sheet(page=3)), mode="grey", dpi=150))
    yield Case("600 dpi", Scan((Sheet(marks=("own",)),), dpi=600, quality=70))
    yield Case("16 bits of grey", Scan((Sheet(),), mode="16", format="PNG"))
    yield Case(
        "TIFF of all pages",
        Scan((Sheet(), Sheet(page=2), Sheet(page=3)), mode="bits", format="TIFF", dpi=300),
    )
    yield Case("TIFF in colour", Scan((Sheet(marks=("company",)),), format="TIFF"))
    yield Case("WEBP", Scan((Sheet(),), format="WEBP"))
    yield Case("scan askew 6 degrees, black lid", Scan((Sheet(),), askew=6, lid=0.05), code=False)
    yield Case(
        "scan on its head, unsigned", Scan((UNSIGNED,), quarters=2, mode="grey"), Box.EMPTY, dated=False
    )


CASES: tuple[Case, ...] = (
    *bent(),
    *shadowed(),
    *covered(),
    *dirty(),
    *faint(),
    *_sealed(),
    *_clipped(),
    *_several(),
    *_others(),
)
