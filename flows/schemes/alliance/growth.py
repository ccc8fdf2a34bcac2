"""The rise of the members' overseas revenue, the fourth indicator: computed from their forms, never typed by anybody.

Sources: the programme's slides of 113, lines 279–281 (at least 15 %) and 387–390 (base: overseas revenue of all members
in the year before; a table with the share of each). All amounts are whole New Taiwan dollars, all percentages tenths of
a percent, so that no sum depends on how a float is rounded.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

LEAST_PERCENT = 15
"""By how many percent the overseas revenue of all members together has to rise."""

WHOLE = 1000
"""All of it, in tenths of a percent."""

_TEN_THOUSAND = 10_000


@dataclass(frozen=True, slots=True)
class Revenue:
    """Overseas revenue of one member or of all: `base` in the year before, `target` in the year of the programme."""

    base: int
    target: int

    @property
    def rise(self) -> int:
        """What is added; below 0 for a fall."""
        return self.target - self.base

    @property
    def met(self) -> bool:
        """Whether it rises by as much as the programme asks for; never without a base to compare with."""
        return self.base > 0 and self.target * 100 >= self.base * (100 + LEAST_PERCENT)

    @property
    def tenths(self) -> int | None:
        """The rise in tenths of a percent of the base, rounded towards zero: 「15.0%」 is shown exactly when it is met.
        None without a base."""
        if not self.base:
            return None
        tenths = abs(self.rise) * WHOLE // self.base
        return tenths if self.rise >= 0 else -tenths

    @property
    def missing(self) -> int:
        """How much the target has to be raised for the rise to be met; 0 when it is, and without a base."""
        needed = -(-self.base * (100 + LEAST_PERCENT) // 100)
        return max(0, needed - self.target) if self.base else 0

    def first_half(self) -> int:
        """What to propose for the first half of the year: 40 % of the rise in whole 萬, the rest is for the second."""
        rise = max(0, self.rise)
        return rise * 2 // 5 // _TEN_THOUSAND * _TEN_THOUSAND


def total(members: Iterable[Revenue]) -> Revenue:
    """That of all members together."""
    every = tuple(members)
    return Revenue(sum(one.base for one in every), sum(one.target for one in every))


def shares(rises: Sequence[int]) -> tuple[int, ...]:
    """貢獻度: each member's share of the whole rise, in tenths of a percent, adding up to 1,000 by largest remainder.
    A fall is shown as such and contributes nothing; without any rise nobody contributes."""
    counted = [max(0, rise) for rise in rises]
    whole = sum(counted)
    if not whole:
        return (0,) * len(counted)
    found = [rise * WHOLE // whole for rise in counted]
    by_remainder = sorted(range(len(counted)), key=lambda place: (-(counted[place] * WHOLE % whole), place))
    for place in by_remainder[: WHOLE - sum(found)]:
        found[place] += 1
    return tuple(found)


def percent(tenths: int) -> str:
    """Tenths of a percent as they are printed: 166 as 16.6, -7 as -0.7."""
    whole, rest = divmod(abs(tenths), 10)
    return f"{'-' if tenths < 0 else ''}{whole}.{rest}"
