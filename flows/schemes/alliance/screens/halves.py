"""Three numbers that somebody typed, whole, first half, second half: whether they agree, and how to mend it."""

from collections.abc import Mapping, Sequence

from flows.events.alliance import Entered, Remarked
from flows.events.event import Events
from flows.interface.panel import PanelButton, Phrase
from flows.schemes.alliance.screens.panels import button


def three_typed(typed: Sequence[int]) -> Phrase:
    """What does not agree: 3＋2＝5，全程是 6，差 1."""
    whole, first, second = typed
    facts = {
        "h1": first,
        "h2": second,
        "sum": first + second,
        "whole": whole,
        "diff": abs(whole - first - second),
    }
    return Phrase("kpi.halves", {name: f"{value:,}" for name, value in facts.items()})


def mending(typed: Sequence[int]) -> list[PanelButton]:
    """One tap that makes them agree, for each of the three."""
    return [
        button(f"mend_{name}", "mend", name, value=f"{value:,}")
        for name, value in _mended(typed).items()
        if value >= 0
    ]


def mended(entered: Mapping[str, Sequence[int]], indicator: str, which: str) -> Events | None:
    """With one of the three put right; None where there is nothing to mend."""
    typed = entered.get(indicator)
    if not typed or which not in (ways := _mended(typed)):
        return None
    place = ("whole", "first", "second").index(which)
    right = [ways[which] if at == place else value for at, value in enumerate(typed)]
    return (Entered("kpi.typed", {**entered, indicator: right}), Remarked("kpi.mended", "done"))


def _mended(typed: Sequence[int]) -> dict[str, int]:
    whole, first, second = typed
    return {"first": whole - second, "second": whole - first, "whole": first + second}
